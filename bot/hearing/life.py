"""A wish to die: whether the step is taken already, and whether the life is another's. Pure.

Both have a card of their own. Whose it is decides to whom a card speaks, and what is done decides what comes first;
where neither is plain, the card for whoever does not want to live stands.
"""

from collections.abc import Sequence
from typing import Final

from bot.hearing.lists import AnyOf
from bot.hearing.spelling import loose

STEP: Final = "step"  # topics of the script
ANOTHER: Final = "another"
_BRIEF: Final = 16  # words; a longer story tells of others and of oneself
_AGED: Final = 2  # digits of an age
_NEAR: Final = 3  # words between who speaks and what is quoted


_SWALLOWED: Final = AnyOf.of(
    "выпил выпила наелся наелась наглотался наглоталась проглотил проглотила принял приняла съел съела",
    "нажрался нажралась",
    "іштім жұттым",
)
_POISON: Final = AnyOf.of(
    "таблет* снотвор* пачк* упаковк* лекарств* уксус* яд яда яду отрав* отбеливат* хлорк* дихлофос* антидепрессант*",
    "дәрі дәріні дәрілер* дәріден сірке у уды",
)
_CUT: Final = AnyOf.of(
    "порезал порезала вскрыл вскрыла перерезал перерезала изрезал изрезала резанул резанула", "кестім тілдім"
)
_VEINS: Final = AnyOf.of("вены вену руку руки запястье запястья себя себе", "қол қолымды тамыр тамырымды білегімді")
_OPENED: Final = AnyOf.of("включил включила открыл открыла", "аштым қостым")
_GAS: Final = AnyOf.of("газ газды")
_DID: Final = AnyOf.of("қойдым алдым болдым тастадым жібердім")  # behind «ішіп», «кесіп», «ашып»
_DRINKING: Final = AnyOf.of("ішіп жұтып")
_CUTTING: Final = AnyOf.of("кесіп тіліп")
_OPENING: Final = AnyOf.of("ашып қосып")
_ALONE: Final = AnyOf.of(  # says it without another word
    "наглотался наглоталась отравился отравилась надышался надышалась порезался порезалась прыгнул прыгнула спрыгнул",
    "спрыгнула уландым секірдім",
)
_TRIED: Final = AnyOf.of("пытался пыталась пробовал пробовала")
_TO_DIE: Final = AnyOf.of("повеситься отравиться утопиться удавиться")
_NOT_DONE: Final = AnyOf.of("не чуть едва хотел хотела думал думала если бы чтобы жаздадым емес егер")
_AGE: Final = AnyOf.of("мне мен маған нам жасым", "лет год года жас* сынып* классе классник*")  # beside a number
_NOT_NOW: Final = AnyOf.of(
    "назад раньше однажды раз раза разы неделе недели месяц месяца месяцев году лет детстве школе юности откачали",
    "бұрын былтыр ай айда жыл жылы апта рет кезімде кезінде",
)

_PEOPLE: Final = AnyOf.of(
    "муж жена сын сынок дочь дочка доченька брат братишка сестра сестренка мама мать папа отец бабушка дедушка дед",
    "тетя дядя племянник племянница внук внучка подруга подружка друг парень девушка сосед соседка коллега ученик",
    "ученица студент студентка одноклассник одноклассница однокурсник однокурсница ребенок мальчик девочка человек",
    "невестка сноха свекровь теща зять клиент пациент пациентка сослуживец напарник знакомый знакомая она",
    "күйеуім әйелім жұбайым ұлым балам қызым інім ағам әпкем сіңлім қарындасым анам әкем шешем апам атам әжем көршім",
    "досым құрбым жігітім немерем жиенім келінім оқушым студентім әріптесім курстасым сыныптасым туысым бөлем",
    "нағашым",
    "танысым бауырым көкем тәтем досымның құрбымның баламның ұлымның қызымның інімнің сіңлімнің анамның әкемнің",
)
_DOES: Final = AnyOf.of(  # what somebody else is said to do
    "хочет собирается пытается пытался пыталась грозится грозит угрожает обещает решил решила мечтает",
    "говорит сказал сказала пишет написал написала твердит повторяет прощается попрощался попрощалась",
    "сделает режет режется резал резала порезал порезала вскрыл вскрыла выпил выпила наелся наелась",
    "наглотался наглоталась",
    "отравился отравилась заперся заперлась закрылся закрылась стоит залез залезла повесился повесилась",
    "прыгнул прыгнула вешается прыгает",
    "дейді дейд деп жазды жазыпты айтады айтты айтыпты ішті ішіпті қойыпты алыпты кесті кесіпті кесіп тіліп асылып",
    "кеседі кескен асылыпты жұмсамақ* жұмсағысы жұмсайды асылмақ секірмек секіргелі өлгісі өлмек сүргісі",
    "қоштасты қоштасып қоштасыпты",
)
_DONE: Final = AnyOf.of("қойды алды жіберді тастады қойыпты алыпты")  # behind «ішіп», «кесіп»
_QUOTES: Final = AnyOf.of("говорит сказал сказала пишет написал написала твердит повторяет")  # before what is quoted
_QUOTED: Final = AnyOf.of("дейді дейд деп деді")  # behind it
_WISH: Final = AnyOf.of(  # of whoever writes, but for a quote
    "хочу могу буду умру убью повешусь прыгну спрыгну выпью вскрою порежу покончу уйду сдохну устал устала стою сижу",
    "прощайте простите прости прощай хочется",
    "өзімді *ғым *гім *қым *кім *ам *ем *мын *мін *пын *пін *дым *дім *тым *тім",
)
_NO_WISH: Final = AnyOf.of("там сам вам нам нем чем всем совсем зачем один одним")
_IF: Final = AnyOf.of("если егер")
_ME: Final = AnyOf.of(  # of whoever writes, or what they are told to do
    "я меня мной мне мен мені маған менің менен өзім", "умри сдохни прыгай повесься вешайся убейся өл секір асыл"
)


def whose(words: Sequence[str]) -> str | None:
    """The topic for words of a wish to die, as they sound, if they plainly say what is done or that it is another's."""
    heard = _ageless([loose(word) for word in words])
    if _is_another(heard):
        return ANOTHER
    return STEP if _is_done(heard) else None


def _is_done(heard: Sequence[str]) -> bool:
    done = [*_ALONE.at(heard), *(_TRIED.at(heard) if _TO_DIE.at(heard) else ())]
    for verb, doing, thing in (
        (_SWALLOWED, _DRINKING, _POISON),
        (_CUT, _CUTTING, _VEINS),
        (_OPENED, _OPENING, _GAS),
    ):
        if thing.at(heard):
            done += verb.at(heard)
            done += [at for at in doing.at(heard) if at + 1 in _DID.at(heard)]
    near = [word for at in done for word in heard[max(at - 2, 0) : at + 2]]
    return bool(done) and not (_NOT_DONE.at(near) or _PEOPLE.at(near) or _NOT_NOW.at(heard))


def _is_another(heard: Sequence[str]) -> bool:
    if len(heard) > _BRIEF:
        return False
    people, does = _PEOPLE.at(heard), _DOES.at(heard)
    does += [at for at in _DONE.at(heard) if at - 1 in {*_DRINKING.at(heard), *_CUTTING.at(heard)}]
    told = [at for at in _ME.at(heard) if (heard[at - 1] if at else "") not in _IF]  # «если я уйду»
    if told or not any(person < at for person in people for at in does):
        return False
    said = [at for at in _WISH.at(heard) if at not in people and not _is_no_wish(heard, at)]
    before, behind = _QUOTES.at(heard), _QUOTED.at(heard)
    return all(
        any(0 < at - quote <= _NEAR for quote in before) or any(0 < quote - at <= _NEAR for quote in behind)
        for at in said
    )


def _is_no_wish(heard: Sequence[str], at: int) -> bool:
    return heard[at] in _NO_WISH or bool(_IF.at(heard[max(at - 2, 0) : at]))


def _ageless(heard: Sequence[str]) -> list[str]:
    """The words but for an age: «мне 13 лет», «мен 14 жастамын»; it is no story of oneself."""
    ages = {at for at, word in enumerate(heard) if word.isdigit() and len(word) <= _AGED}
    beside = {at + one for at in ages for one in (-1, 1)}
    return [word for at, word in enumerate(heard) if at not in ages and not (at in beside and word in _AGE)]
