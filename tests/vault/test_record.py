import hmac
import struct
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from bot.vault.record import TICKET_MAX, Record, Shelf
from tests.support.keys import ROOT, known

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHAT = 5_000_123_457
EPOCH = (1795176000 // 43200).to_bytes(4, "big")

chats = st.integers(-(2**63), 2**63 - 1)
records = st.builds(
    Record,
    ticket=st.binary(max_size=TICKET_MAX),
    began=st.integers(0, 2**32 - 1),
    screen=st.none() | st.integers(1, 2**63 - 1),
)


def shelf(chat: int = CHAT, now: datetime = NOON) -> Shelf:
    return Shelf(known().at(now), chat)


def by_hand(key: bytes, info: bytes) -> bytes:
    return hmac.new(key, info + b"\x01", "sha256").digest()


def test_names_are_blind_as_the_plan_says() -> None:
    index = by_hand(ROOT, b"idx/v1")
    blind = hmac.new(index, CHAT.to_bytes(8, "big", signed=True), "sha256").digest()[:16]
    assert shelf().session == b"s:" + EPOCH + blind


def test_a_session_is_sealed_as_the_plan_says() -> None:
    here = shelf()
    sealing = by_hand(ROOT, b"enc/v1")
    key = by_hand(sealing, b"chat/v1" + CHAT.to_bytes(8, "big", signed=True))
    value = here.seal(Record(b"ticket", 29919600, 77))
    assert value[:1] == b"\x01"
    plain = ChaCha20Poly1305(key).decrypt(value[1:13], value[13:], b"\x01" + here.session)
    assert plain == struct.pack(">HIq", 6, 29919600, 77) + b"ticket" + bytes(512 - 14 - 6)


@given(chats, records)
def test_a_record_opens_where_it_was_sealed(chat: int, record: Record) -> None:
    here = shelf(chat)
    assert here.open(here.seal(record)) == record


@given(records)
def test_every_sealed_session_has_one_size_and_none_is_sealed_twice_alike(record: Record) -> None:
    here = shelf()
    assert len(here.seal(record)) == 541
    assert here.seal(record) != here.seal(record)


def test_a_ticket_beyond_the_size_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="at most 498"):
        shelf().seal(Record(bytes(TICKET_MAX + 1), 1, None))


def test_a_ticket_of_exactly_the_size_is_kept() -> None:
    record = Record(bytes(TICKET_MAX), 1, None)
    assert shelf().open(shelf().seal(record)) == record


@given(records, st.integers(0, 541 * 8 - 1))
def test_a_flipped_bit_makes_a_session_absent(record: Record, bit: int) -> None:
    value = bytearray(shelf().seal(record))
    value[bit // 8] ^= 1 << bit % 8
    assert shelf().open(bytes(value)) is None


@given(records, chats.filter(lambda chat: chat != CHAT))
def test_a_session_of_another_chat_is_absent(record: Record, other: int) -> None:
    assert shelf(other).open(shelf().seal(record)) is None


def test_a_value_copied_under_another_name_of_the_same_chat_is_absent() -> None:
    record = Record(b"ticket", 1, None)
    here, later = shelf(), shelf(now=NOON + timedelta(hours=12))
    assert later.open(here.seal(record)) is None
    key = here._session_cipher
    here.session, moved = b"s:" + bytes(20), here.session
    value = here.seal(record)
    here.session = moved
    assert here._session_cipher is key
    assert here.open(value) is None


@given(st.binary(max_size=600))
def test_garbage_is_absent(value: bytes) -> None:
    assert shelf().open(value) is None
