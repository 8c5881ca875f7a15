"""The closed words of the directory as staff read them in files, in both languages; cards and pages say the same."""

from collections.abc import Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from bot.centres.name import Name
from bot.centres.words import (
    Access,
    AddressLevel,
    Answer,
    Channel,
    Confidence,
    ForWhom,
    Language,
    Messenger,
    ServiceKind,
    Status,
    Topic,
    Verified,
)
from bot.exchange.issues import Wrong

Vocabulary = Mapping[str, Name]  # each word of a file with what it is called
Reader = Literal[
    "ru", "kk", "code"
]  # for whom a table is written: people, or programs that want the words of the files


def _all(words: type[StrEnum], *names: tuple[str, str]) -> Vocabulary:
    return MappingProxyType({word.value: Name(*name) for word, name in zip(words, names, strict=True)})


ANSWERS: Final = _all(Answer, ("да", "иә"), ("нет", "жоқ"), ("не знаем", "белгісіз"))
FLAG: Final[Vocabulary] = MappingProxyType({"yes": ANSWERS["yes"], "no": ANSWERS["no"]})
HOUSES: Final = ANSWERS
KINDS: Final = _all(
    ServiceKind,
    ("временное проживание", "уақытша тұру"),
    ("кризисный центр", "дағдарыс орталығы"),
    ("поддержка семьи", "отбасын қолдау"),
    ("телефон доверия", "сенім телефоны"),
    ("юрист", "заңгер"),
    ("врач", "дәрігер"),
    ("психолог", "психолог"),
    ("помощь детям", "балаларға көмек"),
    ("психологическая коррекция", "психологиялық түзету"),
    ("против торговли людьми", "адам саудасына ұшырағандарға көмек"),
    ("долгая поддержка", "ұзақ мерзімді қолдау"),
    ("мобильная группа", "мобильді топ"),
)
CHANNELS: Final = _all(
    Channel,
    ("звонок", "қоңырау"),
    ("сообщение", "хабарлама"),
    ("WhatsApp", "WhatsApp"),
    ("приложение", "қосымша"),
    ("QR-код", "QR-код"),
)
MESSENGERS: Final = _all(Messenger, ("WhatsApp", "WhatsApp"), ("Telegram", "Telegram"), ("SMS", "SMS"))
TOPICS: Final = _all(
    Topic,
    ("опасность", "қауіп"),
    ("насилие", "зорлық-зомбылық"),
    ("здоровье", "денсаулық"),
    ("дети", "балалар"),
    ("травля", "әлімжеттік"),
    ("мысли о смерти", "өлім туралы ойлар"),
    ("психологическая помощь", "психологиялық көмек"),
    ("юридическая помощь", "заң көмегі"),
    ("торговля людьми", "адам саудасы"),
    ("жалоба на полицию", "полицияға шағым"),
    ("государственные услуги", "мемлекеттік қызметтер"),
    ("другое", "басқа"),
)
VERIFIED: Final = _all(
    Verified, ("подтверждён", "расталған"), ("опубликован", "жарияланған"), ("не подтверждён", "расталмаған")
)
CONFIDENCE: Final = _all(Confidence, ("высокая", "жоғары"), ("средняя", "орташа"), ("низкая", "төмен"))
STATUS: Final = _all(
    Status,
    ("работает", "жұмыс істейді"),
    ("не работает", "жұмыс істемейді"),
    ("закрыт навсегда", "біржола жабылған"),
    ("временно закрыт", "уақытша жабық"),
)
LEVELS: Final = _all(
    AddressLevel,
    ("только телефон", "тек телефон"),
    ("город или район", "қала немесе аудан"),
    ("адрес целиком", "толық мекенжай"),
)
WHO: Final = _all(
    ForWhom,
    ("все", "бәрі"),
    ("женщины", "әйелдер"),
    ("женщины с детьми", "балалары бар әйелдер"),
    ("беременные и мамы с грудными детьми", "жүкті әйелдер мен сәбилі аналар"),
    ("семьи", "отбасылар"),
    ("неизвестно", "белгісіз"),
)
ACCESS: Final = _all(
    Access,
    ("вход без ступеней", "баспалдақсыз кіру"),
    ("жестовый язык", "ымдау тілі"),
    ("можно писать", "жазуға болады"),
)
LANGUAGES: Final = _all(Language, ("казахский", "қазақша"), ("русский", "орысша"), ("английский", "ағылшынша"))
SEEN: Final[Vocabulary] = MappingProxyType(
    {"seen": Name("из источника", "дереккөзден"), "ours": Name("написано нами", "өзіміз жаздық")}
)
RUNS: Final[Vocabulary] = MappingProxyType(
    {
        "state": Name("государство", "мемлекет"),
        "ngo": Name("неправительственная организация", "үкіметтік емес ұйым"),
        "unknown": Name("неизвестно", "белгісіз"),
    }
)
# Words of files that are out there: read for ever, written no more.
_FORMER: Final[Mapping[str, str]] = MappingProxyType(
    {
        "приют": "shelter",
        "баспана": "shelter",
        "центр поддержки семьи": "family_support_centre",
        "отбасын қолдау орталығы": "family_support_centre",
        "неизвестно": "unknown",
        "барлығы": "anyone",
        "балалы әйелдер": "women_with_children",
        "матери новорождённых и беременные": "mothers_of_newborns",
        "жаңа босанған және жүкті әйелдер": "mothers_of_newborns",
    }
)


def called(words: Vocabulary, code: str, reader: Reader) -> str:
    """Give a word as its reader calls it; one that is not in the list stays as it is."""
    return code if reader == "code" or code not in words else words[code].within(reader)


def spellings(words: Vocabulary) -> Mapping[str, str]:
    """Give every way a word may be written, small letters, with the word itself."""
    known = {former: code for former, code in _FORMER.items() if code in words}
    for code, name in words.items():
        known |= dict.fromkeys((name.ru.casefold(), name.kk.casefold(), code.casefold()), code)
    return MappingProxyType(known)


def meant(known: Mapping[str, str], text: str) -> str:
    """Give the word a cell means, among `spellings`. Raises `Wrong` with a guess."""
    asked = text.casefold()
    if code := known.get(asked):
        return code
    near = get_close_matches(asked, known, 1, 0.6) if len(asked) <= 60 else []  # noqa: PLR2004 - no word is longer
    raise Wrong("X119", near[0] if near else "")
