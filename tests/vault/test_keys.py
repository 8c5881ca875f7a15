import hmac
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from bot.vault.keys import EPOCH, QUEUE, SESSIONS, SKEW, Keyring, Span, expand
from tests.support.keys import ROOT, known

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # an epoch begins
MOMENT = timedelta(microseconds=1)


def by_hand(key: bytes, info: bytes) -> bytes:
    return hmac.new(key, info + b"\x01", "sha256").digest()


def epochs(keyring: Keyring, now: datetime) -> list[int]:
    """The epochs opened with, counted from noon's."""
    return [keys.epoch - SESSIONS.epoch(NOON) for keys in keyring.near(now)]


def test_expand_is_the_standard_hkdf_expand() -> None:
    assert expand(ROOT, b"idx/v1") == HKDFExpand(SHA256(), 32, b"idx/v1").derive(ROOT)


def test_what_talks_are_sealed_with_follows_from_the_random_key_by_the_written_derivation() -> None:
    keys = known().at(NOON)
    assert keys.epoch == 1795176000 // 43200
    assert keys.index == by_hand(ROOT, b"idx/v1")
    assert keys.seal == by_hand(ROOT, b"enc/v1")
    sealed = AESSIV(by_hand(ROOT, b"ticket/v1")).encrypt(b"visit", [b"script"])
    assert keys.tickets.encrypt(b"visit", [b"script"]) == sealed


def test_what_clean_ups_are_sealed_with_follows_from_the_random_key_by_the_written_derivation() -> None:
    key = known().queue_keys.at(NOON)
    assert key.epoch == 1795176000 // 21600
    assert key.key == by_hand(ROOT, b"queue/v1")


def test_no_derivation_changes_between_releases() -> None:
    keys = known().at(NOON)
    assert keys.index.hex() == "ceb7dc0de64d40b77e154ad0da3e408225a05b947ca1c2e686037fd335d990c5"
    assert keys.seal.hex() == "bd30b8b4fe822d69209fc8ec2a78619ac11613f2cea82622f59510ef8af0f800"
    assert keys.tickets.encrypt(b"visit", [b"script"]).hex() == "c601343ae60777b4a1b0ae732aced8028f80afeb1b"
    assert known().queue_keys.at(NOON).key.hex() == "764b7527a6d030b498c99bb92015e865c81af6b53498db6a70338f8522544240"


@pytest.mark.parametrize(
    ("span", "name", "first", "last", "end"),
    [
        (SESSIONS, b"k:e:41555", NOON, NOON + timedelta(hours=12), NOON + timedelta(hours=18, minutes=10)),
        (QUEUE, b"k:w:83110", NOON, NOON + timedelta(hours=6), NOON + timedelta(hours=30, minutes=10)),
    ],
    ids=["talks", "clean-ups"],
)
def test_an_epoch_has_its_name_its_time_and_its_end(
    span: Span, name: bytes, first: datetime, last: datetime, end: datetime
) -> None:
    epoch = span.epoch(first)
    assert span.name(epoch) == name
    assert span.epoch(first - MOMENT) == epoch - 1
    assert span.epoch(last - MOMENT) == epoch
    assert span.epoch(last) == epoch + 1
    assert span.end(epoch) == end
    assert epoch in span.epochs(end - MOMENT)
    assert epoch not in span.epochs(end)


def test_no_key_is_ever_in_redis_for_31_hours() -> None:
    for span in (SESSIONS, QUEUE):
        for minutes in range(0, 24 * 60, 10):
            now = NOON + timedelta(minutes=minutes)
            assert span.end(max(span.epochs(now))) - now < timedelta(hours=31)


def test_the_next_key_of_talks_is_ready_an_epoch_ahead_and_that_of_clean_ups_half_an_hour() -> None:
    t, w = SESSIONS.epoch(NOON), QUEUE.epoch(NOON)
    assert max(SESSIONS.epochs(NOON)) == t + 1
    assert max(QUEUE.epochs(NOON - timedelta(minutes=30, microseconds=1))) == w - 1
    assert max(QUEUE.epochs(NOON - timedelta(minutes=30))) == w


def test_a_zone_does_not_matter_but_must_be_there() -> None:
    almaty = NOON.astimezone(timezone(timedelta(hours=5)))
    assert SESSIONS.epoch(almaty) == SESSIONS.epoch(NOON)
    with pytest.raises(TypeError):
        Keyring().at(NOON.replace(tzinfo=None))


def test_the_last_epoch_is_opened_with_until_its_end_if_this_process_holds_its_key() -> None:
    keyring = Keyring()
    assert epochs(keyring, NOON) == [0]
    held = Keyring()
    held.at(NOON - MOMENT)
    assert epochs(held, NOON) == [0, -1]
    assert epochs(held, NOON + timedelta(hours=6, minutes=10) - MOMENT) == [0, -1]
    assert epochs(held, NOON + timedelta(hours=6, minutes=10)) == [0]


def test_the_next_epoch_is_opened_with_in_the_last_hour_only() -> None:
    keyring = Keyring()
    keyring.at(NOON)
    keyring.at(NOON + EPOCH)
    assert epochs(keyring, NOON + timedelta(hours=11) - MOMENT) == [0]
    assert epochs(keyring, NOON + timedelta(hours=11)) == [0, 1]


def test_a_process_whose_clock_was_set_back_before_its_first_epoch_seals_with_the_key_it_has() -> None:
    keyring = Keyring()
    held = keyring.at(NOON)
    assert keyring.at(NOON - SKEW) is held
    assert keyring.near(NOON - SKEW) == (held,)
    assert keyring.at(NOON - SKEW - MOMENT) is not held


def test_clean_ups_are_opened_with_the_keys_of_thirty_hours() -> None:
    keyring = Keyring()
    for hours in range(-48, 1, 6):
        keyring.queue_keys.at(NOON + timedelta(hours=hours))
    w = QUEUE.epoch(NOON)
    assert [key.epoch - w for key in keyring.queue_keys.near(NOON)] == [0, -1, -2, -3, -4, -5]
    assert [key.epoch - w for key in keyring.queue_keys.near(NOON + timedelta(minutes=10))] == [0, -1, -2, -3, -4]


def test_a_key_is_drawn_once_and_each_epoch_has_its_own() -> None:
    keyring = Keyring()
    first = keyring.at(NOON)
    assert keyring.at(NOON + timedelta(hours=11)) is first
    assert keyring.at(NOON + EPOCH).index != first.index
    assert keyring.at(NOON) is first
    assert len(keyring.session_keys.raw(first.epoch)) == 32


def test_a_key_taken_over_seals_and_ours_goes_on_opening_what_it_sealed() -> None:
    keyring = Keyring()
    ours = keyring.at(NOON)
    keyring.session_keys.adopt(ours.epoch, ROOT)
    assert keyring.at(NOON).index == by_hand(ROOT, b"idx/v1")
    assert [keys.index for keys in keyring.near(NOON)] == [by_hand(ROOT, b"idx/v1"), ours.index]
    theirs = keyring.at(NOON)
    keyring.session_keys.adopt(ours.epoch, ROOT)
    assert keyring.at(NOON) is theirs


def test_of_many_keys_taken_over_the_last_few_are_kept_each_once() -> None:
    ring = Keyring().session_keys
    epoch = ring.epoch(NOON)
    for number in (1, 2, 3, 4, 5, 4):
        ring.adopt(epoch, bytes([number]) * 32)
    assert [keys.index for keys in ring.near(NOON)] == [by_hand(bytes([n]) * 32, b"idx/v1") for n in (4, 5, 3, 2)]


def test_a_sweep_drops_keys_at_their_end_and_not_before() -> None:
    keyring = Keyring()
    for ring in keyring.rings:
        ring.at(NOON)
        end = ring.span.end(ring.epoch(NOON))
        keyring.sweep(end - MOMENT)
        assert ring.holds(ring.epoch(NOON))
        keyring.sweep(end)
        assert not ring.holds(ring.epoch(NOON))


def test_a_sweep_drops_keys_of_a_future_that_a_wrong_clock_had_seen() -> None:
    keyring = Keyring()
    for ring in keyring.rings:
        here = ring.epoch(NOON)
        for epoch in (here, here + 1, here + 2):
            ring.raw(epoch)
        keyring.sweep(NOON + ring.span.length - SKEW)
        assert [ring.holds(epoch) for epoch in (here, here + 1, here + 2)] == [True, True, False]


def test_the_common_clock_decides_and_not_ours() -> None:
    keyring = Keyring()
    keyring.set_clock(timedelta(hours=12))
    assert keyring.at(NOON).epoch == SESSIONS.epoch(NOON) + 1 == keyring.epoch(NOON)
    assert keyring.queue_keys.at(NOON).epoch == QUEUE.epoch(NOON) + 2
    first = keyring.at(NOON)
    keyring.sweep(NOON + timedelta(hours=6, minutes=10) - MOMENT)
    assert first in keyring.near(NOON + timedelta(hours=6, minutes=10) - MOMENT)
    assert first in keyring.near(NOON + EPOCH)
    keyring.sweep(NOON + timedelta(hours=18, minutes=10))
    assert not keyring.session_keys.holds(first.epoch)


def test_a_key_whose_time_is_over_by_the_common_clock_opens_nothing_even_before_a_sweep() -> None:
    keyring = Keyring()
    keyring.at(NOON - MOMENT)
    keyring.set_clock(timedelta(hours=6, minutes=10) - MOMENT)
    assert epochs(keyring, NOON) == [0, -1]
    keyring.set_clock(timedelta(hours=6, minutes=10))
    assert epochs(keyring, NOON) == [0]


def test_two_keyrings_share_nothing() -> None:
    assert Keyring().at(NOON).index != Keyring().at(NOON).index


def test_no_key_shows_when_a_keyring_is_printed() -> None:
    keyring = known()
    shown = repr(keyring) + repr(keyring.at(NOON)) + repr(keyring.queue_keys.at(NOON)) + repr(keyring.queue_keys)
    for secret in (ROOT, keyring.at(NOON).index, keyring.queue_keys.at(NOON).key):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown
