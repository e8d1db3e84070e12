"""A dictionary captured into a file: over a connection, or by a SQL*Plus script where no Python may connect."""
