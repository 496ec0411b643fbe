"""Days drawn side by side on one time axis: layout, lanes, cursor and painter, for whoever shows days."""
