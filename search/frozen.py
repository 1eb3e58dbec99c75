"""Records: what `dataclasses.dataclass(frozen=True, slots=True)` gives, without its start-up cost.

A look-up is a fresh process. Importing `dataclasses` loads `inspect`, and every class then
compiles the source of six methods, which takes a millisecond for each of a hundred classes:
longer than searching. Here the methods are closures, and one is compiled for a class that makes
many records. Type checkers see `dataclasses`, and `dataclasses.fields`, `replace`, `asdict` and
`is_dataclass` work on the records; they need no base class. Standard library only, and little
of it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

__all__ = ["asdict", "dataclass", "field", "replace"]

_KEPT = "_hash"  # the slot in which a record keeps its hash
_OFTEN = 100  # records of a class, made by a closure, take as long as compiling one for it

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
    """Return a closure that fills a record, and gives way to compiled code where it is used often:
    most classes make a few records in a process, some of them thousands.
    """
    setters = {name: getattr(cls, name).__set__ for name in names}
    made = count(1)

    def initialise(self: Any, *given: Any, **named: Any) -> None:
        if next(made) == _OFTEN:
            cls.__init__ = _compiled(setters, defaults)  # type: ignore[misc]
        for name, value in zip(names, given, strict=False):
            setters[name](self, value)
        for name in names[len(given) :]:
            if name in named:
                value = named.pop(name)
            elif name in defaults:
                value = defaults[name]
            else:
                raise TypeError(f"{cls.__name__} needs {name}")
            setters[name](self, value.make() if isinstance(value, _Factory) else value)
        if named or len(given) > len(names):
            raise TypeError(f"{cls.__name__} has {', '.join(names)}; not {given} and {named}")

    return initialise


def _compiled(setters: dict[str, Any], defaults: dict[str, Any]) -> Callable[..., None]:
    """Return what a person would write: a function with the fields as parameters."""
    parameters = [f"{name}=default_{name}" if name in defaults else name for name in setters]
    lines = [
        f"    set_{name}(self, {name}.make() if {name} is default_{name} else {name})"
        if isinstance(defaults.get(name), _Factory)
        else f"    set_{name}(self, {name})"
        for name in setters
    ] or ["    pass"]
    source = "\n".join([f"def __init__({', '.join(['self', *parameters])}):", *lines])
    space = {f"set_{name}": setter for name, setter in setters.items()}
    space |= {f"default_{name}": value for name, value in defaults.items()}
    exec(source, space)  # noqa: S102 - the names of our own fields, as in `dataclasses`
    return cast(Callable[..., None], space["__init__"])


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
