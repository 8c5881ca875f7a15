"""docs/checks.md against the source."""

import re

from tests.script.museum import ROOT, codes_in_source

ROW = re.compile(r"^\| ([SWDX]\d{3}) \| (\S.*\S) \| (\S.*\S) \|$", re.MULTILINE)


def test_the_table_lists_exactly_the_codes_of_the_source_in_order() -> None:
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    listed = [code for code, _, _ in ROW.findall(page)]
    assert listed == sorted(codes_in_source(), key=lambda code: ("SWDX".index(code[0]), code))


def test_the_page_names_only_codes_that_have_a_row() -> None:
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert set(re.findall(r"\b[SWDX]\d{3}\b", page)) == codes_in_source()
