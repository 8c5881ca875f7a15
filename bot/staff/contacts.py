"""Numbers in a form: how a centre is called and written to. Two people have to agree, so this only proposes.

A number that nobody approved yet is proposed as one that is right: the call-back of the second person decides.
"""

from datetime import date
from typing import Final

from bot.centres.model import Phone, Service, Written
from bot.centres.tel import spaced
from bot.centres.words import Messenger, Verified
from bot.staff.faults import Fault
from bot.staff.form import Form, Judged
from bot.staff.numbers import number

MOST: Final = 3


def show_phones(entry: Service) -> Form:
    """Every number the entry has, ready to be corrected."""
    return Form({f"phone{at}": (spaced(phone.number),) for at, phone in enumerate(entry.phones[:MOST])})


def judge_phones(form: Form, entry: Service, today: date) -> Judged:
    """The numbers it means; of one that was approved and stays, also who vouches for it stays."""
    typed = {f"phone{at}": form[f"phone{at}"] for at in range(MOST)}
    found, wrong = _numbers(typed)
    wrong |= _owner(form, found)
    known = {phone.number: phone for phone in entry.phones if phone.verified is not Verified.UNVERIFIED}
    phones = tuple(
        known.get(tel) or Phone(number=tel, verified=Verified.CONFIRMED, checked_on=today) for tel in found.values()
    )
    rest = entry.phones[MOST:]
    if not wrong and (*phones, *rest) == entry.phones:
        wrong["phone0"] = Fault.SAME
    return Judged(form, {} if wrong else {"phones": (*phones, *rest)}, wrong)


def show_messenger(entry: Service) -> Form:
    """Every way to write, one field a messenger."""
    return Form({way.channel.value: (spaced(way.number),) for way in entry.messenger})


def judge_messenger(form: Form, entry: Service, today: date) -> Judged:
    """The ways to write it means. The same number may serve several messengers."""
    typed = {channel.value: form[channel.value] for channel in Messenger}
    found, wrong = _numbers(typed, apart=False)
    wrong |= _owner(form, found)
    known = {(way.channel, way.number): way for way in entry.messenger if way.verified is not Verified.UNVERIFIED}
    ways = tuple(
        known.get((Messenger(name), tel))
        or Written(channel=Messenger(name), number=tel, verified=Verified.CONFIRMED, checked_on=today)
        for name, tel in found.items()
    )
    if not wrong and ways == entry.messenger:
        wrong[Messenger.WHATSAPP.value] = Fault.SAME
    return Judged(form, {} if wrong else {"messenger": ways}, wrong)


def _numbers(typed: dict[str, str], *, apart: bool = True) -> tuple[dict[str, str], dict[str, Fault]]:
    found: dict[str, str] = {}
    wrong: dict[str, Fault] = {}
    for name, text in typed.items():
        if not text.strip():
            continue
        read = number(text)
        if isinstance(read, Fault):
            wrong[name] = read
        elif apart and read in found.values():
            wrong[name] = Fault.PHONE_TWICE
        else:
            found[name] = read
    return found, wrong


def _owner(form: Form, found: dict[str, str]) -> dict[str, Fault]:
    """Whose number it is has to be said: a worker's own phone would ring at her home, and know who called."""
    if not found:
        return {}
    return {"centre": {}, "person": {"owner": Fault.PHONE_PRIVATE}}.get(form["owner"], {"owner": Fault.CHOICE})
