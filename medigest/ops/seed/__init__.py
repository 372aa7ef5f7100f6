"""A large invented forum, to measure on: rows written at once, with counters and index as the verbs leave them."""
