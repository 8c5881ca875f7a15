"""The indexes at the end: lines with their sources, rows of the decision table, words that belong to no one screen."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.book.decisions import TABLE, Row
from bot.book.meanings import CHANNELS, GROUPS
from bot.book.reading import Message
from bot.centres.model import Line
from bot.centres.words import Confidence, Status, Verified
from bot.script.model import Script
from bot.talk.world import World
from bot.words.keys import shared
from bot.words.statements import Statement


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A line, what it is called on screens, how sure we are, and the screens that show it."""

    line: Line
    message: Message | None
    channels: str
    state: str
    screens: tuple[str, ...]


def line_entries(world: World, messages: Mapping[str, Message]) -> Iterator[LineEntry]:
    """Every line of the directory, shown or not."""
    for line in world.directory.lines.values():
        users = tuple(name for name, screen in world.script.screens.items() if line.id in screen.lines)
        channels = ", ".join(CHANNELS[channel] for channel in line.channels)
        yield LineEntry(line, messages.get(f"line/{line.id}"), channels, state(line), users)


def state(line: Line) -> str:
    """How far a line can be trusted, in one phrase."""
    source = f"источник {dotted(line.assured_date)}" if line.assured_date else "источник без даты"
    if line.status is not Status.ACTIVE:
        return f"закрыто, людям не показывается; {source}"
    match line.verified:
        case Verified.CONFIRMED:
            return f"проверено нашим звонком {line.checked_on:%d.%m.%Y}"
        case Verified.PUBLISHED if line.confidence is Confidence.HIGH:
            return f"опубликовано, источники согласны; {source}; мы ещё не звонили"
        case Verified.PUBLISHED:
            return (
                f"опубликовано, но источники согласны не во всём, на экране пометка «ещё не проверено нами»; {source}"
            )
        case Verified.UNVERIFIED:
            return f"не проверено, людям не показывается, номер не хранится; {source}"


def dotted(dated: str) -> str:
    """2023, 2023-08 or 2023-08-25, as it is read here."""
    return ".".join(reversed(dated.split("-")))


def rows(script: Script) -> Iterator[tuple[str, Row, tuple[str, ...]]]:
    """Every row of the decision table and the screens that answer it; the constant card answers the last."""
    for id_, row in TABLE.items():
        yield id_, row, tuple(name for name, screen in script.screens.items() if id_ in screen.rows)


@dataclass(frozen=True, slots=True)
class Group:
    """Words that belong to no one screen, and what stands behind them."""

    title: str
    messages: Sequence[Message]
    statement: Statement


def common_words(
    script: Script, messages: Mapping[str, Message], statements: Mapping[str, Statement], told: Collection[str]
) -> Iterator[Group]:
    """The words that no screen shows as its own, by group, without those that something else `told`."""
    for name, keys in shared(script).items():
        found = [messages[key] for key in keys if key not in told]
        yield Group(GROUPS[name.removeprefix("words/")], found, statements[name])
