"""The pinboard: appointments that are carried to another week, doctor or day."""
