"""Say no where the hierarchy grows beneath somebody's grant."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conditions.signals import Refused

MOST_NAMED = 5


def refuse(why: str, grants: Iterable[tuple[str, str, int]], pairs: Mapping[int, set[int]]) -> None:
    """Raise Refused where one of `grants` (handle, what it is over, condition) covers an ancestor in `pairs`.

    `pairs` is what comes newly beneath each ancestor; the message names whose grants would come to reach further.
    """
    wider = [
        _("%(handle)s over “%(name)s” (%(more)s)")
        % {
            "handle": handle,
            "name": name,
            "more": ngettext("%(count)d condition more", "%(count)d conditions more", len(pairs[condition_id]))
            % {"count": len(pairs[condition_id])},
        }
        for handle, name, condition_id in grants
        if condition_id in pairs
    ]
    if wider:
        named = "; ".join(wider[:MOST_NAMED]) + ("; …" if len(wider) > MOST_NAMED else "")
        raise Refused(
            _("%(why)s: %(grants)s. Add --confirm-grants where that is meant.") % {"why": why, "grants": named}
        )
