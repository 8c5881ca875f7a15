"""The sealing key in a file, as an operator or a secret store puts it there."""

import binascii
import os
import stat
import struct
from base64 import b64decode
from pathlib import Path

_BYTES = 32
_HEX = 64
_BASE64 = (43, 44)
_TOO_LONG = 256
_SLOTS = 2
_MAKE = "Make one with: umask 077; openssl rand -hex 32 > FILE"
# acl(5) as Linux keeps it beside the file: a version, then tag, rights and account of each entry.
_ACL = "system.posix_acl_access"
_ACL_HEAD = struct.Struct("<I")
_ACL_ENTRY = struct.Struct("<HHI")
_USER, _GROUP_OBJ, _GROUP, _OTHER = 0x02, 0x04, 0x08, 0x20


class KeyFileError(Exception):
    """The key file cannot be used; the text is one sentence for the person who runs the bot."""


def read_key_file(path: Path) -> tuple[bytes, ...]:
    """Read the present key, and the previous one if a second line holds it.

    A key is 32 bytes: a line of 64 hex or 43-44 base64 characters; a single key may be raw. KeyFileError for anything
    else, and for a file that other accounts can read or change.
    """
    try:
        with path.open("rb") as file:
            private = _private(file.fileno())
            content = file.read(_TOO_LONG)
    except FileNotFoundError:
        raise KeyFileError(f"There is no key file {path}. {_MAKE}") from None
    except OSError:
        raise KeyFileError(f"The key file {path} cannot be read by this account.") from None
    if not private:
        raise KeyFileError(f"Other accounts may use the key file {path}: run chmod 600 on it, as its owner.")
    keys = _keys(content)
    if keys is None:
        raise KeyFileError(
            f"The key file {path} does not hold 32 bytes, or one or two lines of 64 hex or 43-44 base64 characters."
            f" {_MAKE}"
        )
    return keys


def _private(file: int) -> bool:
    """Whether only this account and root can use the file.

    systemd hands a credential over with an access list for the one account of the service; its mask then stands where
    the rights of the group are otherwise. So the list is read, not guessed from the mode.
    """
    status = os.fstat(file)
    accounts = {0, os.geteuid()}
    if status.st_uid not in accounts:
        return False
    if not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return True
    try:
        entries = _ACL_ENTRY.iter_unpack(os.getxattr(file, _ACL)[_ACL_HEAD.size :])
    except (OSError, AttributeError):  # no list; no such thing on this system
        return False
    return not any(
        rights and (tag in {_GROUP_OBJ, _GROUP, _OTHER} or (tag == _USER and account not in accounts))
        for tag, rights, account in entries
    )


def _keys(content: bytes) -> tuple[bytes, ...] | None:
    # 32 printable characters are a passphrase or half of a hex key, not 32 random bytes.
    if len(content) == _BYTES and not (content.isascii() and content.decode("ascii").isprintable()):
        return (content,)
    keys = tuple(key for line in content.splitlines() if (key := _decoded(line)) is not None)
    return keys if 0 < len(keys) == len(content.splitlines()) <= _SLOTS else None


def _decoded(line: bytes) -> bytes | None:
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
