"""Has lscb change copies of plans, and Python's tomllib and taplo read each result: edits.py LSCB FOLDER PLAN...

Of each result tomllib must read what it read before, but for the one action that was changed.
"""

import copy
import pathlib
import random
import subprocess
import sys
import tomllib

lscb, folder, plans = sys.argv[1], pathlib.Path(sys.argv[2]), [pathlib.Path(name) for name in sys.argv[3:]]
folder.mkdir()
# The plans name it: taplo judges by it what it reads.
(folder / "plan.schema.json").write_bytes(pathlib.Path("plans/plan.schema.json").read_bytes())
chance = random.Random(20260130)
EDITS = 14

WORDS = ["Reported", 'a "quoted" word', "S:\\minutes\\june", "Zoë – as agreed", "it's done", "two\nlines", "# no remark = [1]"]
EDITED = [
    lambda at: ["note", at, chance.choice(WORDS)],
    lambda at: ["note", at, chance.choice(WORDS), "--rag", "amber", "--evidence", chance.choice(WORDS)],
    lambda at: ["done", at, "--evidence", chance.choice(WORDS)],
    lambda at: ["move", at, "March 2011", "--because", chance.choice(WORDS)],
    lambda at: ["move", at, "2011-05-31", "--because", chance.choice(WORDS), "--asked"],
    lambda at: ["move", at, "--refuse"],
    lambda at: ["hold", at, "--because", chance.choice(WORDS), "--review", "2030-01-01"],
    lambda at: ["withdraw", at, "--because", chance.choice(WORDS)],
    lambda at: ["reopen", at, "--because", chance.choice(WORDS)],
    lambda at: ["set", at, "remark=" + chance.choice(WORDS)],
    lambda at: ["set", at, "see+=" + chance.choice(WORDS)],
    lambda at: ["set", at, "tags+=one,two"],
    lambda at: ["set", at, "remark="],
    lambda at: ["set", at, "see="],
]


def variants(text):
    yield "plain", text
    yield "crlf", text.replace("\n", "\r\n")
    yield "tabs", text.replace(" = ", "\t=\t").replace("\n  ", "\n\t")
    yield "no-end", text.rstrip("\n")
    yield "remarks", "".join(
        line if line.rstrip().endswith(("[", ",")) else line.replace("\n", " # said so\n") for line in text.splitlines(keepends=True)
    )


def read(path):
    return tomllib.loads(path.read_bytes().decode("utf-8"))


def read_by_taplo(paths):
    """The paths that taplo reads."""
    left = []
    for start in range(0, len(paths), 50):
        some = paths[start : start + 50]
        if subprocess.run(["taplo", "check", *map(str, some)], capture_output=True, cwd=folder).returncode == 0:
            left += some
            continue
        for path in some:
            if subprocess.run(["taplo", "check", str(path)], capture_output=True, cwd=folder).returncode == 0:
                left.append(path)
    return left


def without(plan, objective, action):
    rest = copy.deepcopy(plan)
    rest["objective"][objective]["action"].pop(action)
    return rest


sources, made, refused = [], {}, 0
for plan in plans:
    text = plan.read_text(encoding="utf-8")
    if plan.suffix == ".md":
        text = text.split("```toml\n")[1].split("```")[0]
    for name, text in variants(text):
        source = folder / f"{plan.stem}-{name}.toml"
        source.write_bytes(text.encode("utf-8"))
        try:
            read(source)
        except tomllib.TOMLDecodeError:
            continue
        sources.append(source)
by_taplo = set(read_by_taplo(sources))
for source in sources:
    now = folder / (source.stem + "-now.toml")
    now.write_bytes(source.read_bytes())
    before = read(now)
    places = [(o, a) for o, objective in enumerate(before["objective"]) for a in range(len(objective.get("action", [])))]
    for number in range(EDITS):
        objective, action = chance.choice(places)
        place = f"{objective + 1}/{action + 1}"
        args = chance.choice(EDITED)(place)
        run = subprocess.run(
            [lscb, *args, "--plan", str(now)], capture_output=True, env={"LSCB_TODAY": "2010-10-01", "PATH": ""}, cwd=folder
        )
        assert run.returncode in (0, 2) and b"panicked" not in run.stderr, (source, args, run.stderr)
        if run.returncode:
            refused += 1
            assert read(now) == before, (source, args, "refused, and changed even so")
            continue
        after = read(now)
        assert without(after, objective, action) == without(before, objective, action), (source, args)
        assert after != before, (source, args)
        before = after
        result = folder / f"{source.stem}-{number}.toml"
        result.write_bytes(now.read_bytes())
        made[result] = (source, args)
    if b"\r\n" in source.read_bytes():
        assert b"\n" not in now.read_bytes().replace(b"\r\n", b""), source
results = [result for result, (source, _) in made.items() if source in by_taplo]
unread = set(results) - set(read_by_taplo(results))
assert not unread, [(made[result], str(result)) for result in unread]
assert len(made) > 5 * len(sources) and len(by_taplo) > 10, (len(made), refused, len(by_taplo))
print(f"{len(made)} results of {len(sources)} plans read by tomllib, {len(results)} by taplo; {refused} edits refused")
