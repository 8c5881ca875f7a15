"""The script as a graph: who leads where, what can be reached, and in how many taps."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from bot.script.model import Routes, Screen, Script


def targets(routes: Routes) -> tuple[str, ...]:
    """Every screen a set of routes can lead to."""
    return tuple(route.to for route in routes)


def out(screen: Screen) -> Iterator[str]:
    """Screens one press of this screen's own buttons away."""
    if screen.to:
        yield screen.to
    for choice in screen.choices:
        yield from targets(choice.to)


def edges(script: Script) -> Mapping[str, tuple[str, ...]]:
    """Own ways on of every screen, known targets only, without doubles."""
    return {
        name: tuple(dict.fromkeys(to for to in out(screen) if to in script.screens))
        for name, screen in script.screens.items()
    }


def roots(script: Script) -> tuple[str, ...]:
    """Screens a person reaches by the named ways, whatever screen she is on."""
    ways = script.ways
    named = (ways.first, ways.hello, ways.before, ways.menu, ways.closed, *targets(ways.danger))
    spoken = tuple(to for routes in said(script) for to in targets(routes))
    return tuple(dict.fromkeys(named + spoken))


def said(script: Script) -> tuple[Routes, ...]:
    """Where one goes who writes instead of pressing, whatever screen she is on."""
    ways = script.ways
    return (*(routes for _, routes in ways.heard), *map(ways.leads, ways.topics))


def taps(script: Script, starts: Iterable[str]) -> Mapping[str, int]:
    """Fewest presses from the nearest start to every reachable screen."""
    links = edges(script)
    known = {start: 0 for start in starts if start in links}
    queue = deque(known)
    while queue:
        here = queue.popleft()
        for there in links[here]:
            if there not in known:
                known[there] = known[here] + 1
                queue.append(there)
    return known
