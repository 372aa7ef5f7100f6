"""What is decided about an alias is told of the alias: no record of a member joins the two."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, When

from forums.appeals.models import Appeal, AppealQuerySet
from forums.threads.models import Alias, Post, Thread
from medigest.audit.models import Decision

_TARGET = OuterRef("decision__target_id")
_KINDS: dict[str, type[Post] | type[Thread]] = {"post": Post, "thread": Thread}


def as_themselves(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those that are not about what somebody wrote under an alias."""
    appeals = Exists(Appeal.objects.filter(_aliased("decision__"), pk=OuterRef("target_id")))
    return decisions.exclude(_aliased() | (Q(target_kind="appeal") & Q(appeals)))


def _aliased(decision: str = "") -> Q:
    """Rows of decisions about what stands under an alias; `decision` is the path to the decision."""
    about = Q(pk__in=[])
    for kind, model in _KINDS.items():
        target = model._default_manager.filter(pk=OuterRef(f"{decision}target_id"), alias__isnull=False)
        about |= Q(**{f"{decision}target_kind": kind}) & Q(Exists(target))
    return about


def about_alias(alias: Alias) -> QuerySet[Decision]:
    """The decisions about posts that stand under an alias."""
    posts = Post.objects.filter(alias=alias).values("pk")
    return Decision.objects.filter(target_kind="post", target_id__in=posts)


def with_alias(appeals: AppealQuerySet) -> AppealQuerySet:
    """Each with `alias`: the name under which stands what was decided about; None where it is the member's own."""
    names = [
        When(decision__target_kind=kind, then=Subquery(model._default_manager.filter(pk=_TARGET).values("alias__name")))
        for kind, model in _KINDS.items()
    ]
    return appeals.annotate(alias=Case(*names, default=None, output_field=CharField()))
