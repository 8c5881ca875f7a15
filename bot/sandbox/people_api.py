"""The page's own HTTP interface, under /sandbox/: JSON in, snapshots and events out."""

import json
from collections.abc import Callable
from typing import Annotated, Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.sandbox.chats import Chats, Person
from bot.sandbox.errors import ApiError
from bot.sandbox.people import People
from bot.sandbox.views import Views, show_person

LOOK_AGAIN = 1.0
LONGEST_WAIT = 30.0
Text = Annotated[str, Field(min_length=1, max_length=4096)]


class _Body(BaseModel):
    """What the page may say: exactly these fields, exactly these types."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


Body = TypeVar("Body", bound=_Body)


class Newcomer(_Body):
    """A person to let in."""

    language: Literal["ru", "kk", "en"] = "ru"
    name: Annotated[str, Field(max_length=64)] = ""
    username: Annotated[str, Field(pattern=r"^\w{3,32}$")] | None = None


class Language(_Body):
    """The language a person's Telegram speaks."""

    language: Literal["ru", "kk", "en"]


class Saying(_Body):
    """A text to write."""

    text: Text


class Edit(_Body):
    """A new text for an own message."""

    message: int
    text: Text


class Forward(_Body):
    """A message to forward."""

    message: int


class Pressing(_Body):
    """A button to press; `old` as on a copy the bot cannot reach any more."""

    message: int
    data: Annotated[str, Field(min_length=1, max_length=64)]
    old: bool = False


class Opening(_Body):
    """A Mini App to open from a button, and whether the person's Telegram is dark."""

    message: int
    url: Annotated[str, Field(max_length=2048)]
    dark: bool = False


class Attachment(_Body):
    """Something made up to send."""

    kind: Literal["photo", "voice", "document", "contact", "sticker", "poll"]


class Place(_Body):
    """Degrees to share."""

    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    longitude: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Blocking(_Body):
    """Whether the bot is blocked from here."""

    blocked: bool


class Elsewhere(_Body):
    """A text for a place where the bot has no business."""

    where: Literal["supergroup", "channel"]
    text: Text


class PeopleApi:
    """Routes from the page to the hands of its people."""

    def __init__(self, chats: Chats, people: People, views: Views) -> None:
        self._chats = chats
        self._people = people
        self._views = views

    def routes(self) -> list[web.AbstractRouteDef]:
        """List every address of this interface."""
        people, one = self._people, "/sandbox/people/{person}"
        return [
            web.get("/sandbox/people", self._list),
            web.post("/sandbox/people", self._let_in),
            web.get(one, self._look),
            web.get(f"{one}/events", self._follow),
            self._act("language", Language, self._speak),
            self._act("say", Saying, lambda who, it: {"message": people.say(who, it.text).id}),
            self._act("edit", Edit, lambda who, it: {"message": people.edit(who, it.message, it.text).id}),
            self._act("forward", Forward, lambda who, it: {"message": people.forward(who, it.message).id}),
            self._act(
                "press",
                Pressing,
                lambda who, it: {"press": people.press(who, it.message, it.data, old=it.old).id},
            ),
            self._act("app", Opening, lambda who, it: {"url": people.open_app(who, it.message, it.url, dark=it.dark)}),
            self._act("attach", Attachment, lambda who, it: {"message": people.attach(who, it.kind).id}),
            self._act(
                "location",
                Place,
                lambda who, it: {"message": people.locate(who, it.latitude, it.longitude).id},
            ),
            self._act("block", Blocking, lambda who, it: show_person(people.block(who, blocked=it.blocked))),
            self._act(
                "elsewhere",
                Elsewhere,
                lambda who, it: {"chat": people.say_elsewhere(who, it.where, it.text).id},
            ),
        ]

    def _act(self, name: str, model: type[Body], act: Callable[[Person, Body], object]) -> web.RouteDef:
        async def handle(request: web.Request) -> web.Response:
            return web.json_response(act(self._find(request), await _read(request, model)))

        return web.post(f"/sandbox/people/{{person}}/{name}", handle)

    def _find(self, request: web.Request) -> Person:
        number = request.match_info["person"]
        person = self._chats.people.get(int(number)) if number.isdecimal() else None
        if person is None:
            raise ApiError(404, "no such person in this sandbox")
        return person

    async def _list(self, _: web.Request) -> web.Response:
        return web.json_response(self._views.list_people())

    async def _let_in(self, request: web.Request) -> web.Response:
        it = await _read(request, Newcomer)
        person = self._chats.add_person(name=it.name, language=it.language, username=it.username)
        return web.json_response(show_person(person), status=201)

    def _speak(self, person: Person, it: Language) -> object:
        return show_person(self._chats.change_person(person, language=it.language))

    async def _look(self, request: web.Request) -> web.Response:
        """Answer with the chat; with `after` and `wait` (seconds), as soon as it is newer than `after`."""
        person = self._find(request)
        try:
            after = int(request.query.get("after", "-1"))
            seconds = min(float(request.query.get("wait", "0")), LONGEST_WAIT)
        except ValueError as error:
            raise ApiError(400, "after and wait must be numbers") from error
        if seconds > 0:
            await self._chats.wait(after, seconds)
        return web.json_response(self._views.show(self._chats.people[person.id]))

    async def _follow(self, request: web.Request) -> web.StreamResponse:
        """Stream a snapshot now and after every change; a snapshot needs no earlier one to be understood."""
        person = self._find(request)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        shown: tuple[int, bool] | None = None
        while True:
            now = (self._chats.version, self._views.listening())
            if now != shown:
                shown = now
                view = self._views.show(self._chats.people[person.id])
                await response.write(f"data: {json.dumps(view)}\n\n".encode())
            else:
                await response.write(b": still here\n\n")
            await self._chats.wait(now[0], LOOK_AGAIN)


async def _read(request: web.Request, model: type[Body]) -> Body:
    if request.content_type != "application/json":
        raise ApiError(415, "send application/json")
    try:
        return model.model_validate_json(await request.read())
    except ValidationError as error:
        raise ApiError(400, "; ".join(f"{_where(e['loc'])}: {e['msg']}" for e in error.errors())) from error


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place) or "body"
