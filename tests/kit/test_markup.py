"""Markdown to safe HTML: what may come out, what is refused, and that no input costs much."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from medigest.kit import markup
from medigest.kit.markup import MAX_LENGTH, MAX_LINES, MAX_LINKS, MAX_MARKS, MAX_WORD, REL, MarkupError, render
from tests.kit.safe_html import Found

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)">x</a></svg>',
    "<math><mtext></mtext><mglyph><svg><mtext><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=https://evil.example><input name=password></form>",
    "<style>@import 'https://evil.example/x.css';</style>",
    '<a href="javascript:alert(1)" onclick=alert(1)>x</a>',
    "<p style='background:url(https://evil.example)'>x</p>",
    "<!-- comment --><!DOCTYPE html><?php echo 1 ?><![CDATA[x]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example/)",
    "[x](&#47;&#47;evil.example)",
    "[x](/&#9;/evil.example)",
    "[x](/%09/evil.example)",
    "<javascript:alert(1)>",
    "<data:text/html,<script>alert(1)</script>>",
    '[x](https://example.org "title\\" onmouseover=\\"alert(1)")',
    "[x](https://example.org'onmouseover='alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "![x](x){onerror=alert(1)}",
    "[x]: javascript:alert(1)\n\n[x]",
    "[x]: <javascript:alert(1)> 'title'\n\n[click][x]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"onmouseover="alert(1)\n x\n```',
    "    <script>alert(1)</script>",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'><script>alert(1)</script>",
    "http://javascript:alert(1)@evil.example/",
    "javascript://example.org/%0aalert(1)",
    '<https://example.org/"><script>alert(1)</script>>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;script&amp;gt;alert(1)",
    "a\u2028<script>\u2028alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "[x](java\x00script:alert(1))",
    "1. x\n<ol onclick=alert(1)><li>",
    "99999999999999999999. x",
    "<details open ontoggle=alert(1)>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "> {}", "- {}", "# {}", "**{}**", "[{}](https://example.org)"])
def test_no_attack_leaves_anything_but_allowed_tags_attributes_and_protocols(attack, around):
    assert Found(render(around.format(attack))).problems == []


def test_what_looks_like_html_is_shown_as_it_was_typed():
    found = Found(render("I took <b>aspirin</b> & 5 < 6"))
    assert found.tags == ["p"]
    assert found.text.strip() == "I took <b>aspirin</b> & 5 < 6"


def test_formatting_becomes_tags():
    text = "*a* **b** ~~c~~ `d`\n\n> e\n\n- f\n\n2. g\n\n---\n\n    h\n\ni  \nj"
    tags = {"p", "em", "strong", "s", "code", "blockquote", "ul", "li", "ol", "hr", "pre", "br"}
    assert tags == set(Found(render(text)).tags)


def test_a_picture_is_never_fetched():
    found = Found(render("![a scan](https://example.org/scan.png)"))
    assert "img" not in found.tags


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.org/a)",
        "<https://example.org/a>",
        "see https://example.org/a now",
        "[x](HTTPS://example.org/a)",
    ],
)
def test_links_out_of_the_site_carry_the_relation(text):
    (link,) = Found(render(text)).links
    assert link["href"].lower() == "https://example.org/a"
    assert link["rel"] == REL == "nofollow ugc noopener"


def test_links_within_the_site_carry_none():
    links = Found(render("[x](/forums/) [y](#post-3)")).links
    assert [link["href"] for link in links] == ["/forums/", "#post-3"]
    assert all("rel" not in link for link in links)


def test_mail_addresses_link_with_the_relation():
    (link,) = Found(render("<mailto:help@example.org>")).links
    assert (link["href"], link["rel"]) == ("mailto:help@example.org", REL)


def test_a_bare_address_links_without_the_sentence_around_it():
    found = Found(render("Read https://example.org/a-b_c?d=1&e=2, then https://example.org/."))
    assert [link["href"] for link in found.links] == ["https://example.org/a-b_c?d=1&e=2", "https://example.org/"]


@pytest.mark.parametrize("text", ["`https://example.org`", "    https://example.org"])
def test_addresses_in_code_stay_code(text):
    assert Found(render(text)).links == []


def test_words_with_dots_are_no_links():
    assert Found(render("e.g. TFE3.ASPL and evil.example and mail me@example.org")).links == []


@pytest.mark.parametrize("top", [3, 4, 5, 6])
def test_headings_are_lowered_beneath_the_pages_own(top):
    text = "\n\n".join(f"{'#' * level} Heading {level}" for level in range(1, 7))
    expected = [f"h{min(6, level + top - 1)}" for level in range(1, 7)]
    assert Found(render(text, top_heading=top)).tags == expected


def test_underlined_headings_are_lowered_too():
    assert Found(render("One\n===\n\nTwo\n---")).tags == ["h3", "h4"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a " * (MAX_LENGTH // 2 + 1), "2 characters too long"),
        ("a " * (MAX_LENGTH // 2) + "b", "1 character too long"),
        ("\n" * (MAX_LINES + 1), "too many lines"),
        ("* " * (MAX_MARKS + 1), "too much formatting"),
        ("x:// " * (MAX_LINKS + 1), "too many web addresses"),
        ("x" * (MAX_WORD + 1), "a word of more than 500 characters"),
    ],
)
def test_a_text_just_beyond_a_limit_is_refused_in_words_that_help(text, words):
    with pytest.raises(MarkupError, match=words):
        render(text)


@pytest.mark.parametrize(
    "text",
    ["a " * (MAX_LENGTH // 2), "a\n" * MAX_LINES, "a* " * MAX_MARKS, "https://a.b " * MAX_LINKS, "x" * MAX_WORD],
)
def test_a_text_just_within_a_limit_is_taken(text):
    assert Found(render(text)).problems == []


def _filled(unit: str, length: int = MAX_LENGTH) -> str:
    return (unit * (length // len(unit) + 1))[:length]


# What made other parsers of Markdown, links or HTML slow or deep, as large as the limits let it be and larger.
PATHOLOGICAL = {
    "nested quotes": "> " * 400 + "x",
    "nested lists": "\n".join("  " * depth + "- x" for depth in range(200)),
    "nested emphasis": "*a **b " * 300,
    "emphasis that never ends": "*a " * 900,
    "strong and emphasis mixed": "**a *b " * 300 + "c* d** " * 80,
    "underscores": "_a " * 900,
    "strikes": "~~a " * 400,
    "open brackets": "[ " * 900,
    "nested brackets": "[" * 450 + "a" + "]" * 450,
    "nested links": "[a](" * 200,
    "link openers": "[a](b " * 300,
    "images": "![a](b) " * 180,
    "references": "\n".join(f"[{number}]: /x" for number in range(400)) + "\n" + "[1] " * 50,
    "one reference often": "[a]: " + "x" * 400 + "\n\n" + "[a] " * 450,
    "long titles": "[a](b '" + _filled("x ", 9000),
    "backticks that grow": " ".join("`" * count for count in range(1, 40)),
    "backticks": "` " * 900,
    "open angles": "<" * 400 + " " + "< " * 500,
    "autolinks": "<https://a.b/" * 70,
    "open tags": "<a " * 900,
    "open comments": "<!-- " * 400,
    "entities": "&amp; " * 900,
    "false entities": "&x" * 240 + " " + "&#x " * 300,
    "backslashes": "\\ " * 9000,
    "headings": "\n".join(["# x"] * 450),
    "underlined": "\n".join(["x", "==="] * 240),
    "rules": "\n".join(["- - -"] * 300),
    "fences": "\n".join(["```", "x"] * 160),
    "unclosed fence": "```\n" + "x\n" * 490,
    "tables": "| a | b |\n|---|---|\n" + "| c | d |\n" * 400,
    "addresses": "https://a.b " * 299,
    "addresses with dots": "https://" + "a." * 240,
    "addresses with parentheses": "https://a.b/" + "(" * 240,
    "colons": ": " * 9000,
    "dots": ". " * 9000,
    "at signs": "a@b.c " * 3000,
    "spaces": " " * 19_999 + "x",
    "tabs": "\t" * 19_999 + "x",
    "blank lines": "\n" * 499 + "x",
    "numbered": "\n".join(f"{number}. x" for number in range(450)),
    "lazy quotes": "> a\n" + "b\n" * 480,
    "quotes in lists": "\n".join("> - " * 4 + "x" for _ in range(200)),
    "empty list items": "\n".join(["-"] * 480),
    "blocks that never close": "\n".join(["::: spoiler"] * 480),
    "blocks of growing fences": "\n".join([":" * (490 - at) + " spoiler" for at in range(40)]),
    "blocks in lists": "\n".join(["- ::: warning x", "  y"] * 240),
    "footnotes": "\n\n".join(f"x[^{at}]\n\n[^{at}]: y" for at in range(120)),
    "one footnote again and again": "x[^a] " * 320 + "\n\n[^a]: y",
    "footnotes in footnotes": "\n\n".join(f"[^{at}]: y[^{at + 1}]" for at in range(120)),
    "footnotes that never end": "[^" * 480 + " ",
    "citations": "doi:10.1000/x " * 1400,
    "citations with brackets": ("doi:10.1000/" + ")" * 480 + " ") * 2,
    "names": "@name-one " * 1900,
    "null characters": "\x00 " * 9000,
    "combining marks": "a\u0301\u0301 " * 4000,
    "right to left": "\u202e\u05d0 " * 6000,
    "plain words": _filled("word "),
}
MOST_STEPS = 60_000
MOST_OUTPUT = 20 * MAX_LENGTH


@pytest.fixture
def steps(monkeypatch) -> list[int]:
    """How much the parser did: states it made, and places it looked at one token after another."""
    done = [0]

    def counted(cls: type, name: str) -> None:
        real = getattr(cls, name)

        def count(*args, **kwargs):
            done[0] += 1
            return real(*args, **kwargs)

        monkeypatch.setattr(cls, name, count)

    for cls in (StateBlock, StateInline):
        counted(cls, "__init__")
        counted(cls, "push")
    counted(type(markup._parser.inline), "skipToken")
    counted(StateInline, "scanDelims")
    return done


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_an_input_made_to_be_slow_is_refused_or_stays_cheap(name, steps):
    try:
        html = render(PATHOLOGICAL[name])
    except MarkupError:
        assert steps[0] == 0
        return
    assert steps[0] < MOST_STEPS
    assert len(html) < MOST_OUTPUT
    assert Found(html).problems == []


def test_nesting_is_cut_and_not_followed():
    deepest = 0
    depth = 0
    for part in render("> " * 400 + "x").replace("</blockquote>", "\x01").replace("<blockquote>", "\x02"):
        depth += {"\x02": 1, "\x01": -1}.get(part, 0)
        deepest = max(deepest, depth)
    assert deepest <= markup.MAX_NESTING


@pytest.mark.parametrize("name", ["plain words", "addresses", "emphasis that never ends"])
def test_the_table_of_slow_inputs_holds_some_that_are_taken(name):
    assert render(PATHOLOGICAL[name])


PIECES = st.sampled_from(
    [
        *("*", "**", "_", "`", "```\n", "[", "](", ")", "<", ">", "</a>", "<script>", "&", "&#x6a;", "\n", "\n\n"),
        *("# ", "> ", "- ", "1. ", "~~", "!", "\\", '"', "'", "javascript:", "data:", "//", "https://a.b", "mailto:"),
        *("\n::: spoiler ", "\n::: warning <b>\n", "\n:::\n", "[^a]", "\n\n[^a]: ", "doi:10.1000/", "PMID 7", "@ab"),
        *("\x00", "\u2028", "\u202e", " ", "    ", "word", "onerror=", "href=", ":", "|", "---\n", "===\n", "[a]: "),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join), st.integers(3, 6))
@example("https://a.b[", 3)
@example("https://a.b[a]: ", 3)
def test_any_text_becomes_safe_html_or_a_refusal(text, top):
    try:
        html = render(text, top_heading=top)
    except MarkupError:
        return
    found = Found(html)
    assert found.problems == []
    assert not {f"h{level}" for level in range(1, top)} & set(found.tags)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_text_of_any_language_never_fails(text):
    with suppress(MarkupError):
        assert Found(render(text)).problems == []
