"""Is this Redis in order? One with a fault of the first kind is not used, the others are told (threats T3, T4)."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote

from bot.log import Event
from bot.vault.connection import connect, is_private, parts
from bot.vault.sight import AwayError, DeniedError, Sight, look

REFUSALS = frozenset(
    {
        *(Event.DISK, Event.EVICTION, Event.OPEN_DOOR, Event.OPEN_WIRE, Event.RIGHTS, Event.DEBUGGING),
        *(Event.SLOWLOG, Event.REPLICA, Event.WATCHED, Event.UNVERIFIED, Event.KEYS_FOREIGN),
    }
)
_UNDERSTOOD = 7  # the first version in which all that is asked for exists
_CHAIN = 3
# Commands with which the bot's account could list names or watch, each with all that gives it.
_SPYING = (
    {"config", "config|get", "@all", "@admin", "@slow", "@dangerous"},
    {"scan", "@all", "@keyspace", "@read", "@slow"},
    {"monitor", "@all", "@admin", "@slow", "@dangerous"},
)


def judge(sight: Sight) -> frozenset[Event]:
    """Everything that is wrong with what was seen."""
    return frozenset((*_refused(sight), *_warned(sight)))


def _refused(sight: Sight) -> Iterator[Event]:
    is_set, info = sight.settings, sight.info
    if is_set["save"] or is_set["appendonly"] != "no" or _on_disk(info):
        yield Event.DISK
    if is_set["maxmemory-policy"] != "noeviction" or is_set["maxmemory"] == "0":
        yield Event.EVICTION
    if sight.default and sight.default.flags >= {"on", "nopass"}:
        yield Event.OPEN_DOOR
    if is_set["protected-mode"] == "no" and _listens_to_all(
        is_set["port"], is_set.get("tls-port", "0"), is_set["bind"]
    ):
        yield Event.OPEN_DOOR
    if sight.bot and any(_allows(rights, means) for rights in sight.bot.rights for means in _SPYING):
        yield Event.RIGHTS
    if any(
        is_set.get(f"enable-{what}", "no") != "no" for what in ("debug-command", "module-command", "protected-configs")
    ):
        yield Event.DEBUGGING
    if int(is_set["slowlog-log-slower-than"]) >= 0 and is_set["slowlog-max-len"] != "0":
        yield Event.SLOWLOG
    if any("O" in flags for flags in sight.clients):
        yield Event.WATCHED


def _warned(sight: Sight) -> Iterator[Event]:
    is_set, info = sight.settings, sight.info
    if "yes" in {is_set["crash-log-enabled"], is_set["crash-memcheck-enabled"]}:
        yield Event.CRASH_LOG
    if is_set["latency-monitor-threshold"] != "0":
        yield Event.LATENCY
    if is_set["notify-keyspace-events"]:
        yield Event.ANNOUNCED
    if is_set["loglevel"] not in {"warning", "nothing"} or is_set.get("hide-user-data-from-log") == "no":
        yield Event.LOUD
    if int(info.get("evicted_keys", 0)):
        yield Event.EVICTED
    if int(str(info["redis_version"]).partition(".")[0]) < _UNDERSTOOD:
        yield Event.OLD


def _on_disk(info: Any) -> bool:
    """Whether something was written, or is being written now, whatever the settings say."""
    running = ("aof_enabled", "aof_rewrite_in_progress", "rdb_bgsave_in_progress", "rdb_saves")
    # Before 7.0 saves are not counted; there the last one in the background tells how long it took, or -1. It cannot be
    # told from one that went to a replica and no disk.
    return any(int(info.get(name, 0)) > 0 for name in running) or (
        "rdb_saves" not in info and int(info.get("rdb_last_bgsave_time_sec", -1)) >= 0
    )


def _listens_to_all(port: str, tls_port: str, bind: str) -> bool:
    if {port, tls_port} <= {"0"}:
        return False
    addresses = [one.removeprefix("-") for one in bind.split()] or ["*"]
    return not all(_is_loopback(one) for one in addresses)


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _allows(rights: str, means: set[str]) -> bool:
    """Whether a list of rights, read from left to right as Redis does, ends with the command allowed."""
    allowed = False
    for right in rights.split():
        if right[1:] in means:
            allowed = right[0] == "+"
    return allowed


class Auditor:
    """Looks at a Redis, and at its replicas, with an account that sees settings and no keys."""

    def __init__(self, url: str, audit_url: str | None, *, accepted: bool, ours: bool = False) -> None:
        self._url = url
        self._audit_url = audit_url
        self._blind = Event.ACCEPTED if accepted else Event.UNVERIFIED
        self._expected = frozenset({Event.OLD}) if ours else frozenset[Event]()

    async def findings(self) -> frozenset[Event] | None:
        """Everything that is wrong; None when Redis does not answer."""
        if not is_private(self._url):
            return frozenset({Event.OPEN_WIRE})
        if self._audit_url is None:
            return frozenset({self._blind})
        try:
            return await self._look(self._audit_url, _CHAIN) - self._expected
        except (DeniedError, KeyError, TypeError, ValueError):  # the last three: a server that says less, or otherwise
            return frozenset({self._blind})
        except AwayError:
            return None

    async def _look(self, url: str, depth: int) -> frozenset[Event]:
        if not is_private(url):
            return frozenset({Event.OPEN_WIRE})
        redis = connect(url)
        try:
            sight = await look(redis, parts(self._url).get("username") or "default")
        finally:
            await redis.aclose()
        return judge(sight) | await self._replicas(url, sight, depth)

    async def _replicas(self, url: str, sight: Sight, depth: int) -> frozenset[Event]:
        for number in range(int(sight.info.get("connected_slaves", 0))):
            replica = sight.info.get(f"slave{number}", {})
            try:
                found = await self._look(_beside(url, replica["ip"], replica["port"]), depth - 1) if depth else REFUSALS
            except (AwayError, DeniedError, KeyError):
                found = REFUSALS  # a copy of everything, where nobody can look
            if found & REFUSALS:
                return frozenset({Event.REPLICA})
        return frozenset()


def _beside(url: str, host: str, port: int) -> str:
    """The same account at another address."""
    known = parts(url)
    scheme = "rediss" if url.startswith("rediss://") else "redis"
    name, password = (quote(known.get(part) or "", safe="") for part in ("username", "password"))
    return f"{scheme}://{name}:{password}@{f'[{host}]' if ':' in host else host}:{port}"
