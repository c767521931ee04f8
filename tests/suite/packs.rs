//! Packs: for whom one is written, what it counts, and what its file is called.

use crate::program::{folder, lscb, said};
use std::fs;
use std::path::{Path, PathBuf};

/// A plan of a board whose people owe: an action overdue (Jo, Zoë and two in Greek letters), one without a date (Sam), one
/// that is due much later (Kim).
fn plan(board: &str) -> String {
    let people =
        [("jo", "Jo Bloggs"), ("zoe", "Zoë"), ("sam", "Sam Hill"), ("kim", "Kim Lee"), ("one", "απδψζ"), ("two", "βιωπα")];
    let people: String = people.iter().map(|(key, name)| format!("{key} = {{ name = \"{name}\" }}\n")).collect();
    let action = |(reference, lead, due): (&str, &str, &str)| {
        format!(
            "[[objective.action]]\nref = \"{reference}\"\naction = \"Act {reference}\"\noutcome = \"Done\"\nlead = {lead}\n{due}"
        )
    };
    let actions = [
        ("1.1", "\"jo\"", "due = \"2008-06\"\n"),
        ("1.2", "[\"zoe\", \"one\", \"two\"]", "due = \"2008-07\"\n"),
        ("1.3", "\"sam\"", ""),
        ("1.4", "\"kim\"", "due = \"2009-03\"\n"),
    ];
    format!(
        "board = \"{board}\"\ntitle = \"Plan\"\nperiod = {{ from = 2008-04-01, to = 2009-03-31 }}\n[people]\n{people}\
         [[objective]]\nref = \"1\"\ntitle = \"Sharing\"\n{}",
        actions.map(action).concat()
    )
}

/// A folder with a plan for each of these boards.
fn boards(name: &str, boards: &[&str]) -> PathBuf {
    let root = folder(name);
    fs::create_dir(root.join("plans")).unwrap();
    for (number, board) in boards.iter().enumerate() {
        fs::write(root.join(format!("plans/{number}.toml")), plan(board)).unwrap();
    }
    root
}

/// What is told of the packs of a question, line by line.
fn written(root: &Path, question: &[&str], whom: &str) -> Vec<String> {
    let _ = fs::remove_dir_all(root.join("out"));
    let output = lscb(root, &[question, &["--each", whom, "--out-dir", "out", "--format", "markdown"]].concat());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && output.stdout.is_empty(), "{question:?}: {text}");
    text.lines().map(str::to_owned).collect()
}

fn pack(root: &Path, name: &str) -> String {
    fs::read_to_string(root.join("out").join(name)).unwrap()
}

/// Letters that no file name should have make a number of the whole name, the same on every run; a longer one for two people whose
/// short ones are the same.
#[test]
fn each_lead_gets_a_file_of_a_name_that_stays_the_same() {
    let root = boards("packs-names", &["North Board"]);
    assert_eq!(
        written(&root, &["overdue"], "lead"),
        [
            "wrote out/jo-bloggs-overdue.md (1 action)",
            "wrote out/sam-hill-overdue.md (no action, and a note on 1)",
            "wrote out/zo-78a5388f-overdue.md (1 action)",
            "wrote out/pack-a456aae9-overdue.md (1 action)",
            "wrote out/pack-a2d219a276df19e9-overdue.md (1 action)",
            "nothing to write for 1 more",
        ]
    );
    assert!(pack(&root, "pack-a456aae9-overdue.md").contains("απδψζ"));
    assert!(pack(&root, "pack-a2d219a276df19e9-overdue.md").contains("βιωπα"));
    // Nothing is said of nobody.
    let told = written(&root, &["list"], "lead");
    assert!(told.len() == 6 && told.iter().all(|line| line.starts_with("wrote ")), "{told:?}");

    let root = boards("packs-names-of-boards", &["North Board", "Süd Board"]);
    let told = written(&root, &["overdue", "--lead", "Jo Bloggs", "--lead", "Zoë"], "lead");
    assert_eq!(
        told,
        [
            "wrote out/north-board-jo-bloggs-overdue.md (1 action)",
            "wrote out/north-board-zo-00dc956e-overdue.md (1 action)",
            "wrote out/north-board-pack-ab5ee268-overdue.md (1 action)",
            "wrote out/north-board-pack-1bd96238-overdue.md (1 action)",
            "wrote out/s-d-board-jo-bloggs-1954fbaf-overdue.md (1 action)",
            "wrote out/s-d-board-zo-70974a89-overdue.md (1 action)",
            "wrote out/s-d-board-pack-1369698b-overdue.md (1 action)",
            "wrote out/s-d-board-pack-60146d83-overdue.md (1 action)",
        ]
    );
}

/// What somebody leads is looked at as a whole, so that a pack can say of how many it shows some, and what cannot be judged.
#[test]
fn a_pack_speaks_of_all_that_its_lead_has() {
    let more = "[[objective.action]]\nref = \"1.5\"\naction = \"Act 1.5\"\noutcome = \"Done\"\nlead = \"jo\"\ndue = \"2008-10-20\"\n\
                [[objective.action]]\nref = \"1.6\"\naction = \"Act 1.6\"\noutcome = \"Done\"\nlead = \"jo\"\n";
    let root = boards("packs-whole", &["North Board"]);
    fs::write(root.join("plans/0.toml"), format!("{}{more}", plan("North Board"))).unwrap();
    for (question, file, words) in [
        (&["overdue"][..], "overdue", &["1 of 3 open actions", "Due soon: 1 action", "Cannot judge: 1 action"][..]),
        (&["due"], "due", &["1 date", "Overdue already: 1 action", "Cannot judge: 1 action"]),
        (&["list", "--state", "overdue"], "list", &["1 action as at", "Cannot judge: 1 action"]),
    ] {
        written(&root, question, "lead");
        let pack = pack(&root, &format!("jo-bloggs-{file}.md"));
        for words in words {
            assert!(pack.contains(words), "{question:?}: {words}: {pack}");
        }
    }
    // Whoever has nothing but what cannot be judged is written to all the same.
    let told = written(&root, &["report", "leads", "--state", "overdue"], "lead");
    assert!(told.contains(&"wrote out/sam-hill-leads.md (no action, and a note on 1)".to_owned()), "{told:?}");
}

/// A board's own paper: nothing is to come back, it is written though nothing is found, and it is the board's whole paper.
#[test]
fn each_board_gets_its_own_paper() {
    let root = boards("packs-boards", &["North Board", "South Board"]);
    let south = plan("South Board").replace("2008-06", "2009-02").replace("2008-07", "2009-02");
    fs::write(root.join("plans/1.toml"), south.replace("lead = \"sam\"\n", "lead = \"sam\"\ndue = \"2009-02\"\n")).unwrap();
    assert_eq!(
        written(&root, &["overdue"], "board"),
        ["wrote out/north-board-overdue.md (2 actions)", "wrote out/south-board-overdue.md (no action, and a note on 0)"]
    );
    let south = pack(&root, "south-board-overdue.md");
    assert!(south.contains("Nothing is overdue") && !south.contains("return"), "{south}");
    written(&root, &["report", "monthly"], "board");
    let paper = pack(&root, "north-board-monthly.md");
    assert!(paper.contains("None: ") && !paper.contains("of these actions"), "{paper}");
}

/// A question with a window of days is answered by it alone.
#[test]
fn what_falls_due_later_ends_no_script() {
    let root = boards("packs-window", &["North Board"]);
    for (by, code) in [("2008-10-01", 0), ("2009-02-28", 0), ("2009-03-31", 1)] {
        let (ended, text) = said(&root, &["due", "--by", by, "--fail-if-any"]);
        assert_eq!(ended, code, "{by}: {text}");
    }
    let (code, text) = said(&root, &["due", "--by", "2008-09-30"]);
    assert!(code == 2 && text.contains("--by 2008-09-30 is before 2008-10-01, the day asked about"), "{code} {text}");
}
