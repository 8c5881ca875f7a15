"""What can happen to a talk. Time comes in here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.script.facts import Language
from bot.talk.answer import Answer


class Sent(StrEnum):
    """What a person sent instead of pressing; the thing itself never gets here."""

    TYPED = "typed"
    MEDIA = "media"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Started:
    """/start, or anything that gives no talk to continue."""

    at: datetime
    language: Language  # what the person's Telegram is set to


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the current ticket."""

    at: datetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Heard:
    """Something was sent: only its kind is left."""

    at: datetime
    sent: Sent


Event: TypeAlias = Started | Pressed | Heard
