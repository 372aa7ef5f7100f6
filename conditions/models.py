"""The index of this room's models; each slice holds its own."""

from conditions.articles.models import Article, Citation, Disclaimer, Draft, Revision, Source
from conditions.catalogue.models import Closure, Code, Condition, Name, Parent
from conditions.importers.models import Imported

__all__ = [
    "Article",
    "Citation",
    "Closure",
    "Code",
    "Condition",
    "Disclaimer",
    "Draft",
    "Imported",
    "Name",
    "Parent",
    "Revision",
    "Source",
]
