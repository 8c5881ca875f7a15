"""What is typed or pasted comes out plain, or not at all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.issues import Wrong
from bot.exchange.text import harmless, lines, plain


def taken(text: str) -> str | None:
    try:
        return plain(text)
    except Wrong:
        return None


@given(st.text(max_size=60))
def test_what_is_taken_is_composed_trimmed_visible_and_stays_as_it_is(text: str) -> None:
    kept = taken(text)
    if kept:
        assert kept == unicodedata.normalize("NFC", kept) == kept.strip()
        assert kept.isprintable()
        assert kept[0] not in "=@"
        assert taken(kept) == kept


@given(st.text(st.sampled_from("=+-@'\t 7(1)аб"), max_size=8))
def test_what_is_taken_survives_a_cell_of_csv(text: str) -> None:
    kept = taken(text)
    if kept and not kept.startswith("'"):
        assert taken(harmless(kept)) == kept
        assert harmless(kept)[0] not in "=+-@\t\r"


def test_no_hidden_or_bidirectional_character_is_taken() -> None:
    hidden = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cf", "Co", "Cs"}]
    assert len(hidden) > 100_000
    assert [char for char in hidden if taken(f"Цен{char}тр") is not None] == []


def test_no_control_character_is_taken() -> None:
    controls = [chr(code) for code in range(256) if unicodedata.category(chr(code)) == "Cc"]
    assert [char for char in controls if taken(f"Цен{char}тр") is not None] == ["\t", "\n", "\r"]


@pytest.mark.parametrize("text", ["-", "—", " – ", "", "\n"])
def test_a_dash_alone_is_nothing(text: str) -> None:
    assert plain(text) == ""


def test_line_breaks_are_kept_where_they_mean_something() -> None:
    assert lines(" a \r\n\n b\u00a0c ") == "a\nb c"
    assert plain(" a \r\n\n b\u00a0c ") == "a b c"
