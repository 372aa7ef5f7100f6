"""Notices: what a member is told, on the site, by mail at once, once a day or once a week, as they chose for each kind.

Whoever has something to tell calls `notify`; `kinds` tells how a kind is added.
"""
