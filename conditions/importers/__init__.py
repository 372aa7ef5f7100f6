"""Importers: the contract, the runner, and one module per format. `FORMATS` is the register of them."""

from conditions.importers import markdown, medigest
from conditions.importers.contract import Format

FORMATS = {
    "markdown": Format(markdown.read, "*.md"),
    "medigest": Format(medigest.read, "*.txt"),
}
