"""A look into the rows of the live table: what statistics can only guess. Only SELECTs are sent."""
