"""Whom a centre admits, what it gives and in which languages, in forms. Two people have to agree on these."""

from datetime import date
from typing import Any, Final

from bot.centres.model import Eligibility, Office, Service
from bot.centres.name import Name
from bot.centres.words import Access, AddressLevel, Answer, ForWhom, Language, ServiceKind
from bot.script.facts import Language as Spoken
from bot.staff.dates import day
from bot.staff.faults import Fault
from bot.staff.form import Form, Judged
from bot.staff.text import prose

ANSWERS: Final = ("children", "papers_needed", "referral_needed", "free")
OLDEST_SON: Final = 18
LONGEST: Final = 120


def show_admission(entry: Service) -> Form:
    """The form as the entry has it."""
    rules = entry.eligibility
    given = {"who": (rules.who.value,), "sons": (str(rules.sons_up_to or ""),)}
    return Form(given | {name: (getattr(rules, name).value,) for name in ANSWERS})


def judge_admission(form: Form, entry: Service, today: date) -> Judged:  # noqa: ARG001 - every form is judged on a day
    """Who is admitted. What nobody knows stays unknown, and people are told to ask."""
    wrong: dict[str, Fault] = {}
    if form["who"] not in set(ForWhom):
        wrong["who"] = Fault.CHOICE
    wrong |= {name: Fault.CHOICE for name in ANSWERS if form[name] not in set(Answer)}
    sons = form["sons"].strip()
    years = int(sons) if sons.isascii() and sons.isdigit() and len(sons) <= 2 else None  # noqa: PLR2004 - digits of 18
    if sons and (years is None or not 1 <= years <= OLDEST_SON):
        wrong["sons"] = Fault.SONS
    if wrong:
        return Judged(form, wrong=wrong)
    answers = {name: Answer(form[name]) for name in ANSWERS}
    rules = Eligibility(who=ForWhom(form["who"]), sons_up_to=years, **answers)
    return _changed(form, entry, {"eligibility": rules}, "who")


def show_languages(entry: Service) -> Form:
    """The form as the entry has it."""
    return Form({"languages": tuple(one.value for one in entry.languages)})


def judge_languages(form: Form, entry: Service, today: date) -> Judged:  # noqa: ARG001 - every form is judged on a day
    """The languages one is helped in; none ticked is: ask."""
    spoken = tuple(one for one in Language if form.has("languages", one.value))
    if set(spoken) == set(entry.languages):
        spoken = entry.languages
    return _changed(form, entry, {"languages": spoken}, "languages")


def show_access(entry: Service) -> Form:
    """The form as the entry has it."""
    return Form({"accessibility": tuple(one.value for one in entry.accessibility)})


def judge_access(form: Form, entry: Service, today: date) -> Judged:  # noqa: ARG001 - every form is judged on a day
    """What is there for whoever cannot walk, hear or speak; none ticked is: ask."""
    there = tuple(one for one in Access if form.has("accessibility", one.value))
    if set(there) == set(entry.accessibility):
        there = entry.accessibility
    return _changed(form, entry, {"accessibility": there}, "accessibility")


def show_services(entry: Service) -> Form:
    """The form as the entry has it."""
    return Form({"kind": (entry.kind.value,), "gives": tuple(one.value for one in entry.gives)})


def judge_services(form: Form, entry: Service, today: date) -> Judged:  # noqa: ARG001 - every form is judged on a day
    """What it is, and what it gives besides."""
    if form["kind"] not in set(ServiceKind):
        return Judged(form, wrong={"kind": Fault.CHOICE})
    kind = ServiceKind(form["kind"])
    gives = tuple(one for one in ServiceKind if form.has("gives", one.value) and one is not kind)
    if set(gives) == set(entry.gives):
        gives = entry.gives
    if isinstance(entry, Office) and ServiceKind.SHELTER in {kind, *gives}:
        return Judged(form, wrong={"gives": Fault.SHELTER_ADDRESS})
    return _changed(form, entry, {"kind": kind, "gives": gives}, "kind")


def show_address(entry: Service) -> Form:
    """The form as the entry has it."""
    given = {"level": (entry.address_level.value,)}
    if isinstance(entry, Office) and entry.address:
        given |= {"ru": (entry.address.ru,), "kk": (entry.address.kk,)}
    if isinstance(entry, Office) and entry.consent_on:
        given["consent_on"] = (entry.consent_on.isoformat(),)
    return Form(given)


def judge_address(form: Form, entry: Service, today: date) -> Judged:
    """How much of where may be told. A house that shelters people has no address, whatever is typed."""
    if form["level"] not in set(AddressLevel):
        return Judged(form, wrong={"level": Fault.CHOICE})
    level = AddressLevel(form["level"])
    if not isinstance(entry, Office):
        wrong = Fault.SAME if level is AddressLevel.PHONE_ONLY else Fault.SHELTER_ADDRESS
        return Judged(form, wrong={"level": wrong})
    if level is not AddressLevel.PUBLIC:
        return _changed(form, entry, {"address_level": level, "address": None, "consent_on": None}, "level")
    said = {one.value: prose(form[one.value], LONGEST, contacts=True) for one in Spoken}
    form = form.put(**{name: text for name, (text, _) in said.items()})
    wrong_said = {name: fault for name, (_, fault) in said.items() if fault}
    consent = day(form["consent_on"])
    if not isinstance(consent, date):
        wrong_said["consent_on"] = consent or Fault.CONSENT
    elif consent > today:
        wrong_said["consent_on"] = Fault.CONSENT
    if wrong_said:
        return Judged(form, wrong=wrong_said)
    address = Name(**{name: text for name, (text, _) in said.items()})
    return _changed(form, entry, {"address_level": level, "address": address, "consent_on": consent}, "level")


def _changed(form: Form, entry: Service, values: dict[str, Any], beside: str) -> Judged:
    """Only what differs goes on; nothing at all is said, not sent."""
    differing = {name: value for name, value in values.items() if getattr(entry, name) != value}
    return Judged(form, differing) if differing else Judged(form, wrong={beside: Fault.SAME})
