"""What can be edited of a centre: each subject has a form, a judge of it, and one or two people who decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from bot.centres.model import Service
from bot.centres.name import Name
from bot.registry.words import Action
from bot.staff import contacts, hours, moment, rules
from bot.staff.form import Form, Judged


@dataclass(frozen=True, slots=True)
class Subject:
    """One page with one form."""

    fields: tuple[str, ...]  # of the entry: what it changes, and what a change by somebody else would touch
    show: Callable[[Service], Form]
    judge: Callable[[Form, Service, date], Judged]
    action: Action

    @property
    def second(self) -> bool:
        """Whether a second person has to agree."""
        return self.action is Action.PROPOSE


SUBJECTS: Final = (
    "hours", "notice", "closing",
    "phones", "messenger", "admission", "languages", "access", "services", "address",
)  # fmt: skip


def subjects(ready: Mapping[str, Name]) -> Mapping[str, Subject]:
    """Every subject; `ready` are the notices that are written once for all."""
    notice = partial(moment.judge_notice, ready=ready)
    made = (
        Subject(("schedule",), hours.show, hours.judge, Action.SET_SCHEDULE),
        Subject(("alert", "alert_until"), moment.show_notice, notice, Action.SET_ALERT),
        Subject(("status", "closed_until"), moment.show_closing, moment.judge_closing, Action.SET_CLOSED),
        Subject(("phones",), contacts.show_phones, contacts.judge_phones, Action.PROPOSE),
        Subject(("messenger",), contacts.show_messenger, contacts.judge_messenger, Action.PROPOSE),
        Subject(("eligibility",), rules.show_admission, rules.judge_admission, Action.PROPOSE),
        Subject(("languages",), rules.show_languages, rules.judge_languages, Action.PROPOSE),
        Subject(("accessibility",), rules.show_access, rules.judge_access, Action.PROPOSE),
        Subject(("kind", "gives"), rules.show_services, rules.judge_services, Action.PROPOSE),
        Subject(("address_level", "address", "consent_on"), rules.show_address, rules.judge_address, Action.PROPOSE),
    )
    return MappingProxyType(dict(zip(SUBJECTS, made, strict=True)))
