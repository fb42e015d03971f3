"""Accepting: what is asked, what was handed in, and what the window decides about it."""
