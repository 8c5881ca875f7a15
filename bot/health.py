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
    REDIS_CLOCK = "clock differs from that of redis"
    TELEGRAM_CLOCK = "clock differs from that of telegram"
    TELEGRAM_AWAY = "telegram does not answer"
    KEY_UNUSED = "sealing key file not used"
    KEYS_ALONE = "redis takes no keys"
    HOOK_MOVED = "webhook points elsewhere"
    NO_CENTRES = "directory does not load, national lines only"
    CARD_ONLY = "script or words do not load, emergency card only"


@dataclass(slots=True)
class Health:
    """The present state; the parts of the program write it, a probe reads it."""

    phase: Phase = Phase.STARTING
    troubles: set[Trouble] = field(default_factory=set)
    warnings: dict[str, frozenset[StrEnum]] = field(default_factory=dict)  # words of the log, by who says them

    def note(self, trouble: Trouble, *, there: bool) -> None:
        """A trouble has come, or has gone."""
        if there:
            self.troubles.add(trouble)
        else:
            self.troubles.discard(trouble)

    def words(self) -> list[str]:
        """All an operator should read, a line each: the phase, troubles, then what could be better."""
        mild = sorted(word.value for words in self.warnings.values() for word in words)
        return [self.phase.value, *sorted(trouble.value for trouble in self.troubles), *mild]
