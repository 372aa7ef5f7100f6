"""What a handle may look like: it stands in addresses and beside every post."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

RESERVED = frozenset(
    {"admin", "anonymous", "deleted", "everyone", "help", "medigest", "me", "nobody", "root", "settings"}
    | {"staff", "support", "system", "team", "webmaster"}
)

pattern = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_-]{2,29}\Z",
    _("Use 3 to 30 letters, digits, hyphens or underscores, and begin with a letter or a digit."),
)


def not_reserved(handle: str) -> None:
    """Raise ValidationError for a handle that could be taken for the site itself."""
    if handle.lower() in RESERVED:
        raise ValidationError(_("This handle is reserved. Please choose another."), code="reserved")


validators: list[Callable[[Any], None]] = [pattern, not_reserved]
