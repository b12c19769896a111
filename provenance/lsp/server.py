"""What the server does: diagnostics, quick fixes, and what a reference was read as."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

import attrs
from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from provenance._version import __version__
from provenance.archives import archives
from provenance.checking.checker import Checker
from provenance.checking.finding import Finding
from provenance.checking.rules import rules
from provenance.errors import ProvenanceError, ReadError, RecordError
from provenance.lsp.positions import Positions
from provenance.model.reference import Reference
from provenance.settings_file import SettingsFile, read_settings
from provenance.settings_place import find_settings
from provenance.verdicts import check_bytes, fix_bytes, is_safe, placed_references
from provenance.writing.locator import format_locator

__all__ = ["server"]

_SOURCE: Final = "provenance"
_PAUSE: Final = 0.2  # seconds without a keystroke before a changed text is checked
_FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.provenance"
#: What an editor calls a document's language, where its name has no suffix that says it.
_KINDS: Final = {
    "markdown": "markdown", "latex": "latex", "tex": "latex", "restructuredtext": "rst",
    "plaintext": "text", "bibtex": "bibtex",
}  # fmt: skip
_SEVERITIES: Final = {
    "error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}  # fmt: skip


@attrs.define(slots=False)
class _Document:
    """One version of an open document, as it was checked."""

    uri: str
    version: int | None
    text: str
    name: str
    kind: str | None
    checker: Checker
    positions: Positions
    findings: list[Finding] = attrs.field(factory=list)

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8", "replace")

    @cached_property
    def references(self) -> list[tuple[int, int, Reference]]:
        """The references with their places; none where the document is no manuscript."""
        try:
            return placed_references(self.data, source=self.name, kind=self.kind)
        except ProvenanceError:
            return []

    def range(self, finding: Finding) -> types.Range:
        """Return where a finding is, its line where it has no closer place."""
        if finding.start is None or finding.end is None:
            return self.positions.line((finding.line or 1) - 1)
        return self.positions.range(finding.start, finding.end)

    def edit(self, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        """Return a change of this version of the document."""
        if not server.edits_with_version:
            return types.WorkspaceEdit(changes={self.uri: edits})
        document = types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])


class _Server(LanguageServer):
    """The server, with the documents that are open and the settings they are under."""

    def __init__(self) -> None:
        # an editor sends whole texts: what it counts as the end of a line is its own business
        super().__init__(_SOURCE, __version__, types.TextDocumentSyncKind.Full)
        self.documents: dict[str, _Document] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self._settings: dict[str, SettingsFile] = {}

    @property
    def edits_with_version(self) -> bool:
        workspace = self.client_capabilities.workspace
        edit = workspace.workspace_edit if workspace is not None else None
        return bool(edit is not None and edit.document_changes)

    def forget_settings(self) -> None:
        """Read all settings files anew when they are next needed."""
        self._settings.clear()

    def settings_near(self, name: str) -> SettingsFile:
        """Return the settings for a file; raises :class:`ProvenanceError` where they are faulty."""
        folder = os.path.dirname(os.path.abspath(name))
        if folder not in self._settings:
            path = find_settings(folder)
            self._settings[folder] = read_settings(path) if path else SettingsFile()
        return self._settings[folder]

    def checked(self, uri: str) -> _Document | None:
        """Return the present version of an open document, checked; ``None`` for one not open."""
        known = self.documents.get(uri)
        opened = self.workspace.text_documents.get(uri)
        if opened is None:
            return None
        if known is None or known.version != opened.version or known.text != opened.source:
            self.check(uri)
        return self.documents.get(uri)

    def check(self, uri: str) -> None:
        """Check an open document and tell the editor what was found."""
        opened = self.workspace.text_documents.get(uri)
        if opened is None:
            return
        text = opened.source
        encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        positions = Positions(text, getattr(encoding, "value", encoding))
        name = _name(uri)
        kind = _KINDS.get(opened.language_id or "") if not os.path.splitext(name)[1] else None
        told: list[types.Diagnostic] = []
        try:
            settings = self.settings_near(name)
            settings.use()
            checker = Checker(settings.settings_for(name))
            document = _Document(uri, opened.version, text, name, kind, checker, positions)
            self.documents[uri] = document
            document.findings = check_bytes(
                document.data, checker, source=name, kind=kind, encoding="utf-8"
            )
            told = [_diagnostic(document, each) for each in document.findings]
        except ProvenanceError as error:
            told = list(_failure(error, name, positions))
        params = types.PublishDiagnosticsParams(uri, told, opened.version)
        self.text_document_publish_diagnostics(params)


def _name(uri: str) -> str:
    """Return the file's path, or what an editor calls a text that is no file yet."""
    path: str | None = to_fs_path(uri) if urlsplit(uri).scheme == "file" else None
    return path or urlsplit(uri).path.rsplit("/", 1)[-1]


server = _Server()


# --------------------------------------------------------------------------- diagnostics


def _diagnostic(document: _Document, finding: Finding) -> types.Diagnostic:
    where = f" ({finding.where})" if finding.where else ""
    return types.Diagnostic(
        document.range(finding), finding.message + where, _SEVERITIES[finding.severity],
        finding.code, source=_SOURCE, data=finding.rule,
    )  # fmt: skip


def _failure(error: ProvenanceError, name: str, positions: Positions) -> Iterator[types.Diagnostic]:
    """Yield why a document was not checked: its own faults, or those of its settings."""
    faults = [(str(error), getattr(error, "line", None))]
    if isinstance(error, RecordError):
        faults = [(str(fault), fault.line) for fault in error.faults]
    own = not isinstance(error, ReadError | RecordError) or error.source in (None, name)
    for message, line in faults:
        place = positions.line((line or 1) - 1 if own else 0)
        shown = message if own else f"{getattr(error, 'source', '')}: {message}"
        yield types.Diagnostic(place, shown, types.DiagnosticSeverity.Error, source=_SOURCE)


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
def opened(params: types.DidOpenTextDocumentParams) -> None:
    """Check a document that was opened."""
    server.forget_settings()
    server.check(params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
async def changed(params: types.DidChangeTextDocumentParams) -> None:
    """Check a document that was changed, once its writer pauses."""
    uri = params.text_document.uri
    before = server.waiting.pop(uri, None)
    if before is not None:
        before.cancel()
    server.waiting[uri] = asyncio.ensure_future(_later(uri))


async def _later(uri: str) -> None:
    await asyncio.sleep(_PAUSE)
    server.waiting.pop(uri, None)
    server.checked(uri)


@server.feature(types.TEXT_DOCUMENT_DID_SAVE)
def saved(params: types.DidSaveTextDocumentParams) -> None:
    """Check a document that was saved; it may be the settings of others."""
    server.forget_settings()
    if params.text_document.uri.endswith(".toml"):
        for uri in server.workspace.text_documents:
            server.check(uri)
    else:
        server.check(params.text_document.uri)


@server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
def closed(params: types.DidCloseTextDocumentParams) -> None:
    """Take back what was said of a document that is closed."""
    uri = params.text_document.uri
    waiting = server.waiting.pop(uri, None)
    if waiting is not None:
        waiting.cancel()
    server.documents.pop(uri, None)
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


# --------------------------------------------------------------------------- corrections

_ACTIONS: Final = types.CodeActionOptions([types.CodeActionKind.QuickFix, _FIX_ALL])


@server.feature(types.TEXT_DOCUMENT_CODE_ACTION, _ACTIONS)
def actions(params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return the corrections of what was found in a range, and all corrections at once."""
    document = server.checked(params.text_document.uri)
    if document is None:
        return []
    asked = _asked(params.context.only)
    found: list[types.CodeAction] = []
    if asked(types.CodeActionKind.QuickFix.value):
        start = document.positions.offset(params.range.start)
        end = document.positions.offset(params.range.end)
        found += _quick_fixes(document, start, end)
    if params.context.only and asked(_FIX_ALL):
        found += _all_fixes(document)
    return found


def _asked(only: Sequence[types.CodeActionKind | str] | None) -> Callable[[str], bool]:
    """Return whether a kind of action is among those that the editor wants: all, or below one."""
    wanted = [str(getattr(each, "value", each)) for each in only or ()]
    return lambda kind: (
        not wanted
        or any(each == "" or kind == each or kind.startswith(f"{each}.") for each in wanted)
    )


def _quick_fixes(document: _Document, start: int, end: int) -> Iterator[types.CodeAction]:
    for each in document.findings:
        fix = each.fix
        if fix is None or each.start is None or each.end is None:
            continue
        if each.start > end or each.end < start:
            continue
        if not is_safe(each, document.data, source=document.name, kind=document.kind):
            continue
        edit = types.TextEdit(document.positions.range(fix.start, fix.end), fix.replacement)
        shown = document.text[fix.start : fix.end]
        yield types.CodeAction(
            fix.title or f"Replace {shown!r} by {fix.replacement!r}",
            types.CodeActionKind.QuickFix, [_diagnostic(document, each)], is_preferred=True,
            edit=document.edit([edit]),
        )  # fmt: skip


def _all_fixes(document: _Document) -> Iterator[types.CodeAction]:
    try:
        fixed, made = fix_bytes(
            document.data, document.checker, source=document.name, kind=document.kind
        )
    except ProvenanceError:
        return
    if made:
        whole = document.positions.range(0, len(document.text))
        edit = document.edit([types.TextEdit(whole, fixed.decode())])
        yield types.CodeAction("Make all corrections that are safe", _FIX_ALL, edit=edit)


# --------------------------------------------------------------------------- explanations


@server.feature(types.TEXT_DOCUMENT_HOVER)
def hover(params: types.HoverParams) -> types.Hover | None:
    """Return what a reference was read as, and what the rules are for that found fault with it."""
    document = server.checked(params.text_document.uri)
    if document is None:
        return None
    at = document.positions.offset(params.position)
    parts: list[str] = []
    span: tuple[int, int] | None = None
    for start, end, reference in document.references:
        if start <= at < end:
            span = start, end
            parts.append(_described(reference))
    for each in document.findings:
        if each.start is not None and each.end is not None and each.start <= at < each.end:
            span = span or (each.start, each.end)
            text = rules()[each.rule].documentation.strip()
            head = f"**{each.rule}** ({each.code}, {each.severity}): {each.message}"
            parts.append(f"{head}\n\n{text}")
    if span is None:
        return None
    content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(parts))
    return types.Hover(content, document.positions.range(*span))


def _described(reference: Reference) -> str:
    """Return a reference's locator in Markdown, part by part."""
    locator = reference.locator
    if locator is None:
        return f"No reference that can be read: {reference.error}"
    lines = [f"**{_escaped(format_locator(locator))}**", ""]
    archive = archives().get(locator.archive) if locator.archive else None
    if archive is not None:
        lines.append(f"- archive: {_escaped(archive.full_name)}")
    elif locator.archive_text:
        lines.append(f"- archive (unknown): {_escaped(locator.archive_text)}")
    lines += [f"- {unit.kind}: {_escaped(unit.value)}" for unit in locator.units]
    if locator.leaves is not None:
        lines.append(f"- {locator.leaves.kind}: {locator.leaves.text}")
    if reference.inherited:
        lines.append(f"- from the reference before: {', '.join(reference.inherited)}")
    lines.append(f"\n`{locator.key}`")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in text)
