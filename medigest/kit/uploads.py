"""How much a request may bring along in files."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Four pictures of the largest size that is taken, and the text.
MOST_BYTES = 50 * 1024 * 1024


class Bounded(FileUploadHandler):
    """Refuses a request that says it is larger, before any of it is read; lets the handlers after it do the rest."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # Django's own name
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Raises RequestDataTooBig, which is answered as 413."""
        if content_length > MOST_BYTES:
            raise RequestDataTooBig("the request brings more in files than is taken")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hands each piece on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Makes no file of its own."""
