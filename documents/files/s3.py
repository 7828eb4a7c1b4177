"""A bucket of an S3-compatible store: s3://bucket/prefix?endpoint=https://…&region=…

The keys come by the usual AWS_* variables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

# Stores that only speak the dialect refuse the checksums that newer clients add; we keep our own.
_CONFIG = Config(
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=3,
    read_timeout=30,
    retries={"max_attempts": 3},
)
_MISSING = {"404", "NoSuchKey", "NotFound"}


class BucketStore:
    """Files as objects; an object is there whole or not at all, so no rename is needed."""

    # boto3 makes the classes of its clients at run time.
    def __init__(self, client: Any, bucket: str, prefix: str = "") -> None:
        self.client = client
        self.bucket = bucket
        self.prefix = prefix

    @classmethod
    def from_url(cls, url: str) -> BucketStore:
        """The store at the address of EOFFICE_STORAGE_URL."""
        parts = urlsplit(url)
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        client = boto3.client(
            "s3",
            endpoint_url=options.get("endpoint"),
            region_name=options.get("region", "us-east-1"),
            config=_CONFIG,
        )
        prefix = parts.path.strip("/")
        return cls(client, parts.netloc, f"{prefix}/" if prefix else "")

    def put(self, source: Path, place: str) -> None:
        """Upload, then take the local file away."""
        if self.size(place) != source.stat().st_size:
            self.client.upload_file(str(source), self.bucket, self.prefix + place)
        source.unlink()

    def read(self, place: str, start: int, length: int) -> bytes:
        """Bytes of an object, by a range request."""
        if length <= 0:
            return b""
        wanted = f"bytes={start}-{start + length - 1}"
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + place, Range=wanted)
        except ClientError as error:
            if _code(error) in _MISSING:
                raise FileNotFoundError(place) from error
            if _code(error) in {"416", "InvalidRange"}:
                return b""
            raise
        body: bytes = answer["Body"].read()
        return body

    def size(self, place: str) -> int | None:
        """Bytes of an object, or None."""
        try:
            head = self.client.head_object(Bucket=self.bucket, Key=self.prefix + place)
        except ClientError as error:
            if _code(error) in _MISSING:
                return None
            raise
        return int(head["ContentLength"])

    def remove(self, place: str) -> None:
        """Delete the object."""
        self.client.delete_object(Bucket=self.bucket, Key=self.prefix + place)

    def fault(self) -> str:
        """The bucket must be there and open to our key."""
        try:
            self.client.head_bucket(Bucket=self.bucket)
        except (BotoCoreError, ClientError) as error:
            return f"the bucket does not answer ({type(error).__name__})"
        return ""

    def places(self) -> Iterator[tuple[str, dt.datetime]]:
        """Every object under the prefix."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
        for page in pages:
            for found in page.get("Contents", []):
                yield found["Key"].removeprefix(self.prefix), found["LastModified"]


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
