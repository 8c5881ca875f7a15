"""Every word of the catalogues is known: to Debian's Hunspell dictionaries, or to the lists beside the catalogues.

The Kazakh dictionary knows few endings, so its list is long; whoever adds to a list has looked at the word.
"""

import re
import shutil
import subprocess

import pytest

from bot.script.facts import Language
from bot.whole import Places
from bot.words.catalogue import DOMAINS, read
from bot.words.markup import plain
from bot.words.sync import text_of

LOCALES = Places().locales
DICTIONARIES = {Language.RU: "ru_RU", Language.KK: "kk_KZ"}
WORD = re.compile(r"[^\W\d_]+")


def words(language: Language) -> set[str]:
    entries = (message for domain in DOMAINS for message in read(LOCALES, language, domain) if message.id)
    texts = (text for message in entries for text in text_of(message))
    return {word for text in texts for word in WORD.findall(re.sub(r"\{.*?\}", " ", plain(text)))}


def listed(language: Language) -> list[str]:
    return (LOCALES / language.value / "words.txt").read_text("utf-8").split()


@pytest.mark.skipif(shutil.which("hunspell") is None, reason="apt install hunspell hunspell-ru hunspell-kk")
@pytest.mark.parametrize("language", Language)
def test_every_word_is_spelled_as_a_dictionary_or_our_list_has_it(language: Language) -> None:
    unlisted = words(language) - set(listed(language))
    command = ["hunspell", "-l", "-i", "utf-8", "-d", DICTIONARIES[language]]
    found = subprocess.run(command, input="\n".join(sorted(unlisted)), capture_output=True, text=True, check=True)
    unknown = sorted(set(found.stdout.split()))
    assert unknown == [], f"right? then add them to locales/{language.value}/words.txt"


@pytest.mark.parametrize("language", Language)
def test_our_list_is_sorted_and_holds_no_word_that_is_not_used(language: Language) -> None:
    known = listed(language)
    assert known == sorted(set(known))
    assert sorted(set(known) - words(language)) == []
