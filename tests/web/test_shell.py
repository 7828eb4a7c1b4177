"""The frame around every page: what one can use, in whose name one acts, how heavy it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings

from eoffice.common import clock
from eoffice.people.models import Delegation, Post
from eoffice.web.icons import ICONS
from eoffice.web.navigation import RAIL, rail_for
from tests import factories
from tests.letters.telling import arrive, ordered, take

SCRIPTS = ["django_htmx/htmx-2.min.js", "web/shell.js", "web/keys.js", "web/keep.js", "vendor/alpine.js"]


def second_post_of(post: Post) -> Post:
    return Post.objects.create(
        person=post.person,
        organisation=post.organisation,
        unit=factories.make_unit(post.organisation),
        position="หัวหน้ากลุ่มบริหารวิชาการ",
        starts_on=dt.date(2020, 10, 1),
    )


@pytest.mark.parametrize("address", ["/", "/more/", "/account/"])
def test_without_log_in_one_is_asked_to_log_in(db: None, client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/login/?next={address}"


def test_somebody_without_a_post_still_gets_a_page(client: Client, malee: Post) -> None:
    malee.ends_on = dt.date(2020, 1, 1)
    malee.save()
    client.force_login(malee.person)

    assert client.get("/more/").status_code == 200


def test_the_rail_holds_only_pages_that_exist_and_that_the_post_may_use(wipha: Post) -> None:
    shown = [entry for _group, entries in rail_for(wipha) for entry in entries]

    assert shown
    assert all(entry.address() for entry in shown)
    assert all(not entry.roles or wipha.has(*entry.roles) for entry in shown)


def test_the_administrator_is_led_to_letters_only_where_one_names_them(
    malee: Post, somchai: Post, sysadmin: Post
) -> None:
    def shown() -> set[str]:
        return {entry.url for _group, entries in rail_for(sysadmin) for entry in entries}

    take(arrive(malee), malee, "check")
    assert not {"letters:incoming", "letters:assignments"} & shown()
    assert 'role="search"' not in factories.browser_of(sysadmin).get("/").content.decode()
    ordered(arrive(malee), malee, somchai, sysadmin)
    assert {"letters:incoming", "letters:assignments"} <= shown()


def test_every_icon_of_the_rail_is_in_the_sprite() -> None:
    assert {entry.icon for group in RAIL for entry in group.entries} <= ICONS


def test_no_two_entries_share_a_key() -> None:
    keys = [entry.key for group in RAIL for entry in group.entries if entry.key]

    assert sorted(keys) == sorted(set(keys))


def test_one_switches_between_posts_of_ones_own_only(client: Client, malee: Post, wipha: Post) -> None:
    other = second_post_of(malee)
    client.force_login(malee.person)

    assert client.post("/account/post/", {"post": other.pk, "next": "/more/"}).headers["Location"] == "/more/"
    assert "ท่านปฏิบัติงานในตำแหน่ง หัวหน้ากลุ่มบริหารวิชาการ" in client.get("/more/").content.decode()
    assert client.post("/account/post/", {"post": wipha.pk}).status_code == 404
    assert client.post("/account/post/", {"post": "๑"}).status_code == 404


def test_the_page_says_in_whose_name_one_acts(client: Client, deputy: Post, somchai: Post) -> None:
    now = clock.now()
    Delegation.objects.create(
        kind=Delegation.Kind.ACTING,
        principal=somchai,
        delegate=deputy,
        starts_at=now - dt.timedelta(days=1),
        ends_at=now + dt.timedelta(days=1),
        created_by=somchai.person,
    )
    client.force_login(deputy.person)

    assert "รักษาราชการแทนผู้อำนวยการโรงเรียน ถึง" in " ".join(client.get("/more/").content.decode().split())


@override_settings(DEMO=True)
def test_every_page_of_a_demo_says_that_it_is_one(client: Client, malee: Post) -> None:
    assert "ระบบสาธิต" in client.get("/login/").content.decode()
    client.force_login(malee.person)
    assert "ระบบสาธิต" in client.get("/").content.decode()
    assert "ระบบสาธิต" in client.get("/no-such-page/").content.decode()


def test_a_page_and_its_scripts_stay_within_their_budget(client: Client, malee: Post) -> None:
    client.force_login(malee.person)

    page = brotli.compress(client.get("/styleguide/").content)
    scripts = sum(len(brotli.compress(Path(str(finders.find(name))).read_bytes())) for name in SCRIPTS)

    assert len(page) < 60_000
    assert scripts < 120_000
