"""What one person may say at once about her centre: a notice, a closing for a while."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.centres.model import Service
from bot.centres.name import Name
from bot.centres.words import Status
from bot.script.facts import Language
from bot.staff.dates import coming
from bot.staff.faults import Fault
from bot.staff.form import Form, Judged
from bot.staff.text import prose

LONGEST: Final = 80  # of a notice: it stands above the card (D128)
READY: Final = ("by_appointment", "phone_busy", "papers_later", "no_children_places")  # written once, in both languages
_OWN: Final = "own"


def show_notice(entry: Service) -> Form:
    """The form as the entry has it."""
    given: dict[str, tuple[str, ...]] = {"text": (_OWN,) if entry.alert else ()}
    if entry.alert:
        given |= {"ru": (entry.alert.ru,), "kk": (entry.alert.kk,)}
    if entry.alert_until:
        given["until"] = (entry.alert_until.isoformat(),)
    return Form(given)


def judge_notice(form: Form, entry: Service, today: date, ready: Mapping[str, Name]) -> Judged:
    """A ready notice or her own words in both languages, and the last day it is shown."""
    wrong: dict[str, Fault] = {}
    values: dict[str, Any] = {"alert": None, "alert_until": None}
    match form["text"]:
        case "none":
            pass
        case "own":
            said = {language.value: prose(form[language.value], LONGEST) for language in Language}
            form = form.put(**{name: text for name, (text, _) in said.items()})
            wrong |= {name: fault for name, (_, fault) in said.items() if fault}
            if not wrong:
                values["alert"] = Name(**{name: text for name, (text, _) in said.items()})
        case name if name in ready:
            values["alert"] = ready[name]
        case _:
            wrong["text"] = Fault.CHOICE
    until = coming(form["until"], today) if form["text"] != "none" else None
    if isinstance(until, Fault):
        wrong["until"] = until
    elif not wrong:
        values["alert_until"] = until
        if (entry.alert, entry.alert_until) == (values["alert"], until):
            wrong["text"] = Fault.SAME
    return Judged(form, {} if wrong else values, wrong)


def show_closing(entry: Service) -> Form:
    """The form as the entry has it: a day is asked for, unless it was said that nobody knows it."""
    if entry.closed_until:
        return Form({"last": ("day",), "until": (entry.closed_until.isoformat(),)})
    return Form({"last": ("unknown" if entry.status is Status.TEMPORARILY_CLOSED else "day",)})


def judge_closing(form: Form, entry: Service, today: date) -> Judged:
    """Closed up to a day, or nobody knows how long, or open again."""
    if form["open"]:
        return Judged(form, {"status": Status.ACTIVE, "closed_until": None})
    until: date | Fault | None = None
    if form["last"] != "unknown":
        until = coming(form["until"], today) or Fault.DATE_MISSING
    if isinstance(until, Fault):
        return Judged(form, wrong={"until": until})
    if (entry.status, entry.closed_until) == (Status.TEMPORARILY_CLOSED, until):
        return Judged(form, wrong={"last": Fault.SAME})
    return Judged(form, {"status": Status.TEMPORARILY_CLOSED, "closed_until": until})
