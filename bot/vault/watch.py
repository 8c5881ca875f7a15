"""The watch over Redis: is it in order, what time is it there, are our keys everybody's. Off every answer's path."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.log import Event
from bot.vault.audit import REFUSALS, Auditor
from bot.vault.keys import Keyring
from bot.vault.wrapped import Keeper, Meeting, Shared

ROUND = 30.0
_SOONEST = 5.0
_AUDIT = 600.0
_FAR = timedelta(minutes=10)
_NOTHING = frozenset[Event]()
_TOLD = {Shared.FOREIGN: Event.KEYS_FOREIGN, Shared.REFUSED: Event.KEYS_REFUSED}


@dataclass(slots=True)
class Gate:
    """Whether Redis may be used. Closed until somebody has looked."""

    audit: frozenset[Event] | None = None
    keys: frozenset[Event] = _NOTHING

    def is_safe(self) -> bool:
        """Whether Redis was looked at and is in order: enough to look for keys there."""
        return self.audit is not None and not self.audit & REFUSALS

    def is_open(self) -> bool:
        """Whether anything of people may go there."""
        return self.is_safe() and not self.keys & REFUSALS

    def findings(self) -> frozenset[Event]:
        """Everything an operator should know."""
        return (self.audit or _NOTHING) | self.keys


class Watch:
    """Looks every half minute at keys and clock, and every ten at Redis itself, or at once while it is not in order."""

    def __init__(
        self,
        gate: Gate,
        auditor: Auditor,
        keeper: Keeper,
        *,
        clock: Callable[[], datetime],
        say: Callable[[Event], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gate = gate
        self._auditor = auditor
        self._keeper = keeper
        self._clock = clock
        self._say = say
        self._monotonic = monotonic
        self._audited: float | None = None

    async def look(self) -> None:
        """Look once and tell what is new. Takes at most about two seconds and never raises for a fault of Redis."""
        before = self._gate.findings()
        if self._audit_is_due():
            await self._audit()
        if self._gate.is_safe():
            self._gate.keys = _judged(await self._keeper.meet(self._clock), self._gate.keys)
        for event in sorted(self._gate.findings() - before):
            self._say(event)
        if before & REFUSALS and self._gate.is_open():
            self._say(Event.STORE_USED)

    async def keep_looking(self, keyring: Keyring) -> None:
        """Look for ever; sooner when a button did not open, because another copy may have a newer key."""
        while True:
            keyring.doubted.clear()
            await asyncio.sleep(_SOONEST)
            try:
                async with asyncio.timeout(ROUND - _SOONEST):
                    await keyring.doubted.wait()
            except TimeoutError:
                pass
            await self.look()

    def _audit_is_due(self) -> bool:
        return self._audited is None or not self._gate.is_safe() or self._monotonic() >= self._audited + _AUDIT

    async def _audit(self) -> None:
        found = await self._auditor.findings()
        # Away: what was known stays, and the next look asks again, because it may come back as another.
        self._audited = None if found is None else self._monotonic()
        if found is not None:
            self._gate.audit = found


def _judged(meeting: Meeting, before: frozenset[Event]) -> frozenset[Event]:
    if meeting.shared is Shared.AWAY:
        return before
    found = {_TOLD[meeting.shared]} if meeting.shared in _TOLD else set()
    if meeting.ahead is not None and abs(meeting.ahead) > _FAR:
        found.add(Event.CLOCK_OFF)
    return frozenset(found)
