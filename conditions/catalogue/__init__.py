"""The catalogue: conditions, their names and codes, and the hierarchy with its closure."""
