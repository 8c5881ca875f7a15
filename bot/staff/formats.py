"""The formats of import and export, as they are named in addresses."""

from typing import Final

FORMATS: Final = ("toml", "csv", "xlsx", "hsds", "geojson")
