"""Finding the place a person typed."""
