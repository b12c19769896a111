"""How values show themselves where somebody looks at them: in a notebook, or printed by rich.

Neither is needed for it. A notebook asks for HTML, rich for the fields; both get those that say
something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

import attrs

__all__ = ["Shown"]


class Shown:
    """Gives an attrs class the two methods by which notebooks and rich show a value."""

    __slots__ = ()

    def __rich_repr__(self) -> Iterator[Any]:
        """Yield name, value and default of each field: rich leaves out what has its default."""
        for field, value in _fields(self):
            yield field.name, value, _default(field)

    def _repr_html_(self) -> str:
        """Return a table of the fields that say something; all text in it is escaped."""
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;vertical-align:top">{escape(name)}</th>'
            f'<td style="text-align:left">{_html(value)}</td></tr>'
            for name, value in self._shown()
        )
        return (
            f"<table><caption>{escape(type(self).__name__)}</caption><tbody>{rows}</tbody></table>"
        )

    def _shown(self) -> Iterator[tuple[str, Any]]:
        """Yield the names and values that are shown in a notebook."""
        for field, value in _fields(self):
            if value != _default(field):
                yield field.name, value

    def _line(self) -> str:
        """Return the value on one line, as it stands in the table of a value that has it."""
        return "; ".join(f"{name} {_text(value)}" for name, value in self._shown())


def _fields(value: Any) -> Iterator[tuple[attrs.Attribute[Any], Any]]:
    for field in attrs.fields(type(value)):
        if field.repr:
            yield field, getattr(value, field.name)


def _default(field: attrs.Attribute[Any]) -> Any:
    default = field.default
    factory = getattr(default, "factory", None)  # attrs.Factory is no class to mypy
    return factory() if factory is not None else default


def _text(value: Any) -> str:
    if isinstance(value, Shown):
        return value._line()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(_text(each) for each in value)
    return str(value)


def _html(value: Any) -> str:
    if isinstance(value, tuple) and any(isinstance(each, Shown) for each in value):
        return "<br>".join(_html(each) for each in value)
    return escape(_text(value)).replace("\n", "<br>")
