from __future__ import annotations

import pytest

from eoffice.common.errors import InvalidInputs, NotAllowed, RuleBroken
from eoffice.organisations.models import Organisation, Unit
from eoffice.organisations.settings_of import OfficeSettings, settings_of
from eoffice.people.actions.agency import AgencyFacts, change_agency, change_settings
from eoffice.people.actions.units import UnitFacts, change_unit, close_unit, create_unit, reopen_unit
from eoffice.people.models import AuditEvent, Post
from tests.factories import SCHOOL, make_school, make_unit


def test_a_unit_that_keeps_its_own_book(sysadmin: Post, academic_unit: Unit) -> None:
    unit = create_unit(UnitFacts("งานทะเบียน", "ทบ.", academic_unit, keeps_own_book=True), by=sysadmin)

    assert (unit.parent, unit.keeps_own_book) == (academic_unit, True)


def test_two_units_of_one_name_are_refused(sysadmin: Post, academic_unit: Unit) -> None:
    with pytest.raises(InvalidInputs):
        create_unit(UnitFacts(academic_unit.name), by=sysadmin)


def test_units_do_not_stand_below_themselves(sysadmin: Post, academic_unit: Unit) -> None:
    below = create_unit(UnitFacts("งานทะเบียน", parent=academic_unit), by=sysadmin)

    with pytest.raises(InvalidInputs) as refused:
        change_unit(academic_unit, UnitFacts(academic_unit.name, parent=below), by=sysadmin)

    assert list(refused.value.errors) == ["parent"]


def test_a_unit_with_people_or_units_in_it_is_not_closed(
    sysadmin: Post, wipha: Post, academic_unit: Unit, school: Organisation
) -> None:
    with pytest.raises(RuleBroken) as refused:
        close_unit(academic_unit, by=sysadmin)
    assert (refused.value.code, wipha.person.name in str(refused.value)) == ("unit_in_use", True)

    above = make_unit(school, "ฝ่ายบริหาร")
    change_unit(academic_unit, UnitFacts(academic_unit.name, parent=above), by=sysadmin)
    with pytest.raises(RuleBroken):
        close_unit(above, by=sysadmin)


def test_an_empty_unit_closes_and_opens_again(sysadmin: Post, academic_unit: Unit) -> None:
    close_unit(academic_unit, by=sysadmin)
    assert not Unit.objects.get(pk=academic_unit.pk).is_active
    reopen_unit(academic_unit, by=sysadmin)
    assert Unit.objects.get(pk=academic_unit.pk).is_active


def test_units_of_another_agency_are_out_of_reach(sysadmin: Post, other_school: Organisation) -> None:
    theirs = make_unit(other_school)

    with pytest.raises(NotAllowed):
        change_unit(theirs, UnitFacts("ยึดแล้ว"), by=sysadmin)


def test_the_code_of_letters_is_kept_in_one_spelling(sysadmin: Post, school: Organisation) -> None:
    change_agency(AgencyFacts(SCHOOL, code="ศธ๐๔๓๔๖ .๒๖", phone="0 2283 4244"), None, by=sysadmin)

    school.refresh_from_db()
    assert (school.code, school.phone) == ("ศธ 04346.26", "0 2283 4244")
    assert AuditEvent.objects.get(action="agency_changed").detail["changed"] == {"phone": ["", "0 2283 4244"]}


def test_a_wrong_code_names_the_clause(sysadmin: Post) -> None:
    with pytest.raises(InvalidInputs) as refused:
        change_agency(AgencyFacts(SCHOOL, code="04346.26"), None, by=sysadmin)

    assert (list(refused.value.errors), "11.1" in refused.value.source) == (["code"], True)


def test_an_agency_does_not_stand_below_itself(sysadmin: Post, school: Organisation) -> None:
    branch = make_school("โรงเรียนสาขา", parent=school)

    with pytest.raises(InvalidInputs):
        change_agency(AgencyFacts(SCHOOL), branch, by=sysadmin)


def test_the_name_of_another_agency_is_refused(sysadmin: Post, other_school: Organisation) -> None:
    with pytest.raises(InvalidInputs):
        change_agency(AgencyFacts(other_school.name), None, by=sysadmin)


def test_an_office_that_decided_nothing_has_the_usual_settings(school: Organisation) -> None:
    assert settings_of(school) == OfficeSettings()


def test_settings_are_kept_beside_those_of_others(sysadmin: Post, school: Organisation) -> None:
    Organisation.objects.filter(pk=school.pk).update(settings={"something.else": 1})
    wanted = OfficeSettings(route=("deputy", "director"), file_plan=("1.1", "1.2"), thai_digits=True)

    change_settings(wanted, by=sysadmin)

    school.refresh_from_db()
    assert settings_of(school) == wanted
    assert school.settings["something.else"] == 1
    assert school.settings["letters.route"] == ["deputy", "director"]
    assert set(AuditEvent.objects.get(action="settings_changed").detail["changed"]) == {
        "letters.route",
        "file_plan",
        "thai_digits",
    }


@pytest.mark.parametrize("route", [(), ("deputy",), ("director", "deputy"), ("clown", "director")])
def test_a_letter_ends_at_the_director(sysadmin: Post, route: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInputs):
        change_settings(OfficeSettings(route=route), by=sysadmin)
