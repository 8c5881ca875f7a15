"""What people say instead of pressing a button: «ага», «хз», «баспана керек». Not shown to anybody."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from bot.script.facts import Language

# What people say instead, by the id of the answer. A word that is only leaning to yes or no leaves it open.
_OPEN: Final = {
    Language.RU: "хз, не знаю, незнаю, не скажу, не хочу говорить, не хочу отвечать, может, может быть, мб, да может, "
    "наверное, наверно, возможно, вроде, вроде да, вроде нет, сложно сказать, трудно сказать",
    Language.KK: "білмеймін, білмедім, білмим, айтпаймын, айтқым келмейді, мүмкін, бәлкім, солай шығар, сияқты, "
    "білмейм, айтпайм",
}
_YES: Final = {
    Language.RU: "ага, угу, ну да, да да, да конечно, конечно, точно, есть, есть такое, было, бывает, "
    "бывало, ок, верно",
    Language.KK: "иә иә, әрине, дұрыс, солай, рас, бар, болған, болды, болды ғой, бәрі, кейде, осы, осы жер",
}
_NO: Final = {
    Language.RU: "неа, не, нет нет, ну нет, нету, не было, такого нет, такого не было",
    Language.KK: "жо, жоқ жоқ, жоға, емес, болған жоқ, болмады, болмаған, ондай жоқ, ондай болған жоқ, "
    "ештеңе жоқ, ешқайсысы",
}
_SILENT: Final = {
    Language.RU: "говорить не могу, не могу разговаривать, нельзя говорить, не могу звонить, могу только писать",
    Language.KK: "сөйлей алмайм, сөйле алмайм, сөз айта алмаймын, үнсіз, дыбыс шығара алмаймын, дауыс шығара алмаймын, "
    "қоңырау шала алмаймын, звондай алмаймын, тек жаза аламын",
}
ANSWERS: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {"yes": _YES, "no": _NO, "none": _NO, "unsure": _OPEN, "unsaid": _OPEN, "silent": _SILENT}
)
# The answer that a longer one begins with; «нет, но скоро придёт» is no clear no. «Я» sounds like «иә», so as written.
FIRST: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    dict.fromkeys(("да", "ага", "угу", "иә", "ия", "иа", "әрине"), ("yes",))
    | dict.fromkeys(("нет", "неа", "жоқ", "жок", "жо"), ("unsure", "unsaid", "no", "none"))
)
# What people call what they need. It presses the button where it stands; elsewhere it is heard as any text.
_NEEDED: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {
        "self/need#stay": {
            Language.RU: "приют, нужен приют, жильё, негде жить, негде ночевать, ночлег, некуда идти",
            Language.KK: "баспана, баспана керек, паналайтын жер, орын керек, жататын жер, қайда барамын",
        },
        "self/need#talk": {
            Language.RU: "поговорить, психолог, нужен психолог, с кем поговорить",
            Language.KK: "сөйлескім келеді, психолог керек, кіммен сөйлесем",
        },
        "self/need#police": {
            Language.RU: "полиция, защита, написать заявление",
            Language.KK: "полиция керек, қорғаныс, арыз жазу",
        },
        "self/need#health": {
            Language.RU: "врач, доктор, больница, нужен врач",
            Language.KK: "дәрігер, дәрігер керек, аурухана",
        },
        "self/need#children": {Language.RU: "дети, ребёнок", Language.KK: "балалар, балаларым, балам"},
        "self/need#papers": {
            Language.RU: "документы, паспорт, забрали документы",
            Language.KK: "құжат, құжатым жоқ, паспортым жоқ",
        },
        "self/need#carer": {Language.RU: "инвалидность, инвалид, пенсия", Language.KK: "мүгедек, мүгедектік, егде"},
    }
)
ORDINALS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: place
        for place, words in enumerate(
            ("первый первая первое бірінші", "второй вторая второе екінші", "третий третья третье үшінші"), 1
        )
        for word in words.split()
    }
)


def spoken(language: Language, key: str) -> Iterator[str]:
    """What the button with this message is called when nobody looks at it; most buttons are called nothing else."""
    for said in (ANSWERS.get(key.rpartition("#")[2]), _NEEDED.get(key)):
        yield from said[language].split(", ") if said else ()
