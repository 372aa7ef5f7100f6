"""What sanctions take from a member now: as facts for policy and for the viewer."""

from django.db.models import Exists, OuterRef

from forums import policy
from forums.sanctions.models import Sanction


def sanctioned_fact() -> Exists:
    """Whether anything is taken from a member, as an expression over Member."""
    return Exists(Sanction.objects.stopping().filter(member=OuterRef("pk")))


def suspended_fact() -> Exists:
    """Whether a member is suspended, as an expression over Member."""
    return Exists(Sanction.objects.stopping().filter(member=OuterRef("pk"), kind=Sanction.Kind.SUSPENSION))


def suspension_of(member_id: int) -> str:
    """Why the member may do nothing but read, export and appeal; empty where no suspension is in force."""
    held = Sanction.objects.stopping().filter(member_id=member_id, kind=Sanction.Kind.SUSPENSION)
    # The one that lasts longest; one without an end lasts longer than all.
    ends = sorted((policy.Stop(one.kind, None, one.until) for one in held), key=policy.Stop.lasts)
    return policy.why_stopped(ends[-1]) if ends else ""
