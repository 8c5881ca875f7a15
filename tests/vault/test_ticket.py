import hmac
import string
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from hypothesis import given
from hypothesis import strategies as st

from bot.vault.keys import Keyring
from bot.vault.ticket import TicketSeal
from tests.support.keys import ROOT, known

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHAT = 5_000_123_457
HERE = b"script fingerprint"
URL_SAFE = string.ascii_letters + string.digits + "-_"

packed = st.binary(min_size=1, max_size=31)
chats = st.integers(-(2**63), 2**63 - 1)
contexts = st.binary(max_size=40)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
bits = st.integers(0, 7)


@pytest.fixture(scope="module")
def seal() -> TicketSeal:
    return TicketSeal(known())


@given(packed, chats, moments, contexts)
def test_what_is_sealed_opens_again(seal: TicketSeal, packed: bytes, chat: int, now: datetime, context: bytes) -> None:
    ticket = seal.seal(packed, chat, now, context)
    assert set(ticket) <= set(URL_SAFE)
    assert len(ticket) <= 64
    assert seal.open(ticket, chat, now, context) == packed


def test_a_full_ticket_fills_the_callback_data_exactly(seal: TicketSeal) -> None:
    ticket = seal.seal(bytes(31), CHAT, NOON, HERE)
    assert len(ticket) == 64
    assert seal.open(ticket, CHAT, NOON, HERE) == bytes(31)


@pytest.mark.parametrize("size", [0, 32])
def test_a_visit_that_does_not_fit_is_a_mistake_of_the_caller(seal: TicketSeal, size: int) -> None:
    with pytest.raises(ValueError, match=r"^a ticket holds 1 to 31 bytes$"):
        seal.seal(bytes(size), CHAT, NOON, HERE)


def test_a_ticket_is_what_the_plan_says_byte_by_byte(seal: TicketSeal) -> None:
    key = hmac.new(ROOT, b"ticket/v1\x01", "sha256").digest()
    sealed = b"\x01" + AESSIV(key).encrypt(b"visit", [HERE, CHAT.to_bytes(8, "big", signed=True)])
    assert seal.seal(b"visit", CHAT, NOON, HERE) == urlsafe_b64encode(sealed).rstrip(b"=").decode()


def test_all_the_buttons_of_a_screen_are_sealed_as_one_by_one(seal: TicketSeal) -> None:
    visits = [bytes([number]) * 31 for number in range(30)]
    assert seal.seal_all(visits, CHAT, NOON, HERE) == [seal.seal(one, CHAT, NOON, HERE) for one in visits]


@given(packed, st.data())
def test_a_flipped_bit_opens_nothing(seal: TicketSeal, packed: bytes, data: st.DataObject) -> None:
    ticket = seal.seal(packed, CHAT, NOON, HERE)
    raw = bytearray(urlsafe_b64decode(ticket + "=" * (-len(ticket) % 4)))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(bits)
    assert seal.open(urlsafe_b64encode(raw).rstrip(b"=").decode(), CHAT, NOON, HERE) is None


@given(packed, st.data())
def test_another_character_opens_nothing(seal: TicketSeal, packed: bytes, data: st.DataObject) -> None:
    ticket = seal.seal(packed, CHAT, NOON, HERE)
    place = data.draw(st.integers(0, len(ticket) - 1))
    other = data.draw(st.characters().filter(lambda letter: letter != ticket[place]))
    assert seal.open(ticket[:place] + other + ticket[place + 1 :], CHAT, NOON, HERE) is None


@given(packed, chats, chats)
def test_a_ticket_of_another_chat_opens_nothing(seal: TicketSeal, packed: bytes, chat: int, other: int) -> None:
    opened = seal.open(seal.seal(packed, chat, NOON, HERE), other, NOON, HERE)
    assert opened == (packed if chat == other else None)


@given(packed, contexts, contexts)
def test_a_ticket_of_another_script_opens_nothing(
    seal: TicketSeal, packed: bytes, context: bytes, other: bytes
) -> None:
    opened = seal.open(seal.seal(packed, CHAT, NOON, context), CHAT, NOON, other)
    assert opened == (packed if context == other else None)


@given(packed, moments, moments)
def test_a_ticket_opens_until_the_key_of_its_epoch_is_gone(packed: bytes, sealed: datetime, opened: datetime) -> None:
    seal = TicketSeal(Keyring())
    begun = sealed.timestamp() // 43200 * 43200
    ticket = seal.seal(packed, CHAT, sealed, HERE)
    lives = begun - 3600 <= opened.timestamp() < begun + (12 + 6) * 3600 + 600
    assert seal.open(ticket, CHAT, opened, HERE) == (packed if lives else None)


@pytest.mark.parametrize(
    ("hours", "opens"), [(-1.1, False), (-1, True), (0, True), (18.1, True), (18.2, False), (24, False), (36, False)]
)
def test_a_ticket_sealed_at_noon_lives_eighteen_hours(hours: float, *, opens: bool) -> None:
    seal = TicketSeal(Keyring())
    ticket = seal.seal(b"visit", CHAT, NOON, HERE)
    assert (seal.open(ticket, CHAT, NOON + timedelta(hours=hours), HERE) == b"visit") is opens


def test_a_ticket_that_does_not_open_makes_the_watch_look_for_newer_keys_and_garbage_does_not() -> None:
    keyring = Keyring()
    seal = TicketSeal(keyring)
    seal.open("garbage", CHAT, NOON, HERE)
    seal.open("A" * 64, CHAT, NOON, HERE)
    seal.open(seal.seal(b"visit", CHAT, NOON, HERE), CHAT, NOON, HERE)
    assert not keyring.doubted.is_set()
    seal.open(TicketSeal(Keyring()).seal(b"visit", CHAT, NOON, HERE), CHAT, NOON, HERE)
    assert keyring.doubted.is_set()


@given(st.text() | st.text(URL_SAFE, max_size=64) | st.text("AQ=-_ \n", min_size=60, max_size=70))
def test_garbage_opens_nothing_and_never_raises(seal: TicketSeal, garbage: str) -> None:
    assert seal.open(garbage, CHAT, NOON, HERE) is None


def test_hostile_spellings_of_a_good_ticket_open_nothing(seal: TicketSeal) -> None:
    ticket = seal.seal(bytes(31), CHAT, NOON, HERE)
    short = seal.seal(b"visit", CHAT, NOON, HERE)
    loose = short[:-1] + URL_SAFE[URL_SAFE.index(short[-1]) ^ 1]
    for spelling in (ticket + "=", ticket + "\n", " " + ticket, ticket[:-1], ticket * 2, loose, short + "=="):
        assert seal.open(spelling, CHAT, NOON, HERE) is None
    assert seal.open("\ud800" * 64, CHAT, NOON, HERE) is None
    assert seal.open(ticket, 2**63, NOON, HERE) is None


def test_more_than_callback_data_can_hold_opens_nothing(seal: TicketSeal) -> None:
    sealed = known().at(NOON).tickets.encrypt(bytes(34), [HERE, CHAT.to_bytes(8, "big")])
    longer = urlsafe_b64encode(b"\x01" + sealed).decode()
    assert len(longer) == 68
    assert seal.open(longer, CHAT, NOON, HERE) is None


def test_another_root_opens_nothing(seal: TicketSeal) -> None:
    other = TicketSeal(Keyring())
    assert other.open(seal.seal(b"visit", CHAT, NOON, HERE), CHAT, NOON, HERE) is None


def test_thirty_buttons_are_sealed_in_under_a_millisecond(seal: TicketSeal) -> None:
    visits = [bytes([number]) * 31 for number in range(30)]
    spent = []
    for _ in range(50):
        start = time.process_time()
        seal.seal_all(visits, CHAT, NOON, HERE)
        spent.append(time.process_time() - start)
    assert min(spent) < 30 * 15e-6
