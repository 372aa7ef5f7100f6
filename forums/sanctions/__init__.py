"""Sanctions: what a member may not do for a while, why, and until when; and what moderators note of members."""
