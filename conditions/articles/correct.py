"""A reader proposes a correction of an article, and an editor takes it or does not."""

from django.db import transaction

from conditions.articles.models import Article, Correction, Revision
from conditions.signals import correction_decided
from medigest.kit import clock


class DecidedBefore(Exception):
    """Another editor decided it already; `correction` says how."""

    def __init__(self, correction: Correction) -> None:
        super().__init__("the correction was decided before")
        self.correction = correction


def propose(
    *, revision: Revision, section_key: str, text: str, source: str, credited: bool, proposer_id: int
) -> tuple[Correction, bool]:
    """Keep a proposal for the editors; and whether it is new. The same words sent twice are one proposal.

    `section_key` is empty where it is about the whole article. `credited`: the proposer wants to be named.
    """
    heading = next((one["heading"] for one in revision.sections if one["key"] == section_key), "")
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=revision.article_id)
        return Correction.objects.get_or_create(
            article_id=revision.article_id,
            section_key=section_key,
            text=text,
            proposer_id=proposer_id,
            outcome=Correction.Outcome.OPEN,
            defaults={"revision": revision, "section_heading": heading, "source": source, "credited": credited},
        )


def decide(*, correction_id: int, accepted: bool, reason: str, editor_id: int | None) -> Correction:
    """Take a correction, or decline it with a reason; its proposer is told.

    Raises DecidedBefore. A decline without a reason is refused by the database.
    """
    with transaction.atomic():
        correction = Correction.objects.select_for_update().get(pk=correction_id)
        if correction.outcome != Correction.Outcome.OPEN:
            raise DecidedBefore(correction)
        correction.outcome = Correction.Outcome.ACCEPTED if accepted else Correction.Outcome.DECLINED
        correction.reason, correction.decided_by_id, correction.decided_at = reason, editor_id, clock.now()
        correction.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
        correction_decided.send(sender=Correction, correction_id=correction.pk, member_id=correction.proposer_id)
        return correction
