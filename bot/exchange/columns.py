"""The columns of the two tables, services and lines, in the order people fill them."""

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.centres.directory import Directory
from bot.centres.model import Line, Service
from bot.centres.name import Name
from bot.exchange import contacts, dates, hours, words
from bot.exchange.column import Column, flag, free, several, sources, whole, word
from bot.exchange.issues import Wrong
from bot.exchange.words import Vocabulary

_SEVERAL: Final = Name("Через точку с запятой.", "Арасына нүктелі үтір қойыңыз.")
_ONE: Final = Name("Одно слово из списка.", "Тізімнен бір сөз.")
_DAY: Final = Name("День: 20.11.2026.", "Былай жазыңыз: 20.11.2026.")
_BOTH: Final = Name("На двух языках, до 48 знаков.", "Екі тілде, 48 таңбаға дейін.")
_SHORT: Final = Name("Коротко, на двух языках.", "Қысқаша, екі тілде.")
_ASKED: Final = Name("«Неизвестно» значит «спросите по телефону».", "«Белгісіз» — «телефонмен сұраңыз» дегені.")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name as a file, as a sheet, and its columns."""

    name: str
    title: Name
    columns: tuple[Column, ...]


def tables(directory: Directory) -> tuple[Table, Table]:
    """Give the table of services and the one of lines; regions and places come from the directory."""
    regions = {region.code: region.name for region in directory.regions}
    return (
        Table("services", Name("Службы", "Қызметтер"), _services(regions, directory)),
        Table("lines", Name("Линии", "Желілер"), _lines(regions)),
    )


def entries(table: Table, directory: Directory) -> tuple[Service | Line, ...]:
    """Give what stands in a table."""
    return tuple(directory.lines.values() if table.name == "lines" else directory.services.values())


def places(directory: Directory) -> Vocabulary:
    """Give every town and district by its code, named with its region."""
    regions = {region.code: region.name for region in directory.regions}
    return {
        kato: Name(f"{place.name.ru}, {regions[place.region].ru}", f"{place.name.kk}, {regions[place.region].kk}")
        for kato, place in directory.places.items()
    }


def _services(regions: Vocabulary, directory: Directory) -> tuple[Column, ...]:
    return (
        _id(),
        word("kind", "kind", Name("Вид", "Түрі"), _ONE, words.KINDS),
        several("gives", "gives", Name("Чем ещё помогает", "Тағы немен көмектеседі"), _SEVERAL, words.KINDS),
        *_names(),
        word(
            "name_kk_status",
            "name_kk_status",
            Name("Откуда казахское название", "Қазақша атауы қайдан алынған"),
            _ONE,
            words.SEEN,
        ),
        free(
            "organization",
            "organization.name",
            Name("Организация", "Ұйым"),
            Name("Как в источнике; людям не показывается.", "Дереккөздегідей; адамдарға көрсетілмейді."),
        ),
        word("organization_type", "organization.type", Name("Чья организация", "Ұйым кімдікі"), _ONE, words.RUNS),
        _location(directory),
        _area(regions),
        word("has_shelter", "has_shelter", Name("Живут ли там люди", "Онда адамдар тұра ма"), _ONE, words.HOUSES),
        word(
            "address_level",
            "address_level",
            Name("Что говорить об адресе", "Мекенжай туралы не айтуға болады"),
            Name("Где живут люди, там только телефон.", "Адамдар тұратын жердің тек телефоны айтылады."),
            words.LEVELS,
        ),
        *_address(),
        word("status", "status", Name("Состояние", "Күйі"), _ONE, words.STATUS),
        _day("closed_until", Name("Закрыт по", "Қай күнге дейін жабық")),
        Column(
            "phones",
            "phones",
            Name("Телефоны", "Телефондар"),
            Name(
                "«подтверждён +77170000001 20.11.2026». Без слова значит «не подтверждён».",
                "«расталған +77170000001 20.11.2026»; сөз жазылмаса — расталмаған.",
            ),
            contacts.read_phones,
            contacts.write,
            many_lines=True,
        ),
        Column(
            "messenger",
            "messenger",
            Name("Куда написать", "Қайда жазуға болады"),
            Name("«WhatsApp подтверждён +77170000001 20.11.2026».", "«WhatsApp расталған +77170000001 20.11.2026»."),
            contacts.read_messengers,
            contacts.write,
            many_lines=True,
        ),
        _hours(),
        several("languages", "languages", Name("Языки", "Тілдер"), _SEVERAL, words.LANGUAGES),
        word("who", "eligibility.who", Name("Кого принимают", "Кімді қабылдайды"), _ASKED, words.WHO),
        _answer("children", "eligibility.children", Name("С детьми", "Балалармен")),
        whole(
            "sons_up_to",
            "eligibility.sons_up_to",
            Name("Сыновья до, лет", "Ұлдар неше жасқа дейін"),
            Name("Число от 1 до 18.", "1-ден 18-ге дейінгі сан."),
        ),
        _answer("papers_needed", "eligibility.papers_needed", Name("Нужны документы", "Құжат керек пе")),
        _answer("referral_needed", "eligibility.referral_needed", Name("Нужно направление", "Жолдама керек пе")),
        _answer("free", "eligibility.free", Name("Бесплатно", "Тегін бе")),
        several("accessibility", "accessibility", Name("Доступность", "Қолжетімділік"), _SEVERAL, words.ACCESS),
        free("alert_ru", "alert.ru", Name("Объявление (рус.)", "Хабарландыру (орыс.)"), _SHORT),
        free("alert_kk", "alert.kk", Name("Объявление (каз.)", "Хабарландыру (қаз.)"), _SHORT),
        _day("alert_until", Name("Объявление по", "Хабарландырудың соңғы күні")),
        flag(
            "known_place",
            "known_place",
            Name("Место известно многим", "Орны көпке белгілі"),
            Name("Только «да» или пусто.", "«Иә» деп жазыңыз немесе бос қалдырыңыз."),
        ),
        *_vouched(),
    )


def _lines(regions: Vocabulary) -> tuple[Column, ...]:
    return (
        _id(),
        *_names(),
        free(
            "number",
            "number",
            Name("Как набирают", "Қалай теріледі"),
            Name("Как видят люди.", "Адамдарға осылай көрінеді."),
        ),
        Column(
            "tel",
            "tel",
            Name("Номер для ссылки", "Сілтемеге арналған нөмір"),
            Name("tel:102 или tel:+7 и десять цифр.", "tel:102 немесе tel:+7 және он цифр."),
            contacts.tel,
            lambda value, _: f"tel:{value}",  # so that no spreadsheet takes it for a sum
            free=False,
        ),
        several("channels", "channels", Name("Как связаться", "Қалай байланысады"), _SEVERAL, words.CHANNELS),
        _hours(),
        _answer("free", "free", Name("Бесплатно", "Тегін бе")),
        several("topics", "topics", Name("О чём", "Не туралы"), _SEVERAL, words.TOPICS),
        several("languages", "languages", Name("Языки", "Тілдер"), _SEVERAL, words.LANGUAGES),
        _area(regions),
        word("status", "status", Name("Состояние", "Күйі"), _ONE, words.STATUS),
        *_vouched(),
    )


def _id() -> Column:
    return free("id", "id", Name("Код", "Коды"), Name("Латиницей; не меняется.", "Латын әрпімен; өзгермейді."))


def _names() -> tuple[Column, Column]:
    return (
        free("name_ru", "name.ru", Name("Название (рус.)", "Атауы (орыс.)"), _BOTH),
        free("name_kk", "name.kk", Name("Название (каз.)", "Атауы (қаз.)"), _BOTH),
    )


def _address() -> tuple[Column, ...]:
    note = Name(
        "Только с письменного согласия и не там, где живут люди.",
        "Тек жазбаша келісіммен және адамдар тұрмайтын жерге.",
    )
    return (
        free("address_ru", "address.ru", Name("Адрес (рус.)", "Мекенжай (орыс.)"), note),
        free("address_kk", "address.kk", Name("Адрес (каз.)", "Мекенжай (қаз.)"), note),
        _day("consent_on", Name("Дата согласия на адрес", "Мекенжайға келісім күні")),
    )


def _vouched() -> tuple[Column, ...]:
    return (
        word("verified", "verified", Name("Подтверждено ли", "Расталған ба"), _ONE, words.VERIFIED),
        word("confidence", "confidence", Name("Надёжность", "Сенімділігі"), _ONE, words.CONFIDENCE),
        Column(
            "assured_date",
            "assured_date",
            Name("Дата источника", "Дереккөз күні"),
            Name("2023, 08.2023 или 25.08.2023.", "2023, 08.2023 немесе 25.08.2023."),
            dates.read_coarse,
            dates.write_coarse,
            free=False,
        ),
        _day("checked_on", Name("Проверено звонком", "Қоңырау шалып тексерілген күні")),
        sources(
            "sources",
            "sources",
            Name("Источники", "Дереккөздер"),
            Name("Один на строку или через « | ».", "Әр жолда біреу немесе арасына « | » қойыңыз."),
        ),
        free(
            "why",
            "why",
            Name("Заметка для нас", "Өзімізге ескертпе"),
            Name("Людям не показывается.", "Адамдарға көрсетілмейді."),
        ),
    )


def _hours() -> Column:
    return Column(
        "schedule",
        "schedule",
        Name("Часы работы", "Жұмыс уақыты"),
        Name(
            "пн-пт 09:00-18:00; сб 10:00-14:00, или «круглосуточно».",
            "дс-жм 09:00-18:00; сб 10:00-14:00, немесе «тәулік бойы».",
        ),
        hours.read,
        hours.write,
        many_lines=True,
    )


def _area(regions: Vocabulary) -> Column:
    return several(
        "service_area", "service_area", Name("Каким областям помогает", "Қай өңірлерге көмектеседі"), _SEVERAL, regions
    )


def _answer(key: str, path: str, name: Name) -> Column:
    return word(key, path, name, _ASKED, words.ANSWERS)


def _day(key: str, name: Name) -> Column:
    return Column(key, key, name, _DAY, dates.read, dates.write, free=False)


def _location(directory: Directory) -> Column:
    named = places(directory)

    def read(cell: str) -> str:
        if found := re.match(r"\d{9}(?!\d)", cell, re.ASCII):
            return found[0]
        same = [kato for kato, name in named.items() if cell.casefold() in {name.ru.casefold(), name.kk.casefold()}]
        if len(same) != 1:
            raise Wrong("D119")
        return same[0]

    def write(value: Any, reader: words.Reader) -> str:
        known = named.get(value)
        return value if reader == "code" or known is None else f"{value} {known.within(reader)}"

    return Column(
        "location",
        "location",
        Name("Где (КАТО)", "Қайда (ӘАОЖ)"),
        Name("Город или район, ближе не бывает.", "Қала немесе аудан, дәлірек жазылмайды."),
        read,
        write,
        named,
    )
