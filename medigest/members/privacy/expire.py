"""End what was kept long enough, by what the rooms placed."""

from medigest.members.privacy import registry


def expire() -> dict[str, int]:
    """Let every table that forgets by itself do so; how many rows or files each forgot. Harmless when repeated."""
    return {table.model._meta.label: table.expire() for table in registry.tables() if table.expire}
