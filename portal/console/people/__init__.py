"""Those who work here: roles, sign-ins, what they looked at."""
