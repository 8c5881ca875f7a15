"""The real bot process on a Redis and a Telegram that break, people who talk meanwhile, and what is left afterwards."""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - tests are repeated by their seed
from typing import Any

from redis.asyncio import Redis

from bot.sandbox import Drop, Fault, Faults, Hang, Sandbox, Status, TooMany
from bot.sandbox.chats import Message
from bot.vault.embedded import short_directory
from tests.support.person import Person
from tests.support.process import Child, born
from tests.support.server import Server

TOKEN = "1000001:" + "b" * 35
LINE = "Қызметтер анықтамалығы. Бастау: /start · Справочник служб. Начать: /start"
LEFT_ALONE = timedelta(minutes=16)
CUT = timedelta(seconds=0.5)
CLOSE = ("Закрыть", "Жабу")


class Chance(Faults):
    """A part of all calls fails, in one of the ways a call can."""

    def __init__(self, part: float, seed: int) -> None:
        super().__init__()
        self.part = part
        self._random = Random(seed)
        self.made = 0

    def take(self, method: str) -> Fault | None:
        """Choose; a message that Telegram sent without saying so has no number anybody could know, so not that one."""
        if planned := super().take(method):
            return planned
        if method.lower().startswith("get") or self._random.random() >= self.part:
            return None
        self.made += 1
        after = method != "sendMessage"
        return self._random.choice((TooMany(1), Status(500), Status(502), Hang(0.3), Drop(), Drop(carried_out=after)))


@dataclass
class Stage:
    """What breaks, and the times at which the process was killed."""

    sandbox: Sandbox
    url: str
    server: Server
    chance: Chance
    env: dict[str, str]
    process: Child | None = None
    kills: list[datetime] = field(default_factory=list)
    starts: list[datetime] = field(default_factory=list)

    async def run(self) -> None:
        """Start the bot; return when it is ready."""
        self.starts.append(datetime.now(UTC))
        self.process = await born("run", env=self.env)
        line = await asyncio.wait_for(self.process.stdout.readline(), 120)
        assert line.startswith(b"Senim is ready")

    async def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.kills.append(datetime.now(UTC))
        await self.process.communicate()

    async def lose_redis(self) -> None:
        """All it held is gone."""
        await self.server.kill()
        await asyncio.sleep(0.5)
        await self.server.start()

    async def time_passes(self) -> None:
        """Every deadline comes, as after a quarter of an hour."""
        redis = Redis.from_url(self.server.url)  # patient, unlike the bot's
        try:
            for name in await redis.keys("q:*"):
                idle = (datetime.now(UTC) + timedelta(minutes=2)).timestamp() * 1000  # no lease is that long
                members: list[Any] = await redis.zrange(name, int(idle), "+inf", byscore=True)
                for member in members:
                    await redis.zincrby(name, -(LEFT_ALONE // timedelta(milliseconds=1)), member)
        finally:
            await redis.aclose()

    def left(self, person: Person) -> list[Message]:
        """What lies in a chat but the line."""
        history = self.sandbox.chats.history(person.id)
        lines = [message for message in history if message.content.get("text") == LINE]
        return [message for message in history if message not in lines[-1:]]

    def tell(self, message: Message) -> str:
        """Whose message is left, and how long before and after a kill it came, to find out why."""
        whose = "the bot's" if message.sender == 1000001 else "the person's"
        after = [round((kill - message.date).total_seconds(), 2) for kill in self.kills]
        return f"left: {whose}, seconds to each kill {after}"

    def cut(self, message: Message) -> bool:
        """Sent by the bot so shortly before it was killed that it could not learn the message's number.

        Or after it: a request can lie in the socket when its sender is dead. Nobody else sends until the next start.
        """
        return message.sender == 1000001 and any(
            kill - CUT <= message.date <= min((one for one in self.starts if one > kill), default=message.date)
            for kill in self.kills
        )


@asynccontextmanager
async def stage(folder: Path, *, part: float, seed: int) -> AsyncIterator[Stage]:
    """Telegram, Redis and a key that outlives a process; the bot is not running yet."""
    key = folder / "key"
    key.write_text(secrets.token_hex(32))
    key.chmod(0o600)
    chance = Chance(part, seed)
    sandbox = Sandbox(token=TOKEN, faults=chance)
    url = await sandbox.start()
    place = short_directory()
    server = Server(place / "redis.sock")
    await server.start()
    env = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": url,
        "REDIS_URL": server.url,
        "REDIS_UNVERIFIED": "accepted",
        "SEAL_KEY_FILE": str(key),
    }
    it = Stage(sandbox, url, server, chance, env)
    try:
        yield it
    finally:
        if it.process is not None and it.process.returncode is None:
            it.process.kill()
            await it.process.communicate()
        await server.kill()
        await sandbox.stop()
        shutil.rmtree(place)


async def talks(person: Person, random: Random, *, closes: bool) -> None:
    """One talk as somebody may have it: /start, some presses, a text or a place; closed in the end, or left."""
    await asks(person)
    for _ in range(random.randint(1, 4)):
        await asyncio.sleep(random.uniform(0.05, 0.5))
        await person.looks()
        match random.randint(0, 9):
            case 0:
                await person.says("муж")
            case 1:
                await person.shares(51.18, 71.44)
            case 2:
                await person.sends("photo")
            case _:
                await presses(person, random)
    while closes and not await closed(person):
        if not await presses(person, random, CLOSE):
            await asks(person)


async def asks(person: Person) -> None:
    """/start, and again when nothing comes."""
    for _ in range(20):
        await person.says("/start")
        with suppress(TimeoutError):
            await person.waits_until(lambda: bool(person.buttons()), 4)
            return


async def presses(person: Person, random: Random, labels: tuple[str, ...] = ()) -> bool:
    """Press a button of the last screen: any but close, or one of these."""
    said = [message for message in person.messages() if not message["mine"]]
    keys = [key for row in said[-1].get("reply_markup", {}).get("inline_keyboard", []) for key in row] if said else []
    wanted = [
        key
        for key in keys
        if "callback_data" in key and any(label in key["text"] for label in labels or CLOSE) is bool(labels)
    ]
    if wanted:
        await person.forges(said[-1]["message_id"], random.choice(wanted)["callback_data"])
    return bool(wanted)


async def closed(person: Person) -> bool:
    """Whether the screen is the line, soon."""
    try:
        await person.waits_until(lambda: person.screen() == LINE, 4)
    except TimeoutError:
        return False
    return True
