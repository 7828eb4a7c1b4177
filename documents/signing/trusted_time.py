"""Asking a server of trusted time (RFC 3161), no longer than agreed whatever it sends."""

from __future__ import annotations

import queue
import threading
import time

import requests
from asn1crypto import tsp
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

#: An answer has some kilobytes.
_MOST_BYTES = 200_000


class Stamper(RequestsHTTPTimeStamper):
    """The library's, with a deadline for the whole answer: the library's own is for each piece of it."""

    def __init__(self, address: str, *, seconds: float) -> None:
        super().__init__(address, timeout=seconds)  # type: ignore[no-untyped-call]
        self._seconds = seconds

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer. Raises TimestampRequestError where there is none in time."""
        answers: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
        threading.Thread(target=self._ask, args=(req.dump(), answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._seconds)
        except queue.Empty as error:
            raise TimestampRequestError("no answer in time") from error
        if isinstance(answer, Exception):
            raise TimestampRequestError("no answer") from answer
        return tsp.TimeStampResp.load(answer)

    def _ask(self, asked: bytes, answers: queue.SimpleQueue[bytes | Exception]) -> None:
        try:
            answers.put(self._answer(asked))
        except (OSError, ValueError) as error:
            answers.put(error)

    def _answer(self, asked: bytes) -> bytes:
        ends = time.monotonic() + self._seconds
        headers = self.request_headers()
        with requests.post(self.url, asked, headers=headers, timeout=self._seconds, stream=True) as answer:
            if answer.headers.get("Content-Type") != "application/timestamp-reply":
                raise ValueError("no timestamp")
            told = b""
            for piece in answer.iter_content(4096):
                told += piece
                if len(told) > _MOST_BYTES or time.monotonic() > ends:
                    raise ValueError("too long")
        return told
