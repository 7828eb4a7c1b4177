"""Bounding uploads before they are read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

#: What a multipart body has beside its files.
AROUND = 64 * 1024


class BoundedUpload(FileUploadHandler):
    """Refuses a body that states more bytes than the office keeps, without reading it.

    Stands first among FILE_UPLOAD_HANDLERS, so that it holds wherever a form with files is read.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Look at the stated length alone."""
        if content_length > settings.FILE_BYTES + AROUND:
            raise RequestDataTooBig("more bytes than EOFFICE_FILE_MB allows")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has it."""
