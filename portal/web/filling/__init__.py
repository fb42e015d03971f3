"""A page of the form at the web door: answered, drawn, and what is typed without a session."""
