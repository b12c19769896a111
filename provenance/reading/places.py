"""Where the fields of the records in a record file stand: for findings about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from provenance._shape import path_steps
from provenance.reading._lines import LineIndex, Path, Span, json_spans, toml_spans
from provenance.reading.json import json_values

__all__ = ["FieldPlaces", "record_places"]


class FieldPlaces:
    """Tells where a field of one record stands in the text of its file.

    The file is looked through when the first place is asked for.
    """

    def __init__(self, spans: Callable[[], Mapping[Path, Span]], root: Path = ()) -> None:
        self._find = spans
        self._root = root
        self._spans: Mapping[Path, Span] | None = None

    def span(self, field: str) -> Span:
        """Return the place of a field (``copies.number``, ``holdings[0].leaves``).

        Of one that the record doesn't have, it is the place of the table that would have it; of
        the record as a whole, that of its key.
        """
        if self._spans is None:
            self._spans = self._find()
        path = (*self._root, *path_steps(field))
        while len(path) > len(self._root) and path not in self._spans:
            path = path[:-1]
        if path == self._root:
            path = (*self._root, "key")
        return self._spans.get(path, (0, 0))


def record_places(text: str, kind: str) -> list[FieldPlaces]:
    """Return the places of the fields of each record in a text, ``toml`` or ``json``.

    The text is one that :func:`~provenance.library.read_text` has read.
    """
    if kind == "toml":
        return [FieldPlaces(lambda: toml_spans(text))]
    return list(_json_places(text))


def _json_places(text: str) -> Iterator[FieldPlaces]:
    for value, at, _ in json_values(text, LineIndex(text)):
        spans = _Once(text, at)
        if isinstance(value, list):
            yield from (FieldPlaces(spans, (number,)) for number in range(len(value)))
        else:
            yield FieldPlaces(spans)


class _Once:
    """The places within one JSON value, found once for all records of a list."""

    def __init__(self, text: str, at: int) -> None:
        self._text, self._at = text, at
        self._found: Mapping[Path, Span] | None = None

    def __call__(self) -> Mapping[Path, Span]:
        if self._found is None:
            self._found = json_spans(self._text, self._at)
        return self._found
