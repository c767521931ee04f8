"""Looks at the printed pages of papers: none is blank or holds but a heading or a single row, none ends with a heading or with the head
of a table, each names its board and plan, and a first page is one page.

pages.py FOLDER-OF-PLANS FOLDER-OF-PAPERS FOLDER-OF-PDFS...: a PDF is called as the JSON of its paper, PLAN.REPORT.
"""

import html
import json
import pathlib
import re
import subprocess
import sys
import tomllib

# Points, in the PDFs of a browser and of LibreOffice: a word of a table or a paragraph is lower, one of a heading is higher.
HEADING = {"print": 12, "pdf": 15}
# Points: lines that begin within so much of the leftmost begin a row.
LEFT = 4
FAULTS = []


def normal(text):
    return re.sub(r"\s+", " ", text).strip()


def pages_of(pdf):
    """The lines of each page, from top to bottom: where it begins, how high its highest word is, and its words."""
    said = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for page in re.findall(r"<page .*?</page>", said, re.S):
        words = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="[\d.-]+" yMax="([\d.-]+)">(.*?)</word>', page)
        words = sorted(((float(y2) + float(y1)) / 2, float(x), float(y2) - float(y1), html.unescape(word)) for x, y1, y2, word in words)
        lines = []
        for middle, x, height, word in words:
            if lines and middle - lines[-1][-1][0] < 3:
                lines[-1].append((middle, x, height, word))
            else:
                lines.append([(middle, x, height, word)])
        yield [(min(x for _, x, _, _ in line), max(h for _, _, h, _ in line),
                " ".join(word for _, _, _, word in sorted(line, key=lambda word: word[1]))) for line in lines]


def look_at(pdf, head):
    before = []
    heading = HEADING[pdf.parent.name]
    pages = list(pages_of(pdf))
    name = f"{pdf.parent.name}/{pdf.stem}"
    for number, lines in enumerate(pages, 1):
        def fault(what):
            FAULTS.append(f"{name}, page {number} of {len(pages)}: {what}")
        text = normal(" ".join(words for _, _, words in lines))
        if head not in text:
            fault(f"does not say {head!r}")
        body = [line for line in lines if head not in line[2] and not re.search(r"Page \d+ of \d+", line[2])]
        if not body:
            fault("is blank")
            continue
        # Without the head of a table that goes on.
        heads = [words for _, _, words in before]
        head_lines = next((at for at, line in enumerate(body) if at == 3 or line[2] not in heads), 0)
        fresh = [line for line in body[head_lines:] if line[1] <= heading]
        left = min((x for x, _, _ in fresh), default=0)
        rows = [line for line in fresh if line[0] < left + LEFT]
        # Neither program keeps the rows of a table with what follows it: a last section of one sentence may stand by itself, but whole.
        alone = number == len(pages) and body[0][1] > heading and fresh
        if len(rows) < 2 and len(fresh) < 5 and not alone:
            fault(f"holds no more than {' / '.join(words for _, _, words in body)!r}")
        if number < len(pages):
            if body[-1][1] > heading:
                fault(f"ends with the heading {body[-1][2]!r}")
            following = [words for _, _, words in pages[number][:3]]
            if len(body) > 2 and body[-1][2] in following:
                fault(f"ends with the head of a table: {body[-1][2]!r}")
        before = body
    return pages


def look_at_pack(pdf, pages, report):
    """One or two upright sheets, each action once."""
    name = f"{pdf.parent.name}/{pdf.stem}"
    said = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    width, height = map(float, re.search(r"Page size: +([\d.]+) x ([\d.]+)", said).groups())
    if len(pages) > 2 or width > height:
        FAULTS.append(f"{name}: {len(pages)} pages of {width} x {height} points")
    refs = [words.split()[0] for lines in pages for _, _, words in lines]
    for row in report["rows"]:
        if refs.count(row["ref"]) != 1:
            FAULTS.append(f"{name}: {row['ref']} stands on {refs.count(row['ref'])} lines")


def head_of(plans, name):
    """What stands at the head of every page of a paper of one plan, or of all."""
    if name == "all":
        return f"{len(list(plans.glob('*.toml')))} boards"
    with open(plans / f"{name}.toml", "rb") as file:
        plan = tomllib.load(file)
    return normal(f"{plan.get('board', 'Board not named in the plan')} · {plan['title']}")


def main():
    plans, papers, *folders = map(pathlib.Path, sys.argv[1:])
    looked = 0
    for folder in folders:
        for pdf in sorted(folder.glob("*.pdf")):
            # Words of 5,000 letters need pages of their own.
            if pdf.stem.startswith("odd."):
                continue
            with open(papers / f"{pdf.stem}.json", encoding="utf-8") as file:
                report = json.load(file)
            pages = look_at(pdf, head_of(plans, pdf.stem.split(".")[0]))
            looked += len(pages)
            if "page_one" in report:
                # From its first words to its last, on one page.
                first = normal(" ".join(words for _, _, words in pages[0]))
                for words in (report["page_one"]["board"], report["page_one"]["basis"]):
                    if normal(words) not in first:
                        FAULTS.append(f"{folder.name}/{pdf.stem}: page one does not say {words!r}")
                if pdf.stem.endswith(".brief") and len(pages) != 1:
                    FAULTS.append(f"{folder.name}/{pdf.stem}: {len(pages)} pages")
            if pdf.stem.endswith(".pack"):
                look_at_pack(pdf, pages, report)
    print(f"{looked} pages")
    for fault in FAULTS:
        print(fault, file=sys.stderr)
    sys.exit(1 if FAULTS or not looked else 0)


main()
