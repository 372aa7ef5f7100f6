"""What the forums hold about members, how they hand it out, and how they forget."""

from forums.privacy import moderation, pictures, reading, reports, writing
from medigest.members.privacy.registry import place, warn


def register() -> None:
    """Called once, when the app is ready. Reports, calls for help and pictures are forgotten first: they are
    found by posts, and pictures have files."""
    place(*reports.tables(), *pictures.tables(), *writing.tables(), *reading.tables(), *moderation.tables())
    warn(moderation.open_appeals_would_close)
