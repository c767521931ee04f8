"""Papers of lscb, written into by python-docx and openpyxl and opened and saved by LibreOffice, are taken back as exactly the edits made.

take_back.py LSCB FOLDER
"""

import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tomllib

import docx
import openpyxl
from docx.oxml.ns import qn

LSCB, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
PLANS = {
    "hammersmith-fulham-2008-09": "2008-10-01",
    "oldham-2008-09": "2008-10-01",
    "swindon-2007-08": "2007-11-20",
    "unnamed-scb-2009-10": "2009-10-01",
    "west-berkshire-2015-17": "2016-06-30",
}
COLUMNS = "ref,action,leads,due,status,rag,evidence,completed"


def run(folder, today, *args):
    env = dict(os.environ, LSCB_TODAY=today, NO_COLOR="1")
    done = subprocess.run([LSCB, *args], cwd=folder, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def converted(files, ending, out):
    """LibreOffice opens each file and saves it as another kind, or as its own."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{FOLDER}/profile", "--headless", "--convert-to", ending, "--outdir", out, *files],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
    )


def open_actions(plan, count):
    """Place and numbers of the first actions that are open."""
    found = []
    for number, objective in enumerate(plan["objective"], 1):
        for index, action in enumerate(objective.get("action", []), 1):
            closed = any(key in action for key in ("completed", "closed", "hold")) or action.get("status") not in (None, "in-progress")
            if not closed and len(found) < count:
                found.append((number, index))
    return found


def action(plan, place):
    return plan["objective"][place[0] - 1]["action"][place[1] - 1]


def write_docx(path, writes):
    document = docx.Document(path)
    table = next(table for table in document.tables if table.rows and table.rows[0].cells[0].text == "Ref")
    for place, column, words in writes:
        row = next(row for row in table.rows if f'"lscb_1_{place[0]}_{place[1]}_' in row._tr.xml)
        row.cells[column].text = words
    document.save(path)


def write_xlsx(path, writes):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    key = next(cell.column for cell in sheet[1] if cell.value == "lscb key")
    for place, column, words in writes:
        begins = f"lscb_1_{place[0]}_{place[1]}_"
        row = next(row for row in range(2, sheet.max_row + 1) if str(sheet.cell(row, key).value).startswith(begins))
        sheet.cell(row, column + 1).value = words
    book.save(path)


def check(plan, today):
    folder = FOLDER / plan
    (folder / "plans").mkdir(parents=True)
    file = folder / "plans" / f"{plan}.toml"
    shutil.copy(f"plans/{plan}.toml", file)
    git = ["git", "-c", "user.name=Sue", "-c", "user.email=sue@example.org"]
    for args in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "as it is"]):
        subprocess.run(git + args, cwd=folder, check=True)
    before = file.read_bytes()
    old = tomllib.loads(before.decode())
    places = open_actions(old, 4)
    writes = [(places[0], 5, "amber"), (places[1], 6, "Minutes of 3 June"), (places[2], 7, "29 Sep 2008"), (places[3], 4, "in progress")]
    for kind in ("docx", "xlsx"):
        for name, how in (("blank", []), ("written", writes)):
            path = str(folder / f"{name}.{kind}")
            code, _, said = run(folder, today, "list", "plans", "--columns", COLUMNS, "-o", path)
            assert code == 0, said
            (write_docx if kind == "docx" else write_xlsx)(path, how)
    # The packs as they are sent: every lead's, each opened and saved once.
    code, _, said = run(folder, today, "report", "leads", "plans", "--each", "lead", "--out-dir", "packs", "--format", "docx")
    assert code == 0, said
    packs = sorted(glob.glob(str(folder / "packs" / "*.docx")))[:5]
    (folder / "saved").mkdir()
    for kind in ("docx", "xlsx"):
        files = [str(folder / f"{name}.{kind}") for name in ("blank", "written")]
        converted(files + (packs if kind == "docx" else []), "odt" if kind == "docx" else "ods", str(folder / "saved"))
        converted(files, kind, str(folder / "saved"))
    for pack in glob.glob(str(folder / "saved" / "*-leads.odt")):
        code, out, said = run(folder, today, "take-back", pack)
        assert (code, out) == (0, ""), (pack, out, said)
        assert file.read_bytes() == before
    checked = 0
    for path in [*folder.glob("*.docx"), *folder.glob("*.xlsx"), *(folder / "saved").iterdir()]:
        if path.stem not in ("blank", "written"):
            continue
        code, out, said = run(folder, today, "take-back", str(path))
        assert code == 0, (path, out, said)
        after = file.read_bytes()
        if path.stem == "blank":
            assert (out, after) == ("", before), (path, out, said)
        else:
            new = tomllib.loads(after.decode())
            got = [action(new, place) for place in places]
            assert got[0]["rag"] == "amber", (path, out, said)
            assert got[1]["evidence"] in ("Minutes of 3 June", ["Minutes of 3 June"]), (path, out, said)
            assert str(got[2]["completed"]) == "2008-09-29" and got[2]["status"] == "complete", (path, out, said)
            assert got[3]["status"] == "in-progress", (path, out, said)
            # With these keys as they were, the plan is as it was: no other edit was made.
            for place, keys in zip(places, (["rag"], ["evidence"], ["completed", "status"], ["status"])):
                for key in keys:
                    action(new, place).pop(key)
                    if key in action(old, place):
                        action(new, place)[key] = action(old, place)[key]
            assert new == old, path
        file.write_bytes(before)
        checked += 1
    print(f"{plan}: {checked} papers, {len(packs)} packs")


# By action: the answers of a lead, and what they make of the plan.
ANSWERS = {
    "1.6": {"answer_done_on": "30 Sep 2008"},
    "1.7": {"answer_on_track": "yes"},
    "4.6": {"answer_new_date": "December 2008", "answer_why": "no officer until then"},
    "7.1": {"answer_evidence": "Minutes of 3 June"},
}


def answer_docx(path):
    """As Word does it: the words of a control are replaced, and it is no longer marked as waiting for them."""
    document = docx.Document(path)
    [table] = [table for table in document.tables if table.rows[0].cells[0].text == "Ref"]
    for row in table.rows:
        for tag, words in ANSWERS.get(row.cells[0].text, {}).items():
            [control] = row._tr.xpath(f'.//w:sdt[w:sdtPr/w:tag/@w:val="{tag}"]')
            next(control.iter(qn("w:t"))).text = words
            for mark in list(control.iter(qn("w:showingPlcHdr"))):
                mark.getparent().remove(mark)
    document.save(path)


def answer_xlsx(path):
    book = openpyxl.load_workbook(path)
    heads = {"answer_done_on": "Done on", "answer_on_track": "On track?", "answer_new_date": "New date", "answer_why": "Why", "answer_evidence": "Evidence"}
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for tag, words in ANSWERS.get(sheet.cell(row, columns["Ref"]).value, {}).items():
            sheet.cell(row, columns[heads[tag]]).value = words
    book.save(path)


def check_pack(plan, today):
    """The pack of a lead, answered, and opened and saved by LibreOffice, comes back whole; one that nobody answered changes nothing."""
    folder = FOLDER / plan
    file = folder / "plans" / f"{plan}.toml"
    before = file.read_bytes()
    old = tomllib.loads(before.decode())
    (folder / "answered").mkdir()
    for kind, answer in (("docx", answer_docx), ("xlsx", answer_xlsx)):
        code, _, said = run(folder, today, "report", "monthly", "plans", "--each", "lead", "--out-dir", "answered", "--format", kind)
        assert code == 0, said
        pack = folder / "answered" / f"sue-harrison-monthly.{kind}"
        shutil.copy(pack, folder / "answered" / f"blank.{kind}")
        answer(str(pack))
        files = [str(pack), str(folder / "answered" / f"blank.{kind}")]
        converted(files, "odt" if kind == "docx" else "ods", str(folder / "answered"))
        converted(files, kind, str(folder / "answered" / "saved"))
    papers = [path for path in (folder / "answered").rglob("*") if path.stem in ("blank", "sue-harrison-monthly")]
    assert len(papers) == 12, papers
    for path in papers:
        code, out, said = run(folder, today, "take-back", str(path))
        assert code == 0, (path, out, said)
        new = tomllib.loads(file.read_bytes().decode())
        if path.stem == "blank":
            assert (out, file.read_bytes()) == ("", before), (path, out, said)
        changed = {}
        for ours, theirs in zip(old["objective"], new["objective"]):
            for one, other in zip(ours.get("action", []), theirs.get("action", []), strict=True):
                if one != other:
                    changed[one["ref"]] = other
        if path.stem != "blank":
            assert sorted(changed) == sorted(ANSWERS), (path, out, said)
            assert str(changed["1.6"]["completed"]) == "2008-09-30" and changed["1.6"]["status"] == "complete", (path, out, said)
            assert "track" in str(changed["1.7"]["progress"]), (path, out, said)
            assert str(changed["4.6"]["due"]) == "2008-12" and changed["4.6"]["moved"][-1]["because"] == "no officer until then", (path, out, said)
            assert changed["7.1"]["evidence"] in ("Minutes of 3 June", ["Minutes of 3 June"]), (path, out, said)
        file.write_bytes(before)
    print(f"{plan}: a pack answered, {len(papers)} papers")


FOLDER.mkdir(parents=True, exist_ok=True)
for plan, today in PLANS.items():
    check(plan, today)
check_pack("oldham-2008-09", PLANS["oldham-2008-09"])
