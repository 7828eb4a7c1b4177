"""What a command may know of the terminal it speaks to."""

from __future__ import annotations

import os
from collections.abc import Mapping

from django.conf import settings


def language_of_the_terminal(environment: Mapping[str, str] | None = None) -> str:
    """The language of LC_ALL, LC_MESSAGES or LANG, the first that is set, if the system speaks it.

    Else, as with LANG=C of a server, the system's own (LANGUAGE_CODE).
    """
    told = os.environ if environment is None else environment
    locale = next((told[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if told.get(name)), "")
    language = locale.partition("_")[0].partition(".")[0].lower()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
