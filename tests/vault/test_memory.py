from datetime import UTC, datetime, timedelta

from bot.vault.memory import CHAT_MAX, Memory

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def members(*numbers: int) -> list[bytes]:
    return [bytes([number]) for number in numbers]


def test_it_gives_back_what_it_was_given() -> None:
    memory = Memory(10)
    memory.add(b"a", members(1, 2), LATER)
    memory.add(b"a", members(2, 3), LATER)
    assert memory.members(b"a", NOON) == frozenset(members(1, 2, 3))
    assert memory.members(b"b", NOON) == frozenset()
    assert len(memory) == 3


def test_nothing_is_given_back_after_its_end_and_a_sweep_forgets_it() -> None:
    memory = Memory(10)
    memory.add(b"a", members(1), LATER)
    memory.add(b"b", members(2), LATER + timedelta(seconds=1))
    assert memory.members(b"a", LATER) == frozenset()
    memory.sweep(LATER)
    assert len(memory) == 1


def test_a_later_write_moves_the_end_of_all() -> None:
    memory = Memory(10)
    memory.add(b"a", members(1), NOON)
    memory.add(b"a", [], LATER)
    assert memory.members(b"a", NOON) == frozenset(members(1))


def test_it_never_grows_beyond_its_bound_and_lets_the_oldest_go() -> None:
    memory = Memory(4)
    memory.add(b"a", members(1, 2), LATER)
    memory.add(b"b", members(3, 4), LATER)
    memory.add(b"a", members(5), LATER)
    assert len(memory) == 3
    assert memory.members(b"b", NOON) == frozenset()
    memory.add(b"c", members(*range(9)), LATER)
    assert len(memory) == 0


def test_what_is_discarded_or_forgotten_leaves_no_trace() -> None:
    memory = Memory(10)
    memory.add(b"a", members(1, 2), LATER)
    memory.discard(b"a", members(1, 9))
    assert memory.members(b"a", NOON) == frozenset(members(2))
    memory.discard(b"a", members(2))
    memory.discard(b"a", members(2))
    memory.add(b"b", members(1), LATER)
    memory.forget(b"b")
    memory.forget(b"b")
    assert len(memory) == 0
    assert vars(memory)["_entries"] == {}


def test_the_room_of_a_name_shrinks_with_what_it_holds() -> None:
    memory = Memory(1000)
    assert memory.room(b"a") == CHAT_MAX
    memory.add(b"a", members(1, 2), LATER)
    assert memory.room(b"a") == CHAT_MAX - 2
    memory.add(b"a", (number.to_bytes(2, "big") for number in range(CHAT_MAX)), LATER)
    assert memory.room(b"a") == 0
