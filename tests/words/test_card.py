"""The card of a centre: every fact of the admission, hours, languages and access is told, or named as one to ask."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from bot.centres.hours import Day, Hours
from bot.centres.model import Eligibility, Phone, Taking, Written
from bot.centres.name import Name
from bot.centres.tel import spaced
from bot.centres.words import Access, Answer, ForWhom, Intake, Messenger, ServiceKind, Status, Verified
from bot.centres.words import Language as Spoken
from bot.script.facts import Language
from bot.talk.look import look
from bot.talk.visit import Visit
from bot.words.markup import plain
from bot.words.page import draw
from tests.support.worlds import whole

TODAY = date(2026, 11, 20)
WORLD, WORDS = whole().world, whole().words
SERVICES = WORLD.directory.services
OFFICE = (Hours(byday=(Day.MO, Day.TU, Day.WE, Day.TH, Day.FR), opens_at="09:00", closes_at="18:00"),)
PHONE = Phone(number="+77010000001", verified=Verified.CONFIRMED, checked_on=date(2026, 11, 1))
CHAT = Written(
    number="+77010000002", verified=Verified.CONFIRMED, checked_on=date(2026, 11, 1), channel=Messenger.WHATSAPP
)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
KNOWN = Eligibility(
    who=ForWhom.WOMEN,
    children=Answer.YES,
    sons_up_to=12,
    papers_needed=Answer.NO,
    referral_needed=Answer.NO,
    free=Answer.YES,
)


def card(
    id_: str,
    language: Language,
    place: str | None = None,
    *,
    at: datetime = NOW,
    doubted: frozenset[str] | None = None,
    **changes: object,
) -> str:
    services = {**SERVICES, id_: SERVICES[id_].model_copy(update=changes)}
    world = replace(WORLD, directory=replace(WORLD.directory, services=MappingProxyType(services)), doubted=doubted)
    visit = Visit(language, "help/centre", service=id_, place=place)
    return plain(draw(WORDS, look(world, visit, at.date(), at)).text)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("id_", SERVICES)
def test_every_card_tells_each_fact_or_names_it_as_one_to_ask(id_: str, language: Language) -> None:
    service, text = SERVICES[id_], card(id_, language)

    def says(key: str, **values: str) -> bool:
        rest = key.startswith("ask/") and service.alert and WORDS.say(language, "help/ask_rest") in text
        return rest or plain(WORDS.say(language, key, **values)) in text

    rules, access = service.eligibility, set(service.accessibility)
    assert service.name.within(language.value) in text
    assert WORLD.directory.places[service.location].name.within(language.value) in text
    for kind in (service.kind, *(one for one in service.gives if one is not ServiceKind.HELPLINE))[:4]:
        assert says(f"kind/{kind.value}")
    assert says({"24/7": "help/open_always", "unknown": "help/open_ask"}[str(service.schedule)])
    assert says(f"for/{rules.who.value}" if rules.who is not ForWhom.UNKNOWN else "ask/who")
    with_children = {ForWhom.WOMEN_WITH_CHILDREN, ForWhom.MOTHERS_OF_NEWBORNS, ForWhom.FAMILIES}
    if rules.who not in with_children:
        assert says({Answer.YES: "help/children", Answer.NO: "help/no_children"}.get(rules.children, "ask/children"))
    assert says({Answer.YES: "help/papers", Answer.NO: "help/no_papers"}.get(rules.papers_needed, "ask/papers"))
    assert says({Answer.YES: "help/free", Answer.NO: "help/paid"}.get(rules.free, "ask/fee"))
    assert rules.sons_up_to is not None or says("ask/sons")
    assert rules.referral_needed is not Answer.NO or says("help/no_referral")
    assert all(says(f"language/{one.value}") for one in service.languages)
    assert service.languages or says("ask/languages")
    assert says("access/text" if Access.TEXT in access else "ask/text")
    assert all(says(f"access/{one.value}") for one in access)
    assert access - {Access.TEXT} or says("ask/access")
    dated = ".".join(reversed((service.assured_date or "").split("-")))
    assert says("help/source", date=dated) if dated else says("help/source_undated")
    assert service.checked_on is None
    for phone in service.shown_phones:
        assert phone.number in text
    if not service.shown_phones:
        assert says("help/ask_here")
        assert WORLD.directory.ask_via(service)
        assert "111" in text


@pytest.mark.parametrize("language", Language)
def test_a_card_of_which_everything_is_known_asks_for_nothing(language: Language) -> None:
    access = (Access.STEP_FREE, Access.TEXT)
    text = card(
        "pavlodar-city-women-centre",
        language,
        schedule=OFFICE,
        eligibility=KNOWN,
        languages=(Spoken.KK, Spoken.RU),
        accessibility=access,
        checked_on=date(2026, 11, 1),
        phones=(PHONE,),
    )
    said = ["for/women", "help/children", "help/no_papers", "help/no_referral", "help/free", "access/step_free"]
    assert [key for key in said if WORDS.say(language, key) not in text] == []
    assert WORDS.say(language, "help/sons", years="12") in text
    assert WORDS.say(language, "help/checked", date="01.11.2026") in text
    assert "09:00–18:00" in text
    assert WORDS.say(language, "help/open_ask") not in text
    assert WORDS.say(language, "help/unknown", facts="")[:-2] not in text


def test_days_that_follow_each_other_are_a_range_and_others_a_list() -> None:
    odd = (Hours(byday=(Day.MO, Day.WE), opens_at="10:00", closes_at="12:00"),)
    assert "пн–пт 09:00–18:00" in card("pavlodar-city-women-centre", Language.RU, schedule=OFFICE)
    assert "пн, ср 10:00–12:00" in card("pavlodar-city-women-centre", Language.RU, schedule=odd)
    assert "дс–жм 09:00–18:00" in card("pavlodar-city-women-centre", Language.KK, schedule=OFFICE)


@pytest.mark.parametrize("language", Language)
def test_every_card_fits_a_screen_from_wherever_it_is_opened(language: Language) -> None:
    for id_ in SERVICES:
        for region in WORLD.directory.regions:
            text = card(id_, language, region.kato)
            assert len(text) <= 500, text
            assert len(text.splitlines()) <= 7, text


CENTRE = "pavlodar-city-women-centre"
NOTICE = Name(
    ru="На первом этаже ремонт: вход временно со двора, звоните, Вас встретят у ворот.",
    kk="Бірінші қабатта жөндеу: есік уақытша аула жақта, хабарлассаңыз, қарсы аламыз.",
)


@pytest.mark.parametrize("language", Language)
def test_a_card_with_everything_on_it_fits_and_keeps_its_numbers_its_warning_and_another_line(
    language: Language,
) -> None:
    text = card(
        CENTRE,
        language,
        "750000000",
        doubted=frozenset({CENTRE}),
        phones=(PHONE, PHONE.model_copy(update={"number": "+77010000003"})),
        messenger=(CHAT,),
        alert=NOTICE,
        intake=Taking(state=Intake.FULL, until=NOW + timedelta(hours=3)),
        schedule=(*OFFICE, Hours(byday=(Day.SA,), opens_at="10:00", closes_at="14:00")),
        gives=tuple(ServiceKind)[:6],
    )
    assert len(text) <= 500, text
    assert len(text.splitlines()) <= 7, text
    assert all(number in text for number in ("+7 701 000 00 01", "+7 701 000 00 02", "111"))
    assert NOTICE.within(language.value) in text
    assert WORDS.say(language, "intake/full") in text
    assert WORDS.say(language, "help/doubted") in text


@pytest.mark.parametrize("language", Language)
def test_what_was_said_of_the_intake_holds_until_its_hour(language: Language) -> None:
    taking = Taking(state=Intake.ACCEPTING, until=NOW + timedelta(hours=3))
    said = WORDS.say(language, "intake/accepting")
    assert said in card(CENTRE, language, intake=taking, at=NOW + timedelta(hours=3, seconds=-1))
    assert said not in card(CENTRE, language, intake=taking, at=NOW + timedelta(hours=3))


@pytest.mark.parametrize("language", Language)
def test_an_old_check_says_call_first_and_a_fresh_one_does_not(language: Language) -> None:
    confirmed: dict[str, Any] = {"verified": Verified.CONFIRMED, "checked_on": NOW.date()}
    first = WORDS.say(language, "help/call_first")
    assert first not in card(CENTRE, language, at=NOW + timedelta(days=30), **confirmed)
    assert first in card(CENTRE, language, at=NOW + timedelta(days=31), **confirmed)


@pytest.mark.parametrize("language", Language)
def test_a_notice_ends_with_its_day(language: Language) -> None:
    told: dict[str, Any] = {"alert": NOTICE, "alert_until": NOW.date()}
    assert NOTICE.within(language.value) in card(CENTRE, language, **told)
    assert NOTICE.within(language.value) not in card(CENTRE, language, at=NOW + timedelta(days=1), **told)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ремонт на первом этаже", "Ремонт на первом этаже. "),
        ("Ремонт,", "Ремонт. "),
        ("Вход со двора (до пятницы)", "Вход со двора (до пятницы). "),
        ("Приём только по записи.", "Приём только по записи. "),
        ("Ждём Вас!", "Ждём Вас! "),
        ("Куда звонить?", "Куда звонить? "),
        ("Скоро откроемся…", "Скоро откроемся… "),
        ("Спросите центр «Забота.»", "Спросите центр «Забота.» "),
    ],
)
def test_a_notice_is_a_sentence_that_nothing_runs_into(written: str, shown: str) -> None:
    kinds = WORDS.say(Language.RU, "help/kinds", kinds="")[:4]
    assert f"{shown}{kinds}" in card(CENTRE, Language.RU, alert=Name(ru=written, kk="Жөндеу"))


@pytest.mark.parametrize("language", Language)
def test_a_closing_names_its_last_day_and_hides_the_numbers(language: Language) -> None:
    shut: dict[str, Any] = {"status": Status.TEMPORARILY_CLOSED, "closed_until": date(2026, 12, 1), "phones": (PHONE,)}
    text = card(CENTRE, language, **shut)
    assert WORDS.say(language, "help/closed_until", date="01.12.2026") in text
    assert spaced(PHONE.number) not in text
