"""A person in the sandbox, for tests: speaks, presses, looks at the screen, waits for what should come."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession

Json = dict[str, Any]
ONE_LOOK = 1.0


class Person:
    """`async with Person(url) as person:`. What is on the screen is as of the last act or wait."""

    def __init__(self, url: str, *, language: str = "ru", name: str = "", username: str | None = None) -> None:
        self._url = url
        self._newcomer = {"language": language, "name": name, "username": username}
        self._session: ClientSession | None = None
        self._view: Json = {}
        self._before = ""
        self.id = 0

    async def __aenter__(self) -> Self:
        self._session = ClientSession(self._url)
        made = await self._post("/sandbox/people", **self._newcomer)
        self.id = made["id"]
        await self.looks()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    # what a person does

    async def says(self, text: str) -> int:
        """Write a text or a command; return its message id."""
        return int((await self._act("say", text=text))["message"])

    async def edits(self, message: int, text: str) -> None:
        """Change an own text."""
        await self._act("edit", message=message, text=text)

    async def forwards(self, message: int) -> int:
        """Forward a message of this chat back into it."""
        return int((await self._act("forward", message=message))["message"])

    async def sends(self, kind: str) -> int:
        """Send something made up: photo, voice, document, contact, sticker, poll."""
        return int((await self._act("attach", kind=kind))["message"])

    async def shares(self, latitude: float, longitude: float) -> int:
        """Share a location."""
        return int((await self._act("location", latitude=latitude, longitude=longitude))["message"])

    async def presses(self, label: str) -> str:
        """Press the newest button whose text holds `label`: an inline one, or one of the reply keyboard."""
        for message, button in self._inline_buttons(label):
            if "callback_data" in button:
                return await self.forges(message, button["callback_data"])
        for row in (self._view["keyboard"] or {}).get("keyboard", []):
            for button in row:
                if label in button["text"]:
                    assert "request_location" not in button, "this button asks for a place: use shares()"
                    return str(await self.says(button["text"]))
        raise AssertionError(f"no button {label!r} on the screen, only {self.buttons()}")

    def copies(self, label: str) -> str:
        """Press the newest copy button whose text holds `label`; return what is now on the clipboard."""
        for _, button in self._inline_buttons(label):
            if "copy_text" in button:
                return str(button["copy_text"]["text"])
        raise AssertionError(f"no copy button {label!r} on the screen, only {self.buttons()}")

    async def forges(self, message: int, data: str, *, old: bool = False) -> str:
        """Press any data on any message, there or not; `old` as on a copy of over 48 hours."""
        return str((await self._act("press", message=message, data=data, old=old))["press"])

    async def blocks(self) -> None:
        """Block the bot."""
        await self._act("block", blocked=True)

    async def unblocks(self) -> None:
        """Let the bot back."""
        await self._act("block", blocked=False)

    async def switches_telegram_to(self, language: str) -> None:
        """Change the language of the person's Telegram: ru, kk, en."""
        await self._act("language", language=language)

    async def says_elsewhere(self, where: str, text: str) -> int:
        """Write in a `supergroup` or a `channel`; return its chat id."""
        return int((await self._act("elsewhere", where=where, text=text))["chat"])

    # what a person sees

    def messages(self) -> list[Json]:
        """List the chat's messages, Telegram-shaped, first ones first; `mine` tells the person's own."""
        return list(self._view["messages"])

    def screen(self) -> str:
        """Read the bot's last visible message; empty when there is none."""
        said = [message for message in self.messages() if not message["mine"]] if self._view else []
        return str(said[-1]["text"]) if said else ""

    def buttons(self) -> list[str]:
        """List the button texts in sight: those of the bot's last message, then the reply keyboard's."""
        said = [message for message in self.messages() if not message["mine"]]
        inline = said[-1].get("reply_markup", {}).get("inline_keyboard", []) if said else []
        below = (self._view["keyboard"] or {}).get("keyboard", [])
        return [button["text"] for row in [*inline, *below] for button in row]

    def locked_screen(self) -> Json | None:
        """Read the notification: `text` cut at 60 characters, `silent`; None when there is none."""
        found: Json | None = self._view["lock"]["notification"]
        return found

    def answer(self, press: str) -> Json | None:
        """Read the bot's answer to a press: `text`, `alert`; None while it has none."""
        return next((answer for answer in self._view["answers"] if answer["press"] == press), None)

    async def looks(self) -> Json:
        """Look at the chat anew."""
        self._view = await self._get()
        return self._view

    async def waits_for(self, text: str, seconds: float = 5) -> None:
        """Wait until the bot's last message holds this text."""
        try:
            await self.waits_until(lambda: text in self.screen(), seconds)
        except TimeoutError:
            raise AssertionError(f"waited {seconds} s for {text!r}, the screen says {self.screen()!r}") from None

    async def waits_for_change(self, seconds: float = 5) -> None:
        """Wait until the screen says something else than before the last act."""
        await self.waits_until(lambda: self.screen() != self._before, seconds)

    async def waits_until(self, condition: Callable[[], bool], seconds: float = 5) -> None:
        """Wait until the condition holds for what is on the screen. Raise TimeoutError when it does not."""
        end = time.monotonic() + seconds
        await self.looks()
        while not condition():
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._view = await self._get(after=self._view["version"], wait=min(left, ONE_LOOK))

    async def waits_for_answer(self, press: str, seconds: float = 5) -> Json:
        """Wait for the bot's answer to a press and return it."""
        await self.waits_until(lambda: self.answer(press) is not None, seconds)
        return self.answer(press) or {}

    def _inline_buttons(self, label: str) -> list[tuple[int, Json]]:
        """List the inline buttons whose text holds `label`, newest message first, each with its message's id."""
        return [
            (message["message_id"], button)
            for message in reversed(self.messages())
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if label in button["text"]
        ]

    async def _act(self, act: str, **body: Any) -> Json:
        self._before = self.screen()
        done = await self._post(f"/sandbox/people/{self.id}/{act}", **body)
        await self.looks()
        return done

    async def _post(self, path: str, **body: Any) -> Json:
        assert self._session is not None
        async with self._session.post(path, json=body) as response:
            answer: Json = await response.json()
        assert response.status < 300, f"the sandbox said {response.status}: {answer.get('error')}"
        return answer

    async def _get(self, **query: Any) -> Json:
        assert self._session is not None
        async with self._session.get(f"/sandbox/people/{self.id}", params=query) as response:
            view: Json = await response.json()
        return view
