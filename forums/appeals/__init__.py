"""Appeals: a decision is read again, by somebody else than the one who took it."""
