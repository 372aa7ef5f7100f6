"""The archive: everything about the member, and nothing of anybody else."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from forums.threads.models import Post
from forums.threads.quotes import without_any
from medigest.kit import clock
from medigest.members.models import Export
from medigest.members.privacy import archive, ask, files, registry
from medigest.members.privacy.registry import Fate
from tests.conftest import reply, start
from tests.members.privacy.plant import FILES, PLANTED_BY_HAND, Planted, can_hold_words

SECRETS = {
    ("members.Member", "password"),
    ("mfa.Authenticator", "data"),
    ("usersessions.UserSession", "session_key"),
    ("account.EmailConfirmation", "key"),
    ("audit.Decision", "actor_salt"),
    ("forums.Report", "snapshot"),
}


def written(member_id: int) -> dict[str, str]:
    """The archive's files and what they say."""
    whole = BytesIO()
    archive.write(member_id=member_id, out=whole)
    with ZipFile(whole) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name).decode(errors="replace") for name in opened.namelist()}


def rows(member_id: int) -> Iterator[dict[str, Any]]:
    for name, text in written(member_id).items():
        if name.endswith(".json"):
            yield from json.loads(text)["rows"]


def test_every_word_that_is_the_members_to_have_is_in_it_and_no_secret(planted: Planted) -> None:
    text = "\n".join(written(planted.leaver.pk).values())
    there = {where for word, where in planted.words.items() if word in text}
    for table, holding in registry.holdings():
        label = table.model._meta.label
        if label in PLANTED_BY_HAND or holding.fate is Fate.UNNAMED:
            continue
        for name in holding.columns:
            # What is made of another column says nothing more.
            if (
                can_hold_words(table.model._meta.get_field(name))
                and name not in ("html", "snapshot")
                and (label, name) not in FILES
            ):
                assert ((label, name) in there) == (not holding.withheld), f"{label}.{name}"
    assert {("audit.Decision", "statement"), ("forums.Picture", "file")} <= there
    assert not there & SECRETS


def test_it_names_nobody_else(planted: Planted, cast: Any) -> None:
    text = "\n".join(written(planted.leaver.pk).values())
    others = [cast.member, cast.author, cast.moderator, cast.local, cast.newcomer, cast.editor, cast.administrator]
    assert not [one.handle for one in others if one.handle in text or one.email in text]
    for said in ("Somebody answers.", "Somebody else's words.", "Look at this.", "Of another"):
        assert said not in text


def test_what_a_post_quotes_is_left_out(cast: Any, board: Any) -> None:
    thread = start(cast.author, board, body="A secret of Ada's.").thread
    reply(cast.member, thread, "> A secret of Ada's.\nlazily on\n\nMy own words.")
    texts = [row["text"] for row in rows(cast.member.pk) if "text" in row]
    assert "> […]\n\nMy own words." in texts
    assert "Ada's" not in "".join(written(cast.member.pk).values())


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("> quoted\n\nown", "> […]\n\nown"),
        ("own\n> quoted\nlazy", "own\n> […]"),
        ("  > quoted\n> more\n\nown", "> […]\n\nown"),
        ("- > quoted\n- own", "> […]"),
        ("1. > quoted", "> […]"),
        ("5 > 4, and\nown", "5 > 4, and\nown"),
    ],
)
def test_a_quotation_is_found_wherever_it_begins(source: str, left: str) -> None:
    assert without_any(source) == left


def test_its_pages_can_be_read_and_lead_to_each_other(planted: Planted) -> None:
    found = written(planted.leaver.pk)
    for name, text in found.items():
        if name.endswith(".html"):
            for target in re.findall(r'href="([^"#]+)"', text):
                assert target in found, f"{name} leads to {target}"
            assert "<script" not in text
            assert text.count("<!doctype html>") == 1


def test_what_members_wrote_stands_in_its_pages_as_text(cast: Any, board: Any) -> None:
    start(cast.author, board, body="A <script>alert(1)</script> & more.")
    pages = [text for name, text in written(cast.author.pk).items() if name.endswith(".html")]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more." in text for text in pages)
    assert not any("<script" in text for text in pages)


def test_an_archive_is_asked_for_once_built_once_and_replaced_when_it_is_there(cast: Any) -> None:
    first = ask.ask(member_id=cast.member.pk)
    assert ask.ask(member_id=cast.member.pk) == first
    assert archive.build(export_id=first.pk)
    first.refresh_from_db()
    assert (first.done, first.total) == (len(archive.parts()), len(archive.parts()))
    assert files.storage().size(first.name) == first.size
    second = ask.ask(member_id=cast.member.pk)
    assert (second.pk, second.ready_at) != (first.pk, first.ready_at)
    assert Export.objects.count() == 1


def test_one_that_nobody_builds_may_be_asked_for_anew(cast: Any) -> None:
    lost = ask.ask(member_id=cast.member.pk)
    with clock.at(clock.now() + ask.LOST_AFTER + timedelta(seconds=1)):
        assert ask.ask(member_id=cast.member.pk).pk != lost.pk


def test_built_twice_at_once_one_file_is_left(cast: Any) -> None:
    export = ask.ask(member_id=cast.member.pk)
    before = set(files.storage().listdir("")[1])
    whole = archive.build(export_id=export.pk), archive.build(export_id=export.pk)
    assert whole == (True, False)
    assert len(set(files.storage().listdir("")[1]) - before) == 1


def test_after_a_week_it_is_not_available_and_tick_deletes_it(cast: Any) -> None:
    export = ask.ask(member_id=cast.member.pk)
    archive.build(export_id=export.pk)
    export.refresh_from_db()
    with clock.at(clock.now() + timedelta(days=6, hours=23)):
        files.expire()
        assert ask.available(cast.member.pk) == export
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert ask.available(cast.member.pk) is None
        files.expire()
        assert not files.storage().exists(export.name)
        assert not Export.objects.exists()


def test_the_file_of_a_build_that_was_killed_goes_by_itself_and_a_fresh_one_is_left_to_its_worker(
    cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.storage().save("killed.zip", ContentFile(b"half"))
    files.expire()
    assert files.storage().exists("killed.zip")
    monkeypatch.setattr(files, "UNNAMED_HOURS", -1)
    files.expire()
    assert not files.storage().exists("killed.zip")


def test_the_command_writes_it_for_the_owner_of_the_machine_alone(
    cast: Any, board: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start(cast.author, board, body="Words of Ada's.")
    path = tmp_path / "ada.zip"
    call_command("export_member", "ADA-author", str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    with ZipFile(path) as opened:
        assert "index.html" in opened.namelist()
    assert str(path) in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"ada\.zip"):
        call_command("export_member", "ada-author", str(path))


def test_the_command_says_that_there_is_no_such_member(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no member “nobody”"):
        call_command("export_member", "nobody", str(tmp_path / "x.zip"))


def test_a_hidden_posts_text_is_in_its_authors_archive(planted: Planted) -> None:
    hidden = Post.objects.filter(author=planted.leaver, state="hidden").get()
    assert hidden.source in "\n".join(written(planted.leaver.pk).values())
