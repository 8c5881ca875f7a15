"""The words of the coverage report, in both languages. They are for staff and planners; people never see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.centres.directory import Language
from bot.centres.name import Name
from bot.centres.places import Region
from bot.centres.words import ServiceKind


@dataclass(frozen=True, slots=True)
class Words:
    """One language of the table."""

    heads: tuple[str, ...]  # a line break inside, two lines at most
    country: str
    none: str
    notes: tuple[str, ...]
    unserved: str


WORDS: Final[Mapping[Language, Words]] = {
    "ru": Words(
        heads=(
            "Регион\n",
            "Людей,\nтыс.",
            "Центров:\nпроверено",
            "по ис-\nточникам",
            "не под-\nтверждено",
            "Тыс. людей\nна центр",
            "Нужно\nцентров",
            "До ближайшего,\nполовина, км",
            "девять из\nдесяти, км",
            "Дальше\n100 км",
        ),
        country="Казахстан",
        none="нет",
        notes=(
            "Центр — приют или кризисный центр. Неподтверждённые в расчёт не входят: ручаются наш звонок или источник.",
            "Нужно — от одного центра на 100 тысяч человек до одного на 50 тысяч.",
            "Расстояние — по прямой, от места, где живут люди, до ближайшего центра в любом регионе; дорога длиннее.",
        ),
        unserved="Чего в регионе не даёт никто:",
    ),
    "kk": Words(
        heads=(
            "Өңір\n",
            "Тұрғын,\nмың",
            "Орталық:\nтексерілген",
            "дереккөз\nбойынша",
            "расталма-\nған",
            "Бір орталыққа\nмың адам",
            "Қажет\nорталық",
            "Ең жақынға\nдейін, жартысы, км",
            "оннан\nтоғызы, км",
            "100 км-ден\nалыс",
        ),
        country="Қазақстан",
        none="жоқ",
        notes=(
            "Орталық — баспана немесе дағдарыс орталығы. Расталмағаны есепке кірмейді: кепілі — қоңырау не дереккөз.",
            "Қажеті — 100 мың адамға бір орталықтан 50 мың адамға бір орталыққа дейін.",
            "Қашықтық — түзу сызықпен, адам тұратын жерден кез келген өңірдегі ең жақын орталыққа дейін; жол ұзағырақ.",
        ),
        unserved="Өңірде ешкім бермейтін көмек:",
    ),
}

ALMATY: Final = "Алматы"

NEEDS: Final[Mapping[ServiceKind, Name]] = {
    ServiceKind.SHELTER: Name("приют", "баспана"),
    ServiceKind.CRISIS_CENTRE: Name("кризисный центр", "дағдарыс орталығы"),
    ServiceKind.FAMILY_SUPPORT_CENTRE: Name("поддержка семьи", "отбасын қолдау"),
    ServiceKind.LEGAL: Name("юрист", "заңгер"),
    ServiceKind.MEDICAL: Name("врач", "дәрігер"),
    ServiceKind.PSYCHOLOGICAL: Name("психолог", "психологтың көмегі"),
    ServiceKind.CHILD: Name("помощь детям", "балаларға көмек"),
    ServiceKind.CORRECTION_PROGRAMME: Name("коррекция поведения", "мінез-құлықты түзету"),
    ServiceKind.TRAFFICKING: Name("против торговли людьми", "адам саудасына ұшырағандарға көмек"),
    ServiceKind.LONG_TERM_HELP: Name("долгая поддержка", "ұзақ мерзімді қолдау"),
    ServiceKind.MOBILE_TEAM: Name("мобильная группа", "мобильді топ"),
}


def short(region: Region) -> Name:
    """Give a region's name without the word that says it is one; Almaty's keeps it, beside the city."""
    ru, kk = region.name.ru, region.name.kk
    bare = kk.removesuffix(" облысы")
    return Name(ru.removeprefix("Область ").removesuffix(" область"), kk if bare == ALMATY else bare)
