"""A staff bot is set up whole or not at all, and is never the bot for people."""

import pytest

from bot.settings import SettingsError, read

TOKEN, STAFF = "1000001:" + "t" * 35, "1000002:" + "s" * 35
WHOLE = {"STAFF_BOT_TOKEN": STAFF, "STAFF_URL": "https://staff.example.kz", "STAFF_KEY_FILE": "key"}


def test_a_whole_one_is_taken() -> None:
    settings = read({"BOT_TOKEN": TOKEN, **WHOLE})
    assert settings.staff_url == "https://staff.example.kz"
    assert settings.staff_listen == "127.0.0.1:8082"
    assert STAFF not in repr(settings)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"STAFF_URL": ""}, "needs STAFF_URL"),
        ({"STAFF_KEY_FILE": ""}, "needs STAFF_KEY_FILE"),
        ({"STAFF_BOT_TOKEN": TOKEN}, "another bot than BOT_TOKEN"),
        ({"STAFF_BOT_TOKEN": "x"}, "STAFF_BOT_TOKEN does not look like"),
        ({"STAFF_URL": "http://staff.example.kz"}, "STAFF_URL must be an https"),
        ({"STAFF_URL": "https://example.kz/staff"}, "STAFF_URL must be a host of its own"),
        ({"STAFF_URL": "https://a:b@example.kz"}, "STAFF_URL must be a host of its own"),
        ({"STAFF_LISTEN": "0.0.0.0:8082"}, "STAFF_LISTEN must be on this machine"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_a_sentence(more: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence) as told:
        read({"BOT_TOKEN": TOKEN, **WHOLE, **more})
    assert STAFF not in str(told.value)
