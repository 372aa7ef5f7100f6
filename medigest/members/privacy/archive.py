"""Build a member's archive: one ZIP with JSON to use elsewhere, pages to read, and the member's pictures.

What it holds of other people is left out by the rooms, in the rows that they hand over.
"""

import json
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.text import slugify

from medigest.kit import clock
from medigest.members.accounts.models import Member
from medigest.members.privacy import files
from medigest.members.privacy.models import Export
from medigest.members.privacy.registry import Holding, Row, Table, holdings

STYLE = Path(settings.BASE_DIR) / "static" / "css" / "archive.css"


@dataclass(frozen=True)
class Part:
    """One holding of the archive: its file's name, and what it is."""

    name: str
    table: Table
    holding: Holding

    def rows(self, member_id: int) -> Iterator[Row]:
        """The rows, by the room's own hand or the columns as they are."""
        if self.holding.rows:
            return self.holding.rows(member_id)
        owner = "pk" if self.holding.owner == "" else str(self.holding.owner)
        found = self.table.model._default_manager.filter(**{owner: member_id}).order_by("pk")
        return iter(found.values(*self.holding.columns).iterator(chunk_size=500))


def parts() -> list[Part]:
    """What an archive is made of, in the order of the registry."""
    found: list[Part] = []
    for table, holding in holdings():
        if not holding.withheld:
            name = f"{len(found) + 1:02}-{slugify(str(table.model._meta.verbose_name))}"
            found.append(Part(name, table, holding))
    return found


def write(*, member_id: int, out: IO[bytes], progress: Callable[[int, int], None] | None = None) -> None:
    """Write the member's archive into a file. `progress` is told after each part. Raises Member.DoesNotExist."""
    member, made_at, pieces = Member.objects.get(pk=member_id), clock.now(), parts()
    left_out = [(holding.what, holding.withheld) for _table, holding in holdings() if holding.withheld]
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("style.css", STYLE.read_text(encoding="utf-8"))
        index = []
        for number, part in enumerate(pieces, start=1):
            count = _write_json(archive, part, member_id)
            if count:
                _write_page(archive, part, member_id, member.handle)
                _write_files(archive, part, member_id)
            index.append({"name": part.name, "what": part.holding.what, "count": count})
            if progress:
                progress(number, len(pieces))
        context = {"handle": member.handle, "made_at": made_at, "parts": index, "left_out": left_out}
        archive.writestr("index.html", render_to_string("medigest/members/archive/index.html", context))


def _write_json(archive: ZipFile, part: Part, member_id: int) -> int:
    """One row after the other, so that a long history needs no more memory than a short one; the number of rows."""
    number = 0
    with archive.open(f"json/{part.name}.json", "w") as file:
        about = {"what": str(part.holding.what), "purpose": str(part.holding.purpose), "kept": str(part.holding.kept)}
        file.write((json.dumps(about, ensure_ascii=False)[:-1] + ', "rows": [').encode())
        for number, row in enumerate(part.rows(member_id), start=1):
            line = json.dumps(dict(row), cls=DjangoJSONEncoder, ensure_ascii=False)
            file.write(((",\n" if number > 1 else "\n") + line).encode())
        file.write(b"\n]}\n")
    return number


def _write_page(archive: ZipFile, part: Part, member_id: int, handle: str) -> None:
    context = {"handle": handle, "holding": part.holding}
    top, bottom = render_to_string("medigest/members/archive/part.html", context).split("<!-- rows -->")
    with archive.open(f"{part.name}.html", "w") as file:
        file.write(top.encode())
        for row in part.rows(member_id):
            cells = [(name.replace("_", " "), *_readable(value)) for name, value in row.items()]
            file.write(render_to_string("medigest/members/archive/_row.html", {"cells": cells}).encode())
        file.write(bottom.encode())


def _write_files(archive: ZipFile, part: Part, member_id: int) -> None:
    for name, file in part.holding.files(member_id) if part.holding.files else ():
        with file, archive.open(name, "w") as out:
            shutil.copyfileobj(file, out)


def _readable(value: Any) -> tuple[Any, str]:
    """The value, and how the page shows it."""
    if isinstance(value, bool):
        return value, "yesno"
    if isinstance(value, datetime):
        return value, "moment"
    if isinstance(value, date):
        return value, "day"
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False), "text"
    return ("" if value is None else value), "text"


def build(*, export_id: int) -> bool:
    """Build the archive that was asked for; whether it is ready by our hand.

    Cut short or run twice it does no harm: an archive is named by its row only once it is whole.
    """
    waiting = Export.objects.filter(pk=export_id, ready_at=None)
    export = waiting.first()
    if export is None:
        return False

    def progress(done: int, total: int) -> None:
        waiting.update(done=done, total=total)

    with tempfile.TemporaryFile() as whole:
        write(member_id=export.member_id, out=whole, progress=progress)
        size = whole.tell()
        whole.seek(0)
        name = files.storage().save(f"{secrets.token_urlsafe(32)}.zip", File(whole))
    ready = waiting.update(name=name, size=size, ready_at=clock.now())
    if not ready:
        files.storage().delete(name)
    return bool(ready)
