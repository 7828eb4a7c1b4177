"""What people keep for themselves: views of a list, and phrases they write again and again."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from eoffice.people.models import Post, User

MOST_LEARNT = 120  # longer texts are letters, not phrases


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved views."""

    def visible_to(self, post: Post) -> SavedViewQuerySet:
        """One's own, under the post they were made for."""
        return self.filter(post=post)


class SavedView(models.Model):
    """A narrowed list under a name of one's own. The address holds the filters, the row keeps them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name of the view"), max_length=60)
    query = models.CharField(max_length=500)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("saved view")
        constraints = [models.UniqueConstraint(fields=["post", "name"], name="view_name_once")]

    def __str__(self) -> str:
        return self.name


class PhraseQuerySet(models.QuerySet["Phrase"]):
    """Questions about phrases."""

    def visible_to(self, post: Post) -> PhraseQuerySet:
        """The person's own, in whatever post."""
        return self.filter(person=post.person_id)

    def dearest(self) -> PhraseQuerySet:
        """The most used first, among equals the latest."""
        return self.order_by("-used", "-used_at")


class Phrase(models.Model):
    """Words that a person has put under a letter; how often tells which to offer."""

    person = models.ForeignKey(User, models.CASCADE, related_name="phrases")
    text = models.CharField(max_length=MOST_LEARNT)
    used = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField()

    objects = PhraseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "text"], name="phrase_once")]

    @classmethod
    def learn(cls, person: User, text: str, *, at: dt.datetime) -> None:
        """Remember a short text that the person used; long ones and empty ones are let go."""
        if not text or len(text) > MOST_LEARNT or "\n" in text:
            return
        row, _made = cls.objects.get_or_create(person=person, text=text, defaults={"used_at": at})
        cls.objects.filter(pk=row.pk).update(used=F("used") + 1, used_at=at)
