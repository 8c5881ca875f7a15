"""Keys in Redis: wrapped, each with its end, the first one there everybody's. A real server, but for other clocks."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st
from pytest_asyncio import fixture
from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.keyfile import KeyFileError
from bot.vault.keys import QUEUE, SESSIONS, Keyring
from bot.vault.wrapped import Keeper, Meeting, RedisChest, Shared, Wrap
from tests.support.keys import ROOT, known
from tests.vault.chest import TurnedChest

OTHER = bytes(255 - byte for byte in ROOT)
NAME = b"k:e:41555"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def now() -> datetime:
    return datetime.now(UTC)


class Copy:
    """A copy of the bot, as far as keys go."""

    def __init__(self, redis: Redis, wrap: Wrap | None = None, clock: Callable[[], datetime] = now) -> None:
        self.keyring = Keyring()
        self.chest = RedisChest(redis, lambda: 0.0)
        self._keeper = Keeper(self.keyring, self.chest, wrap)
        self._clock = clock

    async def meets(self) -> Meeting:
        return await self._keeper.meet(self._clock)

    async def shares(self) -> Shared:
        return (await self.meets()).shared

    def raw(self) -> bytes:
        return self.keyring.session_keys.raw(SESSIONS.epoch(now()))


def test_a_wrapped_key_is_what_the_plan_says_byte_by_byte() -> None:
    value = Wrap(OTHER).wrap(NAME, ROOT)
    assert len(value) == 61
    assert value[:1] == b"\x01"
    assert ChaCha20Poly1305(OTHER).decrypt(value[1:13], value[13:], NAME) == ROOT


def test_a_key_wrapped_by_an_earlier_release_opens() -> None:
    value = bytes.fromhex(
        "01000102030405060708090a0b3f9a8a3dd7745802b1d60bcbfd90f6572a5f"
        "414a1d01eb11c40a6624615378245b84614d70a577ed264da110da57a06b"
    )
    assert Wrap(OTHER).unwrap(NAME, value) == ROOT


def test_a_key_is_never_wrapped_twice_alike() -> None:
    assert Wrap(OTHER).wrap(NAME, ROOT) != Wrap(OTHER).wrap(NAME, ROOT)


def test_the_present_key_wraps_and_the_previous_one_still_opens() -> None:
    old = Wrap(OTHER).wrap(NAME, ROOT)
    both = Wrap(ROOT, OTHER)
    assert both.unwrap(NAME, old) == ROOT
    assert Wrap(ROOT).unwrap(NAME, both.wrap(NAME, ROOT)) == ROOT
    assert Wrap(OTHER).unwrap(NAME, both.wrap(NAME, ROOT)) is None


@given(st.integers(0, 61 * 8 - 1))
def test_a_flipped_bit_makes_a_key_absent(bit: int) -> None:
    value = bytearray(Wrap(OTHER).wrap(NAME, ROOT))
    value[bit // 8] ^= 1 << bit % 8
    assert Wrap(OTHER, ROOT).unwrap(NAME, bytes(value)) is None


@pytest.mark.parametrize("value", [b"", b"\x01", bytes(61), b"\x01" + bytes(60), b"\x01" + bytes(61)])
def test_what_is_no_wrapped_key_is_absent(value: bytes) -> None:
    assert Wrap(OTHER).unwrap(NAME, value) is None


def test_a_longer_or_shorter_value_or_another_version_is_absent() -> None:
    nonce = bytes(12)
    for version, raw in ((b"\x02", ROOT), (b"\x01", ROOT + b"x"), (b"\x01", ROOT[:-1])):
        value = version + nonce + ChaCha20Poly1305(OTHER).encrypt(nonce, raw, NAME)
        assert Wrap(OTHER).unwrap(NAME, value) is None


def test_a_key_moved_to_another_name_is_absent() -> None:
    assert Wrap(OTHER).unwrap(b"k:e:41556", Wrap(OTHER).wrap(NAME, ROOT)) is None
    assert Wrap(OTHER).unwrap(b"k:w:41555", Wrap(OTHER).wrap(NAME, ROOT)) is None


def test_both_slots_come_from_a_private_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{ROOT.hex()}\n{OTHER.hex()}\n")
    path.chmod(0o600)
    wrap = Wrap.from_file(path)
    assert wrap.unwrap(NAME, Wrap(OTHER).wrap(NAME, ROOT)) == ROOT
    assert Wrap(ROOT).unwrap(NAME, wrap.wrap(NAME, ROOT)) == ROOT
    path.chmod(0o644)
    with pytest.raises(KeyFileError):
        Wrap.from_file(path)


async def test_each_key_is_in_redis_wrapped_and_ends_when_it_should(redis: Redis) -> None:
    copy = Copy(redis, Wrap(OTHER))
    assert await copy.shares() is Shared.YES
    moment = now()
    t, w = SESSIONS.epoch(moment), QUEUE.epoch(moment)
    expected = {SESSIONS.name(epoch): SESSIONS.end(epoch) for epoch in (t, t + 1)}
    expected |= {QUEUE.name(epoch): QUEUE.end(epoch) for epoch in range(w, max(QUEUE.epochs(moment)) + 1)}
    names = set(await redis.keys("*"))
    assert names == set(expected)
    for name, end in expected.items():
        left = timedelta(milliseconds=await redis.pttl(name))
        assert timedelta() < end - moment - left + timedelta(seconds=1) < timedelta(seconds=3)
        value = await redis.get(name)
        assert isinstance(value, bytes)
        assert Wrap(OTHER).unwrap(name, value)
        assert all(raw not in value for raw in (copy.raw(), OTHER))


async def test_the_first_copy_s_keys_are_everybody_s(redis: Redis) -> None:
    one, two = Copy(redis, Wrap(OTHER)), Copy(redis, Wrap(OTHER))
    before = two.raw()
    assert [await one.shares(), await two.shares()] == [Shared.YES, Shared.YES]
    assert one.raw() == two.raw() != before
    held = [[{epoch: ring.raw(epoch) for epoch in ring._held} for ring in copy.keyring.rings] for copy in (one, two)]
    assert held[0] == held[1]
    assert all(len(keys) >= 1 for keys in held[0])


async def test_of_copies_that_start_at_once_one_wins_for_all(redis: Redis) -> None:
    class Rival(RedisChest):
        """Another copy is faster, between the look and the offer."""

        async def look(self, names: Any) -> Any:
            found = await super().look(names)
            await Copy(redis, Wrap(OTHER)).shares()
            return found

    late = Copy(redis, Wrap(OTHER))
    late.chest = Rival(redis)
    late._keeper = Keeper(late.keyring, late.chest, Wrap(OTHER))
    assert await late.shares() is Shared.YES
    judge = Copy(redis, Wrap(OTHER))
    await judge.shares()
    assert late.raw() == judge.raw()


async def test_of_copies_with_different_sealing_keys_the_late_one_notices_even_then(redis: Redis) -> None:
    class Rival(RedisChest):
        async def look(self, names: Any) -> Any:
            found = await super().look(names)
            await Copy(redis, Wrap(ROOT)).shares()
            return found

    keyring = Keyring()
    meeting = await Keeper(keyring, Rival(redis), Wrap(OTHER)).meet(now)
    assert meeting.shared is Shared.FOREIGN


async def test_a_copy_with_another_sealing_key_says_so_and_leaves_the_keys_alone(redis: Redis) -> None:
    one, stranger = Copy(redis, Wrap(OTHER)), Copy(redis, Wrap(ROOT))
    await one.shares()
    [name] = await redis.keys(SESSIONS.name(SESSIONS.epoch(now()) + 1))
    await redis.delete(name)
    before = {key: await redis.get(key) for key in await redis.keys("*")}
    assert await stranger.shares() is Shared.FOREIGN
    assert {key: await redis.get(key) for key in await redis.keys("*")} == before
    assert stranger.raw() != one.raw()
    assert await one.shares() is Shared.YES


async def test_a_damaged_key_in_redis_counts_as_another_s(redis: Redis) -> None:
    copy = Copy(redis, Wrap(OTHER))
    await copy.shares()
    await redis.setrange(SESSIONS.name(SESSIONS.epoch(now())), 20, b"\0\0\0\0")
    assert await copy.shares() is Shared.FOREIGN


async def test_keys_are_found_after_the_sealing_key_was_changed_with_the_old_one_beside_it(redis: Redis) -> None:
    before = Copy(redis, Wrap(OTHER))
    await before.shares()
    after = Copy(redis, Wrap(ROOT, OTHER))
    assert await after.shares() is Shared.YES
    assert after.raw() == before.raw()


async def test_the_common_clock_is_redis_s_to_the_fraction_of_a_second(redis: Redis) -> None:
    for _ in range(4):
        time = await RedisChest(redis).time()
        seconds, micros = await redis.time()
        assert time is not None
        assert abs(time.timestamp() - seconds - micros / 1e6) < 0.1
        await asyncio.sleep(0.27)  # one of four is in the second half of a second


async def test_without_a_sealing_key_nothing_is_put_into_redis_but_its_clock_is_taken(redis: Redis) -> None:
    slow = Copy(redis, clock=lambda: now() - timedelta(hours=3))
    meeting = await slow.meets()
    assert meeting.shared is Shared.OWN
    assert meeting.ahead is not None
    assert abs(meeting.ahead - timedelta(hours=3)) < timedelta(seconds=2)
    assert await redis.keys("*") == []
    there = slow.keyring.at(now() - timedelta(hours=3)).epoch
    assert there in {SESSIONS.epoch(now()), SESSIONS.epoch(now() - timedelta(seconds=3))}


async def test_keys_of_the_past_are_put_back_if_known_and_never_drawn(redis: Redis) -> None:
    chest = TurnedChest(NOON)
    keyring = Keyring()
    keeper = Keeper(keyring, chest, Wrap(OTHER))
    await keeper.meet(lambda: NOON)
    t = SESSIONS.epoch(NOON)
    assert SESSIONS.name(t - 1) not in chest.kept
    chest.kept.clear()
    chest.now = NOON + timedelta(hours=13)
    await keeper.meet(lambda: chest.now)
    assert {SESSIONS.name(epoch) for epoch in (t, t + 1, t + 2)} <= chest.kept.keys()


@fixture
async def client(server: Any) -> AsyncIterator[Redis]:
    client = connect(server.url)
    yield client
    await client.aclose()


async def test_a_redis_that_is_away_is_told_from_one_that_refuses(server: Any, client: Redis) -> None:
    assert await Copy(client, Wrap(OTHER)).shares() is Shared.YES
    await client.flushall()
    await client.config_set("maxmemory", "1")
    assert await Copy(client, Wrap(OTHER)).shares() is Shared.REFUSED
    await server.kill()
    meeting = await Copy(client, Wrap(OTHER)).meets()
    assert (meeting.shared, meeting.ahead) == (Shared.AWAY, None)


@pytest.mark.parametrize(("rights", "told"), [("-time", Shared.REFUSED), ("-mget", Shared.REFUSED)])
async def test_an_account_without_the_right_is_refused(server: Any, client: Redis, rights: str, told: Shared) -> None:
    await client.acl_setuser("default", enabled=True, nopass=True, keys=["*"], commands=["+@all", rights])
    assert await Copy(client, Wrap(OTHER)).shares() is told


async def test_a_redis_that_goes_away_midway_is_away(server: Any, client: Redis) -> None:
    class Dying(RedisChest):
        async def time(self) -> datetime | None:
            time = await super().time()
            await server.kill()
            return time

    meeting = await Keeper(Keyring(), Dying(client), Wrap(OTHER)).meet(now)
    assert meeting.shared is Shared.AWAY
    assert meeting.ahead is not None


async def test_a_known_key_shows_nowhere_in_redis(redis: Redis) -> None:
    keyring = known()
    assert (await Keeper(keyring, RedisChest(redis), Wrap(OTHER)).meet(now)).shared is Shared.YES
    content = b"".join([(await redis.dump(name)) or b"" for name in await redis.keys("*")])
    assert len(content) > 150
    parts = [part for key in (ROOT, OTHER) for part in (key[:8], key[8:16], key.hex()[:16].encode())]
    assert [part for part in parts if part in content] == []
