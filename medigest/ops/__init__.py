"""Operations: the management commands."""
