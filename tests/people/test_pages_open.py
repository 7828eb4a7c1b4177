"""Every page of people, units and delegation, asked logged out, as the wrong role and from another agency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from eoffice.common import clock
from eoffice.organisations.models import Organisation, ServiceStandard, Unit
from eoffice.people.actions.delegating import Kind, Wanted, delegate
from eoffice.people.models import Delegation, Post
from eoffice.people.roles import Role
from tests.factories import browser_of, make_person

NOBODY = frozenset({"wipha", "malee", "somchai", "auditor"})
OFFICERS = frozenset({"wipha"})


@dataclass(frozen=True)
class Page:
    """A page: its arguments by name, whom it refuses with 403, and how it is asked."""

    args: tuple[str, ...] = ()
    refuses: frozenset[str] = NOBODY
    posts_only: bool = False
    redirects: bool = False


PAGES = {
    "people": Page(),
    "new_person": Page(),
    "known_person": Page(),
    "import": Page(),
    "import_template": Page(),
    "import_enter": Page(posts_only=True),
    "slips": Page(posts_only=True),
    "renew": Page(),
    "person": Page(("person",)),
    "correct": Page(("person",)),
    "clearance": Page(("person",)),
    "close_account": Page(("person",)),
    "reopen_account": Page(("person",), posts_only=True),
    "new_password": Page(("person",)),
    "new_post": Page(("person",)),
    "change_post": Page(("post",)),
    "end_post": Page(("post",)),
    "units": Page(),
    "new_unit": Page(),
    "unit": Page(("unit",)),
    "close_unit": Page(("unit",), posts_only=True),
    "reopen_unit": Page(("unit",), posts_only=True),
    "agency": Page(),
    "settings": Page(),
    "standards": Page(),
    "standard": Page(("measured",)),
    "drop_standard": Page(("standard",), posts_only=True),
    "delegations": Page(refuses=frozenset()),
    "past_delegations": Page(refuses=frozenset()),
    "away": Page(refuses=frozenset()),
    "new_absence": Page(refuses=frozenset()),
    "new_order": Page(refuses=frozenset({"wipha", "auditor"})),
    "end_delegation": Page(("delegation",), refuses=frozenset({"wipha", "auditor"}), posts_only=True),
    "audit": Page(refuses=frozenset({"wipha", "malee", "somchai"})),
    "audit_export": Page(refuses=frozenset({"wipha", "malee", "somchai"})),
}
NAMES = sorted(PAGES)
OF_A_THING = [name for name in NAMES if PAGES[name].args and "measured" not in PAGES[name].args]


@dataclass(frozen=True)
class Office:
    """The things that addresses name."""

    ids: dict[str, object]

    def address(self, name: str) -> str:
        """The address of a page, about these things."""
        return reverse(f"people:{name}", args=[self.ids[arg] for arg in PAGES[name].args])


@pytest.fixture
def office(somchai: Post, deputy: Post, academic_unit: Unit, school: Organisation) -> Office:
    starts_at = clock.now() + dt.timedelta(days=1)
    order = delegate(Wanted(Kind.POWER, somchai, starts_at, None, deputy, "1/2569"), by=somchai)
    coming = ServiceStandard.objects.create(
        organisation=school,
        process="incoming_letter",
        speed="normal",
        clock="working_days",
        value=4,
        valid_from=clock.today() + dt.timedelta(days=30),
    )
    return Office(
        {
            "person": deputy.person_id,
            "post": deputy.pk,
            "unit": academic_unit.pk,
            "measured": "incoming_letter..normal",
            "standard": coming.pk,
            "delegation": order.pk,
        }
    )


def ask(client: Client, name: str, address: str) -> int:
    """The status of the page, asked in the way that it is made for."""
    return (client.post if PAGES[name].posts_only else client.get)(address).status_code


def test_the_table_above_knows_every_page() -> None:
    known = {name for name in get_resolver("eoffice.people.web.urls").reverse_dict if isinstance(name, str)}

    assert known == set(PAGES)


@pytest.mark.parametrize("name", NAMES)
def test_logged_out_one_is_asked_to_log_in(client: Client, office: Office, name: str) -> None:
    response = client.get(office.address(name))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/login/")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("who", ["wipha", "malee", "somchai", "auditor"])
def test_the_wrong_role_is_told_who_may(
    request: pytest.FixtureRequest, office: Office, name: str, who: str
) -> None:
    status = ask(browser_of(request.getfixturevalue(who)), name, office.address(name))

    assert (status == 403) == (who in PAGES[name].refuses)
    assert status < 500


@pytest.mark.parametrize("name", OF_A_THING)
def test_another_agency_finds_nothing(office: Office, other_school: Organisation, name: str) -> None:
    theirs = make_person(other_school, "theirs", Role.SYSADMIN, Role.CENTRAL_REGISTRAR)

    assert ask(browser_of(theirs), name, office.address(name)) == 404


@pytest.mark.parametrize("name", [name for name in NAMES if not PAGES[name].posts_only])
def test_the_administrator_opens_it(sysadmin: Post, office: Office, name: str) -> None:
    assert browser_of(sysadmin).get(office.address(name)).status_code == 200


@pytest.mark.parametrize("name", [name for name in NAMES if PAGES[name].posts_only])
def test_what_changes_something_is_not_a_link(sysadmin: Post, office: Office, name: str) -> None:
    assert browser_of(sysadmin).get(office.address(name)).status_code == 405


def test_somebody_without_a_post_is_told_so(wipha: Post) -> None:
    browser = browser_of(wipha)
    Post.objects.filter(pk=wipha.pk).update(ends_on=dt.date(2020, 1, 1))

    assert browser.get(reverse("people:delegations")).status_code == 403


def test_an_odd_number_is_not_found(sysadmin: Post) -> None:
    assert browser_of(sysadmin).get("/people/99999999999999999999/").status_code == 404
    assert Delegation.objects.count() == 0
