"""Acts: everything a desk may change, each one transaction of one shape (truth.md)."""
