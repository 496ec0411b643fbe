"""Closures of the clinic, of a house or of a room: read, and added, changed, taken back, each in one act."""
