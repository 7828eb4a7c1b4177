"""What people write on a paper of the office as it goes up, each with their typed name (ข้อ 26 วรรคสาม)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from documents.actions.texts import digest_of, position_printed
from documents.sealing import seal, unseal
from eoffice.people.models import Post, User

if TYPE_CHECKING:
    from workflows.engine.act import Act
    from workflows.letters.writing.fields import Written


class Minute(models.Model):
    """An opinion or a decision: text, typed name, date, and over which words. Never changed.

    `item` is the paper; a kind declares it. Of a secret paper only the sealed words are kept.
    """

    text = models.TextField(blank=True)
    sealed = models.BinaryField(null=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_position = models.CharField(max_length=400)  # with the legal phrase of whoever acts for another
    digest = models.CharField(max_length=64)  # of the words and files as they were read
    written_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["item", "written_at", "pk"]

    def __str__(self) -> str:
        return self.signed_name

    @property
    def words(self) -> str:
        """The text in clear: only for whoever was found to see the paper."""
        return unseal(self.sealed) if self.sealed else self.text

    @classmethod
    def write(cls, item: Written, text: str, act: Act, **more: Any) -> Self:
        """Put down what the actor says, in the log as the digest of what was read."""
        if act.post is None:
            raise ValueError("a minute is written by somebody")
        secret, digest = item.document.is_secret, digest_of(item.document)
        act.evidence |= {"digest": digest, "method": "typed"}
        written: Self = cls._default_manager.create(
            item=item,
            text="" if secret else text,
            sealed=seal(text) if secret else None,
            author=act.post.person,
            post=act.post,
            on_behalf_of=act.on_behalf_of,
            signed_name=act.post.person.name,
            signed_position=position_printed(act.post, act.on_behalf_of, at=act.at),
            digest=digest,
            written_at=act.at,
            **more,
        )
        return written
