"""Where somebody goes on to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def next_url(request: HttpRequest, otherwise: str = "/") -> str:
    """The address that the request names as `next`, if it is of this site."""
    target = request.POST.get("next") or request.GET.get("next") or otherwise
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}) else otherwise
