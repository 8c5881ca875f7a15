"""What a person who runs Senim sees: one clear sentence for everything that can be wrong, and never a secret."""

import re
import secrets
import socket
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from bot.settings import Settings, SettingsError, read
from tests.support.process import born, finish, senim, start

TOKEN = "1000001:" + "k" * 35
HOOK = "https://example.org/"
STRONG = "dEf_0123-quite-random-ZyXw-98765-kLmN"
OURS = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d (senim: [a-z ,]+( \(\w+( at [\w.]+:\d+ \w+)?\))?|[\w.]+: \w+.*)$")


async def ends(*words: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    code, errors = await finish(await born(*words, env=env))
    assert "Traceback" not in errors
    return code, errors.strip()


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({}, "BOT_TOKEN is not set"),
        ({"WEBHOOK_URL": HOOK}, "WEBHOOK_URL needs WEBHOOK_SECRET"),
        ({"WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": "secret-nonsense"}, "WEBHOOK_SECRET must be 32 to 256 characters"),
        ({"WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": "secret-nonsense" * 3}, "WEBHOOK_SECRET is easy to guess"),
        ({"WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": "é" * 40}, "WEBHOOK_SECRET must be 32 to 256 characters"),
        ({"WEBHOOK_URL": HOOK, "WEBHOOK_SECRET_FILE": "/dev/null"}, "WEBHOOK_SECRET_FILE names an empty file"),
        ({"WEBHOOK_URL": "http://example.org/x", "WEBHOOK_SECRET": STRONG}, "WEBHOOK_URL must be an https"),
        (
            {"BOT_TOKEN": TOKEN, "WEBHOOK_URL": f"{HOOK}{TOKEN}", "WEBHOOK_SECRET": STRONG},
            "must not hold the BOT_TOKEN",
        ),
        ({"WEBHOOK_LISTEN": "0.0.0.0:8080"}, "WEBHOOK_LISTEN must be on this machine"),
        ({"WEBHOOK_LISTEN": "secret-nonsense"}, "WEBHOOK_LISTEN must be host:port or unix:/path"),
        ({"BOT_TOKEN": "secret-nonsense"}, "BOT_TOKEN does not look like a bot token"),
        ({"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": "http://example.org"}, "TELEGRAM_API_BASE must be an https"),
        ({"BOT_TOKEN": TOKEN, "REDIS_URL": "secret-nonsense"}, "REDIS_URL must begin with"),
        ({"BOT_TOKEN": TOKEN, "DATABASE_URL": "secret-nonsense"}, "DATABASE_URL must begin with"),
        ({"BOT_TOKEN": TOKEN, "LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ({"BOT_TOKEN": TOKEN, "BOT_TOKEN_FILE": "secret-nonsense"}, "keep one of them"),
        ({"BOT_TOKEN_FILE": "/secret-nonsense"}, "BOT_TOKEN_FILE names a file that cannot be read"),
        ({"BOT_TOKEN_FILE": "/dev/null"}, "BOT_TOKEN_FILE names an empty file"),
    ],
)
async def test_a_missing_or_malformed_setting_is_one_sentence(env: dict[str, str], expected: str) -> None:
    code, errors = await ends("run", env=env)
    assert code == 1
    assert expected in errors
    assert len(errors.splitlines()) == 1
    assert "secret-nonsense" not in errors


async def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, errors = await ends("sandbox", "--port", str(port))
    assert code == 1
    assert errors == f"Port {port} is taken: choose another with --port, or leave --port out."


async def test_a_token_telegram_does_not_know_is_one_sentence() -> None:
    telegram = Sandbox(token="2000002:" + "o" * 35)
    url = await telegram.start()
    code, errors = await ends("run", env={"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url})
    await telegram.stop()
    assert code == 1
    assert "Telegram does not know this BOT_TOKEN" in errors
    assert "k" * 35 not in errors


async def test_the_log_holds_nothing_but_the_closed_vocabulary() -> None:
    async with senim("sandbox") as bot:
        code, errors = await bot.stop()
    assert code == 0
    lines = errors.strip().splitlines()
    assert lines
    assert all(OURS.match(line) for line in lines), errors


async def test_help_tells_every_command_and_every_setting() -> None:
    process = await start("--help")
    out, _ = await process.communicate()
    text = out.decode()
    for word in (
        "run",
        "sandbox",
        "check",
        "book",
        "words",
        "facts",
        *(name.upper() for name in Settings.model_fields),
    ):
        assert word in text


async def test_an_unknown_command_is_a_sentence_too() -> None:
    code, errors = await ends("dance")
    assert code == 2
    assert "No such command" in errors


@pytest.mark.parametrize(
    "secret",
    [
        "a" * 40,
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "0123456789" * 4,
        "qwertyuiop" * 4,
        "9876543210zyxwvutsrqponmlkjihgfed",
    ],
)
def test_a_long_secret_that_is_easy_to_guess_is_refused(secret: str) -> None:
    with pytest.raises(SettingsError, match="easy to guess"):
        read({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": secret})


def test_secrets_that_are_really_random_are_taken() -> None:
    for _ in range(500):  # of 32 hexadecimal digits one in some ten thousands has too few different ones
        for secret in (secrets.token_hex(24), secrets.token_hex(32), secrets.token_urlsafe(24)):
            read({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": secret})


async def test_a_taken_webhook_address_is_one_sentence() -> None:
    telegram = Sandbox(token=TOKEN)
    url = await telegram.start()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "WEBHOOK_LISTEN": listen}
        code, errors = await ends("run", env=env | {"WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": STRONG})
    await telegram.stop()
    assert code == 1
    assert errors.splitlines()[-1] == "WEBHOOK_LISTEN is taken or not allowed: choose another address."


async def test_a_webhook_telegram_refuses_is_one_sentence() -> None:
    telegram = Sandbox(token=TOKEN)
    url = await telegram.start()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "WEBHOOK_LISTEN": listen}
    code, errors = await ends("run", env=env | {"WEBHOOK_URL": HOOK, "WEBHOOK_SECRET": STRONG})
    await telegram.stop()
    assert code == 1
    assert "Telegram refuses WEBHOOK_URL" in errors


def test_secrets_never_show_in_a_settings_object() -> None:
    settings = read({"BOT_TOKEN": TOKEN, "REDIS_URL": "redis://:hidden@127.0.0.1/0"})
    assert "k" * 35 not in repr(settings)
    assert "hidden" not in repr(settings)


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n")
    settings = read({"BOT_TOKEN_FILE": str(file)})
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read({"BOT_TOKEN": "", "LOG_LEVEL": ""}) == read({})


def test_a_malformed_secret_in_a_file_is_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("canary-canary")
    with pytest.raises(SettingsError) as found:
        read({"BOT_TOKEN_FILE": str(file)})
    assert "canary" not in str(found.value)
