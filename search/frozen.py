"""Records: what `dataclasses.dataclass(frozen=True, slots=True)` gives, without its start-up cost.

A look-up is a fresh process. Importing `dataclasses` loads `inspect`, and every class then
compiles the source of six methods, which takes a millisecond for each of a hundred classes:
longer than searching. Here the methods are closures. Type checkers see `dataclasses`, and
`dataclasses.fields`, `replace`, `asdict` and `is_dataclass` work on the records; they need
no base class. Standard library only, and little of it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat
from operator import attrgetter, call
from typing import TYPE_CHECKING, Any, cast

__all__ = ["asdict", "dataclass", "field", "replace"]

_KEPT = "_hash"  # the slot in which a record keeps its hash

_Values = Callable[[Any], tuple[Any, ...]]

if TYPE_CHECKING:
    from dataclasses import asdict, dataclass, field, replace
else:

    def dataclass(*, frozen=False, slots):
        """Return what makes a class a record; `slots` must be set, as it always is."""
        if not slots:
            raise TypeError("a record has slots")
        return lambda cls: _record(cls, frozen)

    def field(*, default_factory):
        """Return a default that is made anew for each record."""
        return _Factory(default_factory)

    def replace(record, /, **changes):
        """Return the record with other values in some fields."""
        kept = {name: getattr(record, name) for name in record.__slots__ if name not in changes}
        return type(record)(**kept, **changes)

    def asdict(value):
        """Return records as dictionaries, at any depth; all else stays as it is."""
        if isinstance(value, list | tuple):
            return type(value)(map(asdict, value))
        if isinstance(value, dict):
            return {key: asdict(item) for key, item in value.items()}
        if "__dataclass_fields__" in vars(type(value)):
            return {name: asdict(getattr(value, name)) for name in value.__slots__}
        return value


class _Factory:
    """A default that is made anew each time."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Fields:
    """What `dataclasses` looks for in a class; made when it first does."""

    def __init__(self, annotations: dict[str, Any], defaults: dict[str, Any]) -> None:
        self._annotations = annotations
        self._defaults = defaults

    def __get__(self, record: Any, owner: type) -> dict[str, Any]:
        import dataclasses

        defaults = {
            name: dataclasses.field(default_factory=value.make)
            if isinstance(value, _Factory)
            else value
            for name, value in self._defaults.items()
        }
        body = {"__annotations__": self._annotations, "__module__": owner.__module__, **defaults}
        twin: Any = dataclasses.dataclass(type(owner.__name__, (), body))
        found: dict[str, Any] = twin.__dataclass_fields__
        setattr(owner, "__dataclass_fields__", found)  # noqa: B010 - no annotation in a class
        return found


def _record(cls: type, frozen: bool) -> type:
    """Make the class anew with slots for its annotated names, and the methods of a record."""
    annotations = dict(cls.__annotations__)
    names = tuple(annotations)
    own = vars(cls)
    defaults = {name: own[name] for name in names if name in own}
    body = {k: v for k, v in own.items() if k not in (*names, "__dict__", "__weakref__")}
    slots = (*names, _KEPT) if frozen else names
    body |= {"__slots__": slots, "__match_args__": names, "__qualname__": cls.__qualname__}
    made: Any = type(cls)(cls.__name__, cls.__bases__, body)
    made.__slots__ = names  # the values: what is kept besides is nobody's business
    values = _values(names)
    methods: dict[str, Any] = {
        "__init__": _initialiser(made, names, defaults),
        "__repr__": _representation(names),
        "__eq__": _equality(values),
        "__hash__": _hashing(getattr(made, _KEPT), values) if frozen else None,
        "__reduce__": lambda self: (type(self), values(self)),
        "__dataclass_fields__": _Fields(annotations, defaults),
    }
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    for name, method in methods.items():
        setattr(made, name, method)
    return cast(type, made)


def _values(names: tuple[str, ...]) -> _Values:
    """Return what gives the values of a record."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _initialiser(
    cls: type, names: tuple[str, ...], defaults: dict[str, Any]
) -> Callable[..., None]:
    setters = [getattr(cls, name).__set__ for name in names]
    usual = tuple(defaults.values())  # the last fields have them
    if len(names) in _EXACT and not any(isinstance(value, _Factory) for value in usual):
        return _named(_EXACT[len(names)](*setters), cls.__name__, names, usual)
    return _filling(cls.__name__, names, setters, defaults)


def _filling(
    owner: str, names: tuple[str, ...], setters: list[Any], defaults: dict[str, Any]
) -> Callable[..., None]:
    """Return what gives a record any number of values."""

    def initialise(self: Any, *given: Any, **named: Any) -> None:
        values = (*given, *named.values())
        if (*named,) != names[len(given) :] or len(values) > len(names):
            known = dict(zip(names, given, strict=False))
            all_known = {**defaults, **known, **named}
            if len(given) > len(names) or known.keys() & named.keys() or all_known.keys() ^ names:
                raise TypeError(f"{owner} has {', '.join(names)}; not {given} and {named}")
            every = map(all_known.__getitem__, names)
            values = tuple(v.make() if isinstance(v, _Factory) else v for v in every)
        any(map(call, setters, repeat(self), values))  # each gives None: no Python loop

    return initialise


def _named(
    made: Any, owner: str, names: tuple[str, ...], defaults: tuple[Any, ...]
) -> Callable[..., None]:
    """Return the function with these names and defaults for its parameters."""
    code = made.__code__
    code = code.replace(co_varnames=("self", *names), co_qualname=f"{owner}.__init__")
    named: Callable[..., None]
    named = type(made)(code, made.__globals__, "__init__", defaults, made.__closure__)
    return named


# Records of few fields are made five hundred times an answer. With the parameters that the fields
# are, it takes half of the time that passing on what was given does.
def _two(one: Any, two: Any) -> Callable[..., None]:
    def initialise(self: Any, a: Any, b: Any) -> None:
        one(self, a)
        two(self, b)

    return initialise


def _three(one: Any, two: Any, three: Any) -> Callable[..., None]:
    def initialise(self: Any, a: Any, b: Any, c: Any) -> None:
        one(self, a)
        two(self, b)
        three(self, c)

    return initialise


def _four(one: Any, two: Any, three: Any, four: Any) -> Callable[..., None]:
    def initialise(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
        one(self, a)
        two(self, b)
        three(self, c)
        four(self, d)

    return initialise


def _five(one: Any, two: Any, three: Any, four: Any, five: Any) -> Callable[..., None]:
    def initialise(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
        one(self, a)
        two(self, b)
        three(self, c)
        four(self, d)
        five(self, e)

    return initialise


_EXACT: dict[int, Callable[..., Callable[..., None]]] = {2: _two, 3: _three, 4: _four, 5: _five}


def _representation(names: tuple[str, ...]) -> Callable[[Any], str]:
    def represent(self: Any) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    return represent


def _equality(values: _Values) -> Callable[[Any, object], object]:
    def equal(self: Any, other: object) -> object:
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    return equal


def _hashing(kept: Any, values: _Values) -> Callable[[Any], int]:
    """Return what hashes a record, once: trees of them are keys that are looked up repeatedly."""
    get, keep = kept.__get__, kept.__set__

    def hashed(self: Any) -> int:
        try:
            found: int = get(self)
        except AttributeError:
            found = hash(values(self))
            keep(self, found)
        return found

    return hashed


def _refuse(self: Any, name: str, *_: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")
