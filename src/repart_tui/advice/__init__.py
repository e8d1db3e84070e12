"""Proposals: what a table could become, and why."""
