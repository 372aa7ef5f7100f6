"""Send one mail to one person: plain text, with simple HTML beside it."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def send(*, to: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """Render `mail/<template>.txt` and `.html` and send them. Raises what the mail server's connection raises.

    The subject must disclose nothing: it is shown on locked screens.
    """
    shared = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL.rstrip("/"), **context}
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"mail/{template}.txt", shared),
        to=[to],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string(f"mail/{template}.html", shared), "text/html")
    message.send()
