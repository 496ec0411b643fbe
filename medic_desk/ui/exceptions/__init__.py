"""Dated exceptions: time blocked or opened on certain days."""
