"""Drives `lscb lsp` with a client that others wrote: lsp.py LSCB FOLDER, which is made anew.

Slips are typed into a plan letter by letter. The text is held by pygls, as editors hold theirs, and at every key stroke what the
server shows must be what `lscb check` says of that text in a file."""

import asyncio
import json
import pathlib
import shutil
import subprocess
import sys

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.workspace import TextDocument

LSCB, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
PLANS = pathlib.Path(__file__).parent.parent.parent / "plans"
# What stands in the plan, and what somebody writes instead.
SLIPS = [
    ('due = "2008-09"', "due = September 2008"),
    ('status = "complete"', 'statsu = "complete"'),
    ("[[objective.action]]", "[objective.action]"),
    ("[[objective]]", "[[objectiv]]"),
    ('ref = "2.1"', "ref = 2.1"),
    ('lead = { who = "sue-harrison"', 'lead = { who = "sue-harison"'),
    ('title = "', "title = “Ünïcode 👍 "),
    ('every = "month"', 'every = "monthly"'),
]


def place(data, offset):
    before = data[:offset].decode("utf-8")
    line = before.rsplit("\n", 1)[-1]
    return before.count("\n"), len(line.encode("utf-16-le")) // 2


def checked(path, text):
    path.write_bytes(text.encode("utf-8"))
    run = subprocess.run([LSCB, "check", "--advice", "--format", "json"], cwd=FOLDER, capture_output=True)
    assert run.returncode in (0, 1), run.stderr
    data = text.encode("utf-8")
    found = [one for one in json.loads(run.stdout)["findings"] if one["file"] == f"plans/{path.name}"]
    return [(one["rule"], place(data, one["start"]), place(data, one["end"]), one["message"]) for one in found]


def shown(diagnostics):
    def at(position):
        return position.line, position.character

    return [(one.code, at(one.range.start), at(one.range.end), one.message.split("\n")[0]) for one in diagnostics]


async def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    plans = FOLDER / "plans"
    shutil.copytree(PLANS, plans)
    client = LanguageClient("test", "1")
    latest, arrived = {}, asyncio.Condition()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    async def publish(params):
        async with arrived:
            latest[params.uri] = params
            arrived.notify_all()

    async def wait_for(uri, version):
        async with arrived:
            await asyncio.wait_for(arrived.wait_for(lambda: uri in latest and latest[uri].version == version), 30)
        return latest[uri].diagnostics

    await client.start_io(LSCB, "lsp")
    root = FOLDER.resolve().as_uri()
    answer = await client.initialize_async(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(),
            workspace_folders=[types.WorkspaceFolder(uri=root, name="plans")],
        )
    )
    assert answer.server_info.name == "lscb", answer
    client.initialized(types.InitializedParams())
    strokes = 0
    for number, (right, wrong) in enumerate(SLIPS):
        source = next(path for path in sorted(PLANS.glob("*.toml")) if right in path.read_text("utf-8"))
        path = plans / source.name
        original = source.read_text("utf-8")
        uri = path.resolve().as_uri()
        document = TextDocument(uri, source=original, version=1, language_id="toml")
        opened = types.TextDocumentItem(uri=uri, language_id="toml", version=1, text=original)
        client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=opened))
        await wait_for(uri, 1)
        line, column = place(original.encode("utf-8"), len(original[: original.index(right)].encode("utf-8")))
        end = column + len(right)
        for letter in wrong:
            change = types.TextDocumentContentChangePartial(
                range=types.Range(types.Position(line, column), types.Position(line, end)), text=letter
            )
            document.apply_change(change)
            document.version += 1
            changed = types.VersionedTextDocumentIdentifier(uri=uri, version=document.version)
            client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=changed, content_changes=[change]))
            column += len(letter.encode("utf-16-le")) // 2
            end = column
            diagnostics = await wait_for(uri, document.version)
            expected = checked(path, document.source)
            assert sorted(shown(diagnostics)) == sorted(expected), (right, wrong, shown(diagnostics), expected)
            strokes += 1
        here = types.Range(types.Position(line, 0), types.Position(line, 1000))
        actions = await client.text_document_code_action_async(
            types.CodeActionParams(
                text_document=types.TextDocumentIdentifier(uri=uri), range=here, context=types.CodeActionContext(diagnostics=[])
            )
        )
        assert actions, f"nothing is proposed for {wrong}"
        # The best fix, made as an editor makes it: what it mends is gone.
        fix = next((one for one in actions if one.is_preferred), actions[0])
        edits = sorted(fix.edit.changes[uri], key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True)
        for edit in edits:
            document.apply_change(types.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text))
        [mended] = shown(fix.diagnostics)
        left = [(rule, message) for rule, _, _, message in checked(path, document.source)]
        before = [(rule, message) for rule, _, _, message in expected]
        told = (mended[0], mended[3])
        assert left.count(told) < before.count(told), (fix.title, fix.edit, told, left)
        client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=types.TextDocumentIdentifier(uri=uri)))
        path.write_text(original, "utf-8")
        client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams(changes=[types.FileEvent(uri=uri, type=types.FileChangeType.Changed)])
        )
    await client.shutdown_async(None)
    client.exit(None)
    await asyncio.wait_for(client._server.wait(), 10)
    assert client._server.returncode == 0, client._server.returncode
    print(f"{strokes} key strokes")


asyncio.run(main())
