"""The few things the talk may learn about a person, each a closed set. Nothing else can be remembered."""

from enum import StrEnum


class Language(StrEnum):
    """The two equal languages."""

    RU = "ru"
    KK = "kk"

    @property
    def other(self) -> "Language":
        """The language one tap away."""
        return Language.KK if self is Language.RU else Language.RU


class Who(StrEnum):
    """About whom the person writes."""

    ME = "me"
    OTHER = "other"
    MINOR = "minor"
    OWN = "own"  # afraid of their own acts: a closed route of its own
    HELPER = "helper"
    UNSAID = "unsaid"


class Danger(StrEnum):
    """Could somebody be hurt today."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    SILENT = "silent"  # cannot talk


class Signs(StrEnum):
    """At least one of the signs on the card, none, or not said. Never a score."""

    YES = "yes"
    NONE = "none"
    UNSAID = "unsaid"


class Need(StrEnum):
    """What the person is looking for."""

    STAY = "stay"
    TALK = "talk"
    POLICE = "police"
    HEALTH = "health"
    CHILDREN = "children"
    LIFE = "life"
    UNDERSTAND = "understand"
    PAPERS = "papers"
    CARER = "carer"
    UNSAID = "unsaid"


class Idle(StrEnum):
    """How long a talk may lie untouched before it clears itself. Not about the person: no fresh start forgets it."""

    MINUTE = "minute"
    TEN = "ten"
    QUARTER = "quarter"
    HOUR = "hour"
    DAY = "day"


FACTS: dict[str, type[StrEnum]] = {"who": Who, "danger": Danger, "signs": Signs, "need": Need, "idle": Idle}
