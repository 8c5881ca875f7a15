"""`python -m bot hear`: a message a line in, an object a line out, whatever the bytes."""

import json
import subprocess
import sys

from tests.support.process import ROOT


def test_a_terminal_reads_a_message_a_line_and_survives_any_bytes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "hear", "--jsonl"],
        input="он ломает дверь\nпривет\r\n5\r6\n".encode() + b"\xff\xfe\n",
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [line["text"] for line in lines] == ["он ломает дверь", "привет", "5\r6", "\ufffd\ufffd"]
    assert [line["kind"] for line in lines] == ["danger", "greeting", "unknown", "unknown"]
    assert lines[0] == {"text": "он ломает дверь", "kind": "danger"}


def test_a_terminal_that_gives_nothing_or_takes_no_more_is_no_fault() -> None:
    command = f"{sys.executable} -m bot hear --jsonl"
    closed = subprocess.run(f"{command} <&-", shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert closed.returncode == 2
    assert "Дайте" in closed.stderr or "дайте" in closed.stderr
    cut = subprocess.run(
        f"yes привет | head -20000 | {command} | head -1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (cut.stdout.count("\n"), cut.stderr) == (1, "")


def test_a_person_is_shown_the_kind_the_topic_of_a_question_and_why() -> None:
    command = [sys.executable, "-m", "bot", "hear", "можно ли забрать заявление из полиции"]
    kind, topic, like, *words = subprocess.check_output(command, text=True, cwd=ROOT).splitlines()
    assert (kind, topic) == ("Вид: unknown", "Тема: reconcile")
    assert like.startswith("Похоже на: unknown")
    assert any(word.startswith("  zaiavlenie: ") for word in words)
