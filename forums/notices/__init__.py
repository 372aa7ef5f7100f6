"""Notices: what a member is told, on the site and by mail."""
