"""What is overdue, as somebody would ask it who has the plans and Python: a few lines, for all but recurring work."""
import pathlib, sys, tomllib
folder, day = sys.argv[1:]
year, month = int(day[:4]), int(day[5:7])
quarter, first = f"{year}-Q{(month + 2) // 3}", year - (month < 4)

def late(due):
    now = quarter if "Q" in str(due) else f"{first}/{(first + 1) % 100:02}" if "/" in str(due) else day[:len(str(due))]
    return str(due) < now

for path in sorted(pathlib.Path(folder).rglob("*.toml")):
    for objective in tomllib.loads(path.read_text("utf-8"))["objective"]:
        for action in objective["action"]:
            inherited = [] if "timescale" in action or "milestones" in action else objective.get("due", [])
            dues = action.get("due", inherited)
            dues = (dues if isinstance(dues, list) else [dues]) + [m["due"] for m in action.get("milestones", []) if "done" not in m]
            closed = action.get("status") in ("complete", "withdrawn", "carried-forward", "on-hold")
            going = action.get("ongoing") and "progress" in action
            if not closed and not going and any(map(late, dues)):
                print(path.stem, action["ref"], *dues, sep=",")
