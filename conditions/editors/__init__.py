"""Editors of some conditions: named, for a while, by administrators. Those of all articles hold a role."""
