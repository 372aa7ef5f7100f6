"""Transparency: what moderation did, in numbers that identify nobody."""
