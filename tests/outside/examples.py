"""Writes the examples of every rule into a folder: FOLDER/wrong/RULE/FILE and FOLDER/right/RULE/FILE."""

import json
import pathlib
import sys

rules = json.load(sys.stdin)["rules"]
assert rules
for rule in rules:
    for side in ("wrong", "right"):
        folder = pathlib.Path(sys.argv[1], side, rule["rule"])
        folder.mkdir(parents=True)
        for file in rule[side]:
            (folder / file["file"]).write_text(file["text"], encoding="utf-8", newline="")
