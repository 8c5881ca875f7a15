"""A person and her message as Telegram tells of them, and what the sieve leaves of both."""

CANARY = "Канарейка"
USER = {
    "id": 5_190_000_001,
    "is_bot": False,
    "first_name": CANARY,
    "last_name": CANARY,
    "username": CANARY,
    "language_code": "kk",
}
CHAT = {"id": 5_190_000_001, "type": "private", "first_name": CANARY, "username": CANARY}
MESSAGE = {"message_id": 7, "date": 1_700_000_000, "from": USER, "chat": CHAT}
PLAIN = {"id": 5_190_000_001, "is_bot": False, "first_name": "·", "language_code": "kk"}
PRIVATE = {"id": 5_190_000_001, "type": "private"}
BARE = {"message_id": 7, "date": 1_700_000_000, "chat": PRIVATE, "from": PLAIN}
