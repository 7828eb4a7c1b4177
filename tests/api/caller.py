"""An API client as a program would write one: JSON, a bearer token, and a look at the answer."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.common import clock
from eoffice.people.models import AccessToken, Post

_numbers = itertools.count(1)


class Caller:
    """Asks as the holder of `post`; without one, as somebody who is not logged in."""

    def __init__(self, post: Post | None = None, *, language: str = "th") -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {"Accept-Language": language}
        if post is not None:
            self.headers["Authorization"] = f"Bearer {token_for(post)}"
            self.headers["X-Post"] = str(post.pk)

    def get(self, path: str, *, status: int = 200, **query: Any) -> Any:
        """The JSON answered to a GET below /api/v1/."""
        response = self.client.get(_address(path), query, headers=self.headers)
        assert response.status_code == status, _told(response)
        return response.json()

    def post(
        self,
        path: str,
        body: Any = None,
        *,
        status: int = 200,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON answered to a POST below /api/v1/."""
        response = self.raw_post(path, body, key=key, headers=headers)
        assert response.status_code == status, _told(response)
        return response.json()

    def raw_post(
        self, path: str, body: Any = None, *, key: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The whole response to a POST; every one carries a key of its own unless told."""
        more = {"Idempotency-Key": key or f"test-{next(_numbers)}", **(headers or {})}
        data = body if isinstance(body, bytes) else json.dumps({} if body is None else body)
        return self.client.post(
            _address(path), data, content_type="application/json", headers=self.headers | more
        )

    def upload(self, name: str, content: bytes, *, key: str | None = None, status: int = 201) -> Any:
        """The JSON answered to a file sent in."""
        headers = {**self.headers, "Idempotency-Key": key or f"test-{next(_numbers)}"}
        file = SimpleUploadedFile(name, content)
        response = self.client.post("/api/v1/files/", {"file": file}, headers=headers)
        assert response.status_code == status, _told(response)
        return response.json()

    def send(self, method: str, path: str, body: Any = None, *, status: int) -> Any:
        """The JSON answered to any other method."""
        response = self.client.generic(
            method,
            _address(path),
            json.dumps(body or {}),
            content_type="application/json",
            headers=self.headers,
        )
        assert response.status_code == status, _told(response)
        return response.json() if response.content else None


def token_for(post: Post) -> str:
    """A token of the post's holder, made without a log-in."""
    token = f"token-{next(_numbers)}"
    AccessToken.objects.create(
        user=post.person,
        digest=AccessToken.digest_of(token),
        expires_at=clock.now() + dt.timedelta(hours=1),
    )
    return token


def _address(path: str) -> str:
    return path if path.startswith(("/", "http")) else f"/api/v1/{path}"


def _told(response: Any) -> str:
    return f"{response.status_code}: {response.content.decode()[:2000]}"
