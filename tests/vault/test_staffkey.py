"""What the staff key makes, against values made once by another program, and what it does not open."""

import hashlib
import hmac
from pathlib import Path

from bot.vault.staffkey import StaffKey

KEY = bytes(range(32))


def derived(info: bytes) -> bytes:
    """RFC 5869: the first block of the expansion."""
    return hmac.new(KEY, info + b"\x01", hashlib.sha256).digest()


def test_blinding_and_the_mac_have_keys_of_their_own() -> None:
    key = StaffKey(KEY)
    assert key.blind("telegram 7") == hmac.new(derived(b"staff blind/v1"), b"telegram 7", hashlib.sha256).digest()
    assert key.mac(b"data") == hmac.new(derived(b"staff kept/v1"), b"data", hashlib.sha256).digest()
    assert StaffKey(bytes(32)).blind("telegram 7") != key.blind("telegram 7")


def test_only_the_key_opens_what_it_sealed() -> None:
    key = StaffKey(KEY)
    sealed = key.seal(b"6123456789")
    assert key.unseal(sealed) == b"6123456789"
    assert StaffKey(bytes(32)).unseal(sealed) is None
    assert key.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert key.unseal(b"") is None


def test_it_is_read_from_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "staff.key"
    path.touch(mode=0o600)
    path.write_text(KEY.hex())
    assert StaffKey.read(path).blind("x") == StaffKey(KEY).blind("x")
