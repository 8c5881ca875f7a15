"""Words for facts of the directory: lines and offers. Facts come in unchanged; sentences stand around them."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

from bot.centres.model import Line
from bot.centres.nearest import Offer, Reason
from bot.centres.tel import spaced
from bot.centres.words import Channel, Confidence, ForWhom, Verified
from bot.script.facts import Language
from bot.talk.view import View
from bot.words.catalogue import Words

_LOCALES: Final = {language: Locale(language.value) for language in Language}
_EMERGENCY = {"police_102", "emergency_112", "ambulance_103"}  # known to everyone: no date needed


def line_text(words: Words, language: Language, line: Line) -> str:
    """A line as it is shown: what to dial first, then what it is, and how sure we are."""
    text = (
        f"<b>{escape(line.number or line.name.within(language.value))}</b> — {words.say(language, f'line/{line.id}')}"
    )
    return text if line.id in _EMERGENCY else f"{text} ({_state(words, language, line)})"


def line_in_both(words: Words, line: Line) -> str:
    """A line for a screen in two languages."""
    named = dict.fromkeys(words.say(language, f"line/{line.id}") for language in (Language.KK, Language.RU))
    return f"<b>{escape(line.number or line.name.kk)}</b> — {' · '.join(named)}"


def voice_only(lines: Sequence[Line]) -> bool:
    """Whether every way shown needs a voice, which must then be said."""
    return bool(lines) and all(set(line.channels) == {Channel.CALL} for line in lines)


def _state(words: Words, language: Language, fact: Line) -> str:
    if fact.checked_on:
        return words.say(language, "state/confirmed", date=f"{fact.checked_on:%d.%m.%Y}")
    if fact.confidence is Confidence.HIGH and fact.assured_date:
        return words.say(language, "state/seen", date=read_date(fact.assured_date))
    return words.say(language, "state/doubtful")


def read_date(dated: str) -> str:
    """2023, 2023-08 or 2023-08-25, as it is read here."""
    return ".".join(reversed(dated.split("-")))


def asked_lines(words: Words, view: View) -> Iterator[str]:
    """The place a person may have meant, with what it lies in; or several, numbered as their buttons are."""
    places = [escape(", ".join(name.within(view.language.value) for name in names)) for names in view.asked]
    if view.draws == "confirm":
        yield words.say(view.language, view.screen, place=places[0] if places else "")
    else:
        yield words.say(view.language, view.screen)
        yield from (f"{number}. {place}" for number, place in enumerate(places, 1))


def help_lines(words: Words, view: View) -> Iterator[str]:
    """The nearest help: where it is measured from, the offers, why these, and the lines that know the numbers."""
    language, offers = view.language, view.offers
    if offers is None:
        return
    yield f"{_measured(words, language, view)} {_headed(words, language, offers.offers)}"
    for place, offer in enumerate(offers.offers, 1):
        yield f"{place}. {_offer(words, language, offer)}"
    explained = {Reason.NONE, Reason.NO_PLACE_GIVEN}
    if any(offer.same_town for offer in offers.offers):
        explained.add(Reason.NONE_IN_DISTRICT)  # not of the kind wished for, but there is one
    why = [] if offers.reason in explained else [words.say(language, f"reason/{offers.reason.value}")]
    if not why and view.place and not all(offer.same_region for offer in offers.offers):
        why = [words.say(language, "help/other_regions")]
    yield " ".join((*why, words.say(language, "help/ask_here")))
    yield from (line_text(words, language, line) for line in view.lines)


def _headed(words: Words, language: Language, offers: Sequence[Offer]) -> str:
    """«Nearest» only of what stands in that order: one that nobody vouches for may be nearer, and stands below."""
    far = [offer.km for offer in offers if offer.km is not None]
    if far == sorted(far):
        return words.count(language, "help/count", len(offers))
    return words.say(language, "help/surer_first")


def _measured(words: Words, language: Language, view: View) -> str:
    """Long and plain on purpose: a notification and the list of chats show no more than this."""
    if view.place is None:
        return words.say(language, "help/no_place")
    place = escape(view.place.name.within(language.value))
    if view.place.measured_from is None:
        return words.say(language, view.screen, place=place)
    town = escape(view.place.measured_from.within(language.value))
    return words.say(language, "help/measured", place=place, town=town)


def _offer(words: Words, language: Language, offer: Offer) -> str:
    name = escape(offer.service.name.within(language.value))
    if offer.service.eligibility.who is ForWhom.MOTHERS_OF_NEWBORNS:
        name = f"{name} {words.say(language, 'help/newborns')}"
    marks = [words.say(language, "help/unverified")] if offer.service.verified is Verified.UNVERIFIED else []
    marks += [words.say(language, "help/full")] if offer.full else []
    if offer.same_town:
        text = words.say(language, "help/offer_here", name=name)
    elif offer.km is None:
        text = words.say(language, "help/offer_anywhere", name=name)
    else:
        text = words.say(language, "help/offer", name=name, km=number(language, offer.km))
    return " ".join((text, *marks))


def number(language: Language, count: int) -> str:
    """A number as it is written in a language."""
    return format_decimal(count, locale=_LOCALES[language])


def call_lines(words: Words, view: View) -> Iterator[str]:
    """What to say on the phone, made of what the person has told here; kept nowhere."""
    yield from (words.say(view.language, f"say/{told}") for told in view.said)
    if view.place:
        yield words.say(view.language, "say/place", place=escape(view.place.name.within(view.language.value)))


def copied_text(words: Words, view: View) -> str:
    """Plain words for another messenger. Of a result only numbers and a town: nothing in it says what it is about."""
    service = view.centre.service if view.centre else None
    own = (*service.shown_phones, *service.shown_messengers) if service else ()
    numbers = ", ".join(
        (*(spaced(contact.number) for contact in own), *(line.number for line in view.lines if line.number))
    )
    if view.copies == "numbers":
        return words.say(view.language, "common/numbers#copy", numbers=numbers)
    key, place = f"{view.screen}#copy", view.centre and view.centre.place.name.within(view.language.value)
    return words.say(view.language, key, place=place, numbers=numbers) if place else words.say(view.language, key)
