"""Previews: made by the renderer that posts use."""

from django.forms import Form
from django.http import HttpRequest

from forums.threads.submission import TextRefused, rendered
from medigest.kit import ratelimit
from medigest.members.viewer import viewer_of

LIMIT, WINDOW = 60, 60


def preview_of(request: HttpRequest, form: Form) -> str:
    """The HTML of the form's body; where it can't be taken, an empty string and an error in the form.

    Raises refusals.TooMany: rendering costs.
    """
    ratelimit.spend("preview", str(viewer_of(request).member_id), limit=LIMIT, window=WINDOW)
    form.is_valid()
    try:
        return rendered(form.data.get("body", ""))
    except TextRefused as error:
        if "body" not in form.errors:
            form.add_error("body", str(error))
        return ""
