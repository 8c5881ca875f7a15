"""Every screen as people see it. One that depends on a place or an entry is shown with examples, and says which."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from bot.book.meanings import REASONS
from bot.centres.nearest import Reason
from bot.script.facts import Danger, Language, Need, Signs, Who
from bot.talk.answer import Open, Pick
from bot.talk.look import look
from bot.talk.visit import Visit
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.page import Page, draw

_TOLD = ((Who.ME, Need.STAY, "о себе, нужно остановиться"), (Who.OTHER, Need.CHILDREN, "о другом, речь о детях"))


@dataclass(frozen=True, slots=True)
class Example:
    """One look of a screen in both languages."""

    note: str  # what the example is; empty when the screen always looks so
    ru: Markup
    kk: Markup
    drawn: tuple[tuple[str, ...], tuple[str, ...]]  # labels taken from the directory, Russian and Kazakh

    @property
    def shared(self) -> bool:
        """Whether both languages stand on one screen."""
        return self.ru == self.kk

    def holds(self, ru: str, kk: str) -> bool:
        """Whether a message stands here as it is written, line by line: numbers may stand between the lines."""
        return all(line in self.ru for line in ru.split("\n")) and all(line in self.kk for line in kk.split("\n"))


def day(world: World) -> date:
    """The day the book is drawn for: the newest one its facts name, so that it never changes by itself."""
    facts = (*world.directory.lines.values(), *world.directory.services.values())
    days = (*(fact.checked_on for fact in facts), *(screen.as_of for screen in world.script.screens.values()))
    return max((known for known in days if known), default=date.min)


def examples(world: World, words: Words, name: str) -> tuple[Example, ...]:
    """The looks of a screen. A card with a term is drawn for the day it was true."""
    today = world.script.screens[name].as_of or day(world)
    return tuple(_example(world, words, note, visit, today) for note, visit in _visits(world, name, today))


def _example(world: World, words: Words, note: str, visit: Visit, today: date) -> Example:
    ru, kk = (draw(words, look(world, replace(visit, language=it), today)) for it in (Language.RU, Language.KK))
    return Example(note, _text(words, visit.screen, ru), _text(words, visit.screen, kk), (_labels(ru), _labels(kk)))


def _visits(world: World, name: str, today: date) -> Iterator[tuple[str, Visit]]:
    plain = Visit(Language.RU, name, danger=Danger.UNSURE, signs=Signs.UNSAID)
    directory = world.directory
    match world.script.screens[name].draws:
        case "districts":
            region = directory.regions[-1]
            yield f"Пример, место: {region.name.ru}.", replace(plain, place=region.kato)
        case "confirm":
            place = directory.picks(directory.regions[-1].code)[-1]
            yield f"Пример, место: {place.name.ru}.", replace(plain, place=place.kato)
        case "namesakes":
            first, *others = directory.picks(directory.regions[-1].code)[:3]
            note = "Пример, места: " + ", ".join(place.name.ru for place in (first, *others)) + "."
            yield note, replace(plain, place=first.kato, others=tuple(place.kato for place in others))
        case "script":
            place = directory.picks(directory.regions[-1].code)[-1]
            yield "Пример: ничего не сказано.", Visit(Language.RU, name)
            for who, need, said in _TOLD:
                note = f"Пример, {said}; место: {place.name.ru}."
                yield note, replace(plain, who=who, need=need, place=place.kato)
        case "help":
            yield from _reasons(world, replace(plain, need=Need.STAY), today)
        case "centre":
            services = directory.services.values()
            for reachable in (True, False):
                if one := next((it for it in services if it.reachable is reachable), None):
                    note = f"Пример, запись {'с номером' if reachable else 'без номера'}: {one.name.ru}."
                    yield note, replace(plain, service=one.id)
        case _:
            yield "", plain


def _reasons(world: World, plain: Visit, today: date) -> Iterator[tuple[str, Visit]]:
    """One example for each reason the list can give."""
    directory = world.directory
    found = dict[Reason, tuple[str, Visit]]()
    for kato in (*(region.kato for region in directory.regions), *directory.places, None):
        visit = replace(plain, place=kato)
        offers = look(world, visit, today).offers
        if offers and offers.reason not in found:
            place = f"место: {directory.places[kato].name.ru}; " if kato else ""
            note = f"Пример, {place}{REASONS[offers.reason]}; нужно: где остановиться."
            found[offers.reason] = (note, visit)
    yield from (found[reason] for reason in Reason if reason in found)


def _text(words: Words, screen: str, page: Page) -> Markup:
    """The text as drawn. On a screen in two languages, each message says which language it is."""
    text = page.text
    own = {language: _own(words, language, screen) for language in Language}
    if all(message and message in text for message in own.values()) and own[Language.RU] != own[Language.KK]:
        for language, message in own.items():
            text = text.replace(message, f'<span lang="{language.value}">{message}</span>')
    return Markup(text)  # noqa: S704 - drawn by `page`: only b, i, u (check W109), facts escaped


def _own(words: Words, language: Language, screen: str) -> str:
    try:
        return words.say(language, screen)
    except KeyError:  # an entry of the directory has no words of its own, or a place stands in them
        return ""


def _labels(page: Page) -> tuple[str, ...]:
    return tuple(key.label for row in page.rows for key in row if isinstance(key.answer, Open | Pick))
