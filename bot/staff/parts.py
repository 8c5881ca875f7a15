"""What the pages are made of, given by the composition root."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.centres.hours import KAZAKHSTAN
from bot.registry.model import Session
from bot.registry.registry import Registry
from bot.script.facts import Language
from bot.staff.paper import Paper
from bot.talk.world import World
from bot.words.catalogue import Words

# Telegram's own pages that show a Mini App in a frame.
TELEGRAM_WEB: Final = ("https://web.telegram.org", "https://webk.telegram.org", "https://webz.telegram.org")


@dataclass(frozen=True, slots=True, repr=False)
class Parts:
    """Nothing here is of a person."""

    registry: Registry
    world: World  # places and the script; what an entry says comes from the registry
    talk: Words  # of the card people see
    paper: Paper
    clock: Callable[[], datetime]
    token: str  # of the staff bot: checks what Telegram signs
    origin: str  # https://staff.example: where the pages are, without a slash at the end
    invitation: Callable[[str], str]  # a one-time code as a link that opens the staff bot
    frames: tuple[str, ...] = field(default=TELEGRAM_WEB)

    @property
    def secure(self) -> bool:
        """Whether the way to the browser is encrypted: anything but this machine is."""
        return self.origin.startswith("https://")


@dataclass(frozen=True, slots=True, repr=False)
class Guest:
    """Who asks, as far as is known, in which language, and when."""

    language: Language
    now: datetime
    session: Session | None = None

    @property
    def today(self) -> date:
        """The day in Kazakhstan."""
        return self.now.astimezone(KAZAKHSTAN).date()
