"""Bytes from Telegram into updates: JSON of any content, sifted, one by one."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import orjson
from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

from bot import log
from bot.telegram.sieve import sift


def read_json(content: bytes) -> Any:
    """What the bytes say. ValueError for what is no JSON in UTF-8, or nested too deep to be an update.

    orjson is strict about half a surrogate pair and numbers without end; one such text must not hold up the queue
    behind it, so the slower reader has the last word.
    """
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(content.decode(), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None
    except ValueError:
        raise ValueError("not JSON") from None  # the error's own text would hold the bytes


def read_update(raw: Any, bot: Bot) -> Update | None:
    """One update; one that cannot be read is empty but for its number, or None without one."""
    if not isinstance(raw, Mapping):
        return None
    number = raw.get("update_id")
    sifted = sift(raw)
    if sifted is not None:
        try:
            return Update.model_validate(sifted, context={"bot": bot})
        except ValidationError:
            log.say(log.Event.UPDATE_UNREADABLE)
    # Its number must still be confirmed, or Telegram would send it for ever.
    return Update(update_id=number) if isinstance(number, int) else None


def _refuse(_: str) -> NoReturn:
    raise ValueError
