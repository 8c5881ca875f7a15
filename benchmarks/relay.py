"""Stands between the bot and Redis and passes everything on, counting round trips and telling when they happen."""

import asyncio
from collections.abc import Callable


class Relay:
    """A unix socket in front of another one."""

    def __init__(self, behind: str, tell: Callable[[str], None]) -> None:
        self.trips = 0
        self._behind = behind
        self._tell = tell
        self._server: asyncio.Server | None = None
        self._links = set[asyncio.Task[None]]()

    async def start(self, path: str) -> None:
        """Listen on the socket at `path`."""
        self._server = await asyncio.start_unix_server(self._link, path)

    def stop(self) -> None:
        """Listen no more, and cut what is connected."""
        if self._server is not None:
            self._server.close()
        for link in self._links:
            link.cancel()

    async def _link(self, asks: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        """One connection. Whatever follows an answer is a new question: that is what makes a round trip."""
        task = asyncio.current_task()
        assert task is not None
        self._links.add(task)
        reader, writer = await asyncio.open_unix_connection(self._behind)
        waiting = False

        async def back() -> None:
            nonlocal waiting
            while data := await reader.read(65536):
                waiting = False
                answers.write(data)

        returning = asyncio.create_task(back())
        try:
            while data := await asks.read(65536):
                if not waiting:
                    waiting = True
                    self.trips += 1
                    self._tell("redis")
                writer.write(data)
        except asyncio.CancelledError:
            pass
        finally:
            returning.cancel()
            writer.close()
            answers.close()
            self._links.discard(task)
