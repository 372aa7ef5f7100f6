"""The pictures of many posts, fetched by the query that fetches the posts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject

from forums.pictures.models import APPLIED, Picture
from medigest.kit.addresses import address_of
from medigest.kit.rows import Row


class _Gathered(Aggregate):
    """The rows of a group as one list."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def gathered() -> Subquery:
    """An annotation of posts: their pictures, as `of` reads them."""
    columns = ("id", "name", "width", "height", "alternative")
    row = JSONObject(**{name: name for name in columns}, edit="revision__state")
    pictures = Picture.objects.filter(post=OuterRef("pk")).order_by().values("post")
    return Subquery(pictures.annotate(all=_Gathered(row)).values("all"))


# Beyond so many pixels a picture pushes the next post out of sight; the link leads to all of it.
HIGHEST = 560


@dataclass(frozen=True)
class PictureRow(Row):
    """A picture as a page shows it: as wide and high as it stands there, so that nothing moves when it arrives."""

    id: int
    url: str
    width: int
    height: int
    alternative: str


def _row(id: int, url: str, width: int, height: int, alternative: str) -> PictureRow:
    high = min(height, HIGHEST)
    return PictureRow(id, url, max(1, width * high // height), high, alternative)


def row_of(picture: Picture) -> PictureRow:
    """The row of one picture."""
    return _row(picture.pk, picture.get_absolute_url(), picture.width, picture.height, picture.alternative)


def of(rows: list[dict[str, Any]] | None, *, waiting: bool = False) -> tuple[PictureRow, ...]:
    """The pictures that are shown with a post; `waiting`: those of an edit that waits."""
    wanted = ["pending"] if waiting else [None, APPLIED]
    return tuple(
        _row(row["id"], address_of("forums:picture", row["name"]), row["width"], row["height"], row["alternative"])
        for row in sorted(rows or [], key=lambda row: row["id"])
        if row["edit"] in wanted
    )
