"""The forms in which a history is told, by name: one module a form."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

import attrs

from provenance.errors import ProvenanceError, RecordError, expect
from provenance.model.document import Record
from provenance.model.history import History, history

__all__ = ["FORMS", "Form", "tell"]


@attrs.frozen
class Form:
    """A form: its name, what it is, and the function that writes it.

    The function stands in a module of this package, which is imported when it is first used.
    """

    id: str
    description: str
    module: str
    function: str = "write"

    def write(self, told: History) -> str:
        """Return a history in this form."""
        module = import_module(f"provenance.writing.history.{self.module}")
        text: str = getattr(module, self.function)(told)
        return text


#: Every form of a history by its name.
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        known.id: known
        for known in (
            Form("text", "a time-line to read", "text"),
            Form("mermaid", "a flowchart for Markdown pages", "mermaid"),
            Form("svg", "a picture, for the screen and for print", "svg"),
            Form("prov-json", "W3C PROV as JSON", "prov", "json"),
            Form("prov-n", "W3C PROV in its notation", "prov", "notation"),
            Form("prov-o", "W3C PROV as RDF (Turtle)", "prov", "turtle"),
        )
    }
)


def tell(thing: Record | History, to: str = "text") -> str:
    """Return the history of a record in the form ``to``.

    Its name is one in :data:`~provenance.writing.history.registry.FORMS`.

    Raises :class:`ProvenanceError` for an unknown form, naming the nearest one, and where a form
    needs a package that is not installed, naming the extra that has it; :class:`RecordError` for
    a text that cannot be written as UTF-8.
    """
    expect(thing, (Record, History), "a record or its history")
    expect(to, str, "the name of a form")
    form = FORMS.get(to)
    if form is None:
        shown = str(to)[:80]
        near = difflib.get_close_matches(shown.casefold(), FORMS, n=1, cutoff=0.4)
        hint = f"the nearest is {near[0]!r}" if near else f"expected one of {', '.join(FORMS)}"
        raise ProvenanceError(f"a history cannot be told as {shown!r}; {hint}")
    told = history(thing) if isinstance(thing, Record) else thing
    try:
        text = form.write(told)
        text.encode()
    except UnicodeEncodeError as error:
        letter = ord(error.object[error.start])
        raise RecordError(
            f"{told.record.key}: a text has half of a character (U+{letter:04X})"
        ) from None
    return text
