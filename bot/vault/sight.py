"""What an account that sees settings and no keys sees of a Redis."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import AuthenticationError, RedisError, ResponseError

_PATIENCE = 1.0
_SETTINGS = (
    *("save", "appendonly", "maxmemory", "maxmemory-policy", "protected-mode", "bind", "port"),
    *("slowlog-log-slower-than", "slowlog-max-len", "crash-log-enabled", "crash-memcheck-enabled"),
    *("latency-monitor-threshold", "notify-keyspace-events", "loglevel"),
)
_SETTINGS_OF_SOME = frozenset(
    {
        *("tls-port", "enable-debug-command", "enable-module-command", "enable-protected-configs"),
        "hide-user-data-from-log",
    }
)


class AwayError(Exception):
    """Redis did not answer."""


class DeniedError(Exception):
    """Redis answered, and does not let itself be looked at."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of Redis: its flags, and for each set of rights the commands as the server writes them."""

    flags: frozenset[str]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Sight:
    """All that is judged. Of the settings only some versions know, those are there that this one knows."""

    settings: Mapping[str, str]
    info: Mapping[str, Any]
    clients: tuple[str, ...]  # the flags of each connection
    default: Account | None
    bot: Account | None


async def look(redis: Redis, bot: str) -> Sight:
    """Look once, with `bot` as the name of the bot's account; at most a second. AwayError, DeniedError."""
    try:
        async with asyncio.timeout(_PATIENCE), redis.pipeline(transaction=False) as pipe:
            for name in (*_SETTINGS, *_SETTINGS_OF_SOME):
                pipe.execute_command("CONFIG", "GET", name)
            pipe.info()
            pipe.execute_command("CLIENT", "LIST")
            for user in ("default", bot):
                pipe.execute_command("ACL", "GETUSER", user)
            *settings, info, clients, default, own = await pipe.execute()
    except ResponseError:
        raise DeniedError from None
    except (RedisError, OSError) as error:  # TimeoutError is an OSError
        # A wrong password comes as a failed connection with its reason behind it.
        refused = isinstance(error.__cause__, AuthenticationError)
        raise (DeniedError if refused else AwayError) from None
    try:
        said = {_text(pair[0]): _text(pair[1]) for pair in settings if pair}
        return Sight(
            settings={name: said[name] for name in (*_SETTINGS, *_SETTINGS_OF_SOME & said.keys())},
            info=info,
            clients=tuple(_flags(line) for line in _text(clients).splitlines()),
            default=_account(default),
            bot=_account(own),
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise DeniedError from None  # something that answers, and is no Redis we know


def _text(raw: Any) -> str:
    return str(raw.decode("utf-8", "replace"))


def _flags(line: str) -> str:
    return dict(field.partition("=")[::2] for field in line.split(" "))["flags"]


def _account(reply: Any) -> Account | None:
    if reply is None:
        return None
    fields = _fields(reply)
    # Since 7.0 an account can have further sets of rights beside the first.
    rights = [fields, *(_fields(one) for one in fields.get("selectors", ()))]
    return Account(frozenset(_text(flag) for flag in fields["flags"]), tuple(_text(one["commands"]) for one in rights))


def _fields(reply: Any) -> dict[str, Any]:
    return {_text(name): value for name, value in zip(reply[::2], reply[1::2], strict=True)}
