"""Threads and posts. Only `publish` and `withdraw` change a state; counters move with it."""
