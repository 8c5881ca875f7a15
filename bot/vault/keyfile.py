"""The root key in a file, as an operator or a secret store puts it there."""

import binascii
import os
import stat
from base64 import b64decode
from pathlib import Path

_BYTES = 32
_HEX = 64
_BASE64 = (43, 44)
_TOO_LONG = 128
_MAKE = "Make one with: umask 077; openssl rand -hex 32 > FILE"


class KeyFileError(Exception):
    """The key file cannot be used; the text is one sentence for the person who runs the bot."""


def read_key_file(path: Path) -> bytes:
    """Read 32 bytes: raw, or a line of 64 hex or 43-44 base64 characters.

    KeyFileError for anything else, and for a file that other accounts can read or change.
    """
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(_TOO_LONG)
    except FileNotFoundError:
        raise KeyFileError(f"There is no key file {path}. {_MAKE}") from None
    except OSError:
        raise KeyFileError(f"The key file {path} cannot be read by this account.") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileError(f"Other accounts may use the key file {path}: run chmod 600 on it.")
    key = _decoded(content)
    if key is None:
        raise KeyFileError(f"The key file {path} does not hold 32 bytes, 64 hex or 43-44 base64 characters. {_MAKE}")
    return key


def _decoded(content: bytes) -> bytes | None:
    # 32 printable characters are a passphrase or half of a hex key, not 32 random bytes.
    if len(content) == _BYTES and not (content.isascii() and content.decode("ascii").isprintable()):
        return content
    line = content.rstrip(b"\r\n")
    try:
        if len(line) == _HEX:
            key = binascii.unhexlify(line)
        elif len(line) in _BASE64:
            key = b64decode(line.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/")) + b"=", validate=True)
        else:
            return None
    except ValueError:
        return None
    return key if len(key) == _BYTES else None
