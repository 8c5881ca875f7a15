"""Over https the cookie is tied to this host, out of reach of scripts, and comes back inside Telegram's frame alone."""

from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.script.facts import Language
from bot.staff.cookies import keep, keep_language, session_name
from tests.staff.place import Place


def given(parts: Any, token: str) -> str:
    response = web.Response()
    keep(parts, response, token)
    return response.headers["Set-Cookie"]


async def test_the_cookie_of_an_encrypted_page(place: Place) -> None:
    parts = replace(place.parts, origin="https://staff.example")
    cookie = given(parts, "secret")
    assert cookie.startswith("__Host-staff=secret; ")
    kept = set(cookie.split("; "))
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/", "Max-Age=28800"} <= kept
    assert not [one for one in kept if one.startswith("Domain")], "a browser refuses __Host- with a domain"


async def test_the_cookie_of_this_machine_alone(place: Place) -> None:
    assert session_name(place.parts) == "staff"
    assert {"HttpOnly", "SameSite=Lax"} <= set(given(place.parts, "secret").split("; "))
    assert "Secure" not in given(place.parts, "secret")


async def test_an_empty_token_takes_it_away(place: Place) -> None:
    assert "Max-Age=0" in given(place.parts, "")


async def test_the_language_is_kept_for_long_and_names_nobody(place: Place) -> None:
    response = web.Response()
    keep_language(place.parts, response, Language.KK)
    assert response.headers["Set-Cookie"].startswith("language=kk; ")
