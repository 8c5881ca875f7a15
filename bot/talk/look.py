"""Makes the view of a visit: which facts and which buttons its screen has now."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.centres.ageing import age
from bot.centres.name import Name
from bot.centres.nearest import Offers, distance
from bot.centres.places import Place
from bot.centres.words import Intake
from bot.script.facts import Language, Need, Who
from bot.script.model import Screen
from bot.talk.answer import Alarm, Back, Choose, Close, Open, Pick, Speak
from bot.talk.rules import asker, holds, wants
from bot.talk.view import Button, Centre, View
from bot.talk.visit import Visit
from bot.talk.world import World

_ASKING = {"confirm", "namesakes"}
SAID = (  # what can be told on the phone for the person; the rest is theirs to say
    *(f"who_{who}" for who in (Who.ME, Who.OTHER, Who.HELPER)),
    *(f"need_{need}" for need in Need if need not in {Need.LIFE, Need.UNSAID}),
)


def look(world: World, visit: Visit, today: date, at: datetime | None = None) -> View:
    """Total: every visit that `step` can return has a view. With a moment, what is open now comes first."""
    screen = world.script.screens[visit.screen]
    directory = world.directory
    place = world.everywhere.places.get(visit.place) if visit.place else None
    expired = screen.expires is not None and today >= screen.expires
    offers = world.nearby.nearest(place, wants(visit), at=at, asker=asker(visit)) if screen.draws == "help" else None
    return View(
        screen=visit.screen,
        language=visit.language,
        draws=screen.draws,
        lines=tuple(
            directory.lines[line] for line in _lines(world, screen, expired=expired) if line in directory.lines
        ),
        lead=screen.lead,
        copies=screen.copy_text,
        expired=expired,
        act=screen.act,
        as_of=screen.as_of,
        place=place,
        asked=tuple(_within(world, one) for one in _meant(world, visit)) if screen.draws in _ASKING else (),
        offers=offers,
        centre=_centre(world, visit, screen, place, today=today, at=at),
        said=tuple(_said(visit)) if screen.draws == "script" else (),
        buttons=(*_drawn(world, visit, screen, place, offers), *_scripted(world, visit, screen)),
        bar=_bar(visit, screen),
    )


def _lines(world: World, screen: Screen, *, expired: bool) -> tuple[str, ...]:
    """Lines of a screen; when its card is hidden, whom to ask about it stands last, as the words say."""
    asked = world.script.ways.expired
    return (*(line for line in screen.lines if line != asked), asked) if expired else screen.lines


def _centre(
    world: World, visit: Visit, screen: Screen, place: Place | None, *, today: date, at: datetime | None
) -> Centre | None:
    directory = world.directory
    service = directory.services.get(visit.service or "") if screen.draws == "centre" else None
    if service is None:
        return None
    there = directory.places[service.location]
    return Centre(
        service,
        there,
        distance(place, there) if place else None,
        age=age(service, today),
        intake=service.intake_at(at) if at else Intake.ASK,
        alert=service.alert_on(today),
        doubted=service.id in (world.doubted or ()),
    )


def _said(visit: Visit) -> Iterator[str]:
    for told in (f"who_{visit.who}", f"need_{visit.need}"):
        if told in SAID:
            yield told


def _meant(world: World, visit: Visit) -> tuple[Place, ...]:
    known = world.everywhere.places
    return tuple(known[kato] for kato in (visit.place, *visit.others) if kato and kato in known)


def _within(world: World, place: Place) -> tuple[Name, ...]:
    area = world.everywhere.places[place.area].name
    region = next(region.name for region in world.directory.regions if region.code == place.region)
    return tuple(dict.fromkeys((place.name, area, region)))


def _scripted(world: World, visit: Visit, screen: Screen) -> Iterator[Button]:
    for index, choice in enumerate(screen.choices):
        if holds(world, visit, choice.when):
            yield Button(Choose(index), f"{visit.screen}#{choice.id}")


def _drawn(world: World, visit: Visit, screen: Screen, place: Place | None, offers: Offers | None) -> Iterator[Button]:
    directory = world.directory
    match screen.draws:
        case "namesakes" if place:
            for number, one in enumerate(_meant(world, visit), 1):
                yield Button(Pick(one.kato), one.name, number=number)
        case "regions":
            regions = directory.regions_in(visit.language.value)
            yield from (
                Button(Pick(region.kato), region.name)
                for region in sorted(regions, key=lambda region: region.kato != visit.place)  # a link's own comes first
            )
        case "districts" if place:
            yield from (
                Button(Pick(pick.kato), pick.name) for pick in directory.picks(place.region, visit.language.value)
            )
        case "help" if offers:
            for number, offer in enumerate(offers.offers, 1):
                yield Button(Open(offer.service.id), offer.place.name, number=number)


def _bar(visit: Visit, screen: Screen) -> tuple[Button, ...]:
    if screen.draws == "closed":
        return ()
    if screen.draws == "welcome":
        both = (Language.KK, Language.RU)
        return (
            *(Button(Alarm(it), "common#danger", it, style="danger") for it in both),
            *(Button(Speak(it), "common#language", it, style="primary") for it in both),
            *(Button(Close(it), "common#close", it) for it in both),
        )
    other = visit.language.other
    return (
        Button(Back(), "common#back"),
        Button(Speak(other), "common#language", other),
        Button(Alarm(), "common#danger", style="danger"),
        Button(Close(), "common#close"),
    )
