"""The only home of SQLAlchemy and psycopg: tables, the store, reads, acts, the feed, the embedded server."""
