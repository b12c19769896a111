"""Citations before their end: what several in one note are joined from.

A draft is text without its final stop, and an address with what comes after it, where there is
one. ``text`` brings the punctuation and the space before the address.
"""

from __future__ import annotations

from collections.abc import Sequence

from provenance.writing.markup import Markup, one_line

__all__ = ["Draft", "closed", "joined", "stopped"]

#: The text, the address or ``None``, what follows the address.
Draft = tuple[str, str | None, str]


_ENDS = ".”’"


def stopped(text: str) -> str:
    """Return ``text`` with the stop that ends a sentence, where it has none: inside its marks."""
    last = text[-1:]
    if last not in _ENDS:  # the usual case
        return f"{text}."
    if last == "." or text.endswith((".”", ".’")):
        return text
    return f"{text[:-1]}.”" if last == "”" else f"{text}."


def closed(draft: Draft, markup: Markup) -> str:
    """Return the citation with its final stop, as one paragraph."""
    text, url, after = draft
    if url is None:
        return markup.write(stopped(text))
    return markup.write(text, url, _end(url, after))


def _end(url: str, after: str) -> str:
    return "" if (after or url).endswith(".") else after + "."


def joined(drafts: Sequence[Draft], markup: Markup, joint: str = "; ") -> str:
    """Return one note of several citations, joined, with one final stop."""
    if len(drafts) == 1:
        return closed(drafts[0], markup)
    written = []
    for index, (text, url, after) in enumerate(drafts):
        if index == len(drafts) - 1:
            if url is None:
                text = stopped(text)
            else:
                after = _end(url, after)
        line = one_line(text)
        if url is not None and line[-1:] != " ":
            line += " "
        piece = markup.escape(line) if index else markup.opening(line)
        if url is not None:
            piece += markup.url(one_line(url)) + markup.escape(after)
        written.append(piece)
    return joint.join(written)
