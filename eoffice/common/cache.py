"""A shared cache that may go away: what it held is then simply not there, and no request fails for it."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, where a server that doesn't answer is the same as an empty one."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the value was new; a server that is away counts nothing twice."""
        try:
            return bool(super().add(*args, **kwargs))
        except RedisError:
            return True

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """The value, or `default`."""
        try:
            return super().get(key, default, version)
        except RedisError:
            return default

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """What is there of the keys."""
        try:
            return super().get_many(*args, **kwargs)
        except RedisError:
            return {}

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep the value if there is someone to keep it."""
        try:
            super().set(*args, **kwargs)
        except RedisError:
            return

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Whether there was something to remove."""
        try:
            return bool(super().delete(*args, **kwargs))
        except RedisError:
            return False

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        """The value after adding; counting from nothing where the server is away."""
        try:
            return int(super().incr(key, delta, version))
        except RedisError:
            return delta
