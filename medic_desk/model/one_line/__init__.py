"""The one line: what a person types in one line, read without a window and without a database."""
