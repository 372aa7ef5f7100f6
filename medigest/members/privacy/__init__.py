"""What the site holds about a member: the registry that every room joins, and what is done through it.

A room places each column of its tables (`registry.place`, called when its app is ready). Export, erasure, the expiry
of records and the public page under /privacy/ all read what was placed, and know no room.
"""
