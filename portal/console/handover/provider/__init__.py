"""The page of whoever makes seals: their own orders, and nothing else of a case."""
