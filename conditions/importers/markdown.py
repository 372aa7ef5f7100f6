"""Our own format, read and written without loss: a file is one condition, YAML front matter and the article."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from frontmatter.default_handlers import YAMLHandler

from conditions.articles import text as article_text
from conditions.articles.authorship import Authorship
from conditions.articles.draft import SourceFact
from conditions.articles.models import Origin, Revision, Source
from conditions.catalogue.describe import CodeFact, NameFact
from conditions.catalogue.folding import fold
from conditions.catalogue.models import RESERVED_SLUGS, Code, Condition, Name
from conditions.importers.contract import Document, ImportProblem, normal_body
from conditions.importers.yaml_fields import Fields, Place, compose

SYSTEM = "markdown"
FIELDS = ("slug", "name", "definition", "names", "codes", "parents", "origin", "sources", "note")
# Stand only where there is one: most articles have no other publisher, and many do not say who wrote them.
NOTICE = "publisher_notice"
AUTHORSHIP = tuple(Authorship.__dataclass_fields__)
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_KEY = re.compile(r"[a-z0-9-]+")
_matter = YAMLHandler()


def read(path: str, text: str) -> Document:
    """The document in a file. Raises ImportProblem with file and line."""
    front, body, body_line = _split(path, text)
    place = Place(path, lines_before=text.count("\n", 0, text.index(front)))
    fields = Fields.of(compose(front, place), place, FIELDS, (NOTICE, *AUTHORSHIP))
    document = Document(
        system=SYSTEM,
        key=_slug(fields),
        digest="",
        slug=_slug(fields),
        name=_name(fields, "name", Condition, "name"),
        definition=fields.text("definition", _longest(Condition, "definition"), needed=False),
        names=fields.each("names", _other_name, ("kind", "text")),
        codes=fields.each("codes", _code, ("system", "value", "url")),
        parents=fields.texts("parents", _longest(Condition, "slug")),
        origin=_origin(fields),
        sources=fields.each("sources", _source, ("key", "title", "publisher", "url", "licence", "retrieved")),
        note=fields.text("note", _longest(Revision, "note"), needed=False),
        authorship=Authorship(
            **{name: fields.text(name, _longest(Revision, name), needed=False) for name in AUTHORSHIP}
        ),
        body=body,
        publisher_notice=fields.text(NOTICE, None, needed=False, lines=True),
        path=path,
        lines={field: fields.line(field) for field in fields.values} | {"body": body_line},
    )
    _check_whole(document, fields, body_line)
    return with_digest(document)


def write(document: Document) -> str:
    """The document as a file's text; the same document gives the same text, and reading it gives the document."""
    front = {
        "slug": document.slug,
        "name": document.name,
        "definition": document.definition,
        "names": [asdict(name) for name in document.names],
        "codes": [asdict(code) for code in document.codes],
        "parents": list(document.parents),
        "origin": document.origin.value,
        "sources": [asdict(source) for source in document.sources],
        "note": document.note,
    }
    front |= {name: value for name, value in asdict(document.authorship).items() if value}
    if document.publisher_notice:
        front[NOTICE] = document.publisher_notice
    matter = yaml.dump(
        front, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=float("inf")
    )
    return f"---\n{matter}---\n{document.body}"


def with_digest(document: Document) -> Document:
    """The document with the digest of what it says."""
    return replace(document, digest=hashlib.sha256(write(document).encode()).hexdigest())


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: equal dates are written out, each for itself."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _split(path: str, text: str) -> tuple[str, str, int]:
    """Front matter, body in normal form, and the line of the body's first text."""
    if not text.startswith("---\n"):
        raise ImportProblem(path, 1, _("The file does not begin with front matter, a line of three hyphens."))
    try:
        front, rest = _matter.split(text)
    except ValueError as error:
        raise ImportProblem(path, 1, _("The front matter has no end, a second line of three hyphens.")) from error
    body = normal_body(rest)
    return front, body, text.count("\n", 0, len(text.rstrip())) - body.rstrip().count("\n") + 1


def _longest(model: type[Any], field: str) -> int:
    return int(model._meta.get_field(field).max_length)


def _name(fields: Fields, field: str, model: type[Any], column: str) -> str:
    """A name that fits, folded too: folding can make it longer."""
    name = fields.text(field, _longest(model, column))
    if len(fold(name)) > _longest(model, "folded"):
        fields.refuse(field, _("This is too long."))
    return name


def _slug(fields: Fields) -> str:
    slug = fields.text("slug", _longest(Condition, "slug"))
    if not _SLUG.fullmatch(slug):
        fields.refuse("slug", _("Use small letters, digits and hyphens, such as “soft-tissue-sarcoma”."))
    if slug in RESERVED_SLUGS:
        fields.refuse("slug", _("“%(slug)s” is a word of the site. Choose another.") % {"slug": slug})
    return slug


def _choice(fields: Fields, field: str, choices: Iterable[str]) -> str:
    choice = fields.text(field, None)
    if choice not in choices:
        fields.refuse(field, _("This has to be one of: %(choices)s.") % {"choices": ", ".join(choices)})
    return choice


def _url(fields: Fields, model: type[Any]) -> str:
    url = fields.text("url", _longest(model, "url"), needed=False)
    try:
        if url:
            URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        fields.refuse("url", _("This is no web address: begin with https://."))
    return url


def _other_name(fields: Fields) -> NameFact:
    return NameFact(kind=_choice(fields, "kind", Name.Kind.values), text=_name(fields, "text", Name, "text"))


def _code(fields: Fields) -> CodeFact:
    return CodeFact(
        system=fields.text("system", _longest(Code, "system")),
        value=fields.text("value", _longest(Code, "value")),
        url=_url(fields, Code),
    )


def _origin(fields: Fields) -> Origin:
    return Origin(_choice(fields, "origin", Origin.values))


def _source(fields: Fields) -> SourceFact:
    key = fields.text("key", _longest(Source, "key"))
    if not _KEY.fullmatch(key):
        fields.refuse("key", _("Use small letters, digits and hyphens."))
    return SourceFact(
        key=key,
        title=fields.text("title", _longest(Source, "title")),
        publisher=fields.text("publisher", _longest(Source, "publisher")),
        url=_url(fields, Source),
        licence=fields.text("licence", _longest(Source, "licence")),
        retrieved=fields.day("retrieved"),
    )


def _check_whole(document: Document, fields: Fields, body_line: int) -> None:
    """What concerns more than one field. Publishing checks the rest."""
    _refuse_twice(fields, "names", [f"{name.kind} {name.text.lower()}" for name in document.names])
    _refuse_twice(fields, "codes", [f"{code.system} {code.value.lower()}" for code in document.codes])
    _refuse_twice(fields, "parents", document.parents)
    _refuse_twice(fields, "sources", [source.key for source in document.sources])
    if document.body and not document.sources:
        fields.refuse("sources", _("The article names no source."))
    if document.sources and not document.body:
        fields.refuse("sources", _("There are sources, but no article below the front matter."))
    try:
        cited = article_text.render(document.body, first_line=body_line).cited
    except article_text.TextError as error:
        raise ImportProblem(document.path, None, str(error)) from error
    for key in cited:
        if key not in {source.key for source in document.sources}:
            line = body_line + document.body[: document.body.index(f"[@{key}")].count("\n")
            raise ImportProblem(
                document.path, line, _("“%(key)s” is cited, but it is not among the sources.") % {"key": key}
            )


def _refuse_twice(fields: Fields, field: str, items: Iterable[str]) -> None:
    seen: set[str] = set()
    for item in items:
        if item in seen:
            fields.refuse(field, _("“%(item)s” is listed twice.") % {"item": item})
        seen.add(item)
