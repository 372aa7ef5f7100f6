"""Parts of pages that are kept: `{% part "components/post.html" post=post %}`, a builtin of every template.

A part is made of the values it is given and of nothing else, as by `include ... only`, but for the day on which it is
read ("yesterday"). It is kept under all of them, so what is shown again is what would be made again: who looks and what
changed is in the values, or changes nothing.
"""

import hashlib
import pickle
from typing import Any

from django import template
from django.core.cache import caches
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import get_language

from medigest.kit import clock

register = template.Library()


@register.simple_tag
def part(name: str, **values: Any) -> SafeString:
    """The template of that name, with these values alone."""
    # Pickled, not written out: a text that is marked as safe is another value than the same text that is not.
    today = localtime(clock.now()).toordinal()
    given = pickle.dumps((name, get_language(), get_current_timezone_name(), today, values))
    key = hashlib.blake2b(given, digest_size=20).hexdigest()
    made: SafeString | None = caches["parts"].get(key)
    if made is None:
        made = SafeString(get_template(name).render(values))
        caches["parts"].set(key, made)
    return made
