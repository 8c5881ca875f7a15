"""What a person who runs Senim can set: environment variables, or a file for each secret. Frozen once read."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_core import PydanticCustomError

_TOKEN = 30  # Telegram gives 35 characters after the colon
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_SECRET = 32
_SECRET_ALPHABET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes as secret_token
_VARIETY = 10  # different characters in a secret; 32 random hexadecimal ones have 14 or so
SECRETS = ("BOT_TOKEN", "REDIS_URL", "REDIS_AUDIT_URL", "DATABASE_URL", "WEBHOOK_SECRET", "STAFF_BOT_TOKEN")


class SettingsError(Exception):
    """A setting is missing or malformed; the sentence names it and never repeats a secret."""


def _token(value: SecretStr) -> SecretStr:
    number, colon, rest = value.get_secret_value().partition(":")
    if not (number.isdecimal() and colon and len(rest) >= _TOKEN and rest.replace("-", "").replace("_", "").isalnum()):
        raise PydanticCustomError("token", "does not look like a bot token (123456:ABC…); copy it from BotFather")
    return value


def _api(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme == "https" and parts.hostname:
        return value.rstrip("/")
    if parts.scheme == "http" and parts.hostname in _LOOPBACK:
        return value.rstrip("/")
    raise PydanticCustomError("api", "must be an https:// address (http:// only on this machine)")


def _origin(value: str) -> str:
    """A host of its own, without a path: what another page of the same host runs could act as our pages."""
    found = _api(value)
    parts = urlsplit(found)
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise PydanticCustomError(
            "origin", "must be a host of its own without a path, such as https://staff.example.kz"
        )
    return found


def _redis(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("redis://", "rediss://", "unix://")):
        raise PydanticCustomError("redis", "must begin with redis://, rediss:// or unix://")
    return value


def _database(value: SecretStr) -> SecretStr:
    if not value.get_secret_value().startswith(("sqlite", "postgresql")):
        raise PydanticCustomError("database", "must begin with sqlite or postgresql")
    return value


def _webhook_secret(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if len(text) < _SECRET or not _SECRET_ALPHABET.fullmatch(text):
        raise PydanticCustomError(
            "secret", "must be 32 to 256 characters of A-Z, a-z, 0-9, _ and -; make one with `openssl rand -hex 32`"
        )
    repeats = text in (text + text)[1:-1]
    steps = sum(abs(ord(one) - ord(after)) <= 1 for one, after in pairwise(text))
    if len(set(text)) < _VARIETY or repeats or steps > len(text) / 2:
        raise PydanticCustomError("secret", "is easy to guess; make one with `openssl rand -hex 32`")
    return value


def _listen(value: str) -> str:
    try:
        found = address(value)
    except ValueError:
        raise PydanticCustomError("listen", "must be host:port or unix:/path") from None
    if isinstance(found, tuple) and found[0] not in _LOOPBACK:
        raise PydanticCustomError(
            "listen", "must be on this machine (127.0.0.1:8080 or unix:/path): put a proxy with TLS in front"
        )
    return value


def address(value: str) -> Path | tuple[str, int]:
    """Where to listen: a unix socket, or host and port. Raises `ValueError`."""
    if value.startswith("unix:/"):
        return Path(value.removeprefix("unix:"))
    parts = urlsplit(f"//{value}")
    if not parts.hostname or not parts.port or parts.path or parts.query or parts.username is not None:
        raise ValueError
    return parts.hostname, parts.port


class Settings(BaseModel):
    """Every setting, with the sentence `--help` prints for it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    bot_token: Annotated[SecretStr | None, AfterValidator(lambda it: it and _token(it))] = Field(
        None, description="token of the bot, from BotFather; without it only the sandbox runs"
    )
    telegram_api_base: Annotated[str, AfterValidator(_api)] = Field(
        "https://api.telegram.org", description="address of the Bot API"
    )
    redis_url: Annotated[SecretStr | None, AfterValidator(lambda it: it and _redis(it))] = Field(
        None,
        description="redis://, rediss:// or unix:// address; without it a private Redis is started in memory",
    )
    redis_audit_url: Annotated[SecretStr | None, AfterValidator(lambda it: it and _redis(it))] = Field(
        None,
        description="the same Redis through an account that sees its settings; without it REDIS_URL is not used",
    )
    redis_unverified: Literal["accepted"] | None = Field(
        None,
        description="accepted: use a Redis whose settings cannot be checked, as with managed ones",
    )
    database_url: Annotated[SecretStr | None, AfterValidator(lambda it: it and _database(it))] = Field(
        None,
        description="registry of the directory: sqlite:///PATH or postgresql://…; with STAFF_BOT_TOKEN alone it is "
        "a SQLite file in STATE_DIR",
    )
    data_dir: Path | None = Field(
        None,
        description="folder whose directory/ replaces the one that ships; without it the shipped one serves",
    )
    state_dir: Path | None = Field(
        None,
        description="folder of the registry's SQLite file and of its last good state; without it data/ here",
    )
    seal_key_file: Path | None = Field(
        None,
        description="file with the 32-byte key that wraps the keys in Redis, the previous one in a second line; "
        "without it keys live in memory only",
    )
    webhook_url: Annotated[str | None, AfterValidator(lambda it: it and _api(it))] = Field(
        None,
        description="https:// address Telegram sends updates to; without it the bot asks for them",
    )
    webhook_secret: Annotated[SecretStr | None, AfterValidator(lambda it: it and _webhook_secret(it))] = Field(
        None, description="32 or more random characters by which Telegram is known at the webhook"
    )
    webhook_listen: Annotated[str, AfterValidator(_listen)] = Field(
        "127.0.0.1:8080",
        description="where the webhook listens, on this machine only: host:port or unix:/path; a proxy brings TLS",
    )
    health_listen: Annotated[str | None, AfterValidator(lambda it: it and _listen(it))] = Field(
        None, description="where /healthz, /readyz and /metrics answer, on this machine only: host:port or unix:/path"
    )
    staff_bot_token: Annotated[SecretStr | None, AfterValidator(lambda it: it and _token(it))] = Field(
        None, description="token of the bot for centre staff, another one than BOT_TOKEN; without it staff has no pages"
    )
    staff_url: Annotated[str | None, AfterValidator(lambda it: it and _origin(it))] = Field(
        None,
        description="https:// address of the staff pages, a host of its own; a proxy there passes on to STAFF_LISTEN",
    )
    staff_listen: Annotated[str, AfterValidator(_listen)] = Field(
        "127.0.0.1:8082",
        description="where the staff pages listen, on this machine only: host:port or unix:/path; a proxy brings TLS",
    )
    staff_key_file: Path | None = Field(
        None,
        description="file with the 32-byte key by which staff are known; no staff bot without it",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO",
        description="how much is logged: DEBUG and INFO say when Senim starts and stops, the others only trouble",
    )

    @property
    def folder(self) -> Path:
        """Where what is kept beside the database lies, and the database itself when no other is named."""
        return self.state_dir or Path(__file__).resolve().parent.parent / "data"

    @property
    def registry_url(self) -> str:
        """The registry's database."""
        given = self.database_url
        return given.get_secret_value() if given else f"sqlite:///{self.folder / 'registry.sqlite'}"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.staff_bot_token is not None:
            if self.staff_url is None:
                raise PydanticCustomError(
                    "staff", "STAFF_BOT_TOKEN needs STAFF_URL: the https:// address where staff will find their pages"
                )
            if self.staff_key_file is None:
                raise PydanticCustomError(
                    "staff", "STAFF_BOT_TOKEN needs STAFF_KEY_FILE: make one with `umask 077; openssl rand -hex 32`"
                )
            if self.bot_token and self.bot_token.get_secret_value() == self.staff_bot_token.get_secret_value():
                raise PydanticCustomError(
                    "staff", "STAFF_BOT_TOKEN must be another bot than BOT_TOKEN: make a second one"
                )
        if self.webhook_url is None:
            return self
        if self.webhook_secret is None:
            raise PydanticCustomError(
                "webhook",
                "WEBHOOK_URL needs WEBHOOK_SECRET (or WEBHOOK_SECRET_FILE): make one with `openssl rand -hex 32`",
            )
        token = self.bot_token.get_secret_value().partition(":")[2] if self.bot_token else ""
        if token and (token in self.webhook_url or token in self.webhook_secret.get_secret_value()):
            raise PydanticCustomError("webhook", "WEBHOOK_URL and WEBHOOK_SECRET must not hold the BOT_TOKEN")
        return self


def read(env: Mapping[str, str]) -> Settings:
    """The settings of an environment. `NAME_FILE` gives a secret by file. Raises `SettingsError`."""
    values: dict[str, Any] = {name: env[name.upper()] for name in Settings.model_fields if env.get(name.upper())}
    for secret in SECRETS:
        if path := env.get(f"{secret}_FILE"):
            if env.get(secret):
                raise SettingsError(f"{secret} and {secret}_FILE are both set: keep one of them.")
            values[secret.lower()] = _secret(f"{secret}_FILE", Path(path))
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        name = [str(part).upper() for part in fault["loc"][:1]]
        raise SettingsError(" ".join((*name, f"{fault['msg']}."))) from None


def _secret(name: str, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{name} names a file that cannot be read: check that it exists and is yours.") from None
    if not text:
        raise SettingsError(f"{name} names an empty file: put the secret into it.")
    return text


def describe() -> str:
    """All settings for `--help`, one a paragraph."""
    lines = []
    for name, field in Settings.model_fields.items():
        title = name.upper() + (f" (or {name.upper()}_FILE)" if name.upper() in SECRETS else "")
        lines.append(f"  {title}\n      {field.description}")
    return "\n".join(lines)
