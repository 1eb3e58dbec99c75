"""The description of the interfaces holds, and nothing that it allows breaks them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_fixtures import FakeLibrary, client_over

from search import Query
from web.openapi import openapi

REUSED = [HealthCheck.function_scoped_fixture]  # the client keeps nothing between requests
PATHS: dict[str, Any] = openapi()["paths"]
SEARCHES = sorted(path for path in PATHS if "parameters" in PATHS[path]["get"])


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_over(FakeLibrary())


def fits(value: object, schema: dict[str, Any], where: str = "") -> None:
    """Assert that a value is what a schema says, in the keywords that ours use."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return fits(value, openapi()["components"]["schemas"][name], where)
    if "anyOf" in schema:
        return fits(value, schema["anyOf"][value is None], where)
    kinds = {"string": str, "object": dict, "array": list, "boolean": bool, "integer": int,
             "number": (int, float), "null": type(None)}  # fmt: skip
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(value, kinds[name]) for name in names), (where, value)  # type: ignore[arg-type]
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= value.keys(), where
        for key, one in schema.get("properties", {}).items():
            fits(value[key], one, f"{where}.{key}")
        for key in value.keys() - schema.get("properties", {}).keys():
            if "additionalProperties" in schema:
                fits(value[key], schema["additionalProperties"], f"{where}.{key}")
    if isinstance(value, list):
        assert schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**6), where
        for one in value:
            fits(one, schema["items"], where + "[]")
    if isinstance(value, int | float):
        assert schema.get("minimum", value) <= value <= schema.get("maximum", value), where
    return None


def test_the_description_is_valid_openapi() -> None:
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(openapi())


def test_the_description_is_served_and_names_every_interface(client: FlaskClient) -> None:
    response = client.get("/openapi.json")
    assert response.content_type == "application/openapi+json"
    assert response.json == json.loads(json.dumps(openapi()))
    rules = client.application.url_map.iter_rules()
    served = {rule.rule for rule in rules if rule.endpoint.startswith("programs.")}
    assert served == set(PATHS)


@pytest.mark.parametrize("path", sorted(PATHS))
def test_every_interface_answers_in_the_form_that_the_description_gives(
    client: FlaskClient, path: str
) -> None:
    response = client.get(path)
    (kind,) = PATHS[path]["get"]["responses"]["200"]["content"]
    assert response.status_code == 200
    assert response.mimetype == kind


def test_the_keys_of_an_answer_are_all_described(client: FlaskClient) -> None:
    answer = client.get("/search.json?q=x").json
    schemas = openapi()["components"]["schemas"]
    assert answer is not None
    assert answer.keys() == schemas["Results"]["properties"].keys()
    assert answer["hits"][0].keys() == schemas["Hit"]["properties"].keys()
    assert answer["facets"]["region"][0].keys() == schemas["FacetValue"]["properties"].keys()


def test_defaults_are_those_of_the_engine() -> None:
    given = {one["name"]: one["schema"].get("default")
             for one in PATHS["/search.json"]["get"]["parameters"]}  # fmt: skip
    assert (given["limit"], given["page"], given["sort"]) == (
        Query().limit, Query().page, Query().sort,
    )  # fmt: skip


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that a parameter's schema allows, and now and then one that it does not."""
    if schema["type"] == "array":
        return st.lists(values(schema["items"]), max_size=3)
    anything = st.text(st.characters(codec="utf-8"), max_size=20)
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | anything
    if schema["type"] == "integer":
        return st.integers() | anything
    return st.sampled_from(schema.get("examples", ["创新"])) | anything


def addresses(path: str) -> st.SearchStrategy[dict[str, Any]]:
    parameters = PATHS[path]["get"]["parameters"]
    return st.fixed_dictionaries(
        {}, optional={one["name"]: values(one["schema"]) for one in parameters}
    )


@pytest.mark.parametrize("path", SEARCHES)
@settings(max_examples=40, deadline=None, suppress_health_check=REUSED)
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_one_that_is_described(
    client: FlaskClient, path: str, data: st.DataObject
) -> None:
    response = client.get(path, query_string=data.draw(addresses(path)))
    described = PATHS[path]["get"]["responses"][str(response.status_code)]["content"]
    assert response.mimetype in described
    if response.mimetype == "application/json":
        fits(response.json, described["application/json"]["schema"])
