"""What people type into a form becomes what the directory keeps, or a sentence; and what they typed stays."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.centres.hours import Day, Hours
from bot.centres.model import House, Office, Phone, Service
from bot.centres.name import Name
from bot.centres.words import AddressLevel, ServiceKind, Status, Verified
from bot.staff import contacts, hours, moment, rules
from bot.staff.faults import Fault
from bot.staff.form import Form, Judged
from bot.staff.subjects import subjects
from tests.support.worlds import whole

TODAY = date(2026, 11, 28)
READY = {"ready": Name(ru="Приём по записи.", kk="Жазылып келіңіз.")}


def some(kind: type[House | Office]) -> Service:
    return next(one for one in whole().world.directory.services.values() if type(one) is kind)


def form(**given: str | tuple[str, ...]) -> Form:
    return Form({name: (one,) if isinstance(one, str) else one for name, one in given.items()})


def test_the_usual_week_is_three_fields() -> None:
    entry = some(House)
    shown = hours.show(entry.model_copy(update={"schedule": "unknown"}))
    judged = hours.judge(shown.put(opens0="9:00", closes0="18:00"), entry, TODAY)
    assert judged.wrong == {}
    assert judged.values["schedule"] == (Hours(byday=tuple(Day)[:5], opens_at="09:00", closes_at="18:00"),)


def week(**given: str | tuple[str, ...]) -> Judged:
    return hours.judge(form(mode="hours", **({"days0": ("MO",)} | given)), some(House), TODAY)


@pytest.mark.parametrize(
    ("given_", "at", "fault"),
    [
        ({}, "opens0", Fault.HOURS_NONE),
        ({"opens0": "09:00"}, "closes0", Fault.HOURS_HALF),
        ({"closes0": "09:00"}, "opens0", Fault.HOURS_HALF),
        ({"opens0": "утром", "closes0": "18:00"}, "opens0", Fault.HOURS_TIME),
        ({"opens0": "25:00", "closes0": "18:00"}, "opens0", Fault.HOURS_TIME),
        ({"opens0": "09:00", "closes0": "09:00"}, "closes0", Fault.HOURS_SAME),
        ({"opens0": "20:00", "closes0": "08:00"}, "night0", Fault.HOURS_NIGHT),
        ({"days0": (), "opens0": "09:00", "closes0": "18:00"}, "days0", Fault.HOURS_NO_DAYS),
        (
            {"opens0": "09:00", "closes0": "18:00", "days1": ("MO",), "opens1": "17:00", "closes1": "20:00"},
            "opens1",
            Fault.HOURS_OVERLAP,
        ),
        (
            {"days0": ("SU",), "opens0": "20:00", "closes0": "08:00", "night0": "yes"}
            | {"days1": ("MO",), "opens1": "07:00", "closes1": "20:00"},
            "opens1",
            Fault.HOURS_OVERLAP,
        ),
    ],
)
def test_hours_that_cannot_be_meant_get_their_sentence(given_: dict[str, Any], at: str, fault: Fault) -> None:
    judged = week(**given_)
    assert judged.wrong == {at: fault}
    assert judged.values == {}


def test_a_night_that_is_meant_is_taken() -> None:
    assert week(opens0="20:00", closes0="08:00", night0="yes").wrong == {}
    assert week(opens0="18:00", closes0="24:00").values["schedule"][0].closes_at == "00:00"


def test_a_break_at_noon_is_two_stretches_of_the_same_days() -> None:
    judged = week(opens0="9", closes0="13", days1=("MO",), opens1="1400", closes1="18.30")
    assert [(one.opens_at, one.closes_at) for one in judged.values["schedule"]] == [
        ("09:00", "13:00"),
        ("14:00", "18:30"),
    ]


def phones(entry: Service, *typed: str, owner: str = "centre") -> Judged:
    return contacts.judge_phones(form(owner=owner, **{f"phone{at}": one for at, one in enumerate(typed)}), entry, TODAY)


def test_a_first_number_is_proposed_as_one_that_is_right() -> None:
    entry = some(House).model_copy(update={"phones": ()})
    found = phones(entry, "8 7172 12 34 56").values["phones"]
    assert [(one.number, one.verified) for one in found] == [("+77172123456", Verified.CONFIRMED)]


def test_a_lead_that_a_worker_stands_for_is_proposed_too() -> None:
    lead = Phone(number="+77172123456", verified=Verified.UNVERIFIED)
    entry = some(House).model_copy(update={"phones": (lead,)})
    assert phones(entry, "87172123456").values["phones"][0].verified is Verified.CONFIRMED


def test_a_number_that_was_approved_keeps_who_vouches_for_it() -> None:
    known = Phone(number="+77172123456", verified=Verified.CONFIRMED, checked_on=date(2026, 1, 1))
    entry = some(House).model_copy(update={"phones": (known,)})
    assert phones(entry, "87172123456", "87172123457").values["phones"][0] == known
    assert phones(entry, "87172123456").wrong == {"phone0": Fault.SAME}
    assert phones(entry, "").values["phones"] == ()


def test_a_private_number_is_not_taken_and_whose_it_is_has_to_be_said() -> None:
    entry = some(House)
    assert phones(entry, "87172123456", owner="person").wrong == {"owner": Fault.PHONE_PRIVATE}
    assert phones(entry, "87172123456", owner="").wrong == {"owner": Fault.CHOICE}


def test_the_same_number_twice_is_said() -> None:
    assert phones(some(House), "87172123456", "+7 7172 123456").wrong == {"phone1": Fault.PHONE_TWICE}


def test_a_notice_is_ready_or_whole_in_both_languages() -> None:
    entry = some(House)
    judge = moment.judge_notice
    assert judge(form(text="ready"), entry, TODAY, READY).values["alert"] == READY["ready"]
    assert judge(form(text="own", ru="Ремонт"), entry, TODAY, READY).wrong == {"kk": Fault.EMPTY}
    assert judge(form(), entry, TODAY, READY).wrong == {"text": Fault.CHOICE}
    assert judge(form(text="ready", until="27.11.2026"), entry, TODAY, READY).wrong == {"until": Fault.DATE_PAST}
    assert judge(form(text="none"), entry, TODAY, READY).wrong == {"text": Fault.SAME}


def test_a_closing_has_a_last_day_or_says_that_nobody_knows_it() -> None:
    entry = some(House)
    assert moment.judge_closing(moment.show_closing(entry), entry, TODAY).wrong == {"until": Fault.DATE_MISSING}
    closed = moment.judge_closing(form(last="day", until="2026-12-31"), entry, TODAY).values
    assert closed == {"status": Status.TEMPORARILY_CLOSED, "closed_until": date(2026, 12, 31)}
    unknown = moment.judge_closing(form(last="unknown"), entry, TODAY).values
    assert unknown == {"status": Status.TEMPORARILY_CLOSED, "closed_until": None}
    shut = entry.model_copy(update=dict(unknown))
    assert moment.show_closing(shut)["last"] == "unknown"
    assert moment.judge_closing(moment.show_closing(shut), shut, TODAY).wrong == {"last": Fault.SAME}


def test_a_house_never_gets_an_address_whatever_is_typed() -> None:
    entry = some(House)
    for level in AddressLevel:
        judged = rules.judge_address(
            form(level=level.value, ru="ул. Абая, 1", kk="Абай к., 1", consent_on="2026-11-01"), entry, TODAY
        )
        assert judged.values == {}
        assert judged.wrong


def test_an_office_shows_its_address_with_a_written_yes_alone() -> None:
    entry = some(Office)
    typed = form(level="public", ru="ул. Абая, 1", kk="Абай көшесі, 1")
    assert rules.judge_address(typed, entry, TODAY).wrong == {"consent_on": Fault.CONSENT}
    assert rules.judge_address(typed.put(consent_on="2026-12-01"), entry, TODAY).wrong == {"consent_on": Fault.CONSENT}
    assert rules.judge_address(typed.put(consent_on="2026-11-01"), entry, TODAY).values["address"].ru == "ул. Абая, 1"


def test_an_office_cannot_become_a_place_to_live() -> None:
    judged = rules.judge_services(form(kind=ServiceKind.SHELTER.value), some(Office), TODAY)
    assert judged.wrong == {"gives": Fault.SHELTER_ADDRESS}


def test_an_age_is_a_number_of_years() -> None:
    shown = rules.show_admission(some(House))
    for typed in ("0", "19", "-1", "пять", "1e1", "٣", "100"):
        assert rules.judge_admission(shown.put(sons=typed), some(House), TODAY).wrong == {"sons": Fault.SONS}
    assert rules.judge_admission(shown.put(sons="12"), some(House), TODAY).values["eligibility"].sons_up_to == 12


@pytest.mark.parametrize("name", list(subjects(READY)))
def test_every_form_sent_back_untouched_changes_nothing(name: str) -> None:
    subject = subjects(READY)[name]
    for entry in whole().world.directory.services.values():
        judged = subject.judge(subject.show(entry).put(owner="centre"), entry, TODAY)
        assert all(value == getattr(entry, field) for field, value in judged.values.items()) or name == "phones"


@given(st.dictionaries(st.text(max_size=12), st.lists(st.text(max_size=30), max_size=3).map(tuple), max_size=12))
def test_no_form_breaks_a_judge_and_nothing_typed_is_lost(given_: dict[str, tuple[str, ...]]) -> None:
    for subject in subjects(READY).values():
        for kind in (House, Office):
            judged = subject.judge(Form(given_), some(kind), TODAY)
            assert given_.keys() <= set(judged.form)
            assert bool(judged.wrong) != bool(judged.values)


@given(st.data())
def test_no_hostile_value_breaks_a_judge(data: st.DataObject) -> None:
    hostile = st.one_of(st.text(max_size=60), st.sampled_from(["<b>", "\u202e", "=1+1", "9" * 400, "\x00", "𐍈" * 30]))
    for name, subject in subjects(READY).items():
        shown = subject.show(some(House)).given
        names = [
            *shown,
            "text",
            "ru",
            "kk",
            "until",
            "mode",
            "days0",
            "opens0",
            "closes0",
            "phone0",
            "whatsapp",
            "level",
        ]
        changed = {one: (data.draw(hostile),) for one in names}
        judged = subject.judge(Form({**shown, **changed}), some(House), TODAY)
        assert judged.wrong, name
