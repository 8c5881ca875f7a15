"""Parameters of a Bot API call, whichever way they travelled: JSON, form, multipart, address."""

import json
import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.errors import bad

INTEGER = re.compile(r"-?\d{1,19}")


class Params:
    """Forgiving about the wrapping (numbers and objects may come as strings), strict about the sense."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = dict(given)

    def has(self, name: str) -> bool:
        """Tell an absent parameter from an empty one."""
        return self.given.get(name) is not None

    def text(self, name: str) -> str:
        """Read a string; absent is empty."""
        found = self.given.get(name)
        if found is None:
            return ""
        if not isinstance(found, str):
            raise bad(f"{name} must be a String")
        if any("\ud800" <= character <= "\udfff" for character in found):
            raise bad("strings must be encoded in UTF-8")
        return found

    def integer(self, name: str) -> int | None:
        """Read a whole number, or None when it is absent."""
        found = self.given.get(name)
        if found is None or found == "":
            return None
        if isinstance(found, int) and not isinstance(found, bool):
            return found
        if isinstance(found, str) and INTEGER.fullmatch(found):
            return int(found)
        raise bad(f"{name} must be an Integer")

    def flag(self, name: str) -> bool:
        """Read a yes or no; absent is no."""
        return str(self.given.get(name, "")).lower() in {"true", "1", "yes", "t", "y"}

    def value(self, name: str) -> object:
        """Read an object or a list, also when it came as a JSON string."""
        found = self.given.get(name)
        if not isinstance(found, str):
            return found
        if not found:
            return None
        try:
            return json.loads(found)
        except ValueError as error:
            raise bad(f"can't parse {name}: it is not JSON") from error


async def read_params(request: web.Request) -> Params:
    """Collect the parameters from the address and the body; a file that came along is left out."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError as error:
            raise bad("can't parse JSON object") from error
        if not isinstance(body, dict):
            raise bad("object expected as a JSON body")
        return Params(given | body)
    form = await request.post()
    return Params(given | {name: value for name, value in form.items() if isinstance(value, str)})
