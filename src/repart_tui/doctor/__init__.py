"""Checks of the client's side, and of one connection: what works, what does not, and what to do."""
