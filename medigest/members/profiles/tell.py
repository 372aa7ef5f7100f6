"""Tell about oneself, or no longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from medigest.kit.refusals import Forbidden
from medigest.members.consents.documents import complete, standing
from medigest.members.profiles.models import Profile


def tell(*, member_id: int, part: str, part_shown: bool, country: str, bio: str) -> Profile:
    """Keep what a member tells. Raises Forbidden where it says something and not every consent stands."""
    says_something = bool(part or bio or country)
    with transaction.atomic():
        if says_something and not complete(standing(member_id)):
            raise Forbidden(_("To tell something here, please first say what you agree to."))
        profile, _created = Profile.objects.update_or_create(
            member_id=member_id,
            defaults={"part": part, "part_shown": part_shown and bool(part), "country": country, "bio": bio},
        )
        return profile


def take_back_health(*, member_id: int) -> None:
    """Forget the part somebody plays, which says something of their health; their own words stay as they wrote them."""
    Profile.objects.filter(member_id=member_id).update(part="", part_shown=False)
