"""Telegram's signature lets in whoever it was made for, once, for five minutes, and nobody else."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest
from aiogram.utils.web_app import safe_parse_webapp_init_data
from hypothesis import given
from hypothesis import strategies as st

from bot.script.facts import Language
from bot.staff.initdata import read
from tests.staff.signing import TOKEN, sign

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


def test_what_telegram_signed_is_taken_and_says_who_it_is() -> None:
    found = read(sign(7, NOW, language="kk"), TOKEN, NOW)
    assert found is not None
    assert (found.account, found.language) == (7, Language.KK)


def test_the_signature_is_the_one_that_telegram_s_own_rules_give() -> None:
    assert safe_parse_webapp_init_data(TOKEN, sign(7, NOW)).user.id == 7  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("age", "taken"),
    [
        (timedelta(), True),
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, seconds=1), False),
        (timedelta(days=1), False),
        (timedelta(seconds=-60), True),
        (timedelta(seconds=-61), False),
    ],
)
def test_it_is_good_for_five_minutes_and_a_clock_may_be_a_minute_off(age: timedelta, *, taken: bool) -> None:
    assert (read(sign(7, NOW - age), TOKEN, NOW) is not None) is taken


def test_another_bot_s_signature_is_refused() -> None:
    assert read(sign(7, NOW, token="2:" + "b" * 35), TOKEN, NOW) is None


def test_a_parameter_that_stands_twice_is_refused_even_when_signed() -> None:
    whole = sign(7, NOW)
    user = quote(json.dumps({"id": 8, "first_name": "x"}))
    assert read(f"{whole}&user={user}", TOKEN, NOW) is None
    assert read(f"user={user}&{whole}", TOKEN, NOW) is None
    assert read(f"{whole}&hash={'0' * 64}", TOKEN, NOW) is None


@pytest.mark.parametrize(
    "user",
    [
        "",
        "null",
        "[]",
        "7",
        '{"id": "7"}',
        '{"id": true}',
        '{"id": -7}',
        '{"id": 0}',
        '{"first_name": "x"}',
        '{"id": 7, "is_bot": true}',
        '{"id": 7.0}',
        "[" * 3000,
    ],
)
def test_a_signed_user_that_is_none_is_refused(user: str) -> None:
    assert read(sign(7, NOW, user=user), TOKEN, NOW) is None


@pytest.mark.parametrize("moment", ["", "x", "-1", "1e9", "٣", "9" * 11, "9" * 30, "1795770000.5"])
def test_a_signed_moment_that_is_none_is_refused(moment: str) -> None:
    assert read(sign(7, NOW, moment=moment), TOKEN, NOW) is None


@pytest.mark.parametrize(
    "text", ["", "x", "a=b", "hash=", "hash=0", "&&&", "=", "user=%ff&hash=1", "a=1&" * 50, "x" * 9000]
)
def test_what_is_no_signature_is_refused(text: str) -> None:
    assert read(text, TOKEN, NOW) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert read(text, TOKEN, NOW) is None


@given(st.data())
def test_a_changed_character_is_noticed(data: st.DataObject) -> None:
    whole = sign(7, NOW)
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from("abcdef0123456789%&=+"))
    changed = whole[:at] + other + whole[at + 1 :]
    found = read(changed, TOKEN, NOW)
    # Only another spelling of the same data may pass: %7b for %7B.
    assert found is None or found == read(whole, TOKEN, NOW)


def test_the_same_data_spelled_another_way_is_the_same_to_the_memory() -> None:
    whole = sign(7, NOW)
    fields = dict(pair.split("=", 1) for pair in whole.split("&"))
    other = "&".join(f"{name}={value}" for name, value in reversed(fields.items()))
    one, two = read(whole, TOKEN, NOW), read(other, TOKEN, NOW)
    assert one is not None
    assert two is not None
    assert one.digest == two.digest


def test_a_secret_made_of_the_token_alone_is_not_enough() -> None:
    fields = {"auth_date": str(int(NOW.timestamp())), "user": '{"id":7}'}
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    plain = hmac.new(hashlib.sha256(TOKEN.encode()).digest(), lines.encode(), "sha256").hexdigest()  # of login widgets
    assert read(urlencode({**fields, "hash": plain}), TOKEN, NOW) is None
