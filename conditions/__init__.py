"""Conditions: the catalogue, the articles, and the importers that fill them. Knows nothing of the forums."""
