"""The index of this room's models; each slice holds its own."""

from conditions.articles.models import Article, Citation, Disclaimer, Draft, Revision, Source
from conditions.catalogue.models import Closure, Code, Condition, FormerCode, Name, Parent
from conditions.importers.models import Imported, Release

__all__ = [
    "Article",
    "Citation",
    "Closure",
    "Code",
    "Condition",
    "Disclaimer",
    "Draft",
    "FormerCode",
    "Imported",
    "Name",
    "Parent",
    "Release",
    "Revision",
    "Source",
]
