"""Filters of lists that take what clients send, whatever it is."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Years that a record of an office can bear; time zones reckon with no others.
FIRST_YEAR, LAST_YEAR = 1900, 2400


class _Instants(django_filters.fields.IsoDateTimeRangeField):
    """From and to, of a time that databases and zones can still reckon with."""

    def clean(self, value: Any) -> Any:
        """The two instants; one that lies centuries away is refused like any that cannot be."""
        found = super().clean(value)
        for end in (found.start, found.stop) if found else ():
            if end is not None and not FIRST_YEAR <= end.year <= LAST_YEAR:
                raise ValidationError(_("Please give a time of these days, in the common era."))
        return found


class InstantsFilter(django_filters.IsoDateTimeFromToRangeFilter):
    """`…_after` and `…_before`, each an instant."""

    field_class = _Instants
