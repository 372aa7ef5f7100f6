"""The index of this room's models; each slice holds its own."""

from conditions.articles.models import Article, Citation, Correction, Disclaimer, Draft, Review, Revision, Source, Term
from conditions.catalogue.models import Closure, Code, Condition, FormerCode, Name, Parent
from conditions.editors.models import Editor
from conditions.importers.models import Imported, Release

__all__ = [
    "Article",
    "Citation",
    "Closure",
    "Code",
    "Condition",
    "Correction",
    "Disclaimer",
    "Draft",
    "Editor",
    "FormerCode",
    "Imported",
    "Name",
    "Parent",
    "Release",
    "Review",
    "Revision",
    "Source",
    "Term",
]
