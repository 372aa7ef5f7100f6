"""Facts for machines (JSON-LD, schema.org) as a part of a page."""

import json
from typing import Any

# So that no text can end the element that holds it.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def script_of(facts: dict[str, Any]) -> str:
    """The JSON for `<script type="application/ld+json">`; what is empty is left out."""
    return json.dumps(_told({"@context": "https://schema.org"} | facts), ensure_ascii=False).translate(_ESCAPES)


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _told(one) for key, one in value.items() if one not in (None, "", [], {})}
    return [_told(one) for one in value] if isinstance(value, list) else value
