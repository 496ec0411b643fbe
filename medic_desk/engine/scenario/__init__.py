"""Scenarios: the engine's questions and answers as JSON."""
