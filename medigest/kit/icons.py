"""Icons in templates, drawn once a process; loaded as a builtin of every template.

The package copies the icon's tree at each use. On a thread's page that was a sixth of the work.
"""

from functools import cache

from django import template
from django.template import Context
from lucide.templatetags.lucide import lucide as draw

from medigest.kit.settled import still

register = template.Library()


@register.simple_tag
@still
def lucide(name: str, *, size: int = 24, **attributes: str | float) -> str:
    """The icon of that name as inline SVG, with these attributes; the package says that it is safe."""
    return _drawn(name, size, tuple(attributes.items()))


@cache  # as many as the templates name
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str | float], ...]) -> str:
    drawn: str = draw(Context(), name, size=size, **dict(attributes))
    return drawn
