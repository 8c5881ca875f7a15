"""The directory of help: what is known, how old it is, what is nearest. Pure: facts in, facts out."""
