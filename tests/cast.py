"""The fixed cast as fixtures: everybody is a Post of `school`, but ปรีชา, who is of `other_school`."""

from __future__ import annotations

import pytest

from eoffice.organisations.models import Organisation, Unit
from eoffice.people.models import Post
from tests import factories


@pytest.fixture
def school(db: None) -> Organisation:
    return factories.make_school()


@pytest.fixture
def other_school(db: None) -> Organisation:
    return factories.make_school(factories.OTHER_SCHOOL, code="ศธ 04346.27")


@pytest.fixture
def academic_unit(school: Organisation) -> Unit:
    return factories.make_unit(school)


@pytest.fixture
def malee(school: Organisation) -> Post:
    """Registry clerk."""
    return factories.make_malee(school)


@pytest.fixture
def somchai(school: Organisation) -> Post:
    """Director."""
    return factories.make_somchai(school)


@pytest.fixture
def wipha(school: Organisation, academic_unit: Unit) -> Post:
    """Officer of the academic unit."""
    return factories.make_wipha(school, academic_unit)


@pytest.fixture
def pricha(other_school: Organisation) -> Post:
    """Registry clerk of another agency."""
    return factories.make_pricha(other_school)


@pytest.fixture
def deputy(school: Organisation) -> Post:
    return factories.make_deputy(school)


@pytest.fixture
def section_head(school: Organisation, academic_unit: Unit) -> Post:
    """Head of the academic unit, วิภา's."""
    return factories.make_section_head(school, academic_unit)


@pytest.fixture
def secret_registrar(school: Organisation) -> Post:
    return factories.make_secret_registrar(school)


@pytest.fixture
def auditor(school: Organisation) -> Post:
    return factories.make_auditor(school)


@pytest.fixture
def sysadmin(school: Organisation) -> Post:
    return factories.make_sysadmin(school)
