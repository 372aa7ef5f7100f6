"""What was tried in vain: mails and jobs that had all their attempts, for administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from medigest.jobs import dead as jobs
from medigest.kit.paging import keyset
from medigest.kit.surfaces import Access, surface
from medigest.mailing import dead as mails

PAGE, MOST_JOBS = 30, 30


@surface(access=Access.ADMINISTRATOR, methods=("GET", "POST"))
def undelivered(request: HttpRequest) -> HttpResponse:
    """The dead mails and jobs, each with a way to try it again; no address and no word of a mail is shown."""
    if request.method == "POST":
        if _tried_again(request):
            messages.success(request, _("It is queued again, with all its attempts."))
        else:
            messages.warning(request, _("Nothing was changed: it is not there any more, or is being tried already."))
        return redirect("members:undelivered")
    page = keyset(
        mails.dead().select_related("member"),
        order=[("pk", int)],
        cursor=request.GET.get("after", ""),
        size=PAGE,
        key=lambda mail: [mail.pk],
    )
    context = {
        "mails": page.rows,
        "jobs": jobs.dead()[:MOST_JOBS],
        "next_url": f"?{urlencode({'after': page.after})}" if page.after else "",
    }
    return render(request, "medigest/members/undelivered.html", context)


def _tried_again(request: HttpRequest) -> int:
    mail, job = request.POST.get("mail", ""), request.POST.get("job", "")
    if mail.isascii() and mail.isdigit() and len(mail) < 19:
        return mails.try_again(int(mail))
    try:
        return jobs.revive(UUID(job))
    except ValueError:
        return 0
