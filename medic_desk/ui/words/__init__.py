"""Words: what the model says in codes, written as sentences, names and dates."""
