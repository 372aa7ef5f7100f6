"""Help lines by country, from a file that the site's owner can replace."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@cache
def countries() -> list[dict[str, Any]]:
    """Every country of the file: its name, its code, and its lines with name and contact."""
    path = Path(settings.HELPLINES_FILE or Path(__file__).parent / "helplines.yaml")
    loaded: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded
