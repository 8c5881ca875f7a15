"""What is known of staff is known by one key: accounts blind, chats sealed, the last good directory marked as ours."""

import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bot.vault.keyfile import read_key_file

_SIV = 64  # bytes of an AES-SIV key: half of it makes the tag


@dataclass(frozen=True, slots=True, repr=False)
class StaffKey:
    """Never used for people in need. Whoever loses it has to invite all staff anew."""

    blinding: bytes
    sealing: AESSIV
    marking: bytes

    @classmethod
    def of(cls, key: bytes) -> Self:
        """Derive one key for each use of 32 random bytes."""
        return cls(
            _derived(key, b"staff/blind/v1"),
            AESSIV(_derived(key, b"staff/seal/v1", _SIV)),
            _derived(key, b"staff/mark/v1"),
        )

    @classmethod
    def read(cls, path: Path | None) -> Self:
        """From its file; without one, a key that ends with this process. KeyFileError for a file that is none."""
        return cls.of(read_key_file(path)[0] if path else secrets.token_bytes(32))

    def blind(self, text: str) -> bytes:
        """Give a name that says nothing without the key, always the same."""
        return hmac.digest(self.blinding, text.encode(), "sha256")

    def seal(self, plain: bytes) -> bytes:
        """Close it so that only this key opens it."""
        return self.sealing.encrypt(plain, None)

    def unseal(self, sealed: bytes) -> bytes | None:
        """Open it; None when it was not sealed with this key or was changed."""
        try:
            return self.sealing.decrypt(sealed, None)
        except (InvalidTag, ValueError):
            return None

    def mark(self, body: bytes) -> bytes:
        """Give the 32 bytes that show later that it is ours and whole."""
        return hmac.digest(self.marking, body, "sha256")


def _derived(key: bytes, info: bytes, size: int = 32) -> bytes:
    return HKDFExpand(algorithm=SHA256(), length=size, info=info).derive(key)
