"""Questions and rows whose SQL is kept: the same answers as the ORM's own, whoever asks next."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import BigIntegerField, F
from django.test.utils import CaptureQueriesContext

from eoffice.common import clock
from eoffice.common.models import DoneOnce
from eoffice.common.prepared import Question, Rewriting, Slot, Writing
from eoffice.people.models import Post
from eoffice.people.posts import posts_held
from tests import factories


def test_a_question_answers_whole_models_for_each_value(malee: Post, pricha: Post) -> None:
    posts = Post.objects.select_related("person", "organisation", "unit").annotate(who=F("person__username"))
    question: Question[Post] = Question(lambda: posts.filter(person=Slot("person", BigIntegerField())))
    for post in (malee, pricha, malee):
        (found,) = question(person=post.person_id)
        with CaptureQueriesContext(connection) as asked:
            assert (found, found.person.name) == (post, post.person.name)
            assert (found.organisation, found.unit) == (post.organisation, post.unit)
            assert found.starts_on == post.starts_on
            assert vars(found)["who"] == post.person.username
        assert not asked.captured_queries
    assert question(person=0) == []


def test_rows_get_their_ids_and_one_that_is_there_is_passed_over(malee: Post) -> None:
    def key(name: str) -> DoneOnce:
        return DoneOnce(
            person_id=malee.person_id,
            key=name,
            digest="",
            claim=uuid.uuid4(),
            at=clock.now(),
            answer={"ก": 1},
        )

    first, second = key("one"), key("two")
    assert Writing(DoneOnce)(first, second) == [first.pk, second.pk]
    assert DoneOnce.objects.get(pk=second.pk).answer == {"ก": 1}
    passing = Writing(DoneOnce, unless_there=True)
    assert passing(key("two")) == []
    assert passing(key("three")) == [DoneOnce.objects.get(key="three").pk]


def test_a_row_is_written_anew_with_all_its_columns_or_is_told_to_be_gone(malee: Post) -> None:
    one = DoneOnce(person_id=malee.person_id, key="one", digest="", claim=uuid.uuid4(), at=clock.now())
    one.save()
    one.answer, one.digest = {"ก": [1, None]}, "d"
    Rewriting(DoneOnce)(one)
    kept = DoneOnce.objects.get(pk=one.pk)
    assert (kept.answer, kept.digest, kept.claim, kept.at) == (one.answer, "d", one.claim, one.at)
    DoneOnce.objects.all().delete()
    with pytest.raises(ObjectDoesNotExist):
        Rewriting(DoneOnce)(one)


def test_a_post_comes_with_all_its_roles_in_one_question(malee: Post) -> None:
    malee.post_roles.create(role="director")
    officer = factories.make_person(malee.organisation, "prasit")
    with CaptureQueriesContext(connection) as asked:
        (held,) = posts_held(malee.person)
        assert held.roles == {"central_registrar", "director", "officer"}
        (plain,) = posts_held(officer.person)
        assert plain.roles == {"officer"}
    assert len(asked) == 2
