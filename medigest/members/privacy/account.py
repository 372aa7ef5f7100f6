"""What this room holds of an account and its member; `ways_in` and `background` hold the rest."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from medigest.members.accounts.models import Member
from medigest.members.blocks.models import Block
from medigest.members.consents.models import AgeConfirmation, Consent
from medigest.members.devices import recognise
from medigest.members.devices.models import Device
from medigest.members.privacy import background, files, signups, ways_in
from medigest.members.privacy.models import Export
from medigest.members.privacy.registry import SECRET, WITH_THE_ACCOUNT, Holding, Row, Table, days, place
from medigest.members.profiles.models import Profile
from medigest.members.renames import grace
from medigest.members.renames.models import FormerHandle


def register() -> None:
    """Called once, when the app is ready."""
    place(*_account(), *_told(), *ways_in.tables(), *background.tables())


def _account() -> list[Table]:
    return [
        Table(
            Member,
            holdings=(
                Holding(
                    what=_("Your handle, role and the day you joined"),
                    purpose=_("To show who wrote what. Choose a handle that is not your name"),
                    kept=WITH_THE_ACCOUNT,
                    owner="",
                    columns=("handle", "role", "role_until", "date_joined", "is_active"),
                ),
                Holding(
                    what=_("Your e-mail address and when you last logged in"),
                    purpose=_("To confirm that the account is yours and to reach you"),
                    kept=_("As long as your account exists; a week where the address is never confirmed"),
                    owner="",
                    columns=("email", "last_login"),
                ),
                Holding(
                    what=_("A fingerprint of your password, never the password"),
                    purpose=_("To recognise it when you log in"),
                    kept=WITH_THE_ACCOUNT,
                    owner="",
                    columns=("password",),
                    withheld=SECRET,
                ),
                Holding(
                    what=_("Whether you use the discreet mode"),
                    purpose=_("To keep titles and subjects neutral"),
                    kept=WITH_THE_ACCOUNT,
                    owner="",
                    columns=("discreet",),
                ),
                Holding(
                    what=_("That you asked for your account to be deleted, and what shall become of what you wrote"),
                    purpose=_("To do as you asked once the time to change your mind is over"),
                    kept=_("Until your account is deleted, or until you change your mind"),
                    owner="",
                    columns=("leaving_at", "leaving_wishes"),
                ),
            ),
            expire=signups.expire,
        ),
        Table(
            Consent,
            holdings=(
                Holding(
                    what=_("What you agreed to and what you took back, with the version and the time"),
                    purpose=_("To show that we may keep what you write, and to ask again when the words change"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("kind", "version", "given_at", "withdrawn_at"),
                ),
            ),
        ),
        Table(
            Export,
            holdings=(
                Holding(
                    what=_("The archive of your data, if you asked for one"),
                    purpose=_("So that you can download it"),
                    kept=days(files.DAYS_KEPT),
                    owner="member",
                    columns=("name", "size", "asked_at", "ready_at"),
                    withheld=_("An archive does not hold itself"),
                ),
            ),
            plain=("done", "total"),
            erase=files.erase,
            expire=files.expire,
        ),
    ]


def _told() -> list[Table]:
    return [
        Table(
            AgeConfirmation,
            holdings=(
                Holding(
                    what=_("That you are old enough, by which rule; never your age"),
                    purpose=_("To show that we asked"),
                    kept=WITH_THE_ACCOUNT,
                    owner="member",
                    columns=("rule", "minimum", "version", "confirmed_at"),
                ),
            ),
        ),
        Table(
            Profile,
            holdings=(
                Holding(
                    what=_("What you tell about yourself in your profile, if anything"),
                    purpose=_("To show it to other members, as far as you chose"),
                    kept=_("Until you change it"),
                    owner="member",
                    columns=("part", "part_shown", "country", "bio"),
                ),
            ),
        ),
        Table(
            FormerHandle,
            holdings=(
                Holding(
                    what=_("Your earlier handles"),
                    purpose=_("To lead from the old name to yours for a while; moderators see whom they deal with"),
                    kept=days(grace.DAYS_KEPT),
                    owner="member",
                    columns=("handle", "changed_at"),
                ),
            ),
            expire=grace.expire,
        ),
        Table(
            Block,
            holdings=(
                Holding(
                    what=_("Whom you blocked"),
                    purpose=_("To keep their posts and notices from you"),
                    kept=_("Until you take it back"),
                    owner="member",
                    columns=("created_at",),
                    rows=_blocks_of,
                ),
                Holding(
                    what=_("That somebody blocked you"),
                    purpose=_("To keep your posts and notices from them"),
                    kept=_("Until they take it back"),
                    owner="blocked",
                    columns=(),
                    withheld=_("Who blocks whom is told to nobody else"),
                ),
            ),
        ),
        Table(
            Device,
            holdings=(
                Holding(
                    what=_("A fingerprint of the cookie of each browser you logged in from, and when"),
                    purpose=_("To tell you of a log-in from a new one"),
                    kept=days(recognise.REMEMBERED.days),
                    owner="member",
                    columns=("digest", "first_seen", "last_seen"),
                    withheld=SECRET,
                ),
            ),
            expire=recognise.expire,
        ),
    ]


def _blocks_of(member_id: int) -> Iterator[Row]:
    for one in Block.objects.filter(member_id=member_id).select_related("blocked").order_by("pk"):
        yield {"whom": one.blocked.handle, "since": one.created_at}
