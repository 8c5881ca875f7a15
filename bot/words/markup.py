"""The little markup a message may have, and how it reads without it."""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([biu])>")
_STRAY = re.compile(r"[<>]|&(?!(?:lt|gt|amp|quot);)")  # Telegram refuses the whole message for one of these


def plain(text: str) -> str:
    """What is read of a text, without markup."""
    return unescape(_TAG.sub("", text))


def well_formed(text: str) -> bool:
    """Whether Telegram takes it: only <b>, <i>, <u>, each closed in its turn."""
    still_open = list[str]()
    for closing, tag in _TAG.findall(text):
        if not closing:
            still_open.append(tag)
        elif not still_open or still_open.pop() != tag:
            return False
    return not still_open and not _STRAY.search(_TAG.sub("", text))
