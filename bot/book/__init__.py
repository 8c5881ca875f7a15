"""The book: the whole conversation in both languages, for people who do not read code. Only `cli` uses it."""
