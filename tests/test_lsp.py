"""The language server, asked by a real client over standard input and output."""

import asyncio
import json
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

from provenance.lsp.positions import Positions

BAD = "RGANI, f. 5, op. 28, d. 411, ll. 29-26"


class Client(LanguageClient):
    """A client that keeps the diagnostics it is sent."""

    def __init__(self):
        super().__init__("tests", "1")
        self.told = asyncio.Queue()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params):
            self.told.put_nowait(params)

    async def diagnostics(self, version=None):
        """Return the next diagnostics, of this version where one is given."""
        while True:
            params = await asyncio.wait_for(self.told.get(), 30)
            if version is None or params.version == version:
                return params.diagnostics

    async def open(self, path, text, language="markdown"):
        uri = path.as_uri() if hasattr(path, "as_uri") else path
        item = types.TextDocumentItem(uri, language, 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri, await self.diagnostics()

    async def actions(self, uri, line, start, end, only=None):
        where = types.Range(types.Position(line, start), types.Position(line, end))
        context = types.CodeActionContext([], only)
        return await self.text_document_code_action_async(
            types.CodeActionParams(types.TextDocumentIdentifier(uri), where, context)
        )


@asynccontextmanager
async def editor(*encodings, versions=True, command=("provenance.lsp",)):
    client = Client()
    await client.start_io(sys.executable, "-m", *command)
    general = types.GeneralClientCapabilities(position_encodings=list(encodings) or None)
    edit = types.WorkspaceEditClientCapabilities(document_changes=versions)
    capabilities = types.ClientCapabilities(
        general=general, workspace=types.WorkspaceClientCapabilities(workspace_edit=edit)
    )
    client.answer = await client.initialize_async(types.InitializeParams(capabilities))
    client.initialized(types.InitializedParams())
    try:
        yield client
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()


def _shown(diagnostics):
    return [
        (each.code, each.range.start.line, each.range.start.character, each.range.end.character)
        for each in diagnostics
    ]


def test_a_session_of_an_editor(tmp_path):
    """One session for most of it: a server takes a second to start."""

    async def session():
        async with editor() as client:
            assert client.answer.capabilities.position_encoding == "utf-16"
            uri, told = await client.open(tmp_path / "a.md", f"𝔄𝔅 {BAD}.\n")
            # each Fraktur letter is two units of UTF-16; the reference begins at 5
            assert _shown(told) == [("LEA001", 0, 38, 43), ("LEA007", 0, 38, 43)]
            assert told[0].severity == types.DiagnosticSeverity.Error
            assert told[0].source == "provenance"
            assert told[0].message == "Leaf range runs backwards: 29–26."

            (action,) = await client.actions(uri, 0, 40, 40)
            assert (action.kind, action.title) == ("quickfix", "Use an en dash")
            (change,) = action.edit.document_changes
            assert (change.text_document.uri, change.text_document.version) == (uri, 1)
            (edit,) = change.edits
            assert (edit.range.start.character, edit.range.end.character) == (40, 41)
            assert edit.new_text == "–"
            assert not await client.actions(uri, 0, 0, 3)
            assert not await client.actions(uri, 0, 40, 40, ["refactor"])
            (action,) = await client.actions(uri, 0, 0, 0, ["source.fixAll"])
            assert action.edit.document_changes[0].edits[0].new_text == (
                f"𝔄𝔅 {BAD}.\n".replace("29-26", "29–26")
            )

            at = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 39))
            hover = await client.text_document_hover_async(at)
            assert "`rgani:fond=5;opis=28;delo=411;" in hover.contents.value
            assert "Russian State Archive of Contemporary History" in hover.contents.value
            assert "**range-descending** (LEA001, error)" in hover.contents.value
            assert (hover.range.start.character, hover.range.end.character) == (5, 43)
            nowhere = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 1))
            assert await client.text_document_hover_async(nowhere) is None

            # quick typing: the last version is the one that is told of
            for version in (2, 3, 4):
                text = f"# Notes\r\n\r\n{'x' * version} {BAD.replace('-', '–')}.\r\n"
                document = types.VersionedTextDocumentIdentifier(version, uri)
                whole = [types.TextDocumentContentChangeWholeDocument(text)]
                client.text_document_did_change(types.DidChangeTextDocumentParams(document, whole))
            assert _shown(await client.diagnostics(4)) == [("LEA001", 2, 38, 43)]

            # settings beside the document, read when they are saved
            (tmp_path / "provenance.toml").write_text('ignore = ["LEA001"]')
            saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
            client.text_document_did_save(saved)
            assert not await client.diagnostics()
            (tmp_path / "provenance.toml").write_text("\n\nignore = 1")
            client.text_document_did_save(saved)
            (fault,) = await client.diagnostics()
            assert "provenance.toml: line 3: ignore: expected a list of texts" in fault.message
            assert fault.range.start.line == 0
            (tmp_path / "provenance.toml").unlink()

            identifier = types.TextDocumentIdentifier(uri)
            client.text_document_did_close(types.DidCloseTextDocumentParams(identifier))
            assert not await client.diagnostics()

            # a text that is no file yet, in the language that the editor says
            _, told = await client.open("untitled:One", f"% {BAD}\nSee {BAD}.\n", "latex")
            assert {each.range.start.line for each in told} == {1}
            # a record file that cannot be read: the faults at their lines
            _, told = await client.open(tmp_path / "r.toml", 'key = "r"\ntitel = "x"\n', "toml")
            assert [(each.range.start.line, each.severity.value) for each in told] == [(1, 1)]
            assert "the nearest is 'title'" in told[0].message

    asyncio.run(session())


def test_an_editor_that_counts_otherwise(tmp_path):
    start = 42  # each Fraktur letter is four units of UTF-8

    async def session():
        command = ("provenance", "lsp", "--stdio")
        known = ("utf-7", "utf-8", "utf-16")
        async with editor(*known, versions=False, command=command) as client:
            assert client.answer.capabilities.position_encoding == "utf-8"
            uri, told = await client.open(tmp_path / "a.md", f"𝔄𝔅 {BAD}.\n")
            assert _shown(told)[0] == ("LEA001", 0, start, start + 5)
            (action,) = await client.actions(uri, 0, start, start)
            assert action.edit.changes[uri][0].range.start.character == start + 2

    asyncio.run(session())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", ["", "abc", "a\r\nb\rc\n\nd", "é𝔄\n漢𝔅x\u2028y\x0cz\n𝔄"])
def test_positions_lead_back(text, encoding):
    places = Positions(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert places.offset(places.at(offset)) == offset


def test_positions_past_the_end():
    places = Positions("a𝔄\nb")
    assert places.at(99) == types.Position(1, 1)
    assert places.offset(types.Position(0, 99)) == 3
    assert places.offset(types.Position(9, 0)) == 4
    assert places.line(9) == types.Range(types.Position(1, 0), types.Position(1, 1))
    assert places.line(0) == types.Range(types.Position(0, 0), types.Position(0, 3))


def test_without_pygls_the_extra_is_named(monkeypatch, capsys):
    from provenance.cli import run

    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    assert run(["lsp"]) == 2
    assert "pip install 'pygls>=2'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("provenance", "lsp"), ("provenance.lsp",)])
@pytest.mark.parametrize("goodbye", [True, False])
def test_the_server_ends_quietly(command, goodbye):
    """When the editor says goodbye, and when its end of the pipe is just gone."""
    asked = [{"id": 1, "method": "initialize", "params": {"processId": None, "capabilities": {}}}]
    if goodbye:
        asked += [{"id": 2, "method": "shutdown"}, {"method": "exit"}]
    sent = b""
    for message in asked:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        sent += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-m", *command], stdin=pipe, stdout=pipe, stderr=pipe
    ) as server:
        server.stdin.write(sent)
        server.stdin.flush()
        if goodbye:
            server.wait(60)
        answer, complaint = server.communicate(timeout=60)
    assert (server.returncode, complaint) == (0, b"")
    assert b'"positionEncoding"' in answer
