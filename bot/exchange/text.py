"""What a person typed or pasted, made plain; what cannot be seen, or would act, is refused.

Threats: a hidden or bidirectional character makes a number or a name read as another one; markup and formulas act in
the page or the spreadsheet of whoever opens the next export.
"""

import re
from typing import Final
from unicodedata import is_normalized, normalize

from bot.exchange.issues import Wrong

LONGEST: Final = 1000

# Drawn as nothing though Unicode calls them printable: fillers, the joiner, variation selectors, an empty Braille cell.
_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_MARKUP: Final = re.compile(r"<[a-zA-Z/!?][^<>]*>|&(?:[a-zA-Z]{2,31}|#\d{1,7}|#x[0-9a-fA-F]{1,6});|\{\\rtf")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ERROR: Final = re.compile(r"#[A-ZА-Я0-9/]+[!?]?")  # «#REF!», «#ИМЯ?»: what a formula leaves behind
_DIALLED: Final = re.compile(r"\+\d[\d\s()\-]*")
_DASH: Final = frozenset("-–—")  # what people write where there is nothing
_ACTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def lines(text: str) -> str:
    """Give the text composed (NFC) and with plain spaces, its line breaks kept. Raises `Wrong`."""
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    if text.isprintable():  # one line, and nothing odd in it: most cells
        kept = " ".join(text.split())
    else:
        if _CONTROL.search(text):
            raise Wrong("X116")
        kept = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
        # `isprintable` is false for every format, private and unassigned character, hence for all bidirectional ones.
        if not kept.replace("\n", "").isprintable():
            raise Wrong("X115")
    if not kept.isascii() and _BLANK.search(kept):
        raise Wrong("X115")
    if ("<" in kept or "&" in kept or "{" in kept) and _MARKUP.search(kept):
        raise Wrong("X117")
    return "" if kept in _DASH else kept


def plain(text: str) -> str:
    """Give the text as one line that no spreadsheet takes for a formula. Raises `Wrong`."""
    kept = " ".join(lines(text).split("\n"))
    if kept.startswith("'") and kept[1:].startswith(_ACTS):
        kept = kept[1:]  # our own mark of `harmless`
        if kept in _DASH:
            return ""
        if kept[0] in "=@":
            raise Wrong("X114")
    elif (kept.startswith(_ACTS) and not _DIALLED.fullmatch(kept)) or _ERROR.fullmatch(kept):
        raise Wrong("X114")
    if len(kept) > LONGEST:
        raise Wrong("X122")
    return kept


def harmless(text: str) -> str:
    """Give a cell of CSV that no spreadsheet runs: the mark before it makes it text, and `plain` takes it away."""
    return f"'{text}" if text.startswith(_ACTS) else text
