"""Model objects from plain data by cattrs, without any conversion and with every fault.

Each hook returns a value or raises :class:`Faults`; tables and lists gather those of their parts
and put their own key or index in front of the path.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

import attrs
import cattrs
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from provenance._shape import field_types, file_name
from provenance.errors import Fault, RecordError
from provenance.reading._nearest import unknown_key

__all__ = ["Faults", "Found", "Hook", "Path", "strict_converter", "table_hook", "text", "woven"]

#: Where a value stands in the data: keys and list indexes from the top.
Path = tuple[str | int, ...]
Found = list[tuple[Path, str]]
Hook = Callable[[Any, Any], Any]
#: Of so many unknown keys of a table it is told what was meant; looking for that takes its time.
_HINTS = 100


class Faults(Exception):  # noqa: N818 - a bundle on its way to a RecordError
    """What is wrong with a value: paths below it, each with a message."""

    def __init__(self, found: Found | str) -> None:
        super().__init__(found)
        self.found: Found = [((), found)] if isinstance(found, str) else found

    def below(self, step: str | int) -> Found:
        """Return the faults as seen from the table or list that has the value at ``step``."""
        return [((step, *path), message) for path, message in self.found]


def strict_converter() -> cattrs.Converter:
    """Return a converter for texts, whole numbers, tables (attrs classes, mappings) and lists."""
    converter = cattrs.Converter(detailed_validation=True)
    converter.register_structure_hook(str, text)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_factory(_is_list, _list_hook)
    converter.register_structure_hook_factory(_is_mapping, _mapping_hook)
    converter.register_structure_hook_factory(attrs.has, table_hook)
    return converter


def _is_optional(hint: Any) -> bool:
    return type(None) in get_args(hint)


def _is_list(hint: Any) -> bool:
    return get_origin(hint) is tuple


def _is_mapping(hint: Any) -> bool:
    return get_origin(hint) is Mapping


# --------------------------------------------------------------------------- single values


def _described(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if abs(value) >= 1 << 63:
            return "a number of more than 64 bits"
        case int() | float():
            return f"the number {value}"
        case dt.datetime() | dt.date() | dt.time():
            return f"the date {value}"
        case str():
            return f"the text {value!r}" if len(value) <= 60 else f"the text {value[:57]!r}..."
        case Mapping():
            return "a table"
        case list():
            return "a list"
    return f"a {type(value).__name__}"


def text(value: object, _: object = None) -> str:
    """Return ``value``, a text that says something."""
    if isinstance(value, str):
        if not value or value.isspace():
            raise Faults("expected text, found an empty one; leave the field out")
        if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
            raise Faults("expected text, found half of a character (a lone surrogate)")
        return value
    hint = ""
    if value is None:
        hint = "; leave the field out"
    elif isinstance(value, bool | int | float | dt.date | dt.time):
        hint = "; write it in quotation marks"
    elif isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        hint = "; write it without brackets"
    raise Faults(f"expected text, found {_described(value)}{hint}")


def _whole_number(value: object, _: object = None) -> int:
    if type(value) is int and abs(value) < 1 << 63:
        return value
    hint = ""
    if value is None:
        hint = "; leave the field out"
    elif isinstance(value, str) and value.isascii() and value.strip("+- ").isdigit():
        hint = "; write it without quotation marks"
    raise Faults(f"expected a whole number, found {_described(value)}{hint}")


# --------------------------------------------------------------------------- lists and tables


def _optional_hook(hint: Any, converter: cattrs.Converter) -> Hook:
    """Structure the type without its ``None``: a field that isn't there has its default."""
    (present,) = (kind for kind in get_args(hint) if kind is not type(None))
    inner = converter.get_structure_hook(present)
    return lambda value, _: inner(value, present)


def _list_hook(hint: Any, converter: cattrs.Converter) -> Hook:
    item_type = get_args(hint)[0]
    inner = converter.get_structure_hook(item_type)
    what = "texts" if item_type is str else "tables"

    def structure(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            brackets = "; put it in square brackets" if isinstance(value, str | Mapping) else ""
            raise Faults(f"expected a list of {what}, found {_described(value)}{brackets}")
        items: list[Any] = []
        found: Found = []
        for index, item in enumerate(value):
            try:
                items.append(inner(item, item_type))
            except Faults as error:
                found += error.below(index)
        if found:
            raise Faults(found)
        return tuple(items)

    return structure


def _mapping_hook(hint: Any, converter: cattrs.Converter) -> Hook:
    item_type = get_args(hint)[1]
    inner = converter.get_structure_hook(item_type)

    def structure(value: Any, _: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise Faults(f"expected a table, found {_described(value)}")
        items: dict[str, Any] = {}
        found: Found = []
        for name, item in value.items():
            try:
                items[text(name)] = inner(item, item_type)
            except Faults as error:
                found += error.below(name)
        if found:
            raise Faults(found)
        return items

    return structure


def table_hook(cls: type, converter: cattrs.Converter) -> Hook:
    """Return the hook for an attrs class whose fields go by the names they have in files."""
    renamed: dict[str, Any] = {
        attribute: override(rename=name) for attribute, (name, _) in field_types(cls).items()
    }
    inner: Hook = make_dict_structure_fn(
        cls,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **renamed,
    )

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise Faults(f"expected a table, found {_described(value)}")
        try:
            return inner(value, cls)
        except ClassValidationError as error:
            raise Faults(_flattened(error, cls, value)) from None

    return structure


def _flattened(error: ClassValidationError, cls: type, value: Mapping[str, Any]) -> Found:
    noted, others = error.group_exceptions()
    found: Found = []
    faulty = set()
    for inner, note in noted:
        name = file_name(cls, note.name)
        faulty.add(note.name)
        if isinstance(inner, Faults):
            found += inner.below(name)
        elif isinstance(inner, KeyError):
            found.append(((), f"expected the key {name!r}; it is missing"))
        else:
            raise inner
    constructed = True
    for inner in others:
        if isinstance(inner, ForbiddenExtraKeysError):
            extra = sorted(inner.extra_fields)
            found += [((key,), unknown_key(key, cls)) for key in extra[:_HINTS]]
            found += [((key,), f"unknown key {key!r}") for key in extra[_HINTS:]]
        elif isinstance(inner, RecordError):
            found += [woven(fault, cls) for fault in inner.faults]
            constructed = False
        else:
            raise inner
    if constructed:  # cattrs did not get as far as the constructor: ask what that would say
        found += _refused(cls, value, faulty)
    return found


def _refused(cls: type, value: Mapping[str, Any], faulty: set[str]) -> Found:
    """Return what the class's own checks have against its texts, but for the ``faulty`` ones."""
    found: Found = []
    unfinished: Any = object.__new__(cls)
    for field in attrs.fields(cls):
        given = value.get(file_name(cls, field.name))
        if field.name in faulty or field.validator is None or field.converter is not None:
            continue
        if isinstance(given, str):
            try:
                field.validator(unfinished, field, given)
            except RecordError as error:
                found += [woven(fault, cls) for fault in error.faults]
    return found


def woven(fault: Fault, cls: type) -> tuple[Path, str]:
    """Return a constructor's fault with its path below the object that was to be made."""
    owner, _, attribute = fault.path.partition(".")
    return ((file_name(cls, attribute),) if owner and attribute else ()), fault.message
