"""The public names of the package, each with its docstring."""

from __future__ import annotations

import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs

from provenance._shape import field_types
from provenance.model import Locator, Record
from provenance.writing.schema import fields

PAGE = Path(__file__).parents[1] / "reference" / "api.md"


def api(*names: str) -> str:
    """Return the entries of names, in reStructuredText, which docstrings are written in.

    A name is public (``cite``), or one in a module of the package (``archives.candidates``).
    """
    return "```{eval-rst}\n" + "\n".join(map(_entry, names)) + "```\n"


def _value(name: str) -> Any:
    module, _, last = name.rpartition(".")
    return getattr(import_module(f"provenance.{module}".rstrip(".")), last)


def _entry(name: str) -> str:
    value = _value(name)
    if inspect.isclass(value):
        error = issubclass(value, BaseException)
        kind, options = ("autoexception", ":show-inheritance:") if error else ("autoclass", "")
        options = f"   :members:\n   {options}\n"
    elif callable(value):
        kind, options = "autofunction", ""
    else:
        kind, options = "autodata", "   :no-value:\n"
    return f".. {kind}:: provenance.{name}\n{options}"


@cache
def entries() -> dict[str, str]:
    """Return the full names on the page of the API by their last part; of two, the first."""
    marks = re.findall(r"^<!-- made: api (.*) -->$", PAGE.read_text("utf-8"), re.MULTILINE)
    names = [name for mark in marks for name in mark.split()]
    return {name.rpartition(".")[2]: f"provenance.{name}" for name in reversed(names)}


def target_of(name: str) -> str | None:
    """Return the name under which the page has a class or function, however it is called."""
    return entries().get(name.rpartition(".")[2])


def signature(kind: str, options: str | None) -> str | None:
    """Return the signature of a class of attrs without the names it has for defaults."""
    return options.replace("NOTHING", "()") if kind == "class" and options else options


@cache
def _tables() -> dict[type, str]:
    """Return the table of the record format that each class of the model is."""
    found: dict[type, str] = {Record: "record"}
    waiting: list[type] = [Record]
    while waiting:
        for key, hint in field_types(waiting.pop()).values():
            for inner in (hint, *getattr(hint, "__args__", ())):
                if attrs.has(inner) and inner not in found and key in fields():
                    found[inner] = key
                    waiting.append(inner)
    return found


def meanings(value: Any) -> list[str]:
    """Return lines that say of each field of a class of the model what it means."""
    table = _tables().get(value) if inspect.isclass(value) else None
    if table is None or value is Locator:
        return []
    told = {field.key: field.meaning for field in fields()[table]}
    return ["", *(f":param {name}: {told[key]}" for name, (key, _) in field_types(value).items())]
