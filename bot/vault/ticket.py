"""Tickets: a packed visit sealed into the callback data of one button of one chat."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from datetime import datetime

from cryptography.exceptions import InvalidTag

from bot.vault.keys import Keyring, int64be

PACKED_MAX = 31
_CALLBACK_MAX = 64
_VERSION = b"\x01"


class TicketSeal:
    """Seals for one chat and one context, with the keys of the day.

    A ticket opens as long as the key of its epoch is kept, so for 6 to 18 hours. The same visit gives the same ticket
    within an epoch; a press can therefore come twice, late or from an old screen and mean the same.
    """

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def seal(self, packed: bytes, chat: int, now: datetime, context: bytes) -> str:
        """Turn 1 to 31 bytes into at most 64 characters of base64url; ValueError for any other length."""
        return self.seal_all((packed,), chat, now, context)[0]

    def seal_all(self, packed: Sequence[bytes], chat: int, now: datetime, context: bytes) -> list[str]:
        """`seal` for all the buttons of a screen."""
        cipher = self._keyring.at(now).tickets
        bound = [context, int64be(chat)]
        tickets = []
        for one in packed:
            if not 0 < len(one) <= PACKED_MAX:
                raise ValueError("a ticket holds 1 to 31 bytes")
            tickets.append(_text(_VERSION + cipher.encrypt(one, bound)))
        return tickets

    def open(self, data: str, chat: int, now: datetime, context: bytes) -> bytes | None:
        """Return what was sealed; None if forged, of another chat or context, too old or no ticket at all."""
        raw = _bytes(data)
        if raw is None or not raw.startswith(_VERSION):
            return None
        try:
            bound = [context, int64be(chat)]
        except OverflowError:
            return None
        for keys in self._keyring.near(now):
            try:
                return keys.tickets.decrypt(raw[len(_VERSION) :], bound)
            except (InvalidTag, ValueError):
                continue
        self._keyring.doubt()
        return None


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _bytes(data: str) -> bytes | None:
    """Only the one spelling `_text` would give: the decoder alone skips foreign characters and loose bits."""
    if not data.isascii() or len(data) > _CALLBACK_MAX:
        return None
    try:
        raw = urlsafe_b64decode(data + "=" * (-len(data) % 4))
    except NotBase64:
        return None
    return raw if _text(raw) == data else None
