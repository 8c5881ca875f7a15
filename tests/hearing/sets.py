"""Sets of messages, each by other hands. Whose they are, what was read of them and when: docs/measurements.md.

Half of the first two, the ninth and the fourteenth was seen. The fifth, the seventh, the twenty-eighth and the
thirty-third are parts of what was written to teach hearing, kept back, with lives and words far from the usual; the
languages of these are guessed. Testers wrote all others; those from the fifteenth on knew no more than what is asked
of us.
"""

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from bot.hearing.ear import Ear
from bot.hearing.kind import Kind
from tests.support.process import ROOT

BLIND = ("messages", "messages_second", "messages_third", "messages_fourth", "messages_sixth")
EIGHTH_ON = tuple(
    f"messages_{name}" for name in ("eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth")
)
FIFTEENTH = "messages_fifteenth"
OUTSIDE = tuple(
    f"messages_{name}"
    for name in (
        *("sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
        *("twenty_second", "twenty_third", "twenty_fourth", "twenty_fifth", "twenty_sixth"),
        *("twenty_seventh", "twenty_ninth", "thirty_first", "thirty_second", "thirty_fourth"),
    )
)
KEPT_BACK = ("messages_fifth", "messages_seventh", "messages_twenty_eighth", "messages_thirty_third")
SETS = (*BLIND, *KEPT_BACK, *EIGHTH_ON, FIFTEENTH, *OUTSIDE, "messages_twenty_first", "messages_thirtieth")
# Read by nobody; of the twenty-ninth, not read either, one is missed.
REACHING = (
    FIFTEENTH,
    *(f"messages_{name}" for name in ("twenty_seventh", "thirty_first", "thirty_second", "thirty_fourth")),
)
LOOKED_AT = ("messages", "messages_second", "messages_ninth")  # of the fourteenth one is missed: docs/measurements.md


@dataclass(frozen=True)
class Message:
    half: str
    kind: Kind
    lang: str
    text: str


@dataclass(frozen=True)
class Score:
    """Shares of one, and no text."""

    right: float
    danger: float
    suicide: float
    alarms: float  # neutral messages taken for danger


@dataclass(frozen=True)
class Count:
    """Messages, and no text."""

    wrong: int
    danger: int  # missed
    suicide: int  # missed
    alarms: int

    def within(self, most: "Count") -> bool:
        """Whether none is more."""
        return all(found <= allowed for found, allowed in zip(astuple(self), astuple(most), strict=True))


def messages(name: str, half: str) -> tuple[Message, ...]:
    with (ROOT / "tests" / "hearing" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Message(row["half"], Kind(row["kind"]), row["lang"], row["text"]) for row in rows if row["half"] == half
        )


def count(ear: Ear, some: Sequence[Message]) -> Count:
    heard = [(one.kind, ear.text(one.text).kind) for one in some]
    wrong = [one for one in heard if one[0] is not one[1]]

    def of(kind: Kind) -> int:
        return sum(meant is kind for meant, _ in wrong)

    return Count(len(wrong), of(Kind.DANGER), of(Kind.SUICIDE), wrong.count((Kind.UNKNOWN, Kind.DANGER)))


def score(ear: Ear, some: Sequence[Message]) -> Score:
    heard = [(one.kind, ear.text(one.text).kind) for one in some]

    def share(meant: Kind, said: Kind) -> float:
        said_of = [found for kind, found in heard if kind is meant]
        return sum(found is said for found in said_of) / len(said_of)

    return Score(
        sum(meant is said for meant, said in heard) / len(heard),
        share(Kind.DANGER, Kind.DANGER),
        share(Kind.SUICIDE, Kind.SUICIDE),
        share(Kind.UNKNOWN, Kind.DANGER),
    )
