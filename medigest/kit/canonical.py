"""Addresses for machines: whole ones, and which one of a page's is its own; a builtin of every template."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.encoding import escape_uri_path
from django.utils.html import format_html
from django.utils.http import urlencode

register = template.Library()

# What makes another page of an address; all else in a query only sorts, marks or leads back.
MAKES_A_PAGE = ("letter", "after", "page")


def absolute(path: str) -> str:
    """The path with the site in front of it, as others have to be told."""
    return settings.SITE_URL.rstrip("/") + path


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The one address of this page, whichever way somebody came to it."""
    request: Any = context.get("request")
    if request is None:
        return ""
    given = {name: request.GET[name] for name in MAKES_A_PAGE if request.GET.get(name, "1") != "1"}
    query = f"?{urlencode(given)}" if given else ""
    return format_html('<link rel="canonical" href="{}">', absolute(escape_uri_path(request.path)) + query)
