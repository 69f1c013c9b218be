"""Taking in a file of a stranger: no more of it than a form may have, whatever is sent."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class Hoogstens(FileUploadHandler):
    """Goes before the other handlers, and hands them at most one byte more than `bytes_` of each file.

    So that the form sees that it is too large, while the rest is neither in memory nor on disk. What comes after it is
    read and dropped: a connection that is broken off shows no sentence.
    """

    def __init__(self, bytes_: int, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.hoogstens = bytes_ + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """start: how many bytes of this file came before."""
        return raw_data[: self.hoogstens - start] if start < self.hoogstens else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """The next handler keeps what it was given."""
        return None
