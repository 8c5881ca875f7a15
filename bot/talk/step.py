"""The only function that moves a person. Pure and total: any event on any visit gives a screen.

The theory in a few lines. A visit stands on a screen and keeps the trail that led there. An answer may note one
fact and names the next screen; the script says which. The menu forgets all facts, so every walk through it is a
fresh start. Anything that makes no sense (an unknown button, a place that is gone, an old screen) changes nothing
or starts over; it never fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.centres.words import Report
from bot.script.facts import Who
from bot.script.model import CLOSED, Screen
from bot.talk.answer import Alarm, Answer, Back, Choose, Close, Open, Pick, Speak
from bot.talk.event import Asked, Event, Heard, Label, Named, Placed, Pressed, Sent, Spoken, Started
from bot.talk.look import look
from bot.talk.moves import back, begin, choose, fresh, move, settle
from bot.talk.rules import holds, resolve
from bot.talk.view import Button, View
from bot.talk.visit import OTHERS, Visit
from bot.talk.world import World

_TYPED = 3  # counting further changes nothing
_FIRMER = frozenset({Sent.DANGER, Sent.SUICIDE, Sent.CLOSE})  # goes before a yes or no in front of it, as a place does
_LIGHT = frozenset({Sent.TYPED, Sent.GREETING, Sent.THANKS, Sent.CHILD, Sent.ABROAD})  # says nothing graver
_AGE = "minor"  # the topic of an age that is told
_LISTS = frozenset({"regions", "help"})  # of shelters
_BARE = frozenset({"yes", "no", "none", "unsure", "unsaid"})  # ids of answers that say nothing without a question


@dataclass(frozen=True, slots=True)
class Reported:
    """Something is wrong with the number of an entry. Who says so is not part of it."""

    service: str
    report: Report


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the person stands after the event, what is shown, whether everything is to be erased, what was reported."""

    visit: Visit
    view: View
    erases: bool = False
    reported: Reported | None = None
    urgent: bool = False  # a start or the emergency button: goes before all others


def step(world: World, visit: Visit | None, event: Event) -> Turn:
    """Move by one event. Without a visit, or with one this world does not know, the talk starts over."""
    reported = None
    if isinstance(event, Named):
        visit, event = _named(world, settle(world, visit), event)
    match event:
        case Started(language=language, link=link):
            moved = begin(world, language, link)
        case Spoken(language=language):
            moved = replace(settle(world, visit), language=language, typed=0)
        case Pressed(answer=answer):
            settled = settle(world, visit)
            moved, reported = _press(world, settled, answer), _reported(world, settled, answer)
        case Heard(sent=sent, young=young):
            moved = _hear(world, settle(world, visit), sent, young=young)
        case Asked():
            moved = _ask(world, settle(world, visit), event)
        case Placed():
            moved = _place(world, settle(world, visit), event)
    return Turn(
        moved,
        look(world, moved, event.at.date(), event.at),
        moved.screen == world.script.ways.closed,
        reported,
        urgent=isinstance(event, Started) or (isinstance(event, Pressed) and isinstance(event.answer, Alarm)),
    )


def _press(world: World, visit: Visit, answer: Answer) -> Visit:
    visit = replace(visit, typed=0)
    screen = world.script.screens[visit.screen]
    match answer:
        case Back():
            return back(world, visit)
        case Close(language=language):
            return Visit(language or visit.language, world.script.ways.closed)
        case Alarm(language=language):
            spoken = replace(visit, language=language or visit.language)
            return move(world, spoken, resolve(world, spoken, world.script.ways.danger))
        case Speak(language=language):
            spoken = replace(visit, language=language)
            return move(world, spoken, screen.to) if screen.draws == "welcome" and screen.to else spoken
        case Choose(index=index):
            return choose(world, visit, screen, index)
        case Pick(place=place):
            fits = screen.draws in {"regions", "districts", "namesakes"} and place in world.everywhere.places
            return move(world, _picked(visit, screen, place), screen.to) if fits and screen.to else visit
        case Open(service=service):
            fits = screen.draws == "help" and service in world.directory.services
            return move(world, replace(visit, service=service, others=()), screen.to) if fits and screen.to else visit


def _named(world: World, visit: Visit, event: Named) -> tuple[Visit, Pressed | Heard | Placed | Spoken | Asked]:
    """A press of the one button that bears the name, here or where a text was not understood; else what was meant.

    Hearing learnt no labels: one of another screen is no wish to erase or to start over, and an answer without its
    question says nothing. What is asked for by name is shown. What sounds grave stays grave, but for a whole name.
    """
    stands = [*_standing(world, visit)]
    goes_on = isinstance(event.otherwise, Asked | Heard) and event.otherwise.sent not in _FIRMER
    for called in (event.labels, *(event.begins if goes_on else ())):
        for stand in stands:
            if (answer := _called(world, stand, event, called)) is not None:
                return stand, Pressed(event.at, answer)
    ids = {label.rpartition("#")[2] for _, label in event.labels}
    if event.topic in world.script.ways.topics:
        return visit, Asked(event.at, event.topic)
    erases = isinstance(event.otherwise, Heard) and event.otherwise.sent in {Sent.CLOSE, Sent.HOSTILE}
    return visit, Heard(event.at, Sent.TYPED) if ids and (erases or ids <= _BARE) else event.otherwise


def _standing(world: World, visit: Visit) -> Iterator[Visit]:
    """The visit, and the one before what was not understood: its question still stands."""
    missed = {route.to for route in world.script.ways.heard.typed}
    yield visit
    if visit.screen in missed:
        while visit.screen in missed and visit.trail:
            visit = back(world, visit)
        yield visit


def _called(world: World, visit: Visit, event: Named, called: frozenset[Label]) -> Answer | None:
    """The answer of the only button that is called so, or of the only one of a list for a yes."""
    buttons = look(world, visit, event.at.date(), event.at).all_buttons
    if event.number is not None:
        answers = {button.answer for button in buttons if button.number == event.number}
    else:
        answers = {button.answer for button in buttons if _bears(button, called)}
        listed = [button.answer for button in buttons if button.number is not None]
        if not answers and len(listed) == 1 and any(label.endswith("#yes") for _, label in called):
            return listed[0]  # «да» to the only place or centre of a list
    return answers.pop() if len(answers) == 1 else None


def _bears(button: Button, called: frozenset[Label]) -> bool:
    return any(button.label == label and button.language in {None, language} for language, label in called)


def _reported(world: World, visit: Visit, answer: Answer) -> Reported | None:
    choices = world.script.screens[visit.screen].choices
    if not isinstance(answer, Choose) or not 0 <= answer.index < len(choices) or visit.service is None:
        return None
    choice = choices[answer.index]
    return Reported(visit.service, choice.report) if choice.report and holds(world, visit, choice.when) else None


def _picked(visit: Visit, screen: Screen, place: str) -> Visit:
    """The others stay in mind: whoever goes back finds the same places to choose from, the picked one first."""
    asked = (visit.place, *visit.others) if screen.draws == "namesakes" else ()
    return replace(visit, place=place, others=tuple(one for one in asked if one and one != place))


def _hear(world: World, visit: Visit, sent: Sent, *, young: bool = False) -> Visit:
    if sent is Sent.CLOSE:
        return Visit(visit.language, world.script.ways.closed)
    visit = replace(visit, typed=min(visit.typed + 1, _TYPED) if sent is Sent.TYPED else 0)
    screen = world.script.screens[visit.screen]
    kept = ((sent in _LIGHT and screen.stays) or sent.value in screen.keeps) and visit.typed < _TYPED
    stood, visit = visit, _told(visit, young=young)
    if kept and visit is stood:
        return visit  # answered here; or who goes on writing has something else to say
    if kept and screen.stays and _AGE in world.script.ways.topics:
        return move(world, visit, resolve(world, stood, world.script.ways.leads(_AGE)))  # the same card for a child
    to = resolve(world, visit, getattr(world.script.ways.heard, sent.value))
    match sent:
        case Sent.HOSTILE:
            return fresh(visit, to)
        case Sent.OWN_ACTS if visit.who is not Who.OWN:
            return replace(fresh(visit, to), who=Who.OWN, trail=(world.script.ways.menu,))
        case Sent.RELATIVE if visit.who not in {Who.OWN, Who.MINOR, Who.HELPER}:
            return move(world, replace(visit, who=Who.OTHER), to)
        case Sent.VIOLENCE if visit.who is None:
            return move(world, replace(visit, who=Who.ME), to)
        case _:
            return move(world, visit, to)


def _told(visit: Visit, *, young: bool) -> Visit:
    """An age that is told moves to the branch for children, from all but those that are closed or quote a pupil."""
    return replace(visit, who=Who.MINOR) if young and visit.who not in {Who.MINOR, Who.OWN, Who.HELPER} else visit


def _ask(world: World, visit: Visit, event: Asked) -> Visit:
    asked, heard = world.script.ways.topics[event.topic], world.script.ways.heard
    stood, visit = visit, _told(visit, young=event.young)
    to = resolve(world, visit, world.script.ways.leads(event.topic))
    unanswered = to in {route.to for route in heard.typed if route.when in CLOSED}
    screen = world.script.screens[visit.screen]
    if event.sent and (unanswered or (screen.stays and not _is_nearer(event.sent, screen, world.script.screens[to]))):
        return _hear(world, stood, event.sent, young=event.young)
    known = asked.who is not None and asked.who is visit.who
    untold = screen.ask == "who" and world.script.screens[to].draws in _LISTS  # a child may write
    if (asked.waits or unanswered or known or untold) and screen.stays:
        return visit
    who = visit.who if unanswered else asked.who or visit.who
    told = Who.ME if event.sent is Sent.VIOLENCE else None
    return move(world, replace(visit, typed=0, who=who or told), to)


def _is_nearer(sent: Sent, screen: Screen, card: Screen) -> bool:
    """A guess takes no numbers away. Of a wish to die it may say what is done, or whose it is: that card stays, too."""
    return sent is Sent.SUICIDE and card.stays and sent.value not in screen.keeps


def _place(world: World, visit: Visit, event: Placed) -> Visit:
    known = [place for place in event.places if place in world.everywhere.places]
    if not known:
        return _hear(world, visit, Sent.TYPED, young=event.young)
    stood, visit = visit, _told(visit, young=event.young)
    if visit is stood and world.script.screens[visit.screen].stays:
        return visit
    heard = world.script.ways.heard
    routes = heard.near if event.near else heard.choice if event.abroad or len(known) > 1 else heard.place
    asked = replace(visit, place=known[0], others=tuple(known[1 : 1 + OTHERS]), service=None, typed=0)
    return move(world, asked, resolve(world, asked, routes))
