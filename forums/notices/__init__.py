"""Notices: what a member is told, on the site, by mail at once or in a daily digest, as they chose for each kind.

Whoever has something to tell calls `notify`; `kinds` tells how a kind is added.
"""
