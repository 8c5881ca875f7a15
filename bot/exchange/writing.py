"""One way out: the directory as files of one format. One file is handed over as it is, several as an archive."""

from enum import StrEnum

from bot.centres.directory import Directory, Language
from bot.exchange.calls import write_calls
from bot.exchange.delimited import write_csv
from bot.exchange.geojson import write_geojson
from bot.exchange.hsds import write_hsds
from bot.exchange.spreadsheet import write_xlsx
from bot.exchange.toml_files import write_toml

LINES = "lines"  # the sheet of calls that belongs to no region


class Form(StrEnum):
    """In what form the directory is handed over."""

    TOML = "toml"
    CSV = "csv"
    XLSX = "xlsx"
    HSDS = "hsds"
    GEOJSON = "geojson"
    CALLS = "calls"


def write(directory: Directory, form: Form, language: Language) -> dict[str, bytes]:
    """Write the files of a form, each by its name; `language` is that of words in a spreadsheet."""
    match form:
        case Form.TOML:
            return {name: text.encode() for name, text in write_toml(directory).items()}
        case Form.CSV:  # the mark tells a spreadsheet the letters
            return {name: text.encode("utf-8-sig") for name, text in write_csv(directory).items()}
        case Form.XLSX:
            return {"directory.xlsx": write_xlsx(directory, language)}
        case Form.HSDS:
            return {"hsds.json": write_hsds(directory).encode()}
        case Form.GEOJSON:
            return {"towns.geojson": write_geojson(directory).encode()}
        case Form.CALLS:
            sheets = {LINES: None, **{region.code: region.code for region in directory.regions}}
            return {f"calls-{name}.html": write_calls(directory, code).encode() for name, code in sheets.items()}
