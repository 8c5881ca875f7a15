"""Starts bots quickly: a process that has read everything and only forks. `python -m tests.support.nursery SOCKET`.

A start takes four seconds: imports, then reading and checking what ships. Tests that start the bot dozens of times, to
kill it or to set it up wrongly, need not wait for that each time. All the rest is as from the command line: a
process with its own number, environment, files and signals. It ends with the one who started it, by its standard input.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import zoneinfo

import uvloop  # noqa: F401 - for those who are born

from bot import app, whole
from bot.cli import main

LARGEST = 2**16
OUT, ERR = 1, 2


def serve(path: str) -> None:
    """Give birth to whoever is asked for at this socket, until standard input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    read, shipped, today = whole.read_what_can_be, whole.Places(), app.now().date()
    known = read(shipped, today)
    whole.read_what_can_be = lambda *asked: known if asked == (shipped, today) else read(*asked)
    gc.collect()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()
        sys.stdout.write("open\n")
        sys.stdout.flush()
        while door in select.select([door, sys.stdin], [], [])[0]:
            asker, _ = door.accept()
            if os.fork() == 0:
                door.close()
                keep(asker)
            asker.close()


def keep(asker: socket.socket) -> None:
    """Be the parent of one: tell its number, and in the end how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    message, files, _, _ = socket.recv_fds(asker, LARGEST, 2)
    words, env = json.loads(message)
    child = os.fork()
    if child == 0:
        asker.close()
        live(words, env, files)
    for file in files:
        os.close(file)
    asker.sendall(f"{child}\n".encode())
    _, status = os.waitpid(child, 0)
    asker.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def live(words: list[str], env: dict[str, str], files: list[int]) -> None:
    """Be a bot."""
    os.dup2(files[0], OUT)
    os.dup2(files[1], ERR)
    os.closerange(3, max(files) + 1)
    os.environ.clear()
    os.environ.update(env)
    zoneinfo.reset_tzpath()
    code = 1
    try:
        main.main(args=words, prog_name="python -m bot")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
