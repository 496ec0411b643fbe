"""The store: connections, transactions, their errors, the schema, the feed of changes."""
