"""A registry on each database, empty or filled with the small directory and its staff."""

import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_asyncio import fixture

from bot.registry.registry import Registry, opened
from tests.registry.book import country
from tests.registry.filling import fill
from tests.registry.secrecy import SECRECY
from tests.support.postgres import binaries, make_database, postgres

_numbers = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres() as address:
        yield address


@fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where nothing is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'registry.sqlite'}"
    return database(request.getfixturevalue("server"))


def database(server: str, template: str = "template1") -> str:
    name = f"registry_{next(_numbers)}"
    make_database(server, name, template)
    return server.format(name=name)


FILLED = "filled"


@fixture(scope="session", loop_scope="session")
async def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "registry.sqlite"
    async with opened(f"sqlite:///{path}", secrecy=SECRECY, country=country()) as made:
        await fill(made)
    return path


@fixture(scope="session", loop_scope="session")
async def filled_server(server: str) -> str:
    make_database(server, FILLED)
    async with opened(server.format(name=FILLED), secrecy=SECRECY, country=country()) as made:
        await fill(made)
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a registry with the entries and people of `book`."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("filled_file"), tmp_path / "registry.sqlite")
        return f"sqlite:///{path}"
    return database(request.getfixturevalue("filled_server"), FILLED)


@fixture
async def registry(filled: str) -> AsyncIterator[Registry]:
    async with opened(filled, secrecy=SECRECY, country=country()) as made:
        yield made
