"""What a page shows, as values: read from the heart, in words, before any template sees it."""
