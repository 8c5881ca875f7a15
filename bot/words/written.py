"""The checks of any catalogue: both languages whole, equal, fresh and well said. Codes: docs/checks.md."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.issue import Issue
from bot.script.facts import Language
from bot.words.catalogue import read
from bot.words.domain import Domain
from bot.words.markup import plain
from bot.words.rules import read_rules
from bot.words.sync import SAME, note_for, note_of, text_of
from bot.words.values import taken
from bot.words.wording import wording


def messages(catalogue: Catalog) -> dict[str, Message]:
    """The entries by id."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message for message in catalogue if message.id
    }


def check_domain(root: Path, domain: Domain) -> list[Issue]:
    """Everything that can be seen in the two catalogues of a domain. Raises `BrokenError` when one is missing."""
    written = {language: messages(read(root, language, domain.name)) for language in Language}
    banned = read_rules(root).banned
    issues = list[Issue]()
    for language, entries in written.items():
        issues += [*_complete(entries, language, domain), *_formed(entries, language, domain)]
        for key, message in entries.items():
            found = (wrong for text in text_of(message) for wrong in wording(language, key, text, banned))
            issues += [at(code, language, key, text, domain.name) for code, text in dict.fromkeys(found)]
    return [*issues, *_equal(written[Language.RU], written[Language.KK], domain.name)]


def at(code: str, language: Language, key: str, text: str, domain: str) -> Issue:
    """A finding in one entry."""
    return Issue(code, f"{language.value}/{domain}.po", key, text)


def _complete(entries: Mapping[str, Message], language: Language, domain: Domain) -> Iterator[Issue]:
    for key in domain.keys:
        if key not in entries:
            text = "сообщения нет. Выполните: python -m bot words sync, и напишите его."
            yield at("W101", language, key, text, domain.name)
        elif not all(plain(text).strip() for text in text_of(entries[key])):
            yield at("W102", language, key, "сообщение пустое. Напишите его.", domain.name)
        elif (key in domain.plural) != isinstance(entries[key].id, tuple):
            text = "msgid_plural и msgstr[…] нужны там, где программа считает, и только там. Исправьте форму."
            yield at("W103", language, key, text, domain.name)
    known = frozenset(domain.keys)
    for key in entries:
        if key not in known:
            text = "сообщение нигде не нужно. Выполните: python -m bot words sync."
            yield at("W104", language, key, text, domain.name)


def _formed(entries: Mapping[str, Message], language: Language, domain: Domain) -> Iterator[Issue]:
    for key, message in entries.items():
        wanted = domain.values.get(key, frozenset())
        if any(text and taken(text) != wanted for text in text_of(message)):
            names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "ничего"
            text = f"скобки {{…}} не те: программа ставит сюда {names}. Исправьте."
            yield at("W107", language, key, text, domain.name)


def _equal(ru: Mapping[str, Message], kk: Mapping[str, Message], domain: str) -> Iterator[Issue]:
    for key, message in ru.items():
        if message.fuzzy:
            yield at("W105", Language.RU, key, "стоит пометка fuzzy. Перечитайте текст и уберите её.", domain)
    for key, message in kk.items():
        if message.fuzzy:
            text = "русский текст изменился. Сверьте перевод и уберите пометку fuzzy."
            yield at("W105", Language.KK, key, text, domain)
        if key not in ru or not (any(text_of(message)) and any(text_of(ru[key]))):
            continue  # W101, W102 say it
        if note_of(message) != note_for(ru[key]):
            text = "русский текст изменился после перевода. Выполните: python -m bot words sync."
            yield at("W105", Language.KK, key, text, domain)
        if text_of(message) == text_of(ru[key]) and SAME not in message.user_comments:
            text = f"то же, что по-русски. Переведите или добавьте строку «# {SAME}»."
            yield at("W106", Language.KK, key, text, domain)
