"""What the console's templates may ask."""
