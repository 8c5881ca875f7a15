"""The words: two equal catalogues, and pages drawn from them. Babel lives here."""
