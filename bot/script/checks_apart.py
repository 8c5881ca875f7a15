"""The closed branches: what a person in one of them must not be led to without starting anew."""

from collections.abc import Iterable, Iterator, Mapping

from bot.issue import Issue
from bot.script.checks_screen import at
from bot.script.model import Predicate, Routes, Script

_SHELTERS = {"regions", "districts", "confirm", "namesakes", "help", "centre"}
_ABOUT: Mapping[str, Predicate] = {"own": "about_own", "minor": "about_minor", "other": "about_other"}
_OWN_ROW = "D13"
_ANEW = "own_acts"  # whoever says this in words starts anew there


def apart(script: Script) -> Iterator[Issue]:
    """Own acts and shelters apart, both ways (row D13); no list of shelters for whoever is under 18 (row D4)."""
    shelters = [name for name, screen in script.screens.items() if screen.draws in _SHELTERS]
    own = [name for name, screen in script.screens.items() if _OWN_ROW in screen.rows]
    for who, branch, starts in (("own", "боюсь своих поступков", own), ("minor", "мне нет 18", [])):
        way = _Way(script, yes={_ABOUT[who]}, no=set(_ABOUT.values()) - {_ABOUT[who]})
        for trail in way.walks([*starts, *way.answered(who)], set(shelters)):
            text = f"сюда можно прийти из ветки «{branch}», а здесь приюты: {' → '.join(trail)}. Уберите этот путь."
            yield at("S118", trail[-1], text)
    for trail in _Way(script, yes=set(), no={_ABOUT["own"]}).walks(shelters, set(own)):
        text = f"сюда можно прийти от приютов, а эта ветка от них закрыта: {' → '.join(trail)}. Уберите этот путь."
        yield at("S118", trail[-1], text)


class _Way:
    """The script as someone goes through it of whom some predicates are known to hold, or not to."""

    def __init__(self, script: Script, yes: set[Predicate], no: set[Predicate]) -> None:
        self._script, self._yes, self._no = script, yes, no

    def answered(self, who: str) -> Iterator[str]:
        """Screens that the answer to «about whom» leads to, or a button that tells it."""
        for screen in self._script.screens.values():
            for choice in screen.choices:
                if choice.who == who or (screen.ask == "who" and choice in screen.answers and choice.id == who):
                    yield from self._open(choice.to)

    def walks(self, starts: Iterable[str], wrong: set[str]) -> Iterator[tuple[str, ...]]:
        """The shortest walk to each wrong screen that can be reached; the menu and the first screen forget all."""
        ways = self._script.ways
        heard = (routes for kind, routes in ways.heard if kind != _ANEW)
        topics = map(ways.leads, ways.topics)
        anywhere = [to for routes in (ways.danger, *heard, *topics) for to in self._open(routes)]
        forget = {ways.menu, ways.first}
        trails: dict[str, tuple[str, ...]] = {start: (start,) for start in (*starts, *anywhere) if start not in forget}
        queue = list(trails)
        for here in queue:
            for to in self._onward(here):
                if to not in trails and to not in forget:
                    trails[to] = (*trails[here], to)
                    queue.append(to)
        return (trail for name, trail in trails.items() if name in wrong)

    def _onward(self, name: str) -> Iterator[str]:
        screen = self._script.screens[name]
        if screen.to:
            yield screen.to
        for choice in screen.choices:
            if choice.when not in self._no:
                yield from self._open(choice.to)

    def _open(self, routes: Routes) -> Iterator[str]:
        for route in routes:
            if route.when not in self._no:
                yield route.to
            if route.when is None or route.when in self._yes:
                return
