"""Django's SMTP backend, which also tells when nobody knows whether a mail arrived."""

import smtplib
from typing import Any

from django.core.mail.backends import smtp


class Unanswered(smtplib.SMTPException):
    """The server had the text, or part of it, and hung up or said nothing in time: it may have taken the mail."""


class _Telling:
    """What both kinds of connection do alike."""

    def data(self, msg: Any) -> Any:
        try:
            return super().data(msg)  # type: ignore[misc]  # of the kind of connection
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise Unanswered(str(error)) from error


class _Plain(_Telling, smtplib.SMTP):
    pass


class _Encrypted(_Telling, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    """Raises Unanswered where a second try may be a second mail."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain
