"""The staff key: by it accounts, codes and sessions of the staff are known again, and chats for notices are sealed.

Whoever holds the database without it cannot tell whose account a row is, nor write a history that passes for ours.
"""

import hashlib
import hmac
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bot.vault.keyfile import read_key_file
from bot.vault.keys import expand

BLIND: Final = b"staff blind/v1"
SEAL: Final = b"staff chat/v1"
KEPT: Final = b"staff kept/v1"


class StaffKey:
    """Three keys drawn from one of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._blind, self._kept = expand(key, BLIND), expand(key, KEPT)
        self._chats = AESSIV(expand(key, SEAL))

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the first key of a file. A second line is for keys that change; this one cannot. KeyFileError."""
        return cls(read_key_file(path)[0])

    def blind(self, text: str) -> bytes:
        """32 bytes that stand for a text: the same each time, and nobody without the key can make or check them."""
        return hmac.digest(self._blind, text.encode(), hashlib.sha256)

    def mac(self, data: bytes) -> bytes:
        """32 bytes that only the key gives for this data."""
        return hmac.digest(self._kept, data, hashlib.sha256)

    def seal(self, plain: bytes) -> bytes:
        """Seal what has to be read again."""
        return self._chats.encrypt(plain, None)

    def unseal(self, sealed: bytes) -> bytes | None:
        """Open it; None when it was not sealed by this key."""
        try:
            return self._chats.decrypt(sealed, None)
        except (InvalidTag, ValueError):
            return None
