"""A real mail server on loopback."""

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller

# Longer than we wait in these tests.
PATIENCE, LATE = 1, 3


class Postbox:
    """What the server took, and what it answers: to the recipient, and to the text.

    `late`: it takes the text, and answers only when nobody waits any more. `drops`: it hangs up upon the text.
    """

    def __init__(self) -> None:
        self.to: Counter[str] = Counter()
        self.messages: list[Any] = []
        self.recipient_answer = self.text_answer = ""
        self.hangs_up = self.drops = self.late = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.hangs_up:
            server.transport.close()
        if not self.recipient_answer:
            envelope.rcpt_tos.append(address)
        return self.recipient_answer or "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.text_answer:
            return self.text_answer
        if self.drops:
            server.transport.close()
            return "250 OK"
        self.to.update(envelope.rcpt_tos)
        self.messages.append(message_from_bytes(envelope.content))
        if self.late:
            await asyncio.sleep(LATE)
        return "250 OK"


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "medigest.mailing.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = PATIENCE
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()
