import base64
import hmac
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bot.vault.keyfile import KeyFileError
from bot.vault.keys import EPOCH, Keyring, epoch_of, expand

ROOT = bytes(range(32))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # an epoch begins


def by_hand(key: bytes, info: bytes) -> bytes:
    return hmac.new(key, info + b"\x01", "sha256").digest()


def test_expand_is_the_standard_hkdf_expand() -> None:
    assert expand(ROOT, b"idx/v1") == HKDFExpand(SHA256(), 32, b"idx/v1").derive(ROOT)


def test_every_key_follows_from_the_root_by_the_written_derivation() -> None:
    epoch = 1795176000 // 43200
    epoch_key = by_hand(ROOT, b"epoch/v1" + epoch.to_bytes(4, "big"))
    keys = Keyring(ROOT).at(NOON)
    assert keys.epoch == epoch
    assert keys.index == by_hand(epoch_key, b"idx/v1")
    assert keys.seal == by_hand(epoch_key, b"enc/v1")
    sealed = AESSIV(by_hand(epoch_key, b"ticket/v1")).encrypt(b"visit", [b"script"])
    assert keys.tickets.encrypt(b"visit", [b"script"]) == sealed


def test_the_keys_of_an_epoch_never_change_between_releases() -> None:
    keys = Keyring(ROOT).at(NOON)
    assert keys.index.hex() == "edf6cfea7705cbf069010f4375b36e3925f71af68faed10bb3fce42e1eb8f87e"
    assert keys.seal.hex() == "4aa35595508761dbdb8f7a02ec77edd594c2de248b953f70dd1ce13457303976"
    assert keys.tickets.encrypt(b"visit", [b"script"]).hex() == "7db3e21855db226cee6fa2897cc3ec4e254d0271b3"


def test_an_epoch_lasts_twelve_hours_and_begins_at_midnight_and_noon_utc() -> None:
    assert epoch_of(NOON) == epoch_of(NOON - timedelta(microseconds=1)) + 1
    assert epoch_of(NOON + EPOCH - timedelta(microseconds=1)) == epoch_of(NOON)
    almaty = NOON.astimezone(tz=None)
    assert epoch_of(almaty) == epoch_of(NOON)


def test_a_time_without_zone_names_no_epoch() -> None:
    with pytest.raises(TypeError):
        Keyring(ROOT).at(NOON.replace(tzinfo=None))


def test_this_epoch_and_the_last_are_opened_with() -> None:
    keyring = Keyring(ROOT)
    t = epoch_of(NOON)
    assert [keys.epoch for keys in keyring.near(NOON)] == [t, t - 1]
    assert [keys.epoch for keys in keyring.near(NOON + timedelta(hours=10, minutes=59))] == [t, t - 1]


def test_the_next_epoch_is_opened_with_in_the_last_hour_only() -> None:
    t = epoch_of(NOON)
    assert [keys.epoch for keys in Keyring(ROOT).near(NOON + timedelta(hours=11))] == [t, t - 1, t + 1]


def test_keys_are_made_once_and_dropped_after_the_next_epoch() -> None:
    keyring = Keyring(ROOT)
    first = keyring.at(NOON)
    assert keyring.at(NOON + timedelta(hours=11)) is first
    assert first in keyring.near(NOON + EPOCH)
    keyring.near(NOON + 2 * EPOCH)
    assert keyring.at(NOON) is not first


def test_a_sweep_drops_old_keys_when_nobody_writes() -> None:
    keyring = Keyring(ROOT)
    first = keyring.at(NOON)
    keyring.sweep(NOON + EPOCH)
    assert keyring.at(NOON) is first
    keyring.sweep(NOON + 2 * EPOCH)
    assert keyring.at(NOON) is not first


def test_two_random_keyrings_share_nothing() -> None:
    assert Keyring.random().at(NOON).index != Keyring.random().at(NOON).index


def test_a_root_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"short")


def test_no_key_shows_when_a_keyring_is_printed() -> None:
    keyring = Keyring(ROOT)
    shown = repr(keyring) + repr(keyring.at(NOON)) + str(vars(keyring).keys())
    assert keyring.at(NOON).index.hex() not in shown
    assert repr(keyring.at(NOON).index) not in shown


def key_file(folder: Path, content: bytes, mode: int = 0o600) -> Path:
    path = folder / "key"
    path.write_bytes(content)
    path.chmod(mode)
    return path


FULL = bytes(255 - byte for byte in ROOT)  # in base64 it needs both signs that have two spellings
LINE = ROOT[:-1] + b"\n"


@pytest.mark.parametrize(
    ("content", "root"),
    [
        (ROOT, ROOT),
        (LINE, LINE),
        (ROOT.hex().encode(), ROOT),
        (ROOT.hex().upper().encode() + b"\n", ROOT),
        (base64.urlsafe_b64encode(FULL), FULL),
        (base64.urlsafe_b64encode(FULL).rstrip(b"=") + b"\n", FULL),
        (base64.b64encode(FULL) + b"\r\n", FULL),
    ],
    ids=["raw", "raw that ends like a line", "hex", "HEX line", "base64url", "base64url line", "base64 line"],
)
def test_a_private_key_file_is_read_in_each_form(tmp_path: Path, content: bytes, root: bytes) -> None:
    assert Keyring.from_file(key_file(tmp_path, content)).at(NOON).index == Keyring(root).at(NOON).index


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        ROOT[:-1],
        ROOT + b"\n",
        ROOT + ROOT,
        b"correct horse battery staple 32!",
        ROOT.hex().encode()[:32],
        ROOT.hex().encode()[:-1] + b"g",
        b"A" * 42 + b"=",
        b"A" * 42 + b"*",
        b"A" * 44,
        b"A" * 43 + b"*",
        b"\xff" * 64,
        b"A" * 5000,
    ],
)
def test_a_key_file_with_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(KeyFileError, match="does not hold"):
        Keyring.from_file(key_file(tmp_path, content))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
def test_a_key_file_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyFileError, match="chmod 600"):
        Keyring.from_file(key_file(tmp_path, ROOT, mode))


def test_a_missing_key_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"no key file .* openssl"):
        Keyring.from_file(tmp_path / "key")


def test_a_folder_is_not_a_key_file(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be read"):
        Keyring.from_file(tmp_path)


def test_a_refusal_never_repeats_the_key(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError) as refused:
        Keyring.from_file(key_file(tmp_path, ROOT.hex().encode() + b"00"))
    assert ROOT.hex()[:16] not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
