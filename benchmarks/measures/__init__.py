"""One module a kind of measure; each writes into a book."""
