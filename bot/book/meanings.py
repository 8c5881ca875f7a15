"""The closed words of the script and the directory in plain Russian. One without a meaning stops the book."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from bot.centres.nearest import Reason
from bot.centres.words import Channel
from bot.script.model import Draws, Fact, Predicate
from bot.words.statements import Owner


@dataclass(frozen=True, slots=True)
class Drawn:
    """A kind of screen the program draws: what to call one that has no better title, and what to know of it."""

    title: str
    says: str


PREDICATES: Mapping[Predicate, str] = {
    "about_minor": "речь о человеке младше 18 лет",
    "about_other": "человек пишет о другом или помогает по работе",
    "about_own": "человек боится своих поступков",
    "about_helper": "человек помогает по работе",
    "on_danger": "на экране карточка опасности",
    "on_silent": "на экране карточка для тех, кто не может говорить",
    "on_life": "открыта ветка о тех, кому не хочется жить",
    "on_step": "открыто то, что делать, когда шаг уже сделан",
    "on_another": "открыто о другом, кому не хочется жить",
    "danger_unsure": "опасно ли сейчас, осталось неясным",
    "unsure": "опасно ли сейчас, осталось неясным или о признаках не захотели говорить",
    "choosing_place": "человек выбирает место",
    "choosing_centre": "человек смотрит список или центр",
    "place_known": "место уже выбрано",
    "privacy_untold": "о том, кто увидит этот чат, ещё не сказано",
    "typed_again": "человек пишет текст второй раз подряд",
    "place_is_region": "выбрана вся область, а не город или район в ней",
    "centre_has_number": "у центра показан номер и есть кому его проверить",
}
FACTS: Mapping[Fact, str] = {
    "who": "о ком речь",
    "danger": "опасно ли сейчас",
    "signs": "есть ли тревожные признаки",
    "need": "что нужно",
    "idle": "через сколько чат стирается сам",
}
DRAWS: Mapping[Draws, Drawn] = {
    "welcome": Drawn("Первый экран", "Язык ещё не выбран, поэтому экран сразу на двух языках."),
    "both": Drawn("Экран для другого человека", "Его показывают другому человеку, поэтому он сразу на двух языках."),
    "regions": Drawn("Выбор области", "Области бот берёт из справочника, в порядке алфавита каждого языка."),
    "districts": Drawn("Выбор города или района", "Города и районы бот берёт из справочника."),
    "confirm": Drawn("То ли это место", "Место подставляет бот: названное словами или отмеченное на карте."),
    "namesakes": Drawn("Несколько мест", "До четырёх мест, которые могли иметь в виду, подставляет бот."),
    "help": Drawn(
        "Список ближних служб", "Список бот составляет из справочника. Если рядом нет нужного, говорит об этом."
    ),
    "centre": Drawn("Запись справочника", "Своих слов у экрана нет: факты записи и общие слова."),
    "script": Drawn(
        "Слова для звонка", "Строки складываются из ответов человека и нигде не хранятся: здесь показаны примеры."
    ),
    "closed": Drawn(
        "После стирания", "Единственная строка, которая остаётся в чате. Сразу на двух языках, без кнопок."
    ),
}
OWNERS: Mapping[Owner, str] = {
    "psychologist": "психолог",
    "lawyer": "юрист",
    "doctor": "врач",
    "editor": "редактор",
    "directory": "кто ведёт справочник",
}
REASONS: Mapping[Reason, str] = {
    Reason.NONE: "нужное есть рядом",
    Reason.NONE_IN_DISTRICT: "в районе нужного нет",
    Reason.NONE_IN_REGION: "в области нужного нет",
    Reason.ONLY_UNVERIFIED: "в области есть только непроверенные",
    Reason.NONE_OF_KIND: "таких служб в стране не знаем",
    Reason.NO_PLACE_GIVEN: "место не выбрано",
}
CHANNELS: Mapping[Channel, str] = {
    Channel.CALL: "звонок",
    Channel.TEXT: "сообщение",
    Channel.WHATSAPP: "WhatsApp",
    Channel.APP: "приложение",
    Channel.QR: "код на стене",
}
GROUPS: Mapping[str, str] = {
    "common": "Общие слова",
    "help": "Слова списка и записи",
    "state": "Насколько номер проверен",
    "kind": "Виды помощи",
    "reason": "Почему предложено не ближнее",
    "for": "Кого принимают",
    "say": "Слова для звонка",
    "act": "Названия законов",
    "line": "Как названы линии",
    "ask": "О чём спросить по телефону",
    "intake": "Приём сейчас",
    "way": "Где можно написать",
    "language": "На каких языках говорят",
    "access": "Доступность",
}
assert set(PREDICATES) == set(get_args(Predicate)), "every named predicate has its meaning"
assert set(FACTS) == set(get_args(Fact)), "every fact has its meaning"
assert set(DRAWS) == set(get_args(Draws)), "every kind of drawn screen has its meaning"
assert set(OWNERS) == set(get_args(Owner)), "every owner has a name"
assert set(REASONS) == set(Reason), "every reason has its meaning"
assert set(CHANNELS) == set(Channel), "every channel has its meaning"
