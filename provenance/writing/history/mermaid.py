"""A history as a flowchart of Mermaid, which GitHub and many wikis draw in Markdown pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from provenance.model.history import History, Step
from provenance.writing.history.copies import arranged
from provenance.writing.history.phrases import day, exemplar_words, heading, in_words
from provenance.writing.history.wrapping import columns, wrapped

__all__ = ["write"]

_ROOM = 44
#: What begins an entity, a directive, a tag or Markdown in a label, or would end it.
_SPECIAL = re.compile(r"[\"#&<>`\\%*_~{}\[\]|]")
#: What Mermaid takes for the beginning of a list, which it then doesn't draw.
_LIST = re.compile(r"^(?P<mark>\d+|[-+])(?P<stop>[.)]?)(?=\s|$)")


def write(history: History) -> str:
    """Return the flowchart: each step a box, the copies side by side, this one drawn bold."""
    title = heading(history.record)
    quoted = json.dumps(title, ensure_ascii=False).replace("%", "\\u0025")  # no directive in it
    lines = ["---", f"title: {quoted}", "---", "flowchart TB"]
    lines.append(f"    accTitle: {_plain(title)}")
    said = exemplar_words(history)
    if said:
        lines.append(f"    accDescr: {_plain(said)}")
    before: list[str] = []
    bold: str | None = None
    for number, part in enumerate(arranged(history), 1):
        if isinstance(part, Step):
            words = [day(part.date)] if part.date is not None else []
            node = f"s{number}"
            lines.append(f"    {node}{_label([*words, in_words(part)])}")
            lines += [f"    {each} --> {node}" for each in before]
            before = [node]
            continue
        ways = list(before)
        for place, copy in enumerate(part, 1):
            node = f"c{place}"
            name = f"Copy {copy.number}" if copy.number is not None else "Copy"
            lines.append(f"    {node}{_label([name, *copy.to])}")
            lines += [f"    {each} --> {node}" for each in ways]
            if copy.this:
                bold, before = node, [node]
        before = before or [f"c{place}" for place in range(1, len(part) + 1)]
    if not before:
        lines.append(f"    s1{_label(['Nothing is known of its history.'])}")
    if bold is not None:
        lines += ["    classDef this stroke-width:3px,font-weight:bold", f"    class {bold} this"]
    return "\n".join(lines) + "\n"


def _label(texts: Iterable[str]) -> str:
    lines = [line for text in texts for line in wrapped(text, _ROOM, columns)]
    label = "<br/>".join(map(_escaped, lines))
    if "style" in label or "classDef" in label:
        # Mermaid drops a semicolon from what it takes for "style s1 fill:#f00;", also in a label
        label = label.replace(":", "#58;")
    return f'["{label}"]'


def _escaped(text: str) -> str:
    """Return a line of a label: what is special to Mermaid as entities by number."""
    text = _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text)
    listed = _LIST.match(text)
    if listed is not None:
        mark, stop = listed["mark"], listed["stop"]
        mark = mark if mark.isdigit() else f"#{ord(mark)};"
        text = mark + (f"#{ord(stop)};" if stop else "") + text[listed.end() :]
    return text


def _plain(text: str) -> str:
    """Return a text for the lines that readers of screens get: it has no escapes."""
    text = text.replace("<", "‹").replace(">", "›")
    return " ".join(re.sub(r"[#;%{}]", " ", text).split()) or "-"
