"""Boards: one for every condition, a few general ones, and who moderates them."""
