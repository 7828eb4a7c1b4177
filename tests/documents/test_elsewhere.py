"""Files in a bucket, and the word of a virus scanner; both played by small servers of our own."""

from __future__ import annotations

import io
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from documents.files import blobs
from documents.files.errors import FileInfected, ScannerAway
from documents.files.receive import receive
from documents.files.store import store
from documents.files.verify import verify_files
from documents.models import StoredFile
from eoffice.people.models import Post

pytestmark = pytest.mark.django_db


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as the store asks for."""

    kept: dict[str, bytes]

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def answer(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_PUT(self) -> None:
        self.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, ETag='"x"')

    def do_HEAD(self) -> None:
        found = self.kept.get(self.path)
        self.answer(200 if found is not None else 404, length=len(found or b""))

    def do_GET(self) -> None:
        if "list-type=2" in self.path:
            return self.answer(200, self.listing())
        found = self.kept.get(self.path)
        if found is None:
            return self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
        first, last = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"]).groups()  # type: ignore[union-attr]
        part = found[int(first) : int(last) + 1]
        return self.answer(
            206, part, Content_Range=f"bytes {first}-{int(first) + len(part) - 1}/{len(found)}"
        )

    def do_DELETE(self) -> None:
        self.kept.pop(self.path, None)
        self.answer(204)

    def listing(self) -> bytes:
        keys = "".join(
            f"<Contents><Key>{path.split('/', 2)[2]}</Key><LastModified>2026-11-23T00:00:00Z</LastModified>"
            f"<Size>{len(body)}</Size></Contents>"
            for path, body in self.kept.items()
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{keys}</ListBucketResult>".encode()


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]  # type: ignore[index,misc]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def bucket(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    kept: dict[str, bytes] = {}
    handler = type("Kept", (Bucket,), {"kept": kept})
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), handler)) as port:
        settings.STORAGE_URL = f"s3://office/papers?endpoint=http://127.0.0.1:{port}"
        yield kept


@pytest.mark.parametrize("secret", [False, True])
def test_files_lie_in_a_bucket_as_well_as_in_a_folder(
    secret: bool, bucket: dict[str, bytes], malee: Post
) -> None:
    content = b"a letter " * 20_000
    blob = receive([content], name="a.txt", post=malee, secret=secret).blob
    receive([content], name="b.txt", post=malee, secret=secret)

    assert list(bucket) == [f"/office/papers/{blob.place}"]
    assert (content in bucket.values()) is not secret
    assert b"".join(blobs.read(blob)) == content
    assert b"".join(blobs.read(blob, 100_000, 9)) == content[100_000:100_009]
    assert [place for place, _changed in store().places()] == [blob.place]
    assert list(verify_files()) == []

    bucket.clear()
    assert [fault.what for fault in verify_files()] == ["missing"]
    with pytest.raises(FileNotFoundError):
        list(blobs.read(blob))


def test_bytes_that_nobody_needs_leave_the_bucket(
    bucket: dict[str, bytes],
    malee: Post,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    record = receive([b"abc"], name="a.txt", post=malee)
    blob = record.blob
    record.delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert blobs.drop_unused(blob)
    assert bucket == {}


class Scanner(socketserver.StreamRequestHandler):
    """A ClamAV that finds EICAR, and gives back what it read."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        read = io.BytesIO()
        while length := int.from_bytes(self.rfile.read(4), "big"):
            read.write(self.rfile.read(length))
        found = b"EICAR" in read.getvalue()
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")


def test_a_scanner_has_the_last_word(settings: Settings, malee: Post) -> None:
    with serving(socketserver.TCPServer(("127.0.0.1", 0), Scanner)) as port:
        settings.CLAMAV = f"127.0.0.1:{port}"
        assert receive([b"harmless " * 40_000], name="a.txt", post=malee).blob.checks == {"scanned": True}
        with pytest.raises(FileInfected):
            receive([b"an EICAR test"], name="b.txt", post=malee)

    with pytest.raises(ScannerAway) as refused:  # it is set and does not answer: nothing passes unchecked
        receive([b"harmless"], name="c.txt", post=malee)
    assert refused.value.status == 503
    assert StoredFile.objects.count() == 1
