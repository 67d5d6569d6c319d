"""Turn the OpenAPI description into rows for the page that documents the API."""

from __future__ import annotations

from typing import Any

from .endpoints import content_api

Row = dict[str, Any]


def description() -> dict[str, list[Row]]:
    """{"addresses": [{path, words, answers}], "shapes": [{name, words, fields: [{name, type, words}]}]}."""
    schema = content_api.get_openapi_schema()
    return {
        "addresses": [_address(path, methods["get"]) for path, methods in schema["paths"].items()],
        "shapes": [_shape(name, shape) for name, shape in schema["components"]["schemas"].items()],
    }


def _address(path: str, operation: Row) -> Row:
    return {"path": path, "words": operation.get("description", ""), "answers": sorted(operation["responses"])}


def _shape(name: str, shape: Row) -> Row:
    fields = [
        {"name": field, "type": _type(about), "words": about.get("description", "")}
        for field, about in shape["properties"].items()
    ]
    return {"name": name, "words": shape.get("description", ""), "fields": fields}


def _type(about: Row) -> str:
    if "anyOf" in about:
        return " or ".join(_type(one) for one in about["anyOf"])
    if "$ref" in about:
        return about["$ref"].rpartition("/")[2]
    if about.get("type") == "array":
        return f"list of {_type(about['items'])}"
    if "enum" in about:
        return "one of " + ", ".join(about["enum"])
    return about.get("format") or about.get("type", "")
