"""Where help is missing: each region's centres against its people and its roads. Pure: facts in, facts out."""
