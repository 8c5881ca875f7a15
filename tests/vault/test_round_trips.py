"""Round trips by the hundred thousand: what is sealed opens in its place, and nowhere else, and not damaged."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.vault.keys import Keyring
from bot.vault.record import Record, Shelf
from bot.vault.ticket import PACKED_MAX, TicketSeal
from bot.vault.trace import Kind, Traces
from bot.vault.wrapped import Wrap

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HERE = b"script"


def draws(number: int) -> Iterator[int]:
    """Numbers of 64 bits that look random and are the same in every run."""
    stream = hashlib.shake_256(number.to_bytes(8, "big")).digest(64)
    return (int.from_bytes(stream[start : start + 8], "big") for start in range(0, 64, 8))


def flipped(value: bytes, bit: int) -> bytes:
    bit %= len(value) * 8
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("count", [pytest.param(100_000, marks=pytest.mark.soak), 2_000])
def test_every_value_opens_in_its_place_only_and_not_with_a_flipped_bit(count: int) -> None:
    keyring = Keyring()
    traces = Traces(keyring.queue_keys)
    seal, wrap, other_wrap = TicketSeal(keyring), Wrap(bytes(32)), Wrap(bytes([1]) * 32)
    keys, next_keys = keyring.at(NOON), keyring.at(NOON + timedelta(hours=12))
    for number in range(count):
        chat, other, size, filling, began, screen, bit, message = draws(number)
        chat, other = chat - 2**63, other - 2**63
        packed = filling.to_bytes(8, "big") * 4
        packed = packed[: 1 + size % PACKED_MAX]
        here, there, later = Shelf(keys, chat), Shelf(keys, other), Shelf(next_keys, chat)

        record = Record(packed, began % 2**32, screen % 2**62 + 1)
        value = here.seal(record)
        assert here.open(value) == record
        assert [place.open(one) for place, one in ((there, value), (later, value), (here, flipped(value, bit)))] == [
            None,
            None,
            None,
        ]
        assert here.open(there.seal(record)) is None  # two values exchanged

        one, two = traces.of(chat, NOON)[0], traces.of(other, NOON)[0]
        field = one.seal_message(message - 2**63, Kind.SCREEN)
        assert one.open_messages([field]) == {field: (message - 2**63, Kind.SCREEN)}
        assert two.open_messages([field]) == one.open_messages([flipped(field, bit)]) == {}
        assert traces.chat(one.queue, one.member, NOON) == chat
        assert (
            traces.chat(b"q:next", one.member, NOON) is traces.chat(one.queue, flipped(one.member, bit), NOON) is None
        )

        ticket = seal.seal(packed, chat, NOON, HERE)
        assert seal.open(ticket, chat, NOON, HERE) == packed
        assert seal.open(ticket, other, NOON, HERE) is None

        name, raw = b"k:e:%d" % number, packed.ljust(32, b"\0")
        wrapped = wrap.wrap(name, raw)
        assert wrap.unwrap(name, wrapped) == raw
        wrong = (wrap.unwrap(b"k:w:%d" % number, wrapped), other_wrap.unwrap(name, wrapped))
        assert (*wrong, wrap.unwrap(name, flipped(wrapped, bit))) == (None, None, None)
