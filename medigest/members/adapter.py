"""How allauth does what is ours to decide."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.contrib.sites.shortcuts import get_current_site

from medigest.mailing.stored import queue_stored


class AccountAdapter(DefaultAccountAdapter):
    """Codes and warnings go through our queue: the page does not wait for the mail server, and none is lost."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail that allauth would send."""
        request = allauth_context.request
        told = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        message = self.render_mail(template_prefix, email, told)
        queue_stored(address=email, subject=message.subject, body=message.body)
