"""How dealing with a message ended."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.letters.models import ExchangeMessage


@dataclass(frozen=True)
class Outcome:
    """The stage that the message enters, and what somebody should look at; empty where nothing is wrong."""

    stage: str = ExchangeMessage.Stage.DONE
    trouble: str = ""


class Held(Exception):
    """It has to wait for something in the office; the words are a sentence for people."""
