"""A door of its own for every test, over a registry that was filled once."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pytest_asyncio import fixture

from bot.registry.registry import opened
from tests.staff.place import SECRECY, Place, country, fill
from tests.staff.place import place as running


@fixture(scope="session", loop_scope="session")
async def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("staff") / "registry.sqlite"
    async with opened(f"sqlite:///{path}", secrecy=SECRECY, country=country()) as registry:
        await fill(registry)
    return path


@fixture
async def place(filled: Path, tmp_path: Path) -> AsyncIterator[Place]:
    async with running(filled, tmp_path) as made:
        yield made
