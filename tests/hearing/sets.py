"""Sets of messages, each by another hand. Half of the first two, the ninth and the fourteenth was seen; see the end.

The fifth is a tenth of what many hands wrote to teach hearing, kept back: hard on purpose. The seventh is a fifth of
what three more wrote as if to test it; they taught it the rest. The languages of both are guessed. Those from the
eighth on were written later, by testers who knew the kinds alone and wrote what is clear to any careful reader; the
tenth, half of the eleventh and of the thirteenth, and the half of the ninth that was looked at, are everyday talk for
the greater part; in the twelfth several things stand in each message; much of the fourteenth is typed in haste.
The fifteenth is of all sorts; it was counted some seventy times. Those from the sixteenth to the twentieth are by two
to four testers each who knew no more than what was asked of us and no rule of ours (those of the twentieth were told
not to stay with husbands and wives); they were counted some thirty to fifty times. The twenty-first is by two such
testers who were told to look for words that hearing might not know: short messages, each with another verb or thing.
The five from the twenty-second on are by three of the former sort each and were counted first when weights and advances
stood (but for the twenty-sixth those before the present ones). What of the twenty-third, the twenty-fifth and the
twenty-sixth was heard wrong was looked at then; before the twenty-sixth was written, also what was grave and missed in
any set but the fifth and the seventh.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass

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
    )
)
SETS = (*BLIND, "messages_fifth", "messages_seventh", *EIGHTH_ON, FIFTEENTH, *OUTSIDE, "messages_twenty_first")
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
