"""The shape of a record as plain data: what reading, writing and the schema agree on.

Field names are those of the model's classes, but for the few that Python keeps for itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

import attrs

from provenance.archives import FormerName
from provenance.model.document import Credit, Receiver

__all__ = ["HOLDING_FIELDS", "field_types", "file_name", "is_bare", "path_steps", "path_text"]

#: Attributes that go by another name in files and JSON.
_RENAMED: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {
        Credit: {"project": "for", "source_language": "from", "target_language": "to"},
        FormerName: {"from_year": "from", "to_year": "to"},
    }
)

#: What a locator is as plain data, in the order in which it is written.
HOLDING_FIELDS = (
    *("text", "archive", "archive_text", "units", "leaves", "leaf_kind", "key", "rest", "note"),
)


def file_name(cls: type, attribute: str) -> str:
    """Return the name that ``attribute`` of ``cls`` has in files: its metadata may have one."""
    renamed = _RENAMED.get(cls, {}).get(attribute)
    if renamed is None:
        field = attrs.fields_dict(cls).get(attribute)
        renamed = field.metadata.get("name") if field is not None else None
    return renamed or attribute


@cache
def field_types(cls: type) -> Mapping[str, tuple[str, Any]]:
    """Return ``{attribute: (name in files, type)}`` of an attrs class, in its order.

    The type is without its ``None``: whether a field may be missing is told by its default.
    """
    hints = get_type_hints(cls)
    names = [field.name for field in attrs.fields(cls)]
    if cls is Receiver:  # "1 - Gromyko": the number comes first
        names.reverse()
    return MappingProxyType({name: (file_name(cls, name), _present(hints[name])) for name in names})


def _present(hint: Any) -> Any:
    kinds = get_args(hint)
    if type(None) in kinds:
        (hint,) = (kind for kind in kinds if kind is not type(None))
    return hint


_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


def is_bare(key: str) -> bool:
    """Whether ``key`` may stand in TOML, and in a path, without quotation marks."""
    return bool(key) and _BARE.issuperset(key)


def path_text(path: tuple[str | int, ...]) -> str:
    """Return a path as faults show it: ``holdings[0].units[1].value``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            shown = step if is_bare(step) else '"' + step.replace("\n", "\\n") + '"'
            text += f".{shown}" if text else shown
    return text


#: A step of such a path: the index of a list, a key in quotation marks, or a bare key.
_STEP = re.compile(r'\[(\d+)\]|"((?:[^"\\]|\\.)*)"|([^.\[\]"]+)')


def path_steps(text: str) -> tuple[str | int, ...]:
    """Return the path that :func:`path_text` shows so."""
    return tuple(int(step[1]) if step[1] else step[2] or step[3] for step in _STEP.finditer(text))
