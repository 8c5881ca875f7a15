"""Checks of `reply_markup`: every rule a real server holds against this bot's keyboards."""

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.markup import utf16_length
from bot.sandbox.miniapp import allowed

ACTIONS = ("callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query",
           "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game", "pay",
           "disabled", "force_reply")  # fmt: skip
SUPPORTED = ("callback_data", "url", "copy_text", "web_app")
REQUESTS = ("request_location", "request_contact")
STYLES = ("danger", "success", "primary")
MOST_BUTTONS = 100
LONGEST_DATA = 64
LONGEST_COPY = 256
LONGEST_HINT = 64

Markup = dict[str, Any]


def check_markup(given: object, *, inline_only: bool = False, private: bool = True) -> Markup | None:
    """Return the keyboard as it will be kept, None for none. Raise ApiError with Telegram's words."""
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in given:
        rows = _check_rows(given["inline_keyboard"], _check_inline_button)
        return {"inline_keyboard": rows} if rows else None
    if inline_only:
        raise bad("inline keyboard expected")
    if "keyboard" in given:
        return _check_reply_keyboard(given, private=private)
    if given.get("remove_keyboard") is True or given.get("force_reply") is True:
        return dict(given)
    raise bad("can't parse reply keyboard markup JSON object")


def _check_reply_keyboard(given: Markup, *, private: bool) -> Markup | None:
    rows = _check_rows(given["keyboard"], _check_reply_button)
    if not private and any(button.get(kind) for row in rows for button in row for kind in REQUESTS):
        raise bad("location and contact can be requested in private chats only")
    hint = given.get("input_field_placeholder", "")
    if not isinstance(hint, str) or len(hint) > LONGEST_HINT:
        raise bad("input field placeholder is too long")
    return dict(given) | {"keyboard": rows} if rows else None


def _check_rows(given: object, check: Any) -> list[list[Markup]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad("can't parse keyboard: an Array of Arrays is expected")
    rows = [[check(button) for button in row] for row in given if row]
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return rows


def _check_look(button: object) -> Markup:
    if not isinstance(button, dict):
        raise bad("can't parse keyboard button: Object expected")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad('can\'t parse keyboard button: Field "text" must be a non-empty String')
    if button.get("style") not in (None, *STYLES):
        raise bad("can't parse keyboard button: invalid button style specified")
    return {name: value for name, value in button.items() if value is not None}


def _check_inline_button(given: object) -> Markup:
    button = _check_look(given)
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action is allowed")
    if actions[0] not in SUPPORTED:
        raise bad("BUTTON_TYPE_INVALID")
    _check_action(button)
    return button


def _check_action(button: Markup) -> None:
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= LONGEST_DATA:
            raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad("BUTTON_URL_INVALID")
    if "web_app" in button:
        app = button["web_app"]
        if not isinstance(app, dict) or not allowed(app.get("url")):
            raise bad("BUTTON_URL_INVALID")
    if "copy_text" in button:
        copy = button["copy_text"]
        text = copy.get("text") if isinstance(copy, dict) else None
        if not isinstance(text, str) or not 1 <= utf16_length(text) <= LONGEST_COPY:
            raise bad("BUTTON_COPY_TEXT_INVALID")


def _check_reply_button(given: object) -> Markup:
    if isinstance(given, str):
        given = {"text": given}
    button = _check_look(given)
    if sum(bool(button.get(name)) for name in REQUESTS) > 1:
        raise bad("can't parse keyboard button: exactly one request is allowed")
    return button
