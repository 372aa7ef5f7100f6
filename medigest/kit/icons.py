"""Icons in templates, drawn once a process; loaded as a builtin of every template.

The package copies the icon's tree at each use. On a thread's page that was a sixth of the work.
"""

from functools import cache

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide as draw

from medigest.kit.settled import still

register = template.Library()


@register.simple_tag
@still
def lucide(name: str, *, size: int = 24, **attributes: str | float) -> str:
    """The icon of that name as inline SVG, with these attributes; the package says that it is safe."""
    return _drawn(name, size, tuple(attributes.items()))


@register.simple_tag
@still
def symbols(*names: str) -> SafeString:
    """These icons, which a page draws many times, once and out of sight: `{% symbol %}` points to them."""
    each = format_html_join("", "{}", ((SafeString(_as_symbol(name)),) for name in names))
    return format_html('<svg class="visually-hidden" aria-hidden="true">{}</svg>', each)


@register.simple_tag
@still
def symbol(name: str, *, size: int = 24) -> SafeString:
    """The icon of that name, by pointing to the page's `{% symbols %}`; readers of the screen pass over it."""
    return format_html('<svg width="{}" height="{}" aria-hidden="true"><use href="#icon-{}"/></svg>', size, size, name)


def _as_symbol(name: str) -> str:
    drawn = _drawn(name, 24, (("width", "100%"), ("height", "100%")))  # as large as where it is pointed to
    return f'<symbol id="icon-{name}"{drawn.strip().removeprefix("<svg").removesuffix("</svg>")}</symbol>'


@cache  # as many as the templates name
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str | float], ...]) -> str:
    drawn: str = draw(Context(), name, size=size, **dict(attributes))
    return drawn
