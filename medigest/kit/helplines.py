"""Whom to call by country, from a file that the site's owner can replace: help lines, and the emergency number."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@cache
def countries() -> list[dict[str, Any]]:
    """Every country of the file: its name, its code, its `lines` with name and contact, and its `emergency` number;
    either may be missing."""
    path = Path(settings.HELPLINES_FILE or Path(__file__).parent / "helplines.yaml")
    loaded: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def with_lines() -> list[dict[str, Any]]:
    """The countries with a help line."""
    return [one for one in countries() if one.get("lines")]


def with_emergency_number() -> list[dict[str, Any]]:
    """The countries whose emergency number somebody looked up."""
    return [one for one in countries() if one.get("emergency")]
