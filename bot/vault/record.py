"""The session of one chat in one epoch: a blind name, a sealed value of one size."""

import hmac
import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bot.vault.keys import EpochKeys, expand, int64be

_VERSION = b"\x01"
_NONCE = 12
_BLIND = 16
_PADDED = 512
_HEAD = struct.Struct(">HIq")  # length of the ticket, minute the talk began, live screen (0: not known)
TICKET_MAX = _PADDED - _HEAD.size


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """The session as it is sealed: the packed ticket, the unix minute the talk began, the live screen."""

    ticket: bytes
    began: int
    screen: int | None


class Shelf:
    """The place of one chat in one epoch.

    Names are HMACs under the epoch's key, so a copy of Redis does not answer "is this person there". A value
    is bound to its name: moved to another name it does not open. The key per chat makes a mix-up in our own
    code fail closed; it does not slow down a thief of the epoch's key.
    """

    def __init__(self, keys: EpochKeys, chat: int) -> None:
        number = int64be(chat)
        blind = hmac.digest(keys.index, number, "sha256")[:_BLIND]
        self.epoch = keys.epoch
        place = keys.epoch.to_bytes(4, "big") + blind
        self.session = b"s:" + place
        self._session_cipher = ChaCha20Poly1305(expand(keys.seal, b"chat/v1" + number))

    def seal(self, record: Record) -> bytes:
        """Make 541 bytes, never the same twice. ValueError for a ticket over `TICKET_MAX`."""
        if len(record.ticket) > TICKET_MAX:
            raise ValueError(f"a session holds a ticket of at most {TICKET_MAX} bytes")
        plain = _HEAD.pack(len(record.ticket), record.began, record.screen or 0) + record.ticket
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._session_cipher.encrypt(nonce, plain.ljust(_PADDED, b"\0"), _VERSION + self.session)
        return _VERSION + nonce + sealed

    def open(self, value: bytes) -> Record | None:
        """Return the record, or None for whatever was not sealed for this very place."""
        nonce, sealed = value[1 : 1 + _NONCE], value[1 + _NONCE :]
        try:
            plain = self._session_cipher.decrypt(nonce, sealed, value[:1] + self.session)
        except (InvalidTag, ValueError):
            return None
        length, began, screen = _HEAD.unpack_from(plain)
        return Record(plain[_HEAD.size : _HEAD.size + length], began, screen or None)
