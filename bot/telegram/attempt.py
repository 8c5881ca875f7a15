"""How far the answer to one update has come."""

import asyncio
from dataclasses import dataclass, field


@dataclass(slots=True)
class Attempt:
    """The door notes here what it owes and what it has shown, for whoever can still help when the calls fail."""

    owed: bool = False  # /start or a first contact: a person with nothing on the screen
    shown: asyncio.Event = field(default_factory=asyncio.Event)
