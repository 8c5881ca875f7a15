"""The core: where a person stands and how one event moves them. Pure and total."""
