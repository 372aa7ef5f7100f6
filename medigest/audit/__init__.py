"""The audit log: who decided what, about which one thing, for which reason.

Rows are append-only (guarded in the database) and sealed into one hash chain by `seal`.
"""
