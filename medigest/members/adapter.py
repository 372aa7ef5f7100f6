"""What allauth asks of us: which handles are free, how mail looks, what follows a log-in."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from medigest.mailing.stored import queue_stored
from medigest.members.accounts.discreet import subject_for
from medigest.members.accounts.models import Member
from medigest.members.devices.recognise import REMEMBERED, recognise
from medigest.members.recovery import link_token
from medigest.members.renames.grace import kept
from medigest.members.renames.rename import taken
from medigest.members.web.discreet import remember

DEVICE_COOKIE = "device"


def _absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own ways, but for what is told here."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_taken": lazy(taken, str)(),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A handle that is kept for somebody who gave it up is refused like one that somebody has."""
        # In this order: a handle that is given up in this moment is found by one of the two.
        username = super().clean_username(username, shallow=shallow)
        if not shallow and kept(username).exists():
            raise self.validation_error("username_taken")
        return username

    def save_user(self, request: HttpRequest, user: Member, form: Any, commit: bool = True) -> Member:
        """As allauth does; of two sign-ups in the same moment (a form sent twice) the later one is told kindly."""
        try:
            with transaction.atomic():
                saved: Member = super().save_user(request, user, form, commit)
                return saved
        except IntegrityError as error:
            messages.warning(
                request,
                _(
                    "An account with this handle or address was created in the same moment. If that was you, look into "
                    "your mail. If not, please choose another handle."
                ),
            )
            raise ImmediateHttpResponse(redirect("account_signup")) from error

    def post_login(self, request: HttpRequest, user: Member, **more: Any) -> HttpResponse:
        """Tell the member of a log-in from a browser that was not seen before."""
        response: HttpResponse = super().post_login(request, user, **more)
        seen = recognise(member_id=user.pk, secret=request.COOKIES.get(DEVICE_COOKIE, ""))
        if seen.notify:
            self.send_notification_mail("account/email/new_device", user)
        response.set_cookie(
            DEVICE_COOKIE,
            seen.secret,
            max_age=REMEMBERED,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        if user.discreet:
            remember(response, True)
        return response

    def send_notification_mail(
        self, template_prefix: str, user: Member, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """As allauth does, with the member at hand for the subject, and with the ways that the words point to."""
        context = {**(context or {}), "user": user, "sessions_url": _absolute(reverse("members:sessions"))}
        if template_prefix == "account/email/email_changed":
            token = link_token(member_id=user.pk, old=context["from_email"], new=context["to_email"])
            context["recovery_url"] = _absolute(reverse("members:recover", args=[token]))
        super().send_notification_mail(template_prefix, user, context, email)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """As allauth does; in discreet mode the subject says nothing."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        member = context.get("user")
        if isinstance(member, Member):
            message.subject = subject_for(member, str(message.subject))
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue what allauth would send: the page does not wait for the mail server, and no mail is lost."""
        request = allauth_context.request
        told = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        message = self.render_mail(template_prefix, email, told)
        queue_stored(address=email, subject=str(message.subject), body=str(message.body))
