"""Snippets of what was found, as a page shows them."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from forums.search.snippets import Snippet

register = template.Library()


MARK, END = SafeString("<mark>"), SafeString("</mark>")


@register.filter
def marked(parts: Snippet) -> SafeString:
    """The words around a find; what was sought is marked."""
    return format_html_join("", "{}{}{}", ((MARK, text, END) if sought else ("", text, "") for text, sought in parts))
