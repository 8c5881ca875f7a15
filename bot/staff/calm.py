"""The few things a page says that are not about a centre: what was done, and why something is not shown."""

from enum import StrEnum


class Done(StrEnum):
    """What the person has just done (`done/…`)."""

    CONFIRMED = "confirmed"
    SAVED = "saved"
    HIDDEN = "hidden"
    SHOWN = "shown"
    PROPOSED = "proposed"
    APPROVED = "approved"
    APPROVED_WAITS = "approved_waits"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REVERTED = "reverted"
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"
    CLEARED = "cleared"
    PAUSED = "paused"
    RESUMED = "resumed"
    REMOVED = "removed"
    UNDONE = "undone"


class Calm(StrEnum):
    """Why there is no page (`calm/…`). Never who is asking, never what went wrong inside."""

    CLOSED = "closed"  # no session: it ended, or Telegram's signature is not taken
    LINK = "link"  # a one-time link that is used or old
    NOT_YOURS = "not_yours"
    NOT_FOUND = "not_found"
    OLD_FORM = "old_form"  # the form is not of this session
    TOO_LARGE = "too_large"
    AWAY = "away"  # the database cannot serve
    BROKEN = "broken"
