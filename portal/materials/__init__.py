"""Files put to a material, whoever brings them: at the web door, or a clerk at the counter."""
