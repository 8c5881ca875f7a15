from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.markup import KINDS, MarkupError, parse_html, utf16_length


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [{"type": "bold", "offset": 0, "length": 4}]),
        ("<strong>a</strong><em>b</em>", "ab", [
            {"type": "bold", "offset": 0, "length": 1}, {"type": "italic", "offset": 1, "length": 1}]),
        ("<b>a<i>b</i></b>", "ab", [
            {"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}]),
        ("🌿<u>x</u>", "🌿x", [{"type": "underline", "offset": 2, "length": 1}]),
        ('<a href="https://x.kz/?a=1&amp;b=2">x</a>', "x", [
            {"type": "text_link", "url": "https://x.kz/?a=1&b=2", "offset": 0, "length": 1}]),
        ('<a href="tel:102">102</a>', "102", []),
        ("<blockquote>q</blockquote>", "q", [{"type": "blockquote", "offset": 0, "length": 1}]),
        ("<blockquote expandable>q</blockquote>", "q", [
            {"type": "expandable_blockquote", "offset": 0, "length": 1}]),
        ("<tg-spoiler>s</tg-spoiler>", "s", [{"type": "spoiler", "offset": 0, "length": 1}]),
        ('<pre><code class="language-py">x</code></pre>', "x", [
            {"type": "pre", "language": "py", "offset": 0, "length": 1}]),
        ("&lt;&gt;&amp;&quot;&#1103;&#x44f;", '<>&"яя', []),
        ("a & b &nbsp; c", "a & b &nbsp; c", []),
        ("  <b> x </b>\n", "x", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<b></b>x", "x", []),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(markup: str, text: str, entities: list[dict[str, object]]) -> None:
    assert parse_html(markup) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>open", "Can't find end tag"),
        ("<b><i>x</b></i>", "Unmatched end tag"),
        ("x</b>", "Unexpected end tag"),
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("я<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("1 < 2", "Unsupported start tag"),
        ("<script>x</script>", "Unsupported start tag"),
        ('<a href="x>y</a>', "Unexpected symbols"),
    ],
)
def test_broken_html_is_refused_with_the_place(markup: str, reason: str) -> None:
    with pytest.raises(MarkupError, match=reason):
        parse_html(markup)


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(escape(text)) == (text.strip(), [])


@given(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), st.text("aя🌿 ", min_size=1))))
def test_every_entity_lies_within_the_text(parts: list[tuple[str, str]]) -> None:
    text, entities = parse_html("".join(f"<{tag}>{inner}</{tag}>" for tag, inner in parts))
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16_length(text) for e in entities)


@given(st.text("<>/b&; =\"a'", max_size=40))
def test_any_input_is_read_or_refused_but_never_breaks(markup: str) -> None:
    try:
        text, _ = parse_html(markup)
    except MarkupError:
        return
    assert text == text.strip()
