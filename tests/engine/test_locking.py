"""An item is seen and locked in one question, which is kept ready and never answers for somebody else."""

from __future__ import annotations

from django.db import transaction

from eoffice.people.models import Post
from eoffice.people.posts import posts_held
from tests import factories
from tests.letters.telling import arrive, ordered
from workflows.engine.locking import NotThere, lock
from workflows.letters.models import IncomingLetter


def as_of_a_request(post: Post) -> Post:
    return posts_held(post.person)[0]


@transaction.atomic
def sees(post: Post, letter: IncomingLetter) -> bool:
    try:
        return bool(lock(IncomingLetter(pk=letter.pk), seen_by=as_of_a_request(post)).pk == letter.pk)
    except NotThere:
        return False


def test_each_sees_what_is_theirs_again_and_again(
    malee: Post, somchai: Post, wipha: Post, pricha: Post
) -> None:
    named = ordered(arrive(malee), malee, somchai, wipha)
    other = arrive(malee, reference="ศธ 04346/1")
    secret = arrive(malee, reference="ศธ 04346/2", secrecy="confidential")
    for _again in range(3):
        assert sees(malee, named)
        assert sees(malee, other)
        assert sees(wipha, named)
        assert not sees(wipha, other)
        assert not sees(pricha, named)
        assert not sees(pricha, other)
        assert sees(malee, secret)
        assert not sees(somchai, secret)


def test_a_role_that_is_taken_away_counts_at_once(malee: Post) -> None:
    letter = arrive(malee)
    clerk = factories.make_person(malee.organisation, "prasit", "central_registrar")
    assert sees(clerk, letter)
    clerk.post_roles.all().delete()
    assert not sees(clerk, letter)
