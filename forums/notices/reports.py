"""Tell those who reported a post how it ended. In the decision's transaction."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from forums.notices.kinds import Kind, Telling
from forums.notices.models import Notice, Way
from forums.notices.notify import notify
from forums.notices.words import outcome
from forums.review.models import Report
from medigest.audit.models import Decision
from medigest.members.viewer import Viewer

NAME = "report"


def notify_of_outcome(decision_id: int, member_ids: Sequence[int]) -> None:
    """Tell who reported, but for whom the decision was about or by: those know it already."""
    decision = Decision.objects.get(pk=decision_id)
    members = [pk for pk in member_ids if pk not in (decision.member_id, decision.actor_id)]
    notify(kind=NAME, event_id=decision.pk, members=members)


def tell(notices: Sequence[Notice], viewer: Viewer) -> dict[int, Telling]:
    """How the member's reports ended; never the statement, which is its author's."""
    answered = Report.objects.filter(reporter=viewer.member, closed_by__in=[one.event_id for one in notices])
    decisions = {report.closed_by_id: report.closed_by for report in answered.select_related("closed_by")}
    found = ((one, decisions.get(one.event_id)) for one in notices)
    return {one.pk: Telling(text=outcome(decision)) for one, decision in found if decision}


def address(notice: Notice) -> str:
    """The list of notices: whoever reported may not be able to see the post any more."""
    return reverse("notices:index")


KIND = Kind(
    name=NAME,
    label=_("What you reported was decided"),
    subject=format_lazy(_("An answer of the moderators of {site}"), site=settings.SITE_NAME),
    tell=tell,
    address=address,
    default=Way.MAIL,
)
