"""Oracle's rules for re-partitioning, as pure functions on the models."""
