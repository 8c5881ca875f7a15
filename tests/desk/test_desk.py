"""The desk with real seals: what a button means, to whom, and for how long."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.script.facts import Idle, Language
from bot.talk.event import Sent
from bot.upkeep import Reply
from bot.vault.connection import connect
from bot.vault.keys import Keyring
from bot.vault.store import Sessions
from bot.vault.ticket import TicketSeal
from tests.support.worlds import NOW, ear, whole

CHAT, OTHER = 5_190_000_001, 5_190_000_002


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def desk(clock: Clock | None = None, keyring: Keyring | None = None) -> Desk:
    ring = keyring or Keyring()
    sessions = Sessions(connect("unix:///nowhere/redis.sock"), ring)
    return Desk(whole().world, whole().words, ear(), seal=TicketSeal(ring), sessions=sessions, clock=clock or Clock())


def button(reply: Reply, label: str) -> str:
    found = [key.data for row in reply.rows for key in row if label in key.label]
    assert found
    assert found[0]
    return found[0]


def all_data(reply: Reply) -> list[str]:
    return [key.data for row in reply.rows for key in row if key.data]


def test_every_button_is_exactly_64_bytes_and_no_two_say_the_same() -> None:
    reply = desk().press(CHAT, button(desk().start(CHAT, Language.RU), "Русский"), Language.RU)
    data = all_data(reply)
    assert {len(one.encode()) for one in data} == {64}
    assert len(set(data)) == len(data)


def test_a_press_means_the_same_however_often_and_late_within_its_time() -> None:
    clock = Clock()
    here = desk(clock)
    menu = button(here.start(CHAT, Language.RU), "Русский")
    first = here.press(CHAT, menu, Language.RU)
    clock.now += timedelta(hours=11)
    again = here.press(CHAT, menu, Language.KK)
    assert first.text == again.text
    assert "О ком" in again.text


def test_any_copy_with_the_same_key_answers_any_press() -> None:
    keyring = Keyring()
    menu = button(desk(keyring=keyring).start(CHAT, Language.RU), "Русский")
    assert "О ком" in desk(keyring=keyring).press(CHAT, menu, Language.RU).text


@pytest.mark.parametrize("hours", [24, 48, 24 * 30])
def test_a_button_of_an_old_epoch_is_a_fresh_start(hours: int) -> None:
    clock = Clock()
    here = desk(clock)
    menu = button(here.start(CHAT, Language.RU), "Русский")
    clock.now += timedelta(hours=hours)
    assert here.press(CHAT, menu, Language.KK).text == here.start(CHAT, Language.KK).text


def test_a_button_of_another_chat_or_another_key_is_a_fresh_start() -> None:
    here = desk()
    menu = button(here.start(CHAT, Language.RU), "Русский")
    fresh = here.start(OTHER, Language.RU).text
    assert here.press(OTHER, menu, Language.RU).text == fresh
    assert desk(keyring=Keyring()).press(CHAT, menu, Language.RU).text == fresh


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 48 * 8 - 1))
def test_a_button_with_one_flipped_bit_is_a_fresh_start(bit: int) -> None:
    here = desk()
    fresh = here.start(CHAT, Language.RU)
    raw = bytearray(urlsafe_b64decode(button(fresh, "Русский")))
    raw[bit // 8] ^= 1 << bit % 8
    assert here.press(CHAT, urlsafe_b64encode(raw).decode(), Language.RU).text == fresh.text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=70))
def test_any_data_at_all_gives_a_screen_with_a_number(data: str) -> None:
    assert "102" in desk().press(CHAT, data, Language.RU).text


def test_a_talk_of_more_than_six_hours_begins_anew_where_it_stands() -> None:
    clock = Clock()
    here = desk(clock)
    menu = here.press(CHAT, button(here.start(CHAT, Language.RU), "Русский"), Language.RU)
    clock.now += timedelta(hours=5)
    still = here.press(CHAT, button(menu, "Обо мне"), Language.RU)
    assert still.kept.began == menu.kept.began
    clock.now += timedelta(hours=2)
    later = here.press(CHAT, button(still, "Назад"), Language.RU)
    assert later.kept.began == int(clock.now.timestamp()) // 60
    assert later.text == menu.text


async def test_something_sent_without_a_store_still_gets_an_answer() -> None:
    heeded = await desk().heed(CHAT, Sent.TYPED, Language.KK)
    assert heeded.screen is None
    assert "111" in heeded.reply.text


IDLES = {
    "Через 1 минуту": timedelta(minutes=1),
    "Через 10 минут": timedelta(minutes=10),
    "Через 15 минут": timedelta(minutes=15),
    "Через 1 час": timedelta(hours=1),
    "Через сутки": timedelta(days=1),
}


def chosen(here: Desk, *labels: str) -> timedelta:
    """How long the talk lies once these are pressed, one after the other."""
    reply = here.start(CHAT, Language.RU)
    for step in ("Русский", "Что здесь видно другим", "Стирать по времени", *labels):
        reply = here.press(CHAT, button(reply, step), Language.RU)
    return reply.kept.idle


@pytest.mark.parametrize("label", IDLES)
def test_a_talk_left_alone_lies_as_long_as_the_label_says(label: str) -> None:
    assert len(IDLES) == len(Idle)
    assert chosen(desk(), label) == IDLES[label]


def test_a_time_once_chosen_can_be_kept_or_given_up_again() -> None:
    assert chosen(desk(), "Оставить как есть") == IDLES["Через 15 минут"]
    assert chosen(desk(), "Через 1 час", "Другое время", "Оставить как есть") == IDLES["Через 1 час"]
    assert chosen(desk(), "Через 1 час", "Другое время", "Через 15 минут") == IDLES["Через 15 минут"]
