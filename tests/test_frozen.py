"""Records of `search.frozen` beside those of `dataclasses`: the same to everybody who uses them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import frozen


@frozen.dataclass(frozen=True, slots=True)
class Ours:
    """A record with a default and a default that is made anew."""

    text: str
    places: tuple[Any, ...]
    count: int = 1
    more: list[Any] = frozen.field(default_factory=list)

    @property
    def twice(self) -> int:
        """Methods stay."""
        return 2 * self.count


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    text: str
    places: tuple[Any, ...]
    count: int = 1
    more: list[Any] = dataclasses.field(default_factory=list)


@frozen.dataclass(frozen=True, slots=True)
class Empty:
    """A record without fields."""


@frozen.dataclass(frozen=True, slots=True)
class One:
    """A record with one field."""

    value: object


@frozen.dataclass(slots=True)
class Open:
    """A record that may change."""

    value: int = 0


some_values = st.tuples(st.text(), st.lists(st.integers()).map(tuple), st.integers())


@settings(max_examples=100, deadline=None)
@given(some_values, some_values)
def test_records_are_equal_hashed_and_shown_as_dataclasses_are(
    one: tuple[Any, ...], two: tuple[Any, ...]
) -> None:
    ours, theirs = Ours(*one), Theirs(*one)
    assert (ours == Ours(*two)) == (theirs == Theirs(*two))
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs) == frozen.asdict(ours)
    assert hash(One(one)) == hash(One(one))


def test_values_are_given_in_order_or_by_name() -> None:
    assert Ours("a", (), 2) == Ours(count=2, places=(), text="a") == Ours("a", count=2, places=())
    assert Ours("a", ()).twice == 2


@pytest.mark.parametrize(
    ("given", "named"),
    [(("a",), {}), (("a", (), 1, [], 2), {}), (("a", ()), {"text": "b"}), (("a", ()), {"x": 1})],
)
def test_wrong_values_are_a_type_error_as_with_dataclasses(
    given: tuple[Any, ...], named: dict[str, Any]
) -> None:
    for made in (Ours, Theirs):
        with pytest.raises(TypeError):
            made(*given, **named)


def test_the_thousandth_record_of_a_class_is_made_like_the_first() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Many:
        text: str
        count: int = 1
        more: list[Any] = frozen.field(default_factory=list)

    for number in range(1000):
        records = Many("a"), Many("b", number), Many(count=number, text="c", more=[number])
        assert [frozen.asdict(record) for record in records] == [
            {"text": "a", "count": 1, "more": []},
            {"text": "b", "count": number, "more": []},
            {"text": "c", "count": number, "more": [number]},
        ]
        assert records[0].more is not records[1].more
        wrong: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
            ((), {}),
            (("a", 1, [], 2), {}),
            (("a",), {"text": "b"}),
            (("a",), {"x": 1}),
        ]
        for values, names in wrong:
            with pytest.raises(TypeError):
                Many(*values, **names)


@pytest.mark.parametrize("size", range(1, 9))
def test_records_of_any_number_of_fields_take_and_refuse_what_dataclasses_do(size: int) -> None:
    names = ["one", "two", "a", "b", "made", "cls", "setters", "values"][:size]
    body = {"__annotations__": dict.fromkeys(names, "int"), names[-1]: 7}
    ours: Any = frozen.dataclass(frozen=True, slots=True)(type("Any", (), dict(body)))
    theirs: Any = dataclasses.dataclass(frozen=True, slots=True)(type("Any", (), dict(body)))
    values = dict(zip(names, range(size), strict=True))
    for first in range(size + 1):
        for named in range(first, size + 1):
            some = names[first:named]
            for keywords in (some, some[::-1], names[:named], [*some, "other"]):
                shown = []
                for made in (ours, theirs):
                    try:
                        known = {name: values.get(name, 0) for name in keywords}
                        shown.append(repr(made(*list(values.values())[:first], **known)))
                    except TypeError:
                        shown.append("TypeError")
                assert shown[0] == shown[1]


def test_a_record_without_fields_may_be_made_as_often_as_any() -> None:
    @frozen.dataclass(frozen=True, slots=True)
    class Nothing:
        pass

    assert len({Nothing() for _ in range(1000)}) == 1
    with pytest.raises(TypeError):
        Nothing(1)  # type: ignore[call-arg]


def test_a_default_that_is_made_anew_is_not_shared() -> None:
    assert Ours("a", ()).more is not Ours("a", ()).more


def test_a_record_of_another_class_is_another_record() -> None:
    empty: object = Empty()
    assert empty == Empty()
    others: list[object] = [One(()), ()]
    assert empty not in others
    assert {One(1): "x"}[One(1)] == "x"


def test_frozen_records_cannot_change_and_have_no_other_attributes() -> None:
    record: Any = One(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.value = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del record.value
    with pytest.raises(AttributeError):
        record.other = 1
    assert record == One(1)


def test_open_records_can_change_and_have_no_hash() -> None:
    record = Open()
    record.value = 3
    assert record == Open(3)
    with pytest.raises(TypeError):
        hash(record)


def test_records_survive_copying_and_the_way_to_another_process() -> None:
    record = Ours("a", (Empty(),), more=[One(1)])
    assert pickle.loads(pickle.dumps(record)) == record
    assert copy.deepcopy(record) == record


def test_the_tools_of_dataclasses_work_on_records() -> None:
    record = Ours("a", (One(2),))
    assert dataclasses.is_dataclass(record)
    assert [f.name for f in dataclasses.fields(record)] == ["text", "places", "count", "more"]
    assert dataclasses.replace(record, count=5) == frozen.replace(record, count=5)
    assert frozen.asdict(record)["places"] == ({"value": 2},)
    unknown: dict[str, Any] = {"unknown": 1}
    with pytest.raises(TypeError):
        frozen.replace(record, **unknown)


def test_records_match_patterns_by_place() -> None:
    match Ours("a", (1,)):
        case Ours(text, places):
            assert (text, places) == ("a", (1,))
        case _:
            pytest.fail("did not match")


def test_the_module_does_not_load_dataclasses() -> None:
    code = "import sys, search.frozen, search.query, search.results; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "search.results" in done.stdout.split()
    assert not {"dataclasses", "inspect"} & set(done.stdout.split())


def test_a_hash_that_was_asked_for_changes_nothing_else() -> None:
    one, same = One(("a", 1)), One(("a", 1))
    assert hash(one) == hash(one) == hash(same)
    assert one == same
    assert pickle.dumps(one) == pickle.dumps(same), "a hash is another one in another process"
    assert repr(one) == repr(same)
    assert One.__slots__ == ("value",)
    assert hash(frozen.replace(one, value=2)) == hash(One(2))
    with pytest.raises(TypeError):
        hash(One([]))
