"""What the demo database holds, one module per schema (two for the application with the oddities)."""
