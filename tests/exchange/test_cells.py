"""Cells that are not what they should be: the code, and the cell that it is about."""

import json
from typing import Any

import pytest

from bot.exchange.hsds import write_hsds
from tests.exchange.samples import COMMON, HOUSE, OFFICE, bring, found, rich

ID = "pavlodar-city-women-centre"  # a house
OFFICE_ID = "astana-office"
LONG = "очень длинное слово " * 60

# code, column, what somebody typed
CELLS: list[tuple[str, str, str]] = [
    ("X114", "name_ru", "=HYPERLINK(1)"),
    ("X114", "name_ru", "@SUM(1)"),
    ("X114", "why", "-1+cmd|' /C calc'!A0"),
    ("X114", "why", "+7 (727) 1+2"),
    ("X114", "organization", "'=1+1"),
    ("X114", "name_ru", "#ИМЯ?"),
    ("X114", "name_ru", "#REF!"),
    ("X114", "name_ru", "\t=1+1"),
    ("X115", "name_ru", "Центр\u200b Астана"),
    ("X115", "name_ru", "Центр \u202eанатсА"),
    ("X115", "name_ru", "Центр\u2066 Астана\u2069"),
    ("X115", "name_ru", "Центр\u00ad Астана"),
    ("X115", "name_ru", "Центр\ufeff Астана"),
    ("X115", "name_ru", "Центр \ue000"),
    ("X115", "name_ru", "Центр\u3164Астана"),
    ("X115", "name_ru", "Центр\ufffd"),
    ("X115", "phones", "+7717\u200b0000001"),
    ("X115", "schedule", "пн\u200f 09:00-10:00"),
    ("X116", "name_ru", "Центр\x07"),
    ("X116", "name_ru", "Центр\x1b[31m"),
    ("X116", "name_ru", "Центр\x00"),
    ("X117", "name_ru", "<b>Центр</b>"),
    ("X117", "name_ru", "Центр&nbsp;Астана"),
    ("X117", "why", "<!-- Word -->"),
    ("X117", "why", "{\\rtf1 Центр}"),
    ("X117", "sources", "https://a.kz/<script>"),
    ("X118", "schedule", "с утра"),
    ("X118", "schedule", "пн-пт"),
    ("X118", "schedule", "09:00-18:00"),
    ("X118", "schedule", "пн 25:00-26:00"),
    ("X118", "schedule", "пн 09:60-10:00"),
    ("X118", "schedule", "пн-вт-ср 09:00-10:00"),
    ("X118", "schedule", "пн 09:00-10:00-11:00"),
    ("X118", "schedule", ";" * 10),
    ("X118", "schedule", "пн 24:00-10:00"),
    ("X119", "who", "женшины с деть"),
    ("X119", "languages", "kk; эльфийский"),
    ("X119", "phones", "приёмная +77170000001"),
    ("X119", "messenger", "+77170000001"),
    ("X120", "checked_on", "вчера"),
    ("X120", "assured_date", "июн.24"),
    ("X120", "assured_date", "13.2024"),
    ("X121", "sons_up_to", "двенадцать"),
    ("X121", "sons_up_to", "12,5"),
    ("X122", "why", LONG),
    ("X123", "sources", "javascript:alert(1)"),
    ("X123", "sources", "https://a.kz | data:text/html,x"),
    ("D103", "name_kk", ""),
    ("D104", "name_kk", "Центр для женщин с детьми, Павлодар"),
    ("D106", "phones", "+7 717 000 00 0"),
    ("D106", "phones", "+380 44 000 00 00"),
    ("D106", "phones", "12"),
    ("D106", "phones", "7.7717E+10"),
    ("D106", "phones", "подтверждён"),
    ("D106", "messenger", "WhatsApp"),
    ("D107", "phones", "102"),
    ("X110", "id", "astana-new"),
    ("D109", "sons_up_to", "40"),
    ("D109", "service_area", ""),
    ("D110", "address_ru", "Павлодар, улица Примера, 1"),
    ("D111", "address_level", "город или район"),
    ("D112", "phones", "подтверждён +77170000001"),
    ("D116", "sources", ""),
    ("D117", "assured_date", "2027"),
    ("D118", "checked_on", "31.02.2026"),
    ("D118", "assured_date", "2024-02-31"),
    ("D119", "location", "999999999"),
    ("D119", "location", "Готэм"),
    ("D124", "name_ru", "Центр с очень длинным именем, которое не поместится на экране"),
    ("D127", "closed_until", "20.11.2026"),
]  # fmt: skip


def csv(column: str, cell: str, id_: str = ID) -> str:
    quoted = cell.replace('"', '""')
    if column == "id":
        return f'id,who\n"{quoted}",women\n'
    return (
        f'id,who,{column}\n{id_},women,"{quoted}"\n' if column != "who" else f'id,alert_until,who\n{id_},,"{quoted}"\n'
    )


@pytest.mark.parametrize(("code", "column", "cell"), CELLS)
def test_a_wrong_cell_gets_its_sentence_and_its_place(code: str, column: str, cell: str) -> None:
    parsed = bring(csv(column, cell))
    assert code in {one.code for one in parsed.issues}
    assert {one.place for one in parsed.issues if one.code == code} <= {
        f"{'A' if column == 'id' else 'C'}2 / {column}",
        "A2",  # what holds for the entry, not for one cell
        "A2 / has_shelter",
    }


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("phones", "+7 (7182) 54-03-03"),
        ("phones", "8 7182 540303"),
        ("phones", "77182540303"),
        ("phones", "7182540303"),
        ("phones", "не подтверждён +77182540303"),
        ("phones", "расталған +77182540303 01.11.2026;\nopublished 1599".replace("opub", "pub")),
        ("schedule", "пн-пт 9-18; сб 10.00-14.00; вс выходной"),
        ("schedule", "сб-вс 22:00-06:00"),
        ("schedule", "Дс-Жм 09:00-13:00, 14:00-24:00"),
        ("schedule", "24/7"),
        ("known_place", "да"),
        ("languages", "Русский, қазақша"),
        ("service_area", "Павлодарская область; Абай облысы"),
        ("checked_on", "-"),
        ("why", "А < Б & В > Г, 5 % — «да»"),
        ("why", "+7 708 106-08-10"),
    ],
)
def test_what_people_write_is_understood(column: str, cell: str) -> None:
    assert found(bring(csv(column, cell))) == []


def test_a_word_is_guessed() -> None:
    (one,) = bring(csv("who", "женщины с деть")).issues
    assert one.text.endswith("Похоже на «женщины с детьми».")


def test_an_unknown_region_is_named() -> None:
    parsed = bring(json_of(service_area_kato="123456789"), "a.json")
    assert ("D120", "astana-house / service_area") in found(parsed)


def json_of(service_area_kato: str) -> str:
    page: Any = json.loads(write_hsds(rich()))
    page["contents"] = page["contents"][1:2]
    page["contents"][0]["service_areas"][0]["uri"] = f"urn:kato:{service_area_kato}"
    return json.dumps(page)


def test_two_rows_of_one_entry_are_one_too_many() -> None:
    assert found(bring(f"id,who\n{ID},women\n{ID},families\n")) == [("D105", "A3 / id")]


def test_a_number_of_another_entry_in_the_same_file_is_found() -> None:
    other = "abai-semey-crisis-centre"
    table = f"id,phones\n{ID},+77182540303\n{other},+77182540303\n"
    assert found(bring(table)) == [("D107", "B3 / phones")]


def test_a_number_may_move_from_one_entry_to_another_in_one_file() -> None:
    assert found(bring(f"id,phones\n{ID},\nabai-semey-crisis-centre,+77182540303\n")) == []


@pytest.mark.parametrize("id_", ["police_102", "emergency_112", "ambulance_103", "kc_111"])
def test_an_emergency_number_cannot_be_changed(id_: str) -> None:
    assert found(bring(f"id,number,tel\n{id_},+7 717 000 00 01,tel:+77170000001\n")) == [("D108", "C2 / tel")]


def test_an_address_of_a_house_is_refused_in_every_format() -> None:
    assert "address" not in HOUSE
    toml = 'region = "astana"\n[[service]]\n' + "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in (COMMON | {"id": "x", "has_shelter": "unknown", "address_level": "phone_only"}).items()
        if isinstance(value, str | list) and name not in {"phones", "messenger", "schedule"}
    )
    toml += 'name.ru = "А"\nname.kk = "Ә"\norganization.name = "О"\naddress = { ru = "А", kk = "Ә" }\n'
    assert ("D110", "x / address") in found(bring(toml, "astana.toml"))
    page: Any = json.loads(write_hsds(rich()))
    house = next(one for one in page["contents"] if one["name"] == HOUSE["name"]["ru"])
    office = page["contents"][2]
    house["service_at_locations"][0]["location"]["addresses"] = office["service_at_locations"][0]["location"][
        "addresses"
    ]
    page["contents"] = [house]
    assert ("D110", "astana-house / address") in found(bring(json.dumps(page), "a.json"))
    assert OFFICE["address"]


def test_an_entry_in_another_region_s_file_is_found() -> None:
    toml = f'region = "abai"\n[[service]]\nid = "{OFFICE_ID}"\n' + "x = 1\n"
    assert ("D109", "astana-office / has_shelter") in found(bring(toml, "abai.toml"))


def test_unknown_tables_of_toml_are_told() -> None:
    assert ("D109", "") in found(bring("[[services]]\nid = 'x'\n", "abai.toml"))


def test_text_is_composed_and_trimmed() -> None:
    decomposed = "  Орталық\u00a0 «Ай»  и\u0306 "  # a letter in two pieces, blanks of three kinds
    parsed = bring(csv("name_kk", decomposed))
    assert [entry.name.kk for entry in parsed.entries] == ["Орталық «Ай» й"]
