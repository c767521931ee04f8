"""Drives `lscb lsp` with a client that others wrote: lsp.py LSCB FOLDER, which is made anew.

Slips are typed into a plan letter by letter, some into the plans of this repository, and all of tests/cmd/slips.txt. The text is
held by pygls, as editors hold theirs, and at every key stroke what the server shows must be what `lscb check` says of that text in a
file. Then what the editor proposes is done."""

import asyncio
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unicodedata

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from pygls.workspace import TextDocument

LSCB, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
TESTS = pathlib.Path(__file__).parent.parent
PLANS = TESTS.parent / "plans"
HINT = types.DiagnosticSeverity.Hint
# What stands in a plan of this repository, and what somebody writes instead.
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


# How the table writes characters that nobody sees.
UNSEEN = {
    "NBSP": "\u00a0", "TAB": "\t", "ZWSP": "\u200b", "SHY": "\u00ad", "LRM": "\u200e",
    "LS": "\u2028", "VT": "\v", "BOM": "\ufeff", "WB": "\uf0b7", "THIN": "\u2009", "NNBSP": "\u202f",
    "OBJ": "\ufffc", "BEL": "\a",
}  # fmt: skip


def slips_of_table():
    """The slips of slips.txt: the lines that stand in the plan, those typed, and what the screen proposes."""
    slips = []
    for line in (TESTS / "cmd/slips.txt").read_text("utf-8").splitlines():
        sign, _, words = line.partition(" ")
        for name, character in UNSEEN.items():
            words = words.replace(f"<{name}>", character)
        if sign == "==":
            slips.append({"-": "", "+": "", ">": ""})
        elif slips and sign in slips[-1]:
            slips[-1][sign] += words + "\n"
    assert len(slips) > 800, len(slips)
    # To the client's library these two end a line, which they do not by the protocol. The suite types them into an editor in memory.
    known = [slip for slip in slips if not any(sign in slip["+"] for sign in "\u2028\v")]
    return [(slip["-"], slip["+"], slip[">"]) for slip in known]


def place(data, offset):
    before = data[:offset].decode("utf-8")
    line = before.rsplit("\n", 1)[-1]
    return before.count("\n"), len(line.encode("utf-16-le")) // 2


def checked(path, text):
    path.write_bytes(text.encode("utf-8"))
    folder = path.parent.parent
    run = subprocess.run([LSCB, "check", "--advice", "--format", "json"], cwd=folder, capture_output=True)
    assert run.returncode in (0, 1), run.stderr
    data = text.encode("utf-8")
    found = [one for one in json.loads(run.stdout)["findings"] if one["file"] == f"plans/{path.name}"]
    return [(one["rule"], place(data, one["start"]), place(data, one["end"]), one_line(one["message"])) for one in found]


def one_line(message):
    """What machines get as it stands, JSON escaping it, as people are shown it: in one line, with a sign for what a terminal obeys."""
    blank = "\t\n\v\f\r\x85\u2028\u2029"
    turns = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    message = message.replace("\r\n", "\n")
    return "".join(
        " " if sign in blank else "\ufffd" if sign in turns or unicodedata.category(sign) == "Cc" else sign for sign in message
    )


def shown(diagnostics):
    def at(position):
        return position.line, position.character

    return [(one.code, at(one.range.start), at(one.range.end), one.message.split("\n")[0]) for one in diagnostics]


class Editor:
    """An editor that shows what the server says, started in a folder."""

    def __init__(self):
        self.client, self.latest, self.arrived, self.strokes = LanguageClient("test", "1"), {}, asyncio.Condition(), 0

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def publish(params):
            async with self.arrived:
                self.latest[params.uri] = params
                self.arrived.notify_all()

    async def start(self, folder):
        await self.client.start_io(LSCB, "lsp")
        answer = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(),
                workspace_folders=[types.WorkspaceFolder(uri=folder.resolve().as_uri(), name="plans")],
            )
        )
        assert answer.server_info.name == "lscb", answer
        self.client.initialized(types.InitializedParams())

    async def stop(self):
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await asyncio.wait_for(self.client._server.wait(), 10)
        assert self.client._server.returncode == 0, self.client._server.returncode

    async def wait_for(self, document):
        def is_here():
            return document.uri in self.latest and self.latest[document.uri].version == document.version

        async with self.arrived:
            await asyncio.wait_for(self.arrived.wait_for(is_here), 30)
        return self.latest[document.uri].diagnostics

    async def open(self, path, text):
        document = TextDocument(path.resolve().as_uri(), source=text, version=1, language_id="toml")
        opened = types.TextDocumentItem(uri=document.uri, language_id="toml", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=opened))
        await self.wait_for(document)
        return document

    async def change(self, document, changes):
        for change in changes:
            document.apply_change(change)
        document.version += 1
        changed = types.VersionedTextDocumentIdentifier(uri=document.uri, version=document.version)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(text_document=changed, content_changes=changes))
        return await self.wait_for(document)

    async def type(self, document, path, start, end, letters):
        """Types letters one by one, the first over what stands between two offsets; what is said of the last text."""
        said = checked(path, document.source)
        for letter in letters or [""]:
            before = document.source[:start]
            data = document.source.encode("utf-8")
            first, last = (place(data, len(document.source[:at].encode("utf-8"))) for at in (start, end))
            span = types.Range(types.Position(*first), types.Position(*last))
            diagnostics = await self.change(document, [types.TextDocumentContentChangePartial(range=span, text=letter)])
            start = end = len(before) + len(letter)
            said = checked(path, document.source)
            assert sorted(shown(diagnostics)) == sorted(said), (letters, shown(diagnostics), said)
            self.strokes += 1
        return said

    async def actions(self, document, line):
        here = types.Range(types.Position(line, 0), types.Position(line, 1000))
        return await self.client.text_document_code_action_async(
            types.CodeActionParams(
                text_document=types.TextDocumentIdentifier(uri=document.uri), range=here, context=types.CodeActionContext(diagnostics=[])
            )
        )

    async def make(self, document, action):
        """Makes what an action proposes, as an editor makes it."""
        # From the last to the first; of two at one place the one that comes first in the list stands first in the text.
        edits = sorted(action.edit.changes[document.uri], key=lambda edit: (edit.range.start.line, edit.range.start.character))
        changes = [types.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text) for edit in reversed(edits)]
        return await self.change(document, changes)

    async def close(self, document, path, original):
        text = types.TextDocumentIdentifier(uri=document.uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(text_document=text))
        path.write_text(original, "utf-8")
        changed = types.FileEvent(uri=document.uri, type=types.FileChangeType.Changed)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[changed]))


async def type_into_the_plans():
    shutil.copytree(PLANS, FOLDER / "plans")
    editor = Editor()
    await editor.start(FOLDER)
    for right, wrong in SLIPS:
        source = next(path for path in sorted(PLANS.glob("*.toml")) if right in path.read_text("utf-8"))
        original, path = source.read_text("utf-8"), FOLDER / "plans" / source.name
        document = await editor.open(path, original)
        start = original.index(right)
        before = await editor.type(document, path, start, start + len(right), wrong)
        line = original[:start].count("\n")
        actions = await editor.actions(document, line)
        assert actions, f"nothing is proposed for {wrong}"
        fix = next((one for one in actions if one.is_preferred), actions[0])
        [mended] = shown(fix.diagnostics)
        left = shown(await editor.make(document, fix))
        told = [(rule, message) for rule, _, _, message in left]
        was = [(rule, message) for rule, _, _, message in before]
        assert told.count((mended[0], mended[3])) < was.count((mended[0], mended[3])), (fix.title, fix.edit, left)
        await editor.close(document, path, original)
    await editor.stop()
    return editor.strokes


async def type_the_table():
    folder = FOLDER / "slips"
    (folder / "plans").mkdir(parents=True)
    path, original = folder / "plans/slips.toml", (TESTS / "cmd/slips.toml").read_text("utf-8")
    path.write_text(original, "utf-8")
    editor = Editor()
    await editor.start(folder)
    for right, wrong, screen in slips_of_table():
        document = await editor.open(path, original)
        # What both begin and end with stays.
        same = len(os.path.commonprefix([right, wrong]))
        after = len(os.path.commonprefix([right[same:][::-1], wrong[same:][::-1]]))
        start = original.index(right) + same
        await editor.type(document, path, start, start + len(right) - same - after, wrong[same : len(wrong) - after])
        # What the screen proposes to change is among what the editor proposes; what it asks a person to write is not.
        titles = [line.removeprefix("fix: ") for line in screen.splitlines() if line.startswith(("fix: ", "perhaps: "))]
        lines = {one.range.start.line for one in editor.latest[document.uri].diagnostics}
        offered = [one for line in sorted(lines) for one in await editor.actions(document, line) or []]
        for title in titles:
            assert any(one.title == title for one in offered), (title, [one.title for one in offered])
        # One after the other, each asked for anew: what is left when one is made may have another cure than both had.
        for number in range(2 * len(titles)):
            found = [one.range.start.line for one in editor.latest[document.uri].diagnostics if one.severity < HINT]
            offered = [one for line in found for one in await editor.actions(document, line) or [] if "keep this fault" not in one.title]
            offered = [one for one in offered if one.title in titles] or offered[: number > 0]
            if not offered:
                break
            await editor.make(document, offered[0])
        if len(titles) == len(screen.splitlines()):
            left = [one for one in editor.latest[document.uri].diagnostics if one.severity < HINT]
            assert not left, (screen, document.source, shown(left))
        await editor.close(document, path, original)
    await editor.stop()
    return editor.strokes


shutil.rmtree(FOLDER, ignore_errors=True)
print(f"{asyncio.run(type_into_the_plans()) + asyncio.run(type_the_table())} key strokes")
