"""Who a text is shown as being by: the one answer, for every page, list, feed and search."""

from dataclasses import dataclass

from forums.threads.models import Post, Thread
from medigest.kit.addresses import address_of
from medigest.members.models import Member

# What has to be fetched along with a post or thread whose author is shown.
AUTHOR = ("author", "alias")
AUTHOR_COLUMNS = ("author__handle", "author__leaving_at", "author__role", "author__role_until", "alias__name")


@dataclass(frozen=True)
class Shown:
    """As whom somebody wrote. `name`: empty where the account is gone or about to go; `url`: their page; `block_url`:
    where others block them; `alias`: it is a name for the thread, and nothing else of the member may be shown."""

    name: str = ""
    url: str = ""
    block_url: str = ""
    role: str = ""
    alias: bool = False


def handle_of(member: Member | None) -> str:
    """The member's handle, empty where the account is gone or about to go."""
    return member.handle if member and not member.is_leaving else ""


def shown_author(written: Post | Thread) -> Shown:
    """Who wrote a post, or started a thread, that was fetched with `AUTHOR`."""
    if written.alias is not None:
        return Shown(written.alias.name, block_url=address_of("forums:block_alias", written.alias.pk), alias=True)
    author = written.author
    name = handle_of(author)
    if author is None or not name:
        return Shown()
    return Shown(
        name,
        url=address_of("members:profile", name),
        block_url=address_of("members:block", name),
        role=_role(written, author),
    )


def member_shown(written: Post | Thread) -> Member | None:
    """The member as whose a post or thread is shown; None where nobody can be known from it."""
    return written.author if written.alias_id is None else None


def _role(written: Post | Thread, author: Member) -> str:
    """The badge beside the name."""
    if author.office != Member.Role.MEMBER:
        return author.office
    return "moderator" if getattr(written, "author_moderates", False) else ""
