"""Where a person stands in the talk: a few closed, frozen fields and nothing else."""

from dataclasses import dataclass

from bot.script.facts import Danger, Idle, Language, Need, Signs, Who

OTHERS = 3  # as many as a ticket has room for
TRAIL = 12  # screens that «back» can return through; older steps end at the first screen


@dataclass(frozen=True, slots=True)
class Visit:
    """All that is known about a talk. It travels sealed inside the buttons."""

    language: Language
    screen: str
    trail: tuple[str, ...] = ()
    who: Who | None = None
    danger: Danger | None = None
    signs: Signs | None = None
    need: Need | None = None
    place: str | None = None  # KATO code of the region, district or town chosen
    others: tuple[str, ...] = ()  # other places that may have been meant, best first; only while that is asked
    service: str | None = None  # id of the directory entry opened
    typed: int = 0  # typed messages in a row, up to 3
    idle: Idle | None = None  # how long the talk may lie untouched; None: the usual time
