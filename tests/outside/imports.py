"""The five plans, printed in the layout of each board by python-docx, openpyxl, LibreOffice and the csv module, are imported as they are.

imports.py LSCB FOLDER

Prints for each kind of paper the precision and recall of each field. Ends with 1 where a date is wrong, where references,
timescales or the number of actions differ from the plan, or where fewer than 95 of 100 leads agree.
"""

import collections
import csv
import difflib
import pathlib
import re
import subprocess
import sys
import tomllib

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LSCB, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
PLANS = sorted(pathlib.Path("plans").glob("*.toml"))
KINDS = ("txt", "docx", "odt", "xlsx", "ods", "csv")


class Paragraph:
    def __init__(self, text, bullet=False, bold=False):
        self.text, self.bullet, self.bold = text, bullet, bold


def plain(texts):
    return [Paragraph(str(text)) for text in texts if text]


def name_of(plan, key):
    return (plan.get("people", {}).get(key) or plan.get("groups", {}).get(key))["name"]


def shown(plan, value):
    """Those who lead, as a cell prints them."""
    names = []
    for who in listed(value):
        if isinstance(who, str):
            names.append(name_of(plan, who))
            continue
        aside = name_of(plan, who["for"]) if "for" in who else who.get("as")
        name = name_of(plan, who["who"])
        names.append(f"{name} ({aside})" if aside and aside not in (name, "As above.") else name)
    return ", ".join(names)


def own(objective, action, key):
    inherited = objective if key in ("timescale", "due", "lead", "with") else {}
    return action.get(key, inherited.get(key))


def outcome_of(plan, action):
    return plan.get("outcomes", {}).get(action.get("outcome"), action.get("outcome", ""))


def whole_rows(plan):
    """One row an objective: the actions are bullets below its title, and lists stand beside them."""
    table = [[plain([text]) for text in ("Aims and objectives", "Timescale", "Lead contacts", "Anticipated outcomes")]]
    for objective in plan["objective"]:
        actions, unpaired = objective["action"], objective.get("unpaired", {})
        times = unpaired.get("timescales") or [own(objective, action, "timescale") for action in actions]
        leads = unpaired.get("leads") or [own(objective, action, "lead") for action in actions]
        title = Paragraph(f"{objective['ref']}. {objective['title']}", bold=True)
        bullets = [Paragraph(action["action"], bullet=True) for action in actions]
        table.append([[title, *bullets], plain(times), plain(shown(plan, lead) for lead in leads),
                      plain(objective.get("outcomes", []) + [outcome_of(plan, action) for action in actions])])
    return [table]


def lists_below_titles(plan):
    """A table an objective, its title over it: targets, activities and criteria are lists that are not paired."""
    parts = []
    for objective in plan["objective"]:
        actions = objective["action"]
        if any("lead" in action for action in actions):
            parts += rows(dict(plan, objective=[objective]), ["Activities", "Lead", "Success criteria"], ["action", "lead", "success"],
                          lambda objective: objective["title"])
            continue
        success = objective.get("success", []) + [words for action in actions for words in listed(action.get("success"))]
        heading = [plain([text]) for text in ("Target", "Activity", "Responsible", "Success criteria / PI")]
        row = [objective.get("outcomes", []), [action["action"] for action in actions], [shown(plan, own(objective, actions[0], "lead"))], success]
        parts += [objective["title"], [heading, [plain(texts) for texts in row]]]
    return parts


def numbered_words(plan):
    """References stand before the words, an outcome once over its actions, and milestones as a list beside their dates."""
    heading = ["Outcome What do we intend to achieve?", "Action What are we going to do?", "By whom Who is going to do it?",
               "Monitoring How will we know what we have achieved?", "By When"]
    table, last = [[plain([text]) for text in heading]], None
    for objective in plan["objective"]:
        table.append([[Paragraph(f"{objective['ref']} {objective['title']}:", bold=True)], [], [], [], []])
        for action in objective["action"]:
            key = action.get("outcome")
            outcome = f"{key} {outcome_of(plan, action)}" if key and key != last else ""
            last = key
            stones = [stone["text"] for stone in action.get("milestones", [])]
            lead = "\n".join(part for part in ("Lead: " + shown(plan, action["lead"]) if action.get("lead") else "", shown(plan, action.get("with"))) if part)
            row = [[outcome], [f"{action.get('ref', '')} {action['action']}".strip()], lead.split("\n"),
                   stones or listed(action.get("success")), [action.get("timescale")]]
            table.append([plain(texts) for texts in row])
    return [table]


def rows(plan, heading, keys, titled):
    """A table an objective, a row an action."""
    parts = []
    for objective in plan["objective"]:
        table = [[plain([text]) for text in heading]]
        for action in objective["action"]:
            cell = {"outcome": [outcome_of(plan, action)], "lead": [shown(plan, own(objective, action, "lead"))],
                    "with": [shown(plan, own(objective, action, "with"))],
                    "progress": [note["note"] if isinstance(note, dict) else note for note in listed(action.get("progress"))]}
            table.append([plain(cell[key] if key in cell else listed(own(objective, action, key))) for key in keys])
        parts += [titled(objective), table]
    return parts


# What a layout has no column for.
UNPRINTED = {"hammersmith-fulham-2008-09": ["with"], "swindon-2007-08": ["progress"]}
NUMBERS = "Zero One Two Three Four Five Six Seven Eight Nine Ten".split()
LAYOUTS = {
    "hammersmith-fulham-2008-09": whole_rows,
    "oldham-2008-09": lambda plan: rows(
        plan, ["", "Key Actions", "Target Completion Date", "Lead Person/Subgroup", "Evidence"],
        ["ref", "action", "timescale", "lead", "evidence"],
        lambda objective: f"Objective {NUMBERS[int(objective['ref'])]} – {objective['title']}"),
    "swindon-2007-08": numbered_words,
    "unnamed-scb-2009-10": lists_below_titles,
    "west-berkshire-2015-17": lambda plan: rows(
        plan, ["Ref", "Desired outcome", "Action", "Lead", "Timeframe", "Progress"],
        ["ref", "outcome", "action", "lead", "timescale", "progress"],
        lambda objective: f"Theme {objective['ref']} - {objective['title']}"),
}


def as_txt(parts, path):
    """As Word gives a table to the clipboard: a tab between cells, HTML where a cell has several paragraphs."""
    out = []
    for part in parts:
        if isinstance(part, str):
            out.append(part)
            continue
        for row in part:
            cells = []
            for content in row:
                mark = lambda paragraph: f"<b>{paragraph.text}</b>" if paragraph.bold else f"• {paragraph.text}" if paragraph.bullet else paragraph.text
                cells.append("".join(f"<p>{mark(paragraph)}</p>" for paragraph in content) if len(content) > 1 else "".join(map(mark, content)))
            out.append("\t".join(cells))
        out.append("")
    pathlib.Path(path).write_text("\n".join(out), encoding="utf-8")


def as_docx(parts, path):
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        width = max(len(row) for row in part)
        table = document.add_table(rows=0, cols=width)
        for row in part:
            cells = table.add_row().cells
            alone = len([cell for cell in row if cell]) == 1 and row[0] and row[0][0].bold
            if alone:
                cells[0].merge(cells[-1])
            for cell, content in zip(cells, row):
                if alone and content is not row[0]:
                    continue
                for index, paragraph in enumerate(content):
                    target = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
                    if paragraph.bullet:
                        target.style = "List Bullet"
                    target.add_run(paragraph.text).bold = paragraph.bold or None
        document.add_paragraph("")
    document.save(path)


def lines(content):
    return "\n".join(("• " if paragraph.bullet else "") + paragraph.text for paragraph in content)


def rows_of(parts):
    for part in parts:
        if isinstance(part, str):
            yield [part] if part else []
        else:
            for row in part:
                yield [lines(cell) for cell in row]


def as_xlsx(parts, path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    for number, row in enumerate(rows_of(parts), 1):
        for column, text in enumerate(row, 1):
            # What begins with "=" would be a formula.
            sheet.cell(number, column).value = text or None
    book.save(path)


def as_csv(parts, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows_of(parts))


def converted(paths, ending):
    """LibreOffice opens each file and saves it as another kind."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{FOLDER}/profile", "--headless", "--convert-to", ending, "--outdir", FOLDER, *paths],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
    )


def squeezed(text):
    return " ".join(str(text).replace("’", "'").replace("‘", "'").replace("\u00a0", " ").split())


def listed(value):
    return value if isinstance(value, list) else [] if value is None else [value]


def names_of(plan, key):
    entry = plan.get("people", {}).get(key) or plan.get("groups", {}).get(key) or {}
    return {squeezed(name).lower() for name in [entry.get("name", key), *entry.get("aka", [])]}


def whos(plan, value):
    keys = []
    for who in listed(value):
        keys += [who] if isinstance(who, str) else [who["who"], *([who["for"]] if "for" in who else [])]
    return [names_of(plan, key) for key in dict.fromkeys(keys)]


def facts(plan):
    """What is compared of each action: field to list of values, names as sets of their spellings."""
    found = []
    for objective in plan.get("objective", []):
        for action in objective.get("action", []):
            own = {**{key: objective[key] for key in ("timescale", "due", "lead", "with") if key in objective}, **action}
            due = listed(own.get("due")) + [stone["due"] for stone in own.get("milestones", []) if "due" in stone]
            outcome = own.get("outcome", "")
            found.append({
                "ref": listed(own.get("ref")),
                "action": [squeezed(own.get("action", ""))],
                "timescale": [squeezed(words) for words in listed(own.get("timescale"))],
                "due": sorted({str(date) for date in due}),
                "lead": whos(plan, own.get("lead")),
                "with": whos(plan, own.get("with")),
                "objective": [squeezed(f"{objective.get('ref', '')} {objective.get('title', '')}")],
                "outcome": [squeezed(plan.get("outcomes", {}).get(outcome, outcome))] if outcome else [],
                "success": [squeezed(words) for words in listed(own.get("success"))],
                "progress": [squeezed(note["note"] if isinstance(note, dict) else note) for note in listed(own.get("progress"))],
            })
    return found


def same(one, other):
    return bool(one & other) if isinstance(one, set) else one == other


def pairs(drafted, planned):
    """Which action of the draft is which of the plan, by their words and order."""
    key = lambda action: re.sub(r"\W+", " ", action["action"][0]).lower().strip()
    matcher = difflib.SequenceMatcher(None, [key(action) for action in drafted], [key(action) for action in planned], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        length = max(b - a, d - c) if kind != "equal" else b - a
        for index in range(length):
            yield (drafted[a + index] if a + index < b else None, planned[c + index] if c + index < d else None)


def compare(name, kind, drafted, planned, scores, faults):
    if len(drafted) != len(planned):
        faults.append(f"{name}.{kind}: {len(drafted)} actions, the plan has {len(planned)}")
    nothing = dict.fromkeys(planned[0], [])
    for one, other in pairs(drafted, planned):
        label = f"{name}.{kind} {(other or one)['ref']} {(other or one)['action'][0][:50]!r}"
        one, other = one or nothing, other or nothing
        for field in nothing:
            left, right = list(other[field]), 0
            for value in one[field]:
                found = next((at for at, printed in enumerate(left) if same(value, printed)), None)
                if found is not None:
                    left.pop(found)
                    right += 1
                elif field == "due":
                    faults.append(f"{label}: {value} is no deadline of {other['timescale']}")
            score = scores[kind][field]
            score[0] += right
            score[1] += len(one[field])
            score[2] += len(other[field])
            if field in ("ref", "timescale") and one[field] != other[field]:
                faults.append(f"{label}: {field} {one[field]}, printed {other[field]}")
            elif field not in ("ref", "timescale") and (left or right < len(one[field])):
                misses.append(f"{label}: {field} {one[field]}, printed {other[field]}")


# Patterns of lists: for each level where it starts, its format and its text.
PATTERNS = [
    [(1, "decimal", "%1."), (1, "decimal", "%1.%2"), (1, "lowerLetter", "%1.%2%3"), (1, "lowerRoman", "(%4)")],
    [(3, "upperRoman", "%1"), (1, "upperLetter", "%1-%2"), (5, "decimal", "%1.%2.%3")],
    [(1, "upperLetter", "%1)"), (2, "decimalZero", "%1%2")],
    [(0, "decimal", "Action %1:"), (1, "ordinal", "%2")],
    [(26, "lowerLetter", "%1.")],
]
# Lists: their pattern, and the levels that start anew.
LISTS = [(0, {}), (1, {}), (2, {}), (0, {0: 7}), (0, {1: 4}), (3, {}), (4, {}), (1, {0: 1}), (0, {})]
# The paragraphs: list and level.
ITEMS = [
    (0, 0), (0, 1), (0, 1), (0, 2), (0, 2), (0, 3), (0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (2, 0), (2, 1), (2, 1),
    (2, 0), (0, 1), (3, 0), (3, 1), (3, 1), (4, 0), (4, 1), (4, 1), (5, 0), (5, 1), (5, 1), (5, 0), (6, 0), (6, 0), (6, 0), (7, 0), (7, 1), (7, 1),
    (8, 0), (8, 1), (8, 2), (0, 0),
]


def numbered_document(path):
    """A register whose references only Word counts."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.clear()
    for number, levels in enumerate(PATTERNS):
        body = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for level, (start, form, text) in enumerate(levels))
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'))
    for number, (pattern, starts) in enumerate(LISTS, 1):
        body = "".join(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for level, start in starts.items())
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{pattern}"/>{body}</w:num>'))
    table = document.add_table(rows=1, cols=4)
    for cell, text in zip(table.rows[0].cells, ("Ref", "Action", "Lead", "By when")):
        cell.text = text
    for index, (number, level) in enumerate(ITEMS):
        cells = table.add_row().cells
        properties = cells[0].paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number + 1}"/></w:numPr>'))
        cells[0].paragraphs[0].add_run("x")
        cells[1].text, cells[2].text, cells[3].text = f"Action number {index}", "Sue Harrison", "June 2009"
    document.save(path)


def numbers_are_as_libreoffice_counts():
    path = FOLDER / "numbers.docx"
    numbered_document(path)
    converted([path], "txt:Text")
    lines = [line.strip() for line in (FOLDER / "numbers.txt").read_text(encoding="utf-8-sig").splitlines()]
    shown = [line[:-1].strip() for line in lines if line.endswith("x")]
    draft = tomllib.loads(subprocess.run([LSCB, "import", path], capture_output=True, text=True, check=True).stdout)
    refs = [action["ref"][:-1].strip() for objective in draft["objective"] for action in objective["action"]]
    assert len(shown) == len(ITEMS), lines
    for item, one, other in zip(ITEMS, refs, shown):
        if one != other:
            faults.append(f"numbers: {item} is {one!r}, LibreOffice counts {other!r}")
    print(f"{len(refs)} numbers of {len(LISTS)} lists")


FOLDER.mkdir(parents=True, exist_ok=True)
scores = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, 0, 0]))
faults, misses = [], []
for source in PLANS:
    plan = tomllib.loads(source.read_text(encoding="utf-8"))
    parts = [plan.get("board", ""), plan["title"], "", *LAYOUTS[source.stem](plan)]
    for kind, make in (("txt", as_txt), ("docx", as_docx), ("xlsx", as_xlsx), ("csv", as_csv)):
        make(parts, FOLDER / f"{source.stem}.{kind}")
for before, after in (("docx", "odt"), ("xlsx", "ods")):
    converted([FOLDER / f"{source.stem}.{before}" for source in PLANS], after)
for source in PLANS:
    plan = tomllib.loads(source.read_text(encoding="utf-8"))
    planned = [{**action, **dict.fromkeys(UNPRINTED.get(source.stem, []), [])} for action in facts(plan)]
    for kind in KINDS:
        done = subprocess.run([LSCB, "import", FOLDER / f"{source.stem}.{kind}"], capture_output=True, text=True)
        assert done.returncode == 0, (source.stem, kind, done.stderr)
        (FOLDER / f"{source.stem}.{kind}.toml").write_text(done.stdout, encoding="utf-8")
        compare(source.stem, kind, facts(tomllib.loads(done.stdout)), planned, scores, faults)
for kind, fields in scores.items():
    for field, (right, drafted, printed) in fields.items():
        precision, recall = (100 * right / whole if whole else 100 for whole in (drafted, printed))
        print(f"{kind:<5} {field:<10} precision {precision:5.1f} %  recall {recall:5.1f} %")
        if field == "lead" and min(precision, recall) < 95:
            faults.append(f"{kind}: leads agree by less than 95 of 100")
numbers_are_as_libreoffice_counts()
if "--misses" in sys.argv:
    print(*misses, sep="\n")
print(*faults, sep="\n")
sys.exit(bool(faults))
