"""The engine's facts, read from the database; and the same as a scenario."""
