"""Phone numbers as people write them, in the one form the directory keeps."""

import re
import unicodedata
from typing import Final

from bot.centres.words import EMERGENCY
from bot.staff.faults import Fault
from bot.staff.text import clean

_DIVIDED: Final = re.compile(r"\+?[\d\s().–-]+")
_SHORT: Final = range(3, 6)
_OURS: Final = re.compile(r"7[67]\d{9}")  # of Kazakhstan; the rest of +7 is another country
_LOCAL, _WHOLE = 10, 11


def number(text: str) -> str | Fault:
    """«8 (7172) 12-34-56» is +77172123456; the numbers of emergency services are nobody's to write."""
    cleaned = unicodedata.normalize("NFKC", clean(text)[0])
    if not _DIVIDED.fullmatch(cleaned):
        return Fault.PHONE
    digits = "".join(sign for sign in cleaned if sign.isdigit())
    if not digits.isascii():
        return Fault.PHONE
    if digits in EMERGENCY.values():
        return Fault.PHONE_EMERGENCY
    if len(digits) in _SHORT and not cleaned.startswith("+"):
        return digits
    if len(digits) == _LOCAL and not cleaned.startswith("+"):
        digits = f"7{digits}"
    elif len(digits) == _WHOLE and digits[0] == "8" and not cleaned.startswith("+"):
        digits = f"7{digits[1:]}"
    if len(digits) != _WHOLE:
        return Fault.PHONE
    return f"+{digits}" if _OURS.fullmatch(digits) else Fault.PHONE_FOREIGN
