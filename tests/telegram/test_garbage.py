"""A start looks for no garbage; a bot that serves for months must."""

import gc

from tests.telegram.running import running


async def test_garbage_is_looked_for_again_once_the_bot_serves() -> None:
    gc.disable()  # as the command line does before it starts
    try:
        async with running():
            assert gc.isenabled()
    finally:
        gc.enable()
