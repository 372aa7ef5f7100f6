"""Reactions: thanks, helpful, with you. They rank nothing, and nobody is told whose they are."""
