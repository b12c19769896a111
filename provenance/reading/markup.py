"""HTML and MHTML as lines of text.

Blocks become lines, table cells are set apart by tabs, scripts, styles and navigation are left
out. Nothing is fetched and no entity from outside is resolved. The page's own address (a
canonical link, the note a browser leaves when saving) comes first, as a line of its own.
"""

from __future__ import annotations

import re
from email import policy
from email.message import Message
from email.parser import BytesParser
from typing import Any

import attrs

from provenance.errors import ReadError

__all__ = ["declared_encoding", "lines_of", "looks_like_html", "looks_like_mhtml", "page_of_mhtml"]


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol"
    " p pre section summary table tbody tfoot thead tr ul"
)
#: Blocks with an empty line around them, as a browser shows them.
_APART = _tags("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul")
_LEFT_OUT = _tags(
    "audio button canvas embed head iframe input map math nav noscript object script select style"
    " svg template textarea title video"
)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.ASCII)
_TAG = re.compile(r"</?(?:p|div|br|span|h[1-6]|table|tr|td|li|ul|article|section)\b[^<>]*>")
_HEADER = re.compile(r"[a-z][a-z-]*:[ \t]")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_-]+)", re.IGNORECASE)
_SAVED = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
_MANY = 200  # parts of an MHTML file within one another


def looks_like_html(start: str) -> bool:
    """Whether a page beginning with ``start`` (lower case) is HTML."""
    if start.startswith("<") and (_HTML.search(start) or _TAG.search(start)):
        return True
    return len(_TAG.findall(start)) >= 5


def looks_like_mhtml(start: str) -> bool:
    """Whether a page beginning with ``start`` (lower case) is MHTML: a MIME message."""
    return (
        _HEADER.match(start) is not None
        and "mime-version:" in start
        and ("multipart/" in start or "text/html" in start)
    )


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an HTML page says it is in."""
    match = _META.search(data[:8192]) or _XML.match(data.lstrip()[:200])
    return match[1].decode("ascii") if match is not None else None


@attrs.frozen
class MhtmlPage:
    """The page in an MHTML file: its bytes, what they are said to be, and where it was saved."""

    data: bytes
    html: bool
    charset: str | None
    address: str


def page_of_mhtml(data: bytes, *, source: str | None = None) -> MhtmlPage:
    """Return the page of an MHTML file; raises :class:`ReadError` where it holds none."""
    if data.lower().count(b"content-type: multipart/") > _MANY:
        raise ReadError("this MHTML file has too many parts within one another", source=source)
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        pages = [
            part for part in message.walk()
            if part.get_content_type() in ("text/html", "text/plain", "application/xhtml+xml")
        ]  # fmt: skip
        pages.sort(key=lambda part: part.get_content_type() == "text/plain")
        if not pages:
            raise ReadError("this MHTML file holds no page", source=source)
        page = pages[0]
        content = page.get_payload(decode=True)
        charset = page.get_content_charset()
        address = _address(page) or _address(message)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError("this MHTML file is damaged", source=source) from error
    html = page.get_content_type() != "text/plain"
    return MhtmlPage(content if isinstance(content, bytes) else b"", html, charset, address)


def _address(part: Message) -> str:
    for name in ("Snapshot-Content-Location", "Content-Location"):
        value = str(part.get(name, "")).strip()
        if re.match(r"https?://\S+$", value):
            return value
    return ""


class _Lines:
    """Collects the text of a page as a browser would lay it out."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.blank = True

    def text(self, text: str | None, keep: bool = False) -> None:
        if not text:
            return
        if keep:
            first, *rest = text.split("\n")
            self.pieces.append(first)
            for line in rest:
                self.end()
                self.pieces.append(line)
        else:
            self.pieces.append(text)

    def end(self, apart: bool = False) -> None:
        line = re.sub(r"[^\S\t\u00a0]+", " ", "".join(self.pieces)).strip()
        self.pieces.clear()
        if line:
            self.lines.append(line)
            self.blank = False
        if apart and not self.blank:
            self.lines.append("")
            self.blank = True


def _hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and re.search(r"display\s*:\s*none", style) is not None
    )


def _marker(element: Any, numbers: list[int | None]) -> str:
    """Return what a browser prints before a list item."""
    if not numbers or numbers[-1] is None:
        return "• " if numbers else ""
    value = element.get("value", "")
    number = int(value) if value.isdecimal() and len(value) < 6 else numbers[-1]
    numbers[-1] = number + 1
    return f"{number}. "


#: A longer page is none, nor is one with so many attributes in a tag, which cost their square.
LONGEST = 8_000_000
_MOST_ATTRIBUTES = 5_000
_TAG_NAME = re.compile(r"<(?P<name>[A-Za-z][^\s>\"'/]*+)")
_UP_TO_MARK = re.compile(r"[^\"'>]*+")


def _refuse_odd(html: str, source: str | None) -> None:
    """Refuse what no page is like and would take minutes to read."""
    if len(html) > LONGEST:
        raise ReadError(
            f"{len(html):,} characters of HTML are too many for a page; the limit is {LONGEST:,}",
            source=source,
        )
    at = 0
    while len(html) > 20 * _MOST_ATTRIBUTES and (tag := _TAG_NAME.search(html, at)):
        at, count = tag.end(), 0
        while at < len(html) and html[at] != ">":
            run = _UP_TO_MARK.match(html, at)
            assert run is not None
            count += len(run[0].split())
            at = run.end()
            if html[at : at + 1] in ("'", '"'):
                at = html.find(html[at], at + 1) + 1 or len(html)
        if tag["name"].lower() in ("script", "style"):
            at = html.find("</", at) if html.find("</", at) >= 0 else len(html)
        elif count > _MOST_ATTRIBUTES:
            line = html.count("\n", 0, tag.start()) + 1
            raise ReadError("found a tag with thousands of attributes", source=source, line=line)


def lines_of(html: str, *, address: str = "", source: str | None = None) -> str:
    """Return an HTML page as lines of text; ``address`` is where it was saved from, if known.

    Raises :class:`ReadError` for HTML that is too long, nested too deeply, or has a tag with
    thousands of attributes.
    """
    from lxml import etree

    _refuse_odd(html, source)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(html.replace("\0", " ").encode("utf-8", "replace"), parser)
    except etree.ParseError as error:
        raise ReadError(f"this HTML cannot be read: {error}", source=source) from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ReadError("this HTML is nested too deeply to be a page", source=source)
    if root is None:
        return ""
    out = _Lines()
    numbers: list[int | None] = []
    kept = 0
    walk = etree.iterwalk(root.getroottree(), events=("start", "end", "comment"))
    for event, element in walk:
        if event == "comment":
            saved = _SAVED.search(element.text or "")
            address = address or (saved[1] if saved else "")
            out.text(element.tail, kept > 0)
            continue
        tag = element.tag
        if event == "start":
            if tag in _LEFT_OUT or _hidden(element):
                if tag == "head":
                    address = _canonical(element) or address
                walk.skip_subtree()
                continue
            if tag == "br":
                out.end()
            elif tag in _BLOCKS:
                out.end(tag in _APART)
            if tag == "pre":
                kept += 1
            elif tag in ("ol", "ul", "menu", "dir"):
                start = element.get("start", "1")
                first = int(start) if start.isdecimal() and len(start) < 6 else 1
                numbers.append(first if tag == "ol" else None)
            elif tag == "li":
                out.text(_marker(element, numbers))
            out.text(element.text, kept > 0)
            continue
        left_out = tag in _LEFT_OUT or _hidden(element)
        if not left_out:
            if tag == "pre":
                kept -= 1
            elif tag in ("ol", "ul", "menu", "dir") and numbers:
                numbers.pop()
            if tag in ("td", "th"):
                out.text("\t")
            elif tag in _BLOCKS:
                out.end(tag in _APART)
        out.text(element.tail, kept > 0)
    out.end()
    text = "\n".join(out.lines).rstrip("\n") + "\n"
    return f"{address}\n\n{text}" if address and address not in text else text


def _canonical(head: Any) -> str:
    for link in head.iter("link", "meta"):
        names = (link.get("rel") or link.get("property") or "").lower().split()
        value = (link.get("href") or link.get("content") or "").strip()
        if ("canonical" in names or "og:url" in names) and re.match(r"https?://\S+$", value):
            return str(value)
    return ""
