"""What a typed text may mean: a closed set. The text itself ends in this room."""

from enum import StrEnum


class Kind(StrEnum):
    """Names are those of `python -m bot hear`."""

    DANGER = "danger"  # somebody is being hurt now, or about to be
    VIOLENCE = "violence"  # told, not now
    SUICIDE = "suicide"  # the writer, or somebody they fear for, may end or hurt their own life
    CHILD = "child"  # a child writes, or a child is written of
    OWN_ACTS = "own_acts"  # afraid of hurting somebody
    RELATIVE = "relative"  # written for another adult
    CLOSE = "close"
    SAFE_WORD = "safe_word"
    LANGUAGE = "language"
    GREETING = "greeting"
    THANKS = "thanks"
    PLACE = "place"
    HOSTILE = "hostile"  # insults, threats, somebody who asks who wrote
    UNKNOWN = "unknown"
