"""Words for one opened centre: every fact that is known of it, and the names of those that are not, to be asked."""

from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Final

from babel.dates import get_day_names

from bot.centres.hours import Day, Hours
from bot.centres.model import Eligibility, Service
from bot.centres.words import Access, Answer, ForWhom, ServiceKind, Verified
from bot.script.facts import Language
from bot.talk.view import Centre, View
from bot.words.catalogue import Words
from bot.words.directory import line_text, number, read_date

_KINDS: Final = 4
_WITH_CHILDREN: Final = frozenset({ForWhom.WOMEN_WITH_CHILDREN, ForWhom.MOTHERS_OF_NEWBORNS, ForWhom.FAMILIES})
# Field of the admission rules -> what is said of each answer; an answer that is not known is asked about.
_SAID: Final[Mapping[str, Mapping[Answer, str]]] = MappingProxyType(
    {
        "children": {Answer.YES: "help/children", Answer.NO: "help/no_children"},
        "papers_needed": {Answer.YES: "help/papers", Answer.NO: "help/no_papers"},
        "referral_needed": {Answer.YES: "help/referral", Answer.NO: "help/no_referral"},
        "free": {Answer.YES: "help/free", Answer.NO: "help/paid"},
    }
)


def centre_lines(words: Words, view: View) -> Iterator[str]:
    """One entry: where and how sure we are, what it is, who is admitted, what to ask, and how to reach it."""
    language, centre = view.language, view.centre
    if centre is None:
        return
    service = centre.service
    # Its name comes second: the first sixty characters are all that a locked screen shows.
    yield " ".join((*_where(words, language, centre), _source(words, language, service)))
    mark = words.say(language, "help/unverified") if service.verified is Verified.UNVERIFIED else ""
    yield f"<b>{escape(service.name.within(language.value))}</b> {mark}".rstrip()
    yield " ".join(_gives(words, language, service))
    yield " ".join((*_admission(words, language, service.eligibility), *_unknown(words, language, service)))
    yield from _phones(words, language, service)
    yield from (line_text(words, language, line) for line in view.lines)


def _where(words: Words, language: Language, centre: Centre) -> Iterator[str]:
    place = escape(centre.place.name.within(language.value))
    if centre.km:
        yield words.say(language, "help/where", place=place, km=number(language, centre.km))
    else:
        yield words.say(language, "help/where_here", place=place)
    schedule = centre.service.schedule
    if schedule == "24/7":
        yield words.say(language, "help/open_always")
    elif schedule == "unknown":
        yield words.say(language, "help/open_ask")
    else:
        yield words.say(language, "help/open_hours", hours=", ".join(stretch(language, one) for one in schedule))


def stretch(language: Language, hours: Hours) -> str:
    """«пн–пт 09:00–18:00»; days that do not follow each other are listed."""
    names = get_day_names("abbreviated", locale=language.value)
    week = list(Day)
    days = sorted(week.index(day) for day in hours.byday)
    run = len(days) > 2 and days[-1] - days[0] == len(days) - 1  # noqa: PLR2004 - two days are named
    said = f"{names[days[0]]}–{names[days[-1]]}" if run else ", ".join(names[day] for day in days)
    return f"{said} {hours.opens_at}–{hours.closes_at}"


def _source(words: Words, language: Language, service: Service) -> str:
    if service.checked_on:
        return words.say(language, "help/checked", date=f"{service.checked_on:%d.%m.%Y}")
    if service.assured_date is None:
        return words.say(language, "help/source_undated")
    return words.say(language, "help/source", date=read_date(service.assured_date))


def _kinds(words: Words, language: Language, service: Service) -> str:
    shown = (service.kind, *(kind for kind in service.gives if kind is not ServiceKind.HELPLINE))
    return ", ".join(words.say(language, f"kind/{kind.value}") for kind in dict.fromkeys(shown[:_KINDS]))


def _gives(words: Words, language: Language, service: Service) -> Iterator[str]:
    """What it does, its languages and its access, as far as they are known."""
    yield words.say(language, "help/kinds", kinds=_kinds(words, language, service))
    if service.languages:
        spoken = ", ".join(words.say(language, f"language/{one.value}") for one in service.languages)
        yield words.say(language, "help/languages", languages=spoken)
    if service.accessibility:
        access = ", ".join(words.say(language, f"access/{one.value}") for one in service.accessibility)
        yield words.say(language, "help/access", access=access)


def _admission(words: Words, language: Language, eligibility: Eligibility) -> Iterator[str]:
    if eligibility.who is not ForWhom.UNKNOWN:
        yield words.say(language, f"for/{eligibility.who.value}")
    for field, said in _SAID.items():
        told = field == "children" and eligibility.who in _WITH_CHILDREN  # «women with children» has said it
        if not told and (key := said.get(getattr(eligibility, field))):
            yield words.say(language, key)
    if eligibility.sons_up_to is not None:
        yield words.say(language, "help/sons", years=str(eligibility.sons_up_to))


def _unknown(words: Words, language: Language, service: Service) -> Iterator[str]:
    """What nobody has told us is to be asked, never taken for a no."""
    rules, access = service.eligibility, frozenset(service.accessibility)
    facts = {
        "who": rules.who is ForWhom.UNKNOWN,
        "children": rules.children is Answer.UNKNOWN and rules.who not in _WITH_CHILDREN,
        "papers": rules.papers_needed is Answer.UNKNOWN,
        "fee": rules.free is Answer.UNKNOWN,
        "sons": rules.sons_up_to is None and rules.children is not Answer.NO,
        "languages": not service.languages,
        "text": Access.TEXT not in access,
        "access": access <= {Access.TEXT},
    }
    if asked := ", ".join(words.say(language, f"ask/{fact}") for fact, unknown in facts.items() if unknown):
        yield words.say(language, "help/unknown", facts=asked)


def _phones(words: Words, language: Language, service: Service) -> Iterator[str]:
    for phone in service.shown_phones:
        date = f"{phone.checked_on:%d.%m.%Y}" if phone.checked_on else ""
        state = words.say(language, "state/confirmed", date=date) if date else words.say(language, "state/doubtful")
        yield words.say(language, "help/phone", phone=f"<b>{phone.number}</b>", state=state)
    if not service.shown_phones:
        yield words.say(language, "help/ask_here")
