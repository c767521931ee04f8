"""Reads findings in every form for machines and compares them: findings.py SARIF_SCHEMA FOLDER.

The folder holds NAME.json, NAME.sarif and NAME.github, each of the same findings.
"""

import json
import pathlib
import re
import sys
import urllib.parse

import jsonschema

LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}


def strict(path):
    """JSON with nothing in it that only Python would take."""

    def refuse(word):
        raise ValueError(f"{word} is no JSON")

    def once(pairs):
        assert len({key for key, _ in pairs}) == len(pairs), f"a key stands twice: {pairs}"
        return dict(pairs)

    return json.loads(path.read_bytes().decode("utf-8"), parse_constant=refuse, object_pairs_hook=once)


def cut(text, region):
    """What stands at a region of SARIF: lines and columns from 1, columns in characters, the end not counted in."""
    lines = text.split("\n")
    place = lambda line, column: sum(len(line) + 1 for line in lines[: line - 1]) + column - 1
    start = place(region["startLine"], region["startColumn"])
    return text[start : place(region["endLine"], region["endColumn"])]


def unescaped(text, special=()):
    codes = {"%25": "%", "%0D": "\r", "%0A": "\n", **{code: sign for code, sign in special}}
    return re.sub("%[0-9A-F]{2}", lambda code: codes[code.group()], text)


def command(line):
    """One workflow command as GitHub reads it."""
    name, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
    special = [("%3A", ":"), ("%2C", ",")]
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return name, {key: unescaped(value, special) for key, value in pairs}, unescaped(message)


def words(finding):
    return finding["message"] + ("\n" + finding["help"] if finding["help"] else "")


def sarif(log, findings, kept):
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    found = [result for result in run["results"] if not result["suppressions"]]
    assert len(found) == len(findings)
    for result, finding in zip(found, findings):
        [location] = result["locations"]
        file = urllib.parse.unquote(location["physicalLocation"]["artifactLocation"]["uri"].removeprefix("file://"))
        assert file == finding["file"]
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"] == finding["rule"]
        assert result["level"] == LEVELS[finding["severity"]]
        assert result["message"]["text"] == words(finding)
        data = pathlib.Path(file).read_bytes()
        text = data.decode("utf-8")
        here = lambda region, same: cut(text, region) == data[same["start"] : same["end"]].decode("utf-8")
        assert here(location["physicalLocation"]["region"], finding), finding
        edits = finding["fix"]["edits"] if finding["fix"] else []
        changes = [change for fix in result.get("fixes", []) for change in fix["artifactChanges"]]
        replacements = [one for change in changes for one in change["replacements"]]
        assert len(replacements) == len(edits)
        for replacement, edit in zip(replacements, edits):
            assert here(replacement["deletedRegion"], edit), edit
            assert replacement["insertedContent"]["text"] == edit["text"]
    suppressed = [result for result in run["results"] if result["suppressions"]]
    reasons = [(result["ruleId"], result["suppressions"][0]["justification"]) for result in suppressed]
    assert reasons == [(fault["rule"], fault["because"]) for fault in kept]


def github(lines, findings):
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings):
        name, properties, message = command(line)
        assert name == COMMANDS[finding["severity"]]
        assert properties["file"] == finding["file"]
        assert properties["line"] == str(finding["line"])
        if finding["line"] == finding["end_line"]:
            assert properties["col"] == str(finding["column"])
        assert properties["title"] == f"lscb ({finding['rule']})"
        assert message == words(finding)


def main():
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    sheets = sorted(pathlib.Path(sys.argv[2]).glob("*.json"))
    assert sheets
    for sheet in sheets:
        document = strict(sheet)
        # The plans are sound but for what they keep on purpose; everything else here is wrong.
        assert document["findings"] and (sheet.stem != "plans" or document["kept"]), sheet
        log = strict(sheet.with_suffix(".sarif"))
        errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(log)]
        assert not errors, (sheet, errors)
        sarif(log, document["findings"], document["kept"])
        github(sheet.with_suffix(".github").read_bytes().decode("utf-8").splitlines(), document["findings"])


main()
