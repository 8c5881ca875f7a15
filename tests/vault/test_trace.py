"""Message ids and places in the queue: blind, bound to one chat and one epoch, gone with the key."""

import hmac
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from hypothesis import given
from hypothesis import strategies as st

from bot.vault.keys import QUEUE as SPAN
from bot.vault.keys import Keyring
from bot.vault.trace import Kind, Screen, Trace, Traces
from tests.support.keys import known

NOON = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
CHAT = 5_000_123_457
EPOCH = (1795177800 // 21600).to_bytes(4, "big")
QUEUE = b"q:" + EPOCH

chats = st.integers(-(2**63), 2**63 - 1)
messages = st.integers(-(2**63), 2**63 - 1)


def trace(chat: int = CHAT, now: datetime = NOON) -> Trace:
    return Traces(known().queue_keys).of(chat, now)[0]


def by_hand(key: bytes, info: bytes) -> bytes:
    return hmac.new(key, info + b"\x01", "sha256").digest()


def test_names_and_members_are_as_the_plan_says() -> None:
    number = CHAT.to_bytes(8, "big", signed=True)
    key = known().queue_keys.at(NOON).key
    blind = hmac.new(by_hand(key, b"idx/v1"), number, "sha256").digest()[:16]
    here = trace()
    assert here.name == b"m:" + EPOCH + blind
    assert here.queue == QUEUE
    assert here.member == b"\x01" + AESSIV(by_hand(key, b"chat/v1")).encrypt(number, [QUEUE])
    sealed = AESSIV(by_hand(key, b"messages/v1")).encrypt(b"\x01" + (77).to_bytes(8, "big"), [here.name])
    assert here.seal_message(77, Kind.SCREEN) == b"\x01" + sealed


@given(chats)
def test_a_chat_has_one_member_and_it_opens_in_its_queue_only(chat: int) -> None:
    traces = Traces(known().queue_keys)
    member = traces.of(chat, NOON)[0].member
    assert member == traces.of(chat, NOON + timedelta(hours=5))[0].member
    traces.of(chat, NOON - timedelta(hours=6))
    assert len(traces.queues(NOON)) == 2
    assert traces.chat(QUEUE, member, NOON) == chat
    assert all(traces.chat(queue, member, NOON) is None for queue in traces.queues(NOON) if queue != QUEUE)


@given(st.binary(max_size=40))
def test_garbage_is_nobody_and_nothing(value: bytes) -> None:
    traces = Traces(known().queue_keys)
    assert traces.chat(QUEUE, value, NOON) is None
    assert trace().open_messages([value]) == {}
    assert trace().open_screen(value) is None


@given(st.dictionaries(messages, st.sampled_from(Kind), max_size=20))
def test_messages_open_with_their_kind(known: dict[int, Kind]) -> None:
    sealed = {trace().seal_message(message, kind): (message, kind) for message, kind in known.items()}
    assert trace().open_messages(sealed) == sealed
    assert all(len(field) == 26 for field in sealed)


@given(messages, st.integers(0, 255))
def test_the_live_screen_opens_with_its_mark_and_is_no_message(message: int, mark: int) -> None:
    sealed = trace().seal_screen(Screen(message, mark))
    assert trace().open_screen(sealed) == (message, mark)
    assert trace().open_messages([sealed]) == {}
    assert trace().open_screen(None) is None


@given(messages, st.integers(0, 26 * 8 - 1))
def test_a_flipped_bit_makes_a_message_absent(message: int, bit: int) -> None:
    field = bytearray(trace().seal_message(message, Kind.PERSON))
    field[bit // 8] ^= 1 << bit % 8
    assert trace().open_messages([bytes(field)]) == {}


def test_a_message_of_another_chat_epoch_or_key_is_absent() -> None:
    field = trace().seal_message(7, Kind.PERSON)
    assert trace(CHAT + 1).open_messages([field]) == {}
    assert trace(now=NOON + timedelta(hours=6)).open_messages([field]) == {}
    assert Traces(Keyring(lambda: bytes(32)).queue_keys).of(CHAT, NOON)[0].open_messages([field]) == {}


def test_an_entry_opens_30_hours_and_10_minutes_at_the_longest() -> None:
    for hours in range(6):
        for minutes in (0, 30, 59):
            now = NOON + timedelta(hours=hours, minutes=minutes)
            left = SPAN.end(SPAN.epoch(now)) - now
            assert timedelta(hours=24, minutes=10) < left <= timedelta(hours=30, minutes=10)


def test_what_does_not_open_hides_no_message_after_it() -> None:
    field = trace().seal_message(7, Kind.PERSON)
    assert trace().open_messages([b"rubbish", field]) == {field: (7, Kind.PERSON)}
