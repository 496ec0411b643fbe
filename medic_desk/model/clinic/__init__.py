"""The clinic: its doctors, services and places, its people and what they may do."""
