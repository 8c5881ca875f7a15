"""The answer of the search in Russian sentences, for the one who tries it on the command line."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.places.found import Choice, Found, Kind, Step

SHOWN: Final = 8  # choices printed

_STEPS: Final[Mapping[Step, str]] = MappingProxyType(
    {
        Step.EMPTY: "В тексте нет ни одного слова.",
        Step.CUT: "Текст длинный: прочитано только начало.",
        Step.LAYOUT: "Набрано в другой раскладке: прочитано так, как если бы раскладка была верной.",
        Step.LATIN: "Набрано латиницей: сравнивается по звучанию.",
        Step.NO_NAME: "Ни одно слово не похоже на известное название.",
        Step.SPELLED: "Название написано так, как в справочнике (казахские и русские буквы считаются одинаковыми).",
        Step.SOUNDS: "Название звучит так же, хотя написано иначе.",
        Step.INFLECTED: "Название стоит в падеже; окончание снято.",
        Step.OLD_NAME: "Это прежнее название.",
        Step.SPOKEN_NAME: "Это разговорное название.",
        Step.OLD_NAME_LIVES: "Так раньше звали одно место, а сегодня зовут другое: нужно спросить.",
        Step.NOT_A_PLACE: "Похожее слово есть среди названий, но здесь оно сказано не о месте.",
        Step.TYPE_WORD: "Слово рядом говорит, что это: город, село или станция.",
        Step.REGION_HINT: "Рядом назван регион: остались только места в нём.",
        Step.DISTRICT_HINT: "Рядом назван район: остались только места в нём.",
        Step.HINT_FAILS: "В названном районе или регионе такого места нет: нужно спросить.",
        Step.SPLIT_OFF: "Названо то, откуда это место выделили в другой район или регион.",
        Step.HINT_UNKNOWN: "Рядом назван район, которого мы не знаем: нужно спросить.",
        Step.PERSON: "Это и имя человека: нужно спросить.",
        Step.ONLY_ONE: "Такое место одно.",
        Step.BIG_CITY: "Есть сёла-тёзки, но большой город один: в нём никто не усомнится.",
        Step.LARGEST_FIRST: "Сначала те, где людей больше.",
        Step.HOMONYMS: "Так зовётся несколько мест: нужно спросить.",
        Step.TWO_PLACES: "Названо несколько мест: нужно спросить, о каком речь.",
        Step.REGION_NAMED: "Назван регион, без населённого пункта.",
        Step.DISTRICT_NAMED: "Назван район, без населённого пункта.",
        Step.COUNTRY_NAMED: "Названа другая страна.",
        Step.FOREIGN_TOWN: "Это город за границей.",
        Step.FOREIGN_NAMESAKE: "За границей есть город с тем же названием: нужно спросить.",
        Step.ALMOST: "Точно такого названия нет; это — ближайшее, с одной-двумя другими буквами.",
        Step.SEVERAL_ALMOST: "Похожих названий несколько.",
    }
)
_KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.ONE: "Одно место",
        Kind.CONFIRM: "Переспросить: вы имеете в виду",
        Kind.CHOICE: "Выбор",
        Kind.REGION: "Регион",
        Kind.ABROAD: "За границей",
        Kind.NONE: "Места нет: кнопки регионов и номера",
    }
)


def sentences(found: Found, region_names: Mapping[str, str]) -> Iterator[str]:
    """Give the answer, then the steps to it, one line each."""
    shown = found.choices[:1] if found.kind in {Kind.ONE, Kind.CONFIRM} else found.choices[:SHOWN]
    region = region_names.get(found.region or "", "")
    names = "; ".join(_named(choice, region_names) for choice in shown) or region
    yield f"{_KINDS[found.kind]}: {names}" if names else _KINDS[found.kind]
    if left := len(found.choices) - len(shown):
        yield f"И ещё мест с этим названием: {left}."
    for number, step in enumerate(found.why, 1):
        yield f"{number}. {_STEPS[step]}"


def _named(choice: Choice, region_names: Mapping[str, str]) -> str:
    parts = [choice.name.ru]
    if choice.district and choice.district != choice.name:
        parts.append(choice.district.ru)
    if choice.region and region_names[choice.region] not in parts:
        parts.append(region_names[choice.region])
    return ", ".join(parts)
