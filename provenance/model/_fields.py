"""attrs fields that refuse wrong types and empty values, and say which field and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from provenance.errors import Fault, RecordError

__all__ = ["Frozen", "count", "instance", "instances", "mapping", "one_of", "text", "texts"]

V = TypeVar("V")


class Frozen(Mapping[str, V]):
    """A read-only mapping that can be compared, copied and pickled."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: str) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return repr(self._items)


def refuse(owner: object, name: str, message: str) -> RecordError:
    """Return the error that ``name`` of ``owner`` has a bad value."""
    return RecordError([Fault(f"{type(owner).__name__}.{name}", message)])


def _shown(value: object) -> str:
    shown = repr(value)
    return f"{shown if len(shown) <= 60 else shown[:57] + '...'} ({type(value).__name__})"


def _check_text(owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if type(value) is str and value and not value.isspace():
        return
    if not isinstance(value, str):
        hint = "; write it in quotation marks" if isinstance(value, int | float) else ""
        raise refuse(owner, field.name, f"expected text, found {_shown(value)}{hint}")
    if not value or value.isspace():
        raise refuse(owner, field.name, "expected text, found an empty value; leave the field out")


def _check_optional_text(owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if value is not None:
        _check_text(owner, field, value)


def _optional(
    check: Callable[[object, attrs.Attribute[Any], Any], None],
) -> Callable[[object, attrs.Attribute[Any], Any], None]:
    def checked(owner: object, field: attrs.Attribute[Any], value: object) -> None:
        if value is not None:
            check(owner, field, value)

    return checked


def _check_texts(owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple):
        raise refuse(owner, field.name, f"expected a list of texts, found {_shown(value)}")
    for index, item in enumerate(value):
        if not isinstance(item, str) or not item.strip():
            raise refuse(owner, f"{field.name}[{index}]", f"expected text, found {_shown(item)}")


def _check_count(owner: object, field: attrs.Attribute[Any], value: object) -> None:
    if type(value) is not int:
        raise refuse(owner, field.name, f"expected a whole number, found {_shown(value)}")


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def text(*, required: bool = False, identity: bool = True) -> Any:
    """Make a field of non-empty text; optional ones default to ``None``."""
    if required:
        return attrs.field(validator=_check_text, eq=identity)
    return attrs.field(default=None, validator=_check_optional_text, eq=identity)


def one_of(words: tuple[str, ...], *, optional: bool = False) -> Any:
    """Make a field that is one of ``words``."""

    def check(owner: object, field: attrs.Attribute[Any], value: object) -> None:
        if value not in words:
            raise refuse(owner, field.name, f"expected one of {', '.join(words)}, found {value!r}")

    if optional:
        return attrs.field(default=None, validator=_optional(check))
    return attrs.field(validator=check)


def texts() -> Any:
    """Make a field of a tuple of non-empty texts; a list is taken too."""
    return attrs.field(factory=tuple, converter=_tuple, validator=_check_texts)


def count(*, required: bool = False) -> Any:
    """Make a field of a whole number."""
    if required:
        return attrs.field(validator=_check_count)
    return attrs.field(default=None, validator=_optional(_check_count))


def instance(
    kind: type, *, required: bool = False, convert: Callable[[Any], Any] | None = None
) -> Any:
    """Make a field that holds one ``kind``; ``convert`` may build it from text."""

    def check(owner: object, field: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, kind):
            raise refuse(owner, field.name, f"expected {kind.__name__}, found {_shown(value)}")

    if required:
        return attrs.field(converter=convert, validator=check)
    optional = attrs.converters.optional(convert) if convert else None
    return attrs.field(default=None, converter=optional, validator=_optional(check))


def instances(kind: type) -> Any:
    """Make a field of a tuple of ``kind``; a list is taken too."""

    def check(owner: object, field: attrs.Attribute[Any], value: object) -> None:
        if not isinstance(value, tuple):
            raise refuse(
                owner, field.name, f"expected a list of {kind.__name__}, found {_shown(value)}"
            )
        for index, item in enumerate(value):
            if not isinstance(item, kind):
                raise refuse(
                    owner,
                    f"{field.name}[{index}]",
                    f"expected {kind.__name__}, found {_shown(item)}",
                )

    return attrs.field(factory=tuple, converter=_tuple, validator=check)


def mapping(kind: type = str, *, identity: bool = True) -> Any:
    """Make a field of a read-only mapping from text to text, or to ``kind``."""

    def convert(value: Any) -> Any:
        return Frozen(value) if isinstance(value, Mapping) else value

    def check(owner: object, field: attrs.Attribute[Any], value: object) -> None:
        what = "text" if kind is str else kind.__name__
        if not isinstance(value, Mapping):
            raise refuse(owner, field.name, f"expected a table of {what}, found {_shown(value)}")
        for key, item in value.items():
            if not isinstance(key, str) or not key.strip():
                raise refuse(owner, field.name, f"expected a name, found {_shown(key)}")
            if not isinstance(item, kind) or (isinstance(item, str) and not item.strip()):
                raise refuse(owner, f"{field.name}.{key}", f"expected {what}, found {_shown(item)}")

    return attrs.field(
        factory=dict, converter=convert, validator=check, hash=False, eq=identity, repr=identity
    )
