"""Ways of moving a visit: to a screen, by an answer of it, back, to a fresh start. Pure and total."""

from dataclasses import replace
from typing import Any

from bot.script.facts import FACTS, Language
from bot.script.model import Choice, Screen
from bot.talk.link import Link
from bot.talk.rules import holds, resolve
from bot.talk.visit import TRAIL, Visit
from bot.talk.world import World


def begin(world: World, language: Language, link: Link | None = None) -> Visit:
    """A new talk on the first screen, which a link may know more about."""
    if link is None:
        return Visit(language, world.script.ways.first)
    screen = world.script.ways.hello if link.language else world.script.ways.first
    return Visit(link.language or language, screen, who=link.who, place=link.place)


def settle(world: World, visit: Visit | None) -> Visit:
    """A visit this world can show: an entry or a place that is gone is forgotten, a screen that is gone restarts."""
    if visit is None:
        return begin(world, Language.RU)
    known = world.script.screens
    if visit.screen not in known:
        return fresh(visit, world.script.ways.first)
    place = visit.place if visit.place in world.everywhere.places else None
    service = visit.service if visit.service in world.directory.services else None
    trail = tuple(screen for screen in visit.trail if screen in known)
    others = tuple(one for one in visit.others if one in world.everywhere.places)
    settled = replace(visit, place=place, others=others, service=service, trail=trail)
    return back(world, settled) if _lacks(world, settled) else settled


def _lacks(world: World, visit: Visit) -> bool:
    """The screen draws something the visit does not have (any more)."""
    match world.script.screens[visit.screen].draws:
        case "centre":
            return visit.service is None
        case "districts" | "confirm" | "namesakes":
            return visit.place is None
        case _:
            return False


def move(world: World, visit: Visit, to: str) -> Visit:
    """To a screen, which keeps the trail. The menu and the first one forget all; an unknown one is the first."""
    ways = world.script.ways
    if to == ways.menu and visit.screen in {ways.first, ways.hello, ways.before}:
        return _enter(world, visit)
    if to in {ways.first, ways.menu} or to not in world.script.screens:
        return fresh(visit, to if to in world.script.screens else ways.first)
    if to == visit.screen:
        return visit
    steps = visit.trail if visit.screen in {ways.first, ways.closed} else (*visit.trail, visit.screen)
    return replace(visit, screen=to, trail=steps[-TRAIL:])


def _enter(world: World, visit: Visit) -> Visit:
    """From the first screen to the menu. What a link said stays; a branch it named is the menu's answer, given."""
    ways = world.script.ways
    menu = replace(fresh(visit, ways.menu), place=visit.place)
    if visit.who and visit.screen != ways.before:
        return replace(menu, who=visit.who, screen=ways.before)
    screen = world.script.screens[menu.screen]
    answer = next((choice for choice in screen.answers if choice.id == visit.who), None)
    return choose(world, menu, screen, screen.choices.index(answer)) if answer else menu


def choose(world: World, visit: Visit, screen: Screen, index: int) -> Visit:
    """Where a button of the script leads, with what it tells; nowhere if the screen has none such for this visit."""
    if not 0 <= index < len(screen.choices):
        return visit
    choice = screen.choices[index]
    if not holds(world, visit, choice.when):
        return visit
    noted = _note(visit, screen, choice)
    return move(world, noted, resolve(world, noted, choice.to))


def _note(visit: Visit, screen: Screen, choice: Choice) -> Visit:
    if screen.ask is None or choice not in screen.answers:
        return replace(visit, who=choice.who or visit.who)
    fact: dict[str, Any] = {screen.ask: FACTS[screen.ask](choice.id)}
    return replace(visit, **fact)


def fresh(visit: Visit, screen: str) -> Visit:
    """Everything said is forgotten. How long the talk may lie untouched is no such thing."""
    return Visit(visit.language, screen, idle=visit.idle)


def back(world: World, visit: Visit) -> Visit:
    """To the screen before, or further where that one lacks what it draws; before the first is a fresh start."""
    if not visit.trail:
        return fresh(visit, world.script.ways.first)
    *trail, screen = visit.trail
    if screen == world.script.ways.menu:
        return fresh(visit, screen)
    returned = replace(visit, screen=screen, trail=tuple(trail))
    return back(world, returned) if _lacks(world, returned) else returned
