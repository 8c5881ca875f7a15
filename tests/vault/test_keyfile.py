import base64
import os
import struct
from pathlib import Path

import pytest

from bot.vault.keyfile import KeyFileError, read_key_file
from tests.support.keys import ROOT


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
    assert read_key_file(key_file(tmp_path, content)) == (root,)


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
        read_key_file(key_file(tmp_path, content))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o601])
def test_a_key_file_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_key_file(key_file(tmp_path, ROOT, mode))


def test_a_missing_key_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match=r"no key file .* openssl"):
        read_key_file(tmp_path / "key")


def test_a_folder_is_not_a_key_file(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_key_file(tmp_path)


def test_a_refusal_never_repeats_the_key(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError) as refused:
        read_key_file(key_file(tmp_path, ROOT.hex().encode() + b"00"))
    assert ROOT.hex()[:16] not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_second_line_is_the_previous_key(tmp_path: Path) -> None:
    lines = ROOT.hex().encode() + b"\r\n" + base64.urlsafe_b64encode(FULL) + b"\n"
    assert read_key_file(key_file(tmp_path, lines)) == (ROOT, FULL)


@pytest.mark.parametrize(
    "content",
    [
        b"\n".join([ROOT.hex().encode()] * 3),
        ROOT.hex().encode() + b"\n\n" + FULL.hex().encode(),
        ROOT.hex().encode() + b"\nnot a key\n",
        b"\n" + ROOT.hex().encode(),
    ],
    ids=["three", "a gap", "rubbish below", "an empty line first"],
)
def test_a_file_with_more_than_two_keys_or_anything_between_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(KeyFileError, match="does not hold"):
        read_key_file(key_file(tmp_path, content))


OWNER, USER, GROUP_OBJ, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
READ, NOBODY, US, ANOTHER = 4, 2**32 - 1, os.geteuid(), os.geteuid() + 4242


@pytest.mark.system
@pytest.mark.parametrize(
    ("named", "group", "private"),
    [
        ((USER, READ, US), 0, True),
        ((USER, READ, 0), 0, True),
        ((USER, READ, ANOTHER), 0, False),
        ((USER, READ, 1), 0, False),
        ((USER, 0, ANOTHER), 0, True),
        ((GROUP, READ, ANOTHER), 0, False),
        ((USER, READ, US), READ, False),
    ],
    ids=["us", "root", "another account", "a third", "another without rights", "another group", "the file's group"],
)
def test_an_access_list_for_this_account_alone_is_as_good_as_600(
    tmp_path: Path, named: tuple[int, int, int], group: int, *, private: bool
) -> None:
    # As systemd hands over a credential: the mode shows the mask where the group's rights are otherwise.
    path = key_file(tmp_path, ROOT)
    entries = [
        *((OWNER, READ, NOBODY), named, (GROUP_OBJ, group, NOBODY)),
        *((MASK, READ, NOBODY), (OTHER, 0, NOBODY)),
    ]
    try:
        acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in sorted(entries))
        os.setxattr(path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("this file system keeps no access lists")
    assert path.stat().st_mode & 0o777 == 0o440
    if private:
        assert read_key_file(path) == (ROOT,)
    else:
        with pytest.raises(KeyFileError, match="Other accounts"):
            read_key_file(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_that_belongs_to_another_account_is_refused(tmp_path: Path) -> None:
    path = key_file(tmp_path, ROOT)
    os.chown(path, ANOTHER, 0)
    with pytest.raises(KeyFileError, match="Other accounts"):
        read_key_file(path)


def test_an_access_list_of_a_system_without_them_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "getxattr")
    with pytest.raises(KeyFileError, match="Other accounts"):
        read_key_file(key_file(tmp_path, ROOT, 0o640))
