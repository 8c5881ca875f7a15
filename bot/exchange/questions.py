"""What to ask on the phone, in both languages. The sheet is drawn from this; words of the directory come as they are.

Not asked: where a house stands, how many beds it has, who works there. What is not asked cannot be lost with the paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.centres.name import Name
from bot.exchange import words
from bot.exchange.words import Vocabulary


@dataclass(frozen=True, slots=True)
class Question:
    """One question: boxes to tick, and so many lines to write on, the first with a hint before it."""

    text: Name
    boxes: tuple[Name, ...] = ()
    lines: int = 0
    hint: Name | None = None
    wide: bool = True  # else two stand side by side


def _boxes(vocabulary: Vocabulary) -> tuple[Name, ...]:
    return tuple(name for word, name in vocabulary.items() if word != "unknown")


YES_NO: Final = _boxes(words.ANSWERS)
_RIGHT: Final = Question(Name("Всё ли верно из того, что мы знаем?", "Біздегі деректің бәрі дұрыс па?"), YES_NO, 1)
_NUMBERS: Final = Question(
    Name("Какие номера можно показывать людям?", "Адамдарға қай нөмірлерді көрсетуге болады?"), (), 2
)
_WRITTEN: Final = Question(
    Name("Куда можно написать, если говорить нельзя?", "Сөйлесе алмаған адам қайда жаза алады?"),
    (*_boxes(words.MESSENGERS), Name("никуда", "ешқайда")),
    1,
    Name("номер", "нөмірі"),
)
_HOURS: Final = Question(
    Name("По каким дням и часам отвечают?", "Қай күндері, қай сағаттарда жауап береді?"),
    (Name("круглосуточно", "тәулік бойы"),),
    1,
    Name("дни и часы", "күндері мен сағаты"),
)
_FREE: Final = Question(Name("Это бесплатно?", "Бұл тегін бе?"), YES_NO, wide=False)
_LANGUAGES: Final = Question(Name("На каких языках говорят?", "Қай тілдерде сөйлеседі?"), _boxes(words.LANGUAGES))
_NOTICE: Final = Question(
    Name("Какое объявление показать людям и по какой день?", "Адамдарға нені, қай күнге дейін ескерту керек?"), (), 1
)

SERVICE: Final = (
    _RIGHT,
    _NUMBERS,
    _WRITTEN,
    _HOURS,
    Question(Name("Кого принимают?", "Кімді қабылдайды?"), _boxes(words.WHO)),
    Question(Name("Можно прийти с детьми?", "Балалармен келуге бола ма?"), YES_NO, wide=False),
    Question(
        Name("До скольких лет можно с сыновьями?", "Ұлды неше жасқа дейін қабылдайды?"),
        (),
        1,
        Name("лет", "жас"),
        wide=False,
    ),
    Question(Name("Нужны документы?", "Құжат керек пе?"), YES_NO, wide=False),
    Question(Name("Нужно направление?", "Жолдама керек пе?"), YES_NO, 1, Name("от кого", "кімнен"), wide=False),
    _FREE,
    _LANGUAGES,
    Question(
        Name("Что есть для людей с инвалидностью?", "Мүгедектігі бар адамдарға қандай жағдай жасалған?"),
        _boxes(words.ACCESS),
    ),
    Question(
        Name("Чем ещё помогают?", "Тағы немен көмектеседі?"),
        tuple(name for kind, name in words.KINDS.items() if not kind.endswith("_centre")),
    ),
    _NOTICE,
)
LINE: Final = (_RIGHT, _NUMBERS, _WRITTEN, _HOURS, _FREE, _LANGUAGES, _NOTICE)


# What stands around the questions.
HEADS: Final = MappingProxyType(
    {
        "sheet": Name("Лист звонков", "Қоңырау парағы"),
        "lines": Name("Линии всей страны", "Бүкіл елге ортақ желілер"),
        "known": Name("Что мы знаем", "Не білеміз"),
        "ask": Name("О чём спросить", "Не сұрау керек"),
        "caller": Name("Кто звонит (вымышленное имя)", "Кім қоңырау шалды (бүркеншік ат)"),
        "day": Name("Дата", "Күні"),
        "dialled": Name("Набранный номер", "Терілген нөмір"),
        "new": Name("Новая запись", "Жаңа жазба"),
        "name": Name("Название", "Атауы"),
        "town": Name("Город или район", "Қала немесе аудан"),
        "kind": Name("Вид", "Түрі"),
        "phones": Name("Номера", "Нөмірлер"),
        "no_number": Name("Номера нет, спросите через", "Нөмірі жоқ, мына желіден сұраңыз"),
        "hours": Name("Часы", "Уақыты"),
        "who": Name("Кого принимают", "Кімді қабылдайды"),
        "vouched": Name("Подтверждено ли", "Расталған ба"),
        "source_day": Name("источник от", "дереккөз күні"),
        "checked": Name("проверено", "тексерілген"),
        "notice": Name("Объявление", "Хабарландыру"),
        "why": Name("Заметка", "Ескертпе"),
        "sources": Name("Источники", "Дереккөздер"),
        "none": Name("В этой области мы не знаем ни одного центра.", "Бұл өңірде бізге белгілі орталық жоқ."),
    }
)
OUTCOMES: Final = (
    Name("ответили", "жауап берді"),
    Name("не ответили", "жауап бермеді"),
    Name("не тот номер", "басқа біреудің нөмірі"),
)
RULES: Final = (
    Name(
        "Не говорите о тех, кто к нам обращался. Не спрашивайте и не записывайте, где живут люди.",
        "Бізге жүгінген адамдар туралы айтпаңыз. Адамдар тұратын жердің қайда екенін сұрамаңыз, жазбаңыз.",
    ),
    Name(
        "Новый номер люди увидят, когда второй человек позвонит по прежнему и подтвердит. Прежнего нет: по новому.",
        "Сол нөмірдің өзінен растап, екінші адам да келіссе ғана, нөмір адамдарға көрсетіледі.",
    ),
    Name(
        "Пустой ответ значит «не спросили». Внесите ответы в справочник, а лист уничтожьте.",
        "Бос жауап «сұралмады» дегенді білдіреді. Жауаптарды анықтамалыққа енгізіп, парақты жойыңыз.",
    ),
)


def both(names: Iterable[Name]) -> Name:
    """Join words of a list in each language."""
    listed = list(names)
    return Name(", ".join(name.ru for name in listed), ", ".join(name.kk for name in listed))
