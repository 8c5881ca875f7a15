"""The names of a text, each with the type word that belongs to it."""

from dataclasses import replace

from bot.centres.places import District
from bot.places.index import Index, Sort
from bot.places.letters import Word
from bot.places.sounds import Sounds, Type
from bot.places.windows import Mention, longest


def mentions(words: tuple[Word, ...], index: Index, known: Sounds) -> tuple[Mention, ...]:
    """Find the names in a text, longest first, each with the type word that belongs to it."""
    found: list[Mention] = []
    taken: set[int] = set()  # type words that already belong to a name
    at = 0
    while at < len(words):
        mention = longest(words, at, index, known)
        if mention is None:
            at += 1
            continue
        at = mention.end
        after = _type_at(words, at, known)
        if after is Type.STREET and (named_after := _type_at(words, at + 1, known)):
            at, after = at + 1, named_after  # «… атындағы аудан»
        before = known.types.get(words[mention.start - 1].heard) if mention.start else None
        trails = after and (
            words[at].heard in known.trailing
            or (after is Type.DISTRICT and mention.districts)
            or (after is Type.REGION and mention.regions)
        )
        if after and trails:
            taken.add(at)
            found.append(_typed(mention, after, index))
        elif before and mention.start - 1 not in taken and words[mention.start - 1].heard not in known.trailing:
            taken.add(mention.start - 1)
            found.append(_typed(mention, before, index))
        elif after and _ends(words, at + 1):
            taken.add(at)
            found.append(_typed(mention, after, index))
        else:
            found.append(mention)
    return tuple(
        mention
        for mention in found
        if mention.type is not Type.STREET and (mention.type is Type.STATION or _named(mention))
    )


def _typed(mention: Mention, kind: Type, index: Index) -> Mention:
    """«Ауэзов ауданы» is Әуезов district, though a village is spelled just so."""
    spelled = mention.labels
    heard = index.labels.get(mention.heard, ()) if kind is Type.DISTRICT and not mention.districts else ()
    districts = tuple(label for label in heard if isinstance(label.target, District))
    return replace(mention, type=kind, labels=(*spelled, *districts))


def without_streets(words: tuple[Word, ...], known: Sounds) -> tuple[Word, ...]:
    """Leave out the names of streets and schools: a town is not guessed behind «улица Сатпаева»."""
    streets = [at for at, word in enumerate(words) if known.types.get(word.heard) is Type.STREET]
    named = {at - 1 if words[at].heard in known.trailing else at + 1 for at in streets}
    return tuple(word for at, word in enumerate(words) if at not in named and at not in streets)


def _type_at(words: tuple[Word, ...], at: int, known: Sounds) -> Type | None:
    return known.types.get(words[at].heard) if at < len(words) and not words[at].after_break else None


def _named(mention: Mention) -> bool:
    """«Разъезд 21» is a place; «21» is not."""
    return any(label.sort is not Sort.NUMBER for label in mention.labels)


def _ends(words: tuple[Word, ...], at: int) -> bool:
    return at >= len(words) or words[at].after_break
