"""Staff for the sandbox: a coordinator and workers of centres, so that every role can be tried."""

from collections.abc import Mapping
from datetime import datetime

from bot.registry.model import Person
from bot.registry.registry import Registry
from bot.registry.words import Role


async def demo(
    registry: Registry, *, coordinator: int, workers: Mapping[int, str], now: datetime
) -> tuple[Person, ...]:
    """Make them by their Telegram ids, workers with the id of their centre; they come in by /start. Sandbox only."""
    names = iter(("Мадина", "Дина", "Сауле", "Жанна"))
    code = await registry.appoint("Айгуль", now=now)
    boss = await registry.accept(code, str(coordinator), coordinator, now=now)
    made = [boss]
    for account, centre in workers.items():
        code = await registry.invite(boss.id, Role.WORKER, frozenset({centre}), next(names), now=now)
        made.append(await registry.accept(code, str(account), account, now=now))
    return tuple(made)
