"""The named predicates a flow file may use, and what kind of help answers which need."""

from collections.abc import Callable, Mapping
from typing import get_args

from bot.centres.nearest import Asker
from bot.centres.words import ServiceKind
from bot.script.facts import Danger, Need, Signs, Who
from bot.script.model import Predicate, Routes
from bot.talk.visit import Visit
from bot.talk.world import World

Rule = Callable[[World, Visit], bool]


_CHOOSING = {"regions", "districts", "confirm", "namesakes"}
_CENTRES = {"help", "centre"}


def _unsure(_: World, visit: Visit) -> bool:
    """D7: something was left open, so it is treated as serious, without saying why."""
    return visit.danger is Danger.UNSURE or visit.signs is Signs.UNSAID


def _privacy_untold(world: World, visit: Visit) -> bool:
    """Whoever typed or pressed the emergency button first came past the menu, where it is said."""
    ways = world.script.ways
    return not {ways.menu, ways.before} & {visit.screen, *visit.trail}


def _place_is_region(world: World, visit: Visit) -> bool:
    return any(region.kato == visit.place for region in world.directory.regions)


def _centre_has_number(world: World, visit: Visit) -> bool:
    """There is a number to report, and somebody who keeps it."""
    service = world.directory.services.get(visit.service or "")
    return world.doubted is not None and service is not None and service.reachable


RULES: Mapping[Predicate, Rule] = {
    "about_minor": lambda _, visit: visit.who is Who.MINOR,
    "about_other": lambda _, visit: visit.who in {Who.OTHER, Who.HELPER},
    "about_own": lambda _, visit: visit.who is Who.OWN,
    "about_helper": lambda _, visit: visit.who is Who.HELPER,
    "danger_unsure": lambda _, visit: visit.danger is Danger.UNSURE,
    "unsure": _unsure,
    "on_danger": lambda world, visit: bool({"D1", "D3", "D4"} & {*world.script.screens[visit.screen].rows}),
    "on_silent": lambda world, visit: "D2" in world.script.screens[visit.screen].rows,
    "on_life": lambda _, visit: visit.screen.startswith("life/"),
    "on_step": lambda _, visit: visit.screen == "life/step",
    "on_another": lambda _, visit: visit.screen in {"life/other", "life/ask"},
    "typed_again": lambda _, visit: visit.typed > 1,
    "choosing_place": lambda world, visit: world.script.screens[visit.screen].draws in _CHOOSING,
    "choosing_centre": lambda world, visit: world.script.screens[visit.screen].draws in _CENTRES,
    "place_known": lambda _, visit: visit.place is not None,
    "privacy_untold": _privacy_untold,
    "place_is_region": _place_is_region,
    "centre_has_number": _centre_has_number,
}
assert set(RULES) == set(get_args(Predicate)), "every named predicate has its rule"


def holds(world: World, visit: Visit, when: Predicate | None) -> bool:
    """Whether a route or a button applies to this visit."""
    return when is None or RULES[when](world, visit)


def resolve(world: World, visit: Visit, routes: Routes) -> str:
    """The first route that applies; a well-made script always has one, the menu stands behind it."""
    return next((r.to for r in routes if holds(world, visit, r.when)), world.script.ways.menu)


_STAY = frozenset({ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE})
_TALK = frozenset({ServiceKind.CRISIS_CENTRE, ServiceKind.FAMILY_SUPPORT_CENTRE, ServiceKind.PSYCHOLOGICAL})
_WANTS: Mapping[Need, frozenset[ServiceKind]] = {
    Need.STAY: _STAY,
    Need.TALK: _TALK,
    Need.POLICE: frozenset({ServiceKind.CRISIS_CENTRE, ServiceKind.LEGAL, ServiceKind.FAMILY_SUPPORT_CENTRE}),
    Need.HEALTH: frozenset({ServiceKind.CRISIS_CENTRE, ServiceKind.MEDICAL}),
    Need.CHILDREN: frozenset({ServiceKind.CRISIS_CENTRE, ServiceKind.FAMILY_SUPPORT_CENTRE, ServiceKind.CHILD}),
    Need.PAPERS: frozenset({ServiceKind.CRISIS_CENTRE, ServiceKind.SHELTER, ServiceKind.TRAFFICKING}),
    Need.CARER: _STAY | _TALK,
    Need.UNDERSTAND: _TALK,
    Need.LIFE: _TALK,
    Need.UNSAID: _STAY | _TALK,
}


def wants(visit: Visit) -> frozenset[ServiceKind]:
    """Service types that answer the need; without one, anything a survivor may need first."""
    return _WANTS[visit.need or Need.UNSAID]


def asker(visit: Visit) -> Asker:
    """Who asks, as far as it decides which doors are shown."""
    match visit.who:
        case Who.MINOR:
            return Asker.MINOR
        case Who.OWN:
            return Asker.OWN
        case _:
            return Asker.CARED_FOR if visit.need is Need.CARER else Asker.ADULT
