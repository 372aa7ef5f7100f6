"""Whom a member does not want to hear from. The blocked never learn of it."""
