"""Words for one opened centre: every fact that is known of it, and the names of those that are not, to be asked."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from html import escape
from types import MappingProxyType
from typing import Final

from babel.dates import get_day_names

from bot.centres.ageing import Age
from bot.centres.hours import Day, Hours
from bot.centres.model import Eligibility, Phone, Service, Written
from bot.centres.tel import spaced
from bot.centres.words import Access, Answer, ForWhom, Intake, ServiceKind, Status, Verified
from bot.script.facts import Language
from bot.talk.view import Centre, View
from bot.words.catalogue import Words
from bot.words.directory import line_text, number, read_date
from bot.words.markup import plain
from bot.words.size import LINES, SCREEN

_KINDS, _FEW_KINDS = 4, 2
_CONTACTS: Final = 2  # of each sort
_OLD: Final = frozenset({Age.AGEING, Age.STALE, Age.HIDDEN})
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


class Brief(IntEnum):
    """What a full card leaves out first; each step leaves out what the one before does."""

    WHOLE = 0
    ONE_RELAY = 1
    ASK_REST = 2
    FEW_KINDS = 3
    ESSENTIAL = 4


def centre_lines(words: Words, view: View) -> list[str]:
    """One entry: where, how sure we are and how to reach it; then what it is, who is admitted, what to ask.

    When more is known than a screen holds, what can be asked on the phone gives way, step by step.
    """
    for brief in Brief:
        lines = [line for line in _lines(words, view, brief) if line]
        if len(lines) <= LINES and len(plain("\n".join(lines))) <= SCREEN:
            break
    return lines


def _lines(words: Words, view: View, brief: Brief) -> Iterator[str]:
    language, centre = view.language, view.centre
    if centre is None:
        return
    service = centre.service
    # Its name comes second: the first sixty characters are all that a locked screen shows.
    # Each number says how sure it is; where one was called, «we have not called» would be wrong.
    called = service.checked_on is None and any(contact.checked_on for contact in _ways(service))
    sourced = not called and (brief < Brief.ESSENTIAL or not service.reachable)
    yield " ".join((*_where(words, language, centre), *([_source(words, language, service)] if sourced else [])))
    mark = words.say(language, "help/unverified") if service.verified is Verified.UNVERIFIED else ""
    name = f"<b>{escape(service.name.within(language.value))}</b> {mark}".rstrip()
    now = " ".join(_now(words, view, centre))
    yield f"{name}. {now}" if now else name
    own = list(_contacts(words, language, service, brief))
    yield from own
    alert = [escape(_ended(centre.alert.within(language.value)))] if centre.alert else []
    yield " ".join((*alert, *_gives(words, language, service, brief)))
    yield " ".join((*_admission(words, language, service.eligibility), *_asked(words, language, service, brief)))
    if not own:
        yield words.say(language, "help/ask_here")
    yield from (line_text(words, language, line) for line in view.lines[: 1 if own and brief else None])


def _ended(text: str) -> str:
    """What staff wrote, as a sentence: what follows on the card must not run into it."""
    text = text.rstrip(" ,;:")
    return text if text.rstrip("»”\"')").endswith((".", "!", "?", "…")) else f"{text}."


def _asked(words: Words, language: Language, service: Service, brief: Brief) -> Iterator[str]:
    """Each fact nobody has told us; on a full card that the rest is to be asked, unless the next line says whom."""
    if brief < Brief.ASK_REST:
        yield from _unknown(words, language, service)
    elif brief < Brief.ESSENTIAL:
        yield words.say(language, "help/ask_rest")


def _now(words: Words, view: View, centre: Centre) -> Iterator[str]:
    """What holds at this moment: whether people are taken in, and whether what we know is still worth much."""
    if centre.intake is not Intake.ASK:
        yield words.say(view.language, f"intake/{centre.intake.value}")
    if centre.doubted:
        yield words.say(view.language, "help/doubted")
    elif centre.age in _OLD:
        yield words.say(view.language, "help/call_first")


def _where(words: Words, language: Language, centre: Centre) -> Iterator[str]:
    place = escape(centre.place.name.within(language.value))
    if centre.km:
        yield words.say(language, "help/where", place=place, km=number(language, centre.km))
    else:
        yield words.say(language, "help/where_here", place=place)
    schedule, closed_until = centre.service.schedule, centre.service.closed_until
    if centre.service.status is Status.TEMPORARILY_CLOSED:
        until = f"{closed_until:%d.%m.%Y}" if closed_until else ""
        yield words.say(language, "help/closed_until", date=until) if until else words.say(language, "help/closed")
    elif schedule == "24/7":
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


def _kinds(words: Words, language: Language, service: Service, most: int) -> str:
    shown = (service.kind, *(kind for kind in service.gives if kind is not ServiceKind.HELPLINE))
    return ", ".join(words.say(language, f"kind/{kind.value}") for kind in dict.fromkeys(shown[:most]))


def _gives(words: Words, language: Language, service: Service, brief: Brief) -> Iterator[str]:
    """What it does, its languages and its access, as far as they are known."""
    if brief >= Brief.ESSENTIAL:  # its name says the most of it
        return
    most = _KINDS if brief < Brief.FEW_KINDS else _FEW_KINDS
    yield words.say(language, "help/kinds", kinds=_kinds(words, language, service, most))
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


def _contacts(words: Words, language: Language, service: Service, brief: Brief) -> Iterator[str]:
    """Ways of its own to reach it; on a full card one to call and one to write, the others are in what is copied."""
    most = _CONTACTS if brief < Brief.FEW_KINDS else 1
    for contact in _ways(service, most):
        date = f"{contact.checked_on:%d.%m.%Y}" if contact.checked_on else ""
        state = words.say(language, "state/confirmed", date=date) if date else words.say(language, "state/doubtful")
        way = f"way/{contact.channel.value}" if isinstance(contact, Written) else "help/phone"
        yield words.say(language, way, phone=f"<b>{spaced(contact.number)}</b>", state=state)


def _ways(service: Service, most: int = _CONTACTS) -> tuple[Phone | Written, ...]:
    return *service.shown_phones[:most], *service.shown_messengers[:most]
