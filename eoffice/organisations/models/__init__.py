"""Agencies, their units, calendars and standards."""

from eoffice.organisations.models.agency import Organisation, Unit
from eoffice.organisations.models.calendar import CalendarDay, CalendarYear, OfficeHours
from eoffice.organisations.models.standard import ServiceStandard

__all__ = ["CalendarDay", "CalendarYear", "OfficeHours", "Organisation", "ServiceStandard", "Unit"]
