"""Tell a reader what became of a correction that they proposed. In the decision's transaction."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from conditions.models import Correction
from forums.notices.kinds import Kind, Telling
from forums.notices.models import Notice, Way
from forums.notices.notify import notify
from medigest.members.viewer import Viewer


def notify_of_correction(correction_id: int, member_id: int | None) -> None:
    """Tell its proposer, where the account still is."""
    if member_id is not None:
        notify(kind="correction", event_id=correction_id, members=[member_id])


def tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """What was decided, to whom proposed it and nobody else."""
    decided = Correction.objects.filter(proposer=viewer.member).exclude(outcome=Correction.Outcome.OPEN)
    corrections = decided.in_bulk([one.event_id for one in notices])
    return {one.pk: _telling(corrections[one.event_id]) for one in notices if one.event_id in corrections}


def _telling(correction: Correction) -> Telling:
    if correction.outcome == Correction.Outcome.ACCEPTED:
        text = _now("An editor took the correction that you proposed. Thank you.")
    else:
        text = _now("An editor read the correction that you proposed, and did not take it.")
    return Telling(text=text, statement=correction.reason, thread=f"correction-{correction.pk}")


def address(notice: Notice) -> str:
    """The article that it was about."""
    correction = Correction.objects.select_related("article__condition").filter(pk=notice.event_id).first()
    return correction.article.condition.url if correction else reverse("notices:index")


KINDS = (
    Kind(
        name="correction",
        label=_("An editor decided about a correction that you proposed"),
        subject=format_lazy(_("What became of your proposal to {site}"), site=settings.SITE_NAME),
        tell=tell,
        address=address,
        default=Way.MAIL,
    ),
)
