"""The way to Redis: quick to give up, because nobody who needs help should wait for it."""

from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.connection import parse_url
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

PATIENCE = 0.3
_CONNECTIONS = 32
_FROM_URL = {
    *("connection_class", "host", "port", "path", "db", "username", "password"),
    *("ssl_ca_certs", "ssl_ca_path", "ssl_certfile", "ssl_keyfile"),
}


def connect(url: str) -> Redis:
    """Make a client for redis://, rediss:// or unix://; ValueError otherwise. It connects when first used.

    The URL gives address, credentials and certificates; patience and checks are set here and nowhere else.
    """
    options: dict[str, Any] = dict(parse_url(url))
    if not options.keys() <= _FROM_URL:
        raise ValueError("The Redis URL has an unknown option after '?': leave only db and ssl_* file names.")
    if url.startswith("rediss://"):
        options |= {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
    options |= {
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        "retry": Retry(NoBackoff(), 0),
        "retry_on_timeout": False,
        "health_check_interval": 0,
        "decode_responses": False,
        # No greeting: HELLO, CLIENT SETINFO and the like need rights the bot's account should not have.
        "protocol": 2,
        "client_name": None,
        "driver_info": None,
        # Waiting a moment for a free connection is not a failure; an endless pool would be.
        "max_connections": _CONNECTIONS,
        "timeout": PATIENCE,
    }
    return Redis.from_pool(BlockingConnectionPool(**options))
