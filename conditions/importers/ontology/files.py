"""Read the file of an ontology, plain or gzip, through fastobo; or refuse it in one line."""

import gzip
import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastobo
from django.utils.translation import gettext as _

from conditions.importers.contract import ImportProblem
from conditions.importers.files import open_file
from conditions.importers.ontology.read import ontology_of
from conditions.importers.ontology.terms import Ontology

# Unpacked: a small file can hold a very large one.
LARGEST = 64_000_000


def load_obo(path: str) -> Ontology:
    """An OBO file. Raises ImportProblem, with the line where it is known."""
    content = _content(path)
    if not content.endswith(b"\n"):
        raise ImportProblem(
            path, content.count(b"\n") + 1, _("The last line does not end: the file may have been cut off.")
        )
    return _ontology(path, fastobo.load, content)


def load_obographs(path: str) -> Ontology:
    """An obographs JSON file. Raises ImportProblem."""
    content = _content(path)
    try:
        stated = json.loads(content)
    except json.JSONDecodeError as error:
        raise ImportProblem(path, error.lineno, _("This is not JSON: the file may have been cut off.")) from error
    except RecursionError as error:
        raise ImportProblem(path, 1, _("This is not a graph of an ontology.")) from error
    if not _is_graph(stated):
        raise ImportProblem(path, 1, _("This is not a graph of an ontology."))
    return _ontology(path, fastobo.load_graph, content)


def _is_graph(stated: Any) -> bool:
    """Whether fastobo can be trusted with it: it gives up the whole program where no graph is there."""
    graphs = stated.get("graphs") if isinstance(stated, dict) else None
    if not isinstance(graphs, list) or not graphs or not all(isinstance(graph, dict) for graph in graphs):
        return False
    return all(isinstance(graph.get("nodes"), list) and isinstance(graph.get("edges"), list) for graph in graphs)


def _ontology(path: str, load: Callable[[io.BytesIO], Any], content: bytes) -> Ontology:
    try:
        document = load(io.BytesIO(content))
    except SyntaxError as error:
        raise ImportProblem(
            path, error.lineno, _("This is not the form: %(reason)s.") % {"reason": error.msg}
        ) from error
    except (ValueError, TypeError) as error:
        raise ImportProblem(path, 1, _("This is not the form: %(reason)s.") % {"reason": error}) from error
    return ontology_of(path, document)


def _content(path: str) -> bytes:
    try:
        with open_file(Path(path)) as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            content = (gzip.GzipFile(fileobj=file) if packed else file).read(LARGEST + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ImportProblem(path, None, _("The packed file is damaged or was cut off.")) from error
    if len(content) > LARGEST:
        raise ImportProblem(path, None, _("The file is larger than %(size)d MB.") % {"size": LARGEST // 1_000_000})
    if not content.strip():
        raise ImportProblem(path, 1, _("The file is empty."))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ImportProblem(path, line, _("The file is not text in UTF-8.")) from error
    return content.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf")
