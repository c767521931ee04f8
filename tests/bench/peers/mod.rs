//! The same question asked of other programs: which open actions were due before the day?
//!
//! A script reads the plans themselves. The others keep lists of their own: `lscb list` fills these, with each date
//! worked out, and only the question is timed.

mod export;

use crate::commands::{self, DAY};
use crate::tables::mib;
use crate::timing::{Process, Times};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Some of them take long.
const RUNS: usize = 3;

/// An action as a list would keep it.
#[derive(serde::Deserialize)]
struct Item {
    plan: String,
    #[serde(rename = "ref")]
    reference: String,
    action: String,
    leads: String,
    due: String,
    state: String,
}

impl Item {
    fn name(&self) -> String {
        format!("{}:{}", self.plan, self.reference)
    }

    /// What is to be done, on one line.
    fn words(&self) -> String {
        self.action.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Only what is open can be late.
    fn state(&self) -> &str {
        match self.state.as_str() {
            "closed" => "closed",
            "on-hold" | "late-to-start" => "waiting",
            _ => "open",
        }
    }
}

/// A program to compare with.
struct Peer {
    name: &'static str,
    program: &'static str,
    /// What it answers from.
    from: &'static str,
    /// Writes its list into a folder, where it has one.
    prepare: fn(&[Item], &Path),
    /// Its arguments, for a shelf; it is run in the folder of its list.
    args: fn(&Path) -> Vec<String>,
    /// The lines of its answer that name an action hold this.
    mark: &'static str,
}

const PEERS: [Peer; 4] = [
    Peer {
        name: "a Python script of 20 lines",
        program: "python3",
        from: "the plans",
        prepare: |_, _| {},
        args: |shelf| {
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/peers/overdue.py");
            words(&[script, &shelf.to_string_lossy(), DAY])
        },
        mark: "area-",
    },
    Peer {
        name: "hledger",
        program: "hledger",
        from: "its journal",
        prepare: |items, folder| write(folder, "plans.journal", &export::journal(items)),
        args: |_| words(&["-f", "plans.journal", "register", "actions:open", "--end", DAY, "--output-format", "csv"]),
        mark: "area-",
    },
    Peer {
        name: "Taskwarrior",
        program: "task",
        from: "its database",
        prepare: |items, folder| {
            write(folder, "taskrc", "data.location=tasks\nconfirmation=off\nverbose=nothing\n");
            write(folder, "tasks.json", &export::tasks(items));
            fs::create_dir_all(folder.join("tasks")).expect("a folder can be made");
            // The first question after an import tidies up: it is asked here.
            for args in [["rc:taskrc", "import", "tasks.json"], ["rc:taskrc", "status:pending", "count"]] {
                let said = Command::new("task").args(args).current_dir(folder).stdin(Stdio::null()).output();
                assert!(said.is_ok_and(|said| said.status.success()), "Taskwarrior could not be filled");
            }
        },
        args: |_| words(&["rc:taskrc", "status:pending", "+open", &format!("due.before:{DAY}"), "export"]),
        mark: "\"uuid\"",
    },
    Peer {
        name: "recutils",
        program: "recsel",
        from: "its records",
        prepare: |items, folder| write(folder, "plans.rec", &export::records(items)),
        args: |_| {
            let late = format!("State = 'open' && #Due && Due << '{DAY}'");
            words(&["-t", "Action", "-e", &late, "-p", "Ref,Due,Lead,Words", "plans.rec"])
        },
        mark: "Ref: ",
    },
];

/// Prints what each of them takes, beside what `lscb` takes for the plans themselves.
pub fn compare(shelf: &Path) {
    let folder = shelf.with_extension("peers");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let items = items(shelf);
    let lscb = Process::lscb(&commands::args("overdue --format csv"), shelf);
    println!("\nWhat was overdue on {DAY} among {} actions; median of {RUNS} runs in turn:\n", items.len());
    println!("| program | answers from | seconds | × `lscb` | MiB | overdue |\n|---|---|--:|--:|--:|--:|");
    let row = |name: &str, from: &str, times: &Times, process: &Process, mark: &str| {
        let said = process.command().output().expect("the program can be run").stdout;
        let count = String::from_utf8_lossy(&said).lines().filter(|line| line.contains(mark)).count();
        let (seconds, ratio) = (times.median(0) / 1000.0, times.ratio(1));
        println!("| {name} | {from} | {seconds:.2} | {ratio:.0} | {} | {count} |", mib(process.memory()));
    };
    row("`lscb`", "the plans", &Times::of(&[&lscb, &lscb], RUNS), &lscb, "area-");
    for peer in &PEERS {
        if Command::new(peer.program).arg("--version").output().is_err() {
            println!("| {}: not installed here | | | | | |", peer.name);
            continue;
        }
        (peer.prepare)(&items, &folder);
        let process = Process::new(Path::new(peer.program), &(peer.args)(shelf), &folder);
        row(peer.name, peer.from, &Times::of(&[&process, &lscb], RUNS), &process, peer.mark);
    }
}

/// Every action, with the day on which it is due as `lscb` works it out.
fn items(shelf: &Path) -> Vec<Item> {
    let list = commands::args("list --format csv --columns plan,ref,action,leads,due,state");
    let said = Process::lscb(&list, shelf).command().output().expect("the program can be run").stdout;
    csv::Reader::from_reader(&said[..]).deserialize().map(|item| item.expect("every column is there")).collect()
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a list can be written into the target folder");
}
