"""Read the files that somebody names: text of a sane size, or a problem in one line."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from gzip import BadGzipFile
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from conditions.importers.contract import Document, Format, ImportProblem

LARGEST = 1_000_000


def read_all(form: Format, paths: Iterable[str]) -> list[Document]:
    """The documents of all paths, each file once; a directory stands for its files of this format.

    Raises ImportProblem for the first file that cannot be taken.
    """
    files = dict.fromkeys(file for path in paths for file in _expand(form, Path(path)))
    return [form.read(str(file), read_text(file)) for file in files]


def _expand(form: Format, path: Path) -> list[Path]:
    if not os.path.isdir(path):  # unlike Path.is_dir, never raises
        return [path]
    files = form.files_in(path)
    if not files:
        raise ImportProblem(str(path), None, _("The directory has no %(pattern)s files.") % {"pattern": form.pattern})
    return files


def read_text(path: Path) -> str:
    """The text of a file, its line ends normalised. Raises ImportProblem."""
    text = _decode(str(path), _bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ImportProblem(str(path), 1, _("The file is empty."))
    for number, line in enumerate(text.split("\n"), start=1):
        if any(is_control(char) for char in line.replace("\t", "")):
            raise ImportProblem(str(path), number, _("The line holds control characters: this is not a text file."))
    return text


def is_control(char: str) -> bool:
    """Whether the character is no text: a control character or half of a surrogate pair."""
    return char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """The file, to be read. Raises ImportProblem where it is not there, is no file or can't be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ImportProblem(str(path), None, _("This is not a file."))
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise ImportProblem(str(path), None, _("There is no such file.")) from error
    except BadGzipFile:
        raise
    except OSError as error:
        reason = {"reason": error.strerror}
        raise ImportProblem(str(path), None, _("The file can't be read: %(reason)s.") % reason) from error


def _bytes(path: Path) -> bytes:
    with open_file(path) as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ImportProblem(str(path), None, _("The file is larger than 1 MB."))
    return content


def _decode(path: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The byte-order mark is not counted in `start`, and holds no line end.
        line = content[: error.start].count(b"\n") + 1
        raise ImportProblem(path, line, _("The file is not text in UTF-8.")) from error
