"""A witness of the play who knows nothing of the rules: every change people see must have two people behind it.

She hears what was tried and whether it went. When a contact is another than before, she asks: who proposed exactly
this, who else approved it, are both still with us, was it called about, has the day passed? Nobody: she objects.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.registry.model import Callback
from tests.registry.book import LINE, A, B, seen_contacts

Seen = dict[str, frozenset[tuple[str, str]]]
DAY = timedelta(hours=24)
Parts = dict[str, frozenset[tuple[str, str]]]
CENTRES = {3: {A}, 4: {A}, 5: {B}, 6: {A, B}}  # the workers; 1 and 2 coordinate


@dataclass
class Wish:
    """What somebody asked for, field by field as people would see it."""

    entry_id: str
    by: int
    at: datetime
    wanted: dict[str, frozenset[tuple[str, str]]]
    new: bool = False
    approved_by: int | None = None
    approved_at: datetime | None = None
    due: datetime | None = None
    before: frozenset[tuple[str, str]] | None = None  # what people saw until it applied
    alive: bool = True
    applied_at: datetime | None = None
    counts: bool = False  # changed a contact when it was approved


def by_field(contacts: frozenset[tuple[str, str]]) -> dict[str, frozenset[tuple[str, str]]]:
    calls = frozenset(one for one in contacts if one[0] == "call")
    return {"calls": calls, "written": contacts - calls}


def wanted(fields: dict[str, Any]) -> dict[str, frozenset[tuple[str, str]]]:
    found: dict[str, frozenset[tuple[str, str]]] = {}
    if "tel" in fields:
        found["calls"] = frozenset({("call", fields["tel"])})
    if "phones" in fields:
        found["calls"] = frozenset(
            ("call", one["number"]) for one in fields["phones"] if one["verified"] != "unverified"
        )
    if "messenger" in fields:
        found["written"] = frozenset(
            (one["channel"], one["number"]) for one in fields["messenger"] if one["verified"] != "unverified"
        )
    return found


@dataclass
class Oracle:
    """What people saw last, and what was asked for since the beginning."""

    seen: Seen
    wishes: dict[int, Wish] = field(default_factory=dict)
    away: set[int] = field(default_factory=set)
    frozen: set[str] = field(default_factory=set)

    def hears(self, step: tuple[str, dict[str, Any]], said: str, now: datetime, ids: list[int]) -> int | None:
        """Take in one step that went; give the proposal that was reverted, if one was."""
        name, given = step
        if said.startswith(("refused", "conflict")):
            return None
        if name == "approve":
            self._approved(self.wishes[given["proposal_id"]], given["by"], given["callback"], now)
        elif name == "move":
            self._moved(given["person_id"], here=given["name"] == "resume")
        elif name == "freeze":
            self._froze(given["entry_id"], frozen=given["frozen"])
        elif name == "end" and given["name"] == "revert":
            return int(given["proposal_id"])
        elif name == "end":
            self.wishes[given["proposal_id"]].alive = False
        else:
            self._wished(name, given, now, ids)
        return None

    def _wished(self, name: str, given: dict[str, Any], now: datetime, ids: list[int]) -> None:
        if name == "propose":
            self.wishes[ids[0]] = Wish(given["entry_id"], given["by"], now, wanted(given["fields"]))
        for id_, value in zip(ids, [given["value"]] if name == "new" else given.get("values", ()), strict=False):
            parts, there = by_field(seen_contacts(value)), by_field(self.seen.get(value.id, frozenset()))
            asked = parts if name == "new" else {one: part for one, part in parts.items() if part != there[one]}
            self.wishes[id_] = Wish(value.id, given["by"], now, asked, new=name == "new")

    def _moved(self, person: int, *, here: bool) -> None:
        (self.away.discard if here else self.away.add)(person)
        if not here:
            self._drop(lambda wish: person in {wish.by, wish.approved_by})

    def _froze(self, entry_id: str, *, frozen: bool) -> None:
        (self.frozen.add if frozen else self.frozen.discard)(entry_id)
        if frozen:
            self._drop(lambda wish: wish.entry_id == entry_id)

    def looks(self, seen: Seen, now: datetime, reverted: int | None) -> None:
        """Compare what people see with what they saw; AssertionError where nobody stands behind a change."""
        for entry_id in {*seen, *self.seen}:
            was, now_seen = self.seen.get(entry_id), seen.get(entry_id)
            if was != now_seen and not self._undone(reverted, entry_id, now_seen):
                self._behind(entry_id, was, now_seen, now)
        self.seen = seen

    def forgets(self, ended: set[int]) -> None:
        """These came to nothing for a reason of their own: they can justify nothing any more."""
        for id_ in ended & self.wishes.keys():
            self.wishes[id_].alive = False

    def _approved(self, wish: Wish, by: int, call: Callback | None, now: datetime) -> None:
        assert by != wish.by, "approved her own"
        assert wish.entry_id not in CENTRES.get(by, ()), "approved for her own centre"
        assert not {by, wish.by} & self.away, "somebody is away"
        assert wish.entry_id not in self.frozen
        if wish.entry_id == LINE:
            assert by in {1, 2}
        before = self.seen.get(wish.entry_id, frozenset())
        after = self._after(wish, before)
        if before != after:
            assert call is not None
            assert call.number in {number for _, number in before or after}, "called somebody else"
        wish.approved_by, wish.approved_at = by, now
        wish.due = now + DAY if before and before != after else now
        wish.counts = before != after
        day = [one for one in self.wishes.values() if one.counts and one.approved_at and one.approved_at > now - DAY]
        assert len(day) <= 10, "more than ten in a day"

    def _behind(self, entry_id: str, was: Any, seen: Any, now: datetime) -> None:
        assert seen is not None, f"{entry_id} went out of sight and nobody undid it"
        parts = by_field(seen)
        changed = parts if was is None else {name: one for name, one in parts.items() if one != by_field(was)[name]}
        if was is None:
            assert self._stands(entry_id, changed, None, now), f"{entry_id} came into sight by itself"
        for name, one in changed.items() if was is not None else ():
            assert self._stands(entry_id, {name: one}, was, now), f"{entry_id}: {was} became {seen} by no two people"

    def _stands(self, entry_id: str, changed: Parts, was: Any, now: datetime) -> bool:
        """Find the wish that brought this, and let it bring nothing else."""
        for wish in self.wishes.values():
            spent = not wish.alive and wish.applied_at != now
            if wish.entry_id != entry_id or spent or wish.approved_by is None or wish.new is not (was is None):
                continue
            fits = all(wish.wanted.get(name) == one for name, one in changed.items())
            if fits and wish.due is not None and wish.due <= now and not {wish.by, wish.approved_by} & self.away:
                assert wish.by != wish.approved_by
                wish.alive, wish.before, wish.applied_at = False, was, now
                return True
        return False

    def _undone(self, reverted: int | None, entry_id: str, seen: Any) -> bool:
        wish = self.wishes.get(reverted or 0)
        if wish is None or wish.entry_id != entry_id:
            return False
        if wish.new:
            return seen is None
        return all(by_field(seen)[name] == by_field(wish.before or frozenset())[name] for name in wish.wanted)

    def _after(self, wish: Wish, before: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        parts = by_field(before) | wish.wanted
        return frozenset().union(*parts.values())

    def _drop(self, matches: Any) -> None:
        for wish in self.wishes.values():
            if matches(wish):
                wish.alive = False
