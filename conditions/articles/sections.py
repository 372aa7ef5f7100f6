"""One section of an article's text on its own. Pure: texts in, texts out.

A section goes by its key, the lead by LEAD, which is no key, and the whole by "".
"""

from conditions.articles.text import cut

WHOLE, LEAD = "", "_lead"


def parts_of(body: str) -> list[tuple[str, str]]:
    """What can be edited on its own: keys and headings; of the lead an empty one."""
    return [(key or LEAD, heading) for key, heading, _words in cut(body) if key or not heading]


def section_of(body: str, section: str) -> str | None:
    """The words of a section with its heading; None where there is no such section."""
    if section == WHOLE:
        return body
    return next((words for name, words in _named(body) if name == section), None)


def with_section(body: str, section: str, words: str) -> str:
    """The body with other words in the place of a section; at its end where the section is gone."""
    if section == WHOLE:
        return words
    pieces = _named(body)
    at = next((n for n, (name, _words) in enumerate(pieces) if name == section), len(pieces))
    if at < len(pieces) and pieces[at][1].rstrip() == words.rstrip():
        return body
    before = "".join(each for _name, each in pieces[:at])
    after = "".join(each for _name, each in pieces[at + 1 :])
    # A heading begins a line, after an empty one.
    told = [each for each in (before.rstrip("\n"), words.strip("\n"), after.lstrip("\n")) if each]
    return "\n\n".join(told).rstrip("\n") + "\n"


def _named(body: str) -> list[tuple[str, str]]:
    """The pieces by name; a heading without a key belongs to the piece before it."""
    pieces: list[tuple[str, str]] = []
    for key, heading, words in cut(body):
        if heading and not key:
            name, before = pieces.pop()
            pieces.append((name, before + words))
        else:
            pieces.append((key or LEAD, words))
    return pieces
