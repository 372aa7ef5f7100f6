"""A real mail server on loopback."""

import socket
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class Postbox:
    """What the server took, and what it answers: to the recipient, and to the text."""

    def __init__(self) -> None:
        self.to: Counter[str] = Counter()
        self.messages: list[Any] = []
        self.recipient_answer = self.text_answer = ""
        self.hangs_up = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.close()
        if not self.recipient_answer:
            envelope.rcpt_tos.append(address)
        return self.recipient_answer or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.text_answer:
            return self.text_answer
        self.to.update(envelope.rcpt_tos)
        self.messages.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()
