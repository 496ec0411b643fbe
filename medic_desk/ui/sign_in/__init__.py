"""Sign-in: reaching the database, choosing a person, one window a person."""
