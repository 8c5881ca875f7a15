"""HSDS 3: exports are valid by the published schemas, and hold no field of our own making.

The schemas are no part of the product: SENIM_HSDS names their folder.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from bot.centres.directory import Directory
from tests.exchange.test_hsds import BOTH, contents

SCHEMAS = Path(os.environ.get("SENIM_HSDS", "build/no-hsds"))
pytestmark = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="SENIM_HSDS names no folder of HSDS schemas: nobody proves that exports are valid"
)


@cache
def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SCHEMAS / name).read_text("utf-8"))
    return found


def unknown(value: Any, of: dict[str, Any], at: str) -> Iterator[str]:
    """Fields the schemas do not know: they let any pass, and we want none."""
    while "$ref" in of:
        of = schema(of["$ref"])
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in of["properties"]:
                yield f"{at}.{key}"
            else:
                yield from unknown(inner, of["properties"][key], f"{at}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from unknown(inner, of["items"], at)


@BOTH
@pytest.mark.parametrize("name", ["service.json", "service_with_definitions.json"])
def test_every_service_is_valid(directory: Directory, name: str) -> None:
    parts = {path.name: DRAFT202012.create_resource(schema(path.name)) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(parts.items())
    checks = Draft202012Validator(schema(name), registry=registry, format_checker=FormatChecker())
    wrong = [error.message for service in contents(directory) for error in checks.iter_errors(service)]
    assert wrong == []
    assert list(checks.iter_errors({"id": "x", "name": "x", "status": "open"})) != []


@BOTH
def test_no_field_is_ours_alone(directory: Directory) -> None:
    service = schema("service.json")
    assert [name for one in contents(directory) for name in unknown(one, service, "service")] == []
    assert list(unknown({"phones": [{"номер": 1}]}, service, "service")) == ["service.phones.номер"]
