"""How much a screen holds: more is not read by somebody who is afraid."""

from typing import Final

SCREEN: Final = 500  # characters
LINES: Final = 7
QUIET: Final = 60  # characters that a notification shows
EARLY: Final = 120  # characters within which the police has to stand where there is danger
