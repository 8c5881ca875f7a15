"""The desk without script and words: whatever comes, the answer is the emergency card (security.md E, invariant 1)."""

from bot.emergency import CARD, LAST_LINE
from bot.script.facts import Language
from bot.talk.event import Sent
from bot.upkeep import Heeded, Reply, Upkeep, kept_of_nothing


class BareDesk(Upkeep):
    """Answers with constants. What it shows is removed in time like any other screen."""

    def start(self, _chat: int, language: Language, _payload: str = "") -> Reply:
        """The card."""
        return _card(language, urgent=True)

    def press(self, _chat: int, _data: str, language: Language) -> Reply:
        """The card, in place of the screen the button stood on."""
        return _card(language)

    def alarms(self, _chat: int, _data: str) -> bool:
        """No button can be read."""
        return False

    async def hear(self, _chat: int, _text: str, language: Language, _update: int | None = None) -> Heeded:
        """The card; the text is dropped unheard."""
        return Heeded(_card(language), None)

    async def place(
        self, _chat: int, _latitude: float, _longitude: float, language: Language, _update: int | None = None
    ) -> Heeded:
        """The card."""
        return Heeded(_card(language), None)

    async def heed(self, _chat: int, _sent: Sent, language: Language, _update: int | None = None) -> Heeded:
        """The card."""
        return Heeded(_card(language), None)

    def last_line(self, _mark: int) -> str:
        """The neutral line, which has both languages in it."""
        return LAST_LINE


def _card(language: Language, *, urgent: bool = False) -> Reply:
    return Reply(CARD, (), kept_of_nothing(language), erases=False, urgent=urgent)
