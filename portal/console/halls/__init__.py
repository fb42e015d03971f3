"""Halls that work together: taken in for another, forwarded, papers on their way."""
