"""The truth: the only home of SQLAlchemy and psycopg."""
