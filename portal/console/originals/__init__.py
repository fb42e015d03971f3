"""Originals before the clerk: read, photographed, scanned, compared, looked at."""
