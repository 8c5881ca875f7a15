"""The two files a person edits: a mistake in them is a sentence, not a wrong answer."""

import shutil
from pathlib import Path

import pytest

from bot.centres.directory import Directory, load_settlements
from bot.places import vocabulary
from bot.places.search import Places
from bot.places.vocabulary import VocabularyError
from tests.places.conftest import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (vocabulary.ALIASES, vocabulary.ABROAD):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def codes(error: VocabularyError) -> set[str]:
    return {issue.code for issue in error.issues}


def test_an_alias_of_an_unknown_place_stops_the_start(folder: Path, directory: Directory) -> None:
    with (folder / vocabulary.ALIASES).open("a", encoding="utf-8") as file:
        file.write('\n[[alias]]\nkato = "999999999"\nnames = ["Шамбала"]\n')
    with pytest.raises(VocabularyError) as caught:
        Places.build(directory, load_settlements(FOLDER), *vocabulary.load(folder))
    assert codes(caught.value) == {"D119"}


def test_a_split_of_an_unknown_place_stops_the_start(folder: Path, directory: Directory) -> None:
    with (folder / vocabulary.ALIASES).open("a", encoding="utf-8") as file:
        file.write('\n[[split]]\nof = "630000000"\ninto = ["999999999"]\n')
    with pytest.raises(VocabularyError) as caught:
        Places.build(directory, load_settlements(FOLDER), *vocabulary.load(folder))
    assert codes(caught.value) == {"D119"}


def test_an_unknown_field_is_an_issue(folder: Path) -> None:
    with (folder / vocabulary.ALIASES).open("a", encoding="utf-8") as file:
        file.write('\n[[alias]]\nkato = "750000000"\nnames = ["Алматушка"]\nkind = "spoken"\n')
    with pytest.raises(VocabularyError) as caught:
        vocabulary.load(folder)
    assert codes(caught.value) == {"D109"}


def test_a_town_abroad_is_written_once(folder: Path) -> None:
    path = folder / vocabulary.ABROAD
    rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*rows, rows[1]]) + "\n", "utf-8")
    with pytest.raises(VocabularyError) as caught:
        vocabulary.load(folder)
    assert codes(caught.value) == {"D105"}


def test_every_alias_leads_to_its_place(places: Places) -> None:
    known, _ = vocabulary.load(FOLDER)
    regions = {region.code: region.kato for region in places.index.regions.values()}

    def katos(text: str) -> set[str | None]:
        found = places.find(text)
        return {choice.kato for choice in found.choices} | {regions.get(found.region or "")}

    aliases = [(alias.kato, name) for alias in known.alias for name in alias.names]
    assert [name for kato, name in aliases if kato not in katos(name) | katos(f"{name} район")] == []


def test_the_towns_abroad_are_many_and_lie_abroad() -> None:
    _, abroad = vocabulary.load(FOLDER)
    assert len(abroad) >= 250
    assert all(town.lat is not None and town.lon is not None for town in abroad)
    assert all(town.country.ru != "Казахстан" for town in abroad)


def test_every_famous_town_abroad_is_known_as_foreign_in_both_languages(places: Places) -> None:
    _, abroad = vocabulary.load(FOLDER)
    famous = [name for town in abroad if town.famous for name in (town.name.ru, town.name.kk, f"живу в {town.name.ru}")]
    assert [name for name in famous if places.find(name).kind.value not in {"abroad", "choice"}] == []
    assert sum(places.find(name).kind.value == "abroad" for name in famous) / len(famous) > 0.98
