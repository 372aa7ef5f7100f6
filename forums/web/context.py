"""What every page's header shows of the forums."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from medigest.members.viewer import viewer_of


def notices(request: HttpRequest) -> dict[str, Any]:
    """`notice_count`: unread notices; `sanctioned`: whether anything is taken from the viewer. Both were fetched along
    with the member."""
    return {
        "notice_count": SimpleLazyObject(lambda: viewer_of(request).fact("unread") or 0),
        "sanctioned": SimpleLazyObject(lambda: bool(viewer_of(request).fact("sanctioned"))),
    }
