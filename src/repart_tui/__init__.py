"""repart-tui: plan the re-partitioning of Oracle tables and write one SQL*Plus script that loses nothing."""

__version__ = "0.1.0"
