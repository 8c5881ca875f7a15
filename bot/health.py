"""What the operator's probes are told: how the process stands, and nothing about people."""

from dataclasses import dataclass, field
from enum import StrEnum


class Phase(StrEnum):
    """Where the process is in its life."""

    STARTING = "starting"
    SERVING = "serving"
    STOPPING = "stopping"


class Trouble(StrEnum):
    """What is wrong while people are served all the same."""

    STORE_AWAY = "redis away"
    STORE_UNUSED = "redis not in order"
    REGISTRY = "registry away or broken, serving what it said last"
    HOOK_MOVED = "webhook points elsewhere"


@dataclass(slots=True)
class Health:
    """The present state; the parts of the program write it, a probe reads it."""

    phase: Phase = Phase.STARTING
    troubles: set[Trouble] = field(default_factory=set)

    def note(self, trouble: Trouble, *, there: bool) -> None:
        """A trouble has come, or has gone."""
        if there:
            self.troubles.add(trouble)
        else:
            self.troubles.discard(trouble)
