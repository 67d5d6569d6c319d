"""Does an answer keep to its OpenAPI description? The part of JSON Schema that the description uses, strictly."""

from datetime import date

TYPES = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}


def faults(value, schema, components, at="answer"):
    """Where the value differs from the schema, as a list of words."""
    if "$ref" in schema:
        return faults(value, components[schema["$ref"].rpartition("/")[2]], components, at)
    if "anyOf" in schema:
        tried = [faults(value, one, components, at) for one in schema["anyOf"]]
        return [] if [] in tried else tried[0]
    kind = TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{at} is no {schema['type']}: {value!r}"]
    if kind is list:
        return [
            fault for i, one in enumerate(value) for fault in faults(one, schema["items"], components, f"{at}[{i}]")
        ]
    if kind is dict:
        return _faults_of_object(value, schema, components, at)
    return list(_faults_of_text(value, schema, at)) if kind is str else []


def _faults_of_object(value, schema, components, at):
    found = [f"{at} lacks {name}" for name in schema.get("required", []) if name not in value]
    found += [f"{at} has {name}, which is not described" for name in value if name not in schema["properties"]]
    for name, one in schema["properties"].items():
        if name in value:
            found += faults(value[name], one, components, f"{at}.{name}")
    return found


def _faults_of_text(value, schema, at):
    if value not in schema.get("enum", [value]):
        yield f"{at} is none of those named: {value}"
    if schema.get("format") == "date":
        try:
            date.fromisoformat(value)
        except ValueError:
            yield f"{at} is no day: {value}"
