"""Icons: inline where a page has them once, and by pointing to one drawing where it has them many times."""

import re

from django.template import Context, Template


def drawn(template: str) -> str:
    return Template(template).render(Context())


def test_an_icon_that_is_pointed_to_is_drawn_as_it_is_inline() -> None:
    inline = drawn('{% lucide "reply" size=18 aria_hidden="true" %}')
    page = drawn('{% symbols "reply" "quote" %}{% symbol "reply" size=18 %}')
    assert re.findall("<path.*?>", page)[: inline.count("<path")] == re.findall("<path.*?>", inline)
    assert '<svg width="18" height="18" aria-hidden="true"><use href="#icon-reply"/></svg>' in page
    assert page.count("<symbol") == page.count("</symbol>") == 2
    assert 'id="icon-reply"' in page
    for attribute in ("viewBox", "stroke", "fill", "stroke-width"):
        assert re.search(f'{attribute}=".*?"', page)[0] == re.search(f'{attribute}=".*?"', inline)[0]
