"""Reading Oracle's data dictionary into the models; see repart_tui.discovery_queries for the way in."""
