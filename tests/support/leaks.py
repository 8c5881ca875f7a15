"""Every way known for a library to put people into a log, done on purpose. `python -m tests.support.leaks open|shut`.

`shut` logs as Senim does, with every logger turned up to DEBUG; `open` as a careless program would, which shows that
each of these really leaks. Standard error is cut into parts by lines «== name».
"""

import asyncio
import gc
import logging
import sys
import threading
import warnings
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.scene import HistoryManager
from aiogram.fsm.storage.base import StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import SendMessage
from aiogram.types import Update
from aiogram.utils.callback_answer import CallbackAnswerMiddleware
from aiogram.utils.chat_action import ChatActionSender
from aiohttp import ClientSession, web
from redis.asyncio import Redis

from bot import log
from bot.telegram.session import Session
from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis

TEXT = "канарейка-kanareika-4471"
CHAT = 7_316_642_099
TOKEN = "1000001:kanareika" + "t" * 30
CANARIES = (TEXT, TEXT.encode("unicode_escape").decode(), str(CHAT), "kanareika")
_PERSON = {"id": CHAT, "is_bot": False, "first_name": TEXT, "username": TEXT}
_CHAT = {"id": CHAT, "type": "private", "first_name": TEXT}
_MESSAGE = {"message_id": 1, "date": 1, "chat": _CHAT, "from": _PERSON, "text": TEXT}
_PRESS = {"id": f"{CHAT}", "from": _PERSON, "chat_instance": "1", "data": TEXT, "message": _MESSAGE}


class Server:
    """Answers everything alike."""

    def __init__(self, answer: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]], **settings: Any) -> None:
        self._runner = web.ServerRunner(web.Server(answer, **settings))

    async def __aenter__(self) -> str:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()


def bot_of(url: str) -> Bot:
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=1))


async def says(request: web.BaseRequest) -> web.Response:
    return web.json_response({"ok": True, "result": True})


async def handler_fails() -> None:
    await _handled(ValueError(f"invalid literal: {TEXT}"))


async def flood_control_names_the_chat() -> None:
    await _handled(TelegramRetryAfter(SendMessage(chat_id=CHAT, text=TEXT), f"Flood control on chat {CHAT}", 1))


async def _handled(error: Exception) -> None:
    dispatcher = Dispatcher(disable_fsm=True)

    async def fail(_: object) -> None:
        raise error

    dispatcher.message.register(fail)
    update = Update.model_validate({"update_id": 1, "message": _MESSAGE})
    await dispatcher._process_update(bot_of("http://127.0.0.1:1"), update)


async def batch_does_not_fit_the_models() -> None:
    async def answer(_: web.BaseRequest) -> web.Response:
        return web.json_response({"ok": True, "result": [{"update_id": 1, "message": _MESSAGE | {"date": TEXT}}]})

    async with Server(answer) as url:
        bot = bot_of(url)
        polling = asyncio.create_task(Dispatcher()._listen_updates(bot).__anext__())
        await asyncio.sleep(0.3)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await bot.session.close()


async def update_of_an_unknown_kind() -> None:
    update = Update.model_validate({"update_id": 1, "hologram": _MESSAGE})
    await Dispatcher().feed_update(bot_of("http://127.0.0.1:1"), update)


async def answered_query() -> None:
    async with Server(says) as url:
        bot = bot_of(url)
        update = Update.model_validate({"update_id": 1, "callback_query": _PRESS}, context={"bot": bot})

        async def handle(*_: object) -> None:
            return

        assert update.callback_query is not None
        await CallbackAnswerMiddleware()(handle, update.callback_query, {"handler": SimpleNamespace(flags={})})
        await bot.session.close()


async def chat_action() -> None:
    async with Server(says) as url:
        bot = bot_of(url)
        async with ChatActionSender.typing(CHAT, bot):
            await asyncio.sleep(0.1)
        await bot.session.close()


async def scene_data() -> None:
    state = FSMContext(MemoryStorage(), StorageKey(1, CHAT, CHAT))
    await state.set_data({"said": TEXT})
    history = HistoryManager(state)
    await history.push("s", {"said": TEXT})
    await history.pop()


async def network_error_with_the_token() -> None:
    async def away(_: web.BaseRequest) -> web.Response:
        return web.Response(status=302, headers={"Location": f"http://127.0.0.1:1/bot{TOKEN}/x"})

    async with Server(away) as url:
        for session in (Session(url, 1), AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=1)):
            bot = Bot(TOKEN, session=session)
            try:
                await (session.call(bot, "getMe", {}) if isinstance(session, Session) else bot.get_me())
            except TelegramAPIError:
                logging.getLogger("anything").exception("Failed")
            await session.close()


async def access_log() -> None:
    async with Server(says, access_log=logging.getLogger("aiohttp.access")) as url, ClientSession() as http:
        await (await http.get(f"{url}/{TEXT}", headers={"User-Agent": "kanareika"})).release()


async def server_fails() -> None:
    async def fail(_: web.BaseRequest) -> web.Response:
        raise ValueError(TEXT)

    async with Server(fail) as url, ClientSession() as http:
        await (await http.get(url)).release()


async def task_nobody_awaited() -> None:
    async def fail() -> None:
        raise ValueError(TEXT)

    _ = asyncio.create_task(fail(), name=TEXT)
    await asyncio.sleep(0)
    del _
    gc.collect()


async def redis_pipeline() -> None:
    async with EmbeddedRedis() as url:
        redis: Redis = connect(url)
        pipe = redis.pipeline(transaction=False)
        pipe.set(f"fsm:{CHAT}", TEXT)
        pipe.lpush(f"fsm:{CHAT}", TEXT)
        try:
            await pipe.execute()
        except Exception:
            logging.getLogger("redis").exception("Failed with %s", TEXT)
        await redis.aclose()


async def destructor_fails() -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError(TEXT)

    Broken()
    gc.collect()


async def thread_fails() -> None:
    def fail() -> None:
        raise ValueError(TEXT)

    thread = threading.Thread(target=fail, name=TEXT)
    thread.start()
    thread.join()


async def warning() -> None:
    warnings.warn(f"Update: {_MESSAGE}", RuntimeWarning, stacklevel=1)


async def malformed_log_call() -> None:
    logging.getLogger("aiogram").error("%d %s", TEXT)  # noqa: PLE1206 - that is the point


async def library_with_the_whole_update() -> None:
    logging.getLogger("aiogram_dialog.manager").debug("edit_text to %r", Update(update_id=1, message=None, x=_MESSAGE))


LEAKS = (
    *(handler_fails, flood_control_names_the_chat, batch_does_not_fit_the_models, update_of_an_unknown_kind),
    *(answered_query, chat_action, scene_data, network_error_with_the_token, access_log, server_fails),
    *(task_nobody_awaited, redis_pipeline, destructor_fails, thread_fails, warning, malformed_log_call),
    library_with_the_whole_update,
)


async def main(mode: str) -> None:
    if mode == "shut":
        log.set_up("DEBUG")
    else:
        logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
        logging.captureWarnings(capture=True)
        warnings.simplefilter("always")
    logging.root.setLevel(logging.DEBUG)
    for name in [*logging.root.manager.loggerDict, "aiogram_dialog", "redis", "anything"]:
        logging.getLogger(name).setLevel(logging.DEBUG)
    for leak in LEAKS:
        sys.stderr.write(f"== {leak.__name__}\n")
        await leak()
        sys.stderr.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
