//! What people read of the papers, beside what machines get: the same sums, said in words that the figures prove and nowhere else.

use crate::program::{folder, lscb, said};
use serde_json::Value;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PLANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/plans");

/// The five plans, each with the day its paper is as at.
const PAPERS: [(&str, &str); 5] = [
    ("oldham-2008-09", "2008-10-01"),
    ("swindon-2007-08", "2007-12-01"),
    ("west-berkshire-2015-17", "2015-06-01"),
    ("unnamed-scb-2009-10", "2009-12-01"),
    ("hammersmith-fulham-2008-09", "2008-10-01"),
];

fn shown(folder: &Path, args: &[&str]) -> String {
    let output = lscb(folder, args);
    String::from_utf8(output.stdout).unwrap()
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_slice(&lscb(folder, &[args, &["--format", "json"]].concat()).stdout).unwrap()
}

fn section<'v>(report: &'v Value, id: &str) -> &'v Vec<Value> {
    let sections = report["sections"].as_array().unwrap();
    sections.iter().find(|section| section["id"] == id).unwrap()["rows"].as_array().unwrap()
}

/// The rows of the first Markdown table after a heading that begins so.
fn table_after(page: &str, heading: &str) -> Vec<Vec<String>> {
    let lines = page.lines().skip_while(|line| !line.trim_start_matches('#').trim_start().starts_with(heading));
    let lines = lines.skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    lines.skip(2).map(cells).collect()
}

fn sum(rows: &[Vec<String>], column: usize) -> u64 {
    rows.iter().map(|row| row[column].parse::<u64>().unwrap_or(0)).sum()
}

#[test]
fn what_is_overdue_by_age_is_all_that_is_overdue() {
    for (plan, as_at) in PAPERS {
        let path = format!("{PLANS}/{plan}.toml");
        let args = ["report", "monthly", &path, "--as-at", as_at];
        let (page, data) =
            (shown(Path::new(ROOT), &[&args[..], &["--format", "markdown"]].concat()), json(Path::new(ROOT), &args));
        let overdue = section(&data, "overdue");
        if page.contains("| Overdue | Actions |") {
            assert_eq!(sum(&table_after(&page, "Overdue:"), 1), overdue.len() as u64, "{plan}");
        }
        // Each action that is overdue has a row of its own among them.
        for row in overdue {
            let reference = row["ref"].as_str().unwrap_or_default();
            assert!(page.contains(reference), "{plan}: {row}");
        }
        // No table of people is without a figure, and nothing empty has a heading.
        for empty in ["\n## Late to start: 0", "\n## On hold: 0", "\n## Red and not overdue: 0", "Nothing is on hold"] {
            assert!(!page.contains(empty), "{plan}: {empty}");
        }
    }
}

#[test]
fn months_are_told_of_a_month_and_days_of_a_day() {
    let here = folder("people/months");
    let plan = "board = \"Anytown\"\nperiod = \"2007/08\"\n[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\naction = \"One\"\n\
                due = \"2008-03\"\n[[objective.action]]\nref = \"1.2\"\naction = \"Two\"\ndue = 2008-09-19\n";
    fs::write(here.join("plan.toml"), plan).unwrap();
    let page = shown(&here, &["report", "monthly", "plan.toml", "--format", "markdown"]);
    assert!(page.contains("| 6 months | March 2008 |") && page.contains("| 12 days | 19 Sep 2008 |"), "{page}");
    assert!(!page.contains("184"), "{page}");
    let data = json(&here, &["report", "monthly", "plan.toml"]);
    assert_eq!(
        (&section(&data, "overdue")[0]["days_late"], &section(&data, "overdue")[0]["late_by"]),
        (&184.into(), &"6 months".into())
    );
}

#[test]
fn a_paper_about_a_part_says_so_first_and_one_about_all_does_not() {
    let plan = format!("{PLANS}/oldham-2008-09.toml");
    let paper = |more: &[&str]| json(Path::new(ROOT), &[&["report", "monthly", &plan][..], more].concat())["page_one"].clone();
    let part = paper(&["--objective", "3"]);
    let said = part["message"][0]["text"].as_str().unwrap();
    assert_eq!(said, "This paper is about a part (objective 3): 6 of 57 actions; 51 other actions are left out.");
    assert!(part["heading"].as_str().unwrap().contains(", a part: "), "{part}");
    assert_eq!((&part["part"]["actions"], &part["part"]["of"]), (&6.into(), &57.into()));
    for whole in
        [paper(&[]), paper(&["--state", "overdue,due-soon,scheduled,ongoing,event,undated,closed,on-hold,late-to-start"])]
    {
        assert!(!whole.to_string().contains("about a part") && whole["part"].is_null(), "{whole}");
    }
    // Whole plans are left out too.
    let one = json(Path::new(ROOT), &["report", "monthly", PLANS, "--plan", "oldham-2008-09"])["page_one"].clone();
    let said = one["message"][0]["text"].as_str().unwrap();
    assert_eq!(said, "This paper is about some of the plans (plan oldham-2008-09): 4 whole plans are left out.");
    assert!(!one["heading"].as_str().unwrap().contains("a part"), "{one}");
}

#[test]
fn an_action_that_three_plans_carried_on_is_for_the_board_to_settle() {
    let here = folder("people/carried");
    let plan = |year: i32, from: &str| {
        let from = if from.is_empty() { String::new() } else { format!("came-from = \"{from}\"\n") };
        format!(
            "board = \"Anytown\"\nperiod = {{ from = {year}-04-01, to = {}-03-31 }}\n[[objective]]\nref = \"1\"\n[[objective.action]]\n\
             ref = \"1.1\"\naction = \"Write the policy\"\nlead = \"Jo\"\ndue = \"{}-02\"\n{from}",
            year + 1,
            year + 1
        )
    };
    for (name, year, from) in
        [("a-2005", 2005, ""), ("a-2006", 2006, "a-2005:1.1"), ("a-2007", 2007, "a-2006:1.1"), ("a-2008", 2008, "a-2007:1.1")]
    {
        fs::write(here.join(format!("{name}.toml")), plan(year, from)).unwrap();
    }
    let asked = |as_at: &str| {
        let page = json(&here, &["report", "monthly", ".", "--as-at", as_at])["page_one"].clone();
        page["to_settle"].as_array().unwrap().iter().find(|line| line["about"] == "carried-forward").cloned()
    };
    let line = asked("2008-10-01").expect("the third time");
    assert_eq!(line["heading"], "Carried forward for the third time");
    assert_eq!(line["text"], "1.1 was on three plans before this one. Finish, change or withdraw it?");
    // The year before it was the second time.
    fs::remove_file(here.join("a-2008.toml")).unwrap();
    assert_eq!(asked("2007-10-01"), None);
    // A plan that is not on hand is not counted.
    fs::write(here.join("a-2008.toml"), plan(2008, "a-2007:1.1")).unwrap();
    fs::remove_file(here.join("a-2006.toml")).unwrap();
    assert_eq!(asked("2008-10-01"), None);
}

#[test]
fn who_only_takes_part_is_counted_as_taking_part_also_through_the_chair() {
    let here = folder("people/part");
    let plan = r#"
board = "Anytown"
period = { from = 2008-04-01, to = 2009-03-31 }
[people]
jo = { name = "Jo" }
ann = { name = "Ann" }
[groups]
led = { name = "Quality Group", kind = "subgroup" }
with = { name = "Training Group", kind = "subgroup", chair = "ann" }
idle = { name = "Idle Group", kind = "subgroup" }
[[objective]]
ref = "1"
[[objective.action]]
ref = "1.1"
lead = "led"
with = ["with"]
due = "2009-01"
[[objective.action]]
ref = "1.2"
lead = "jo"
with = ["ann"]
due = "2009-02"
[[objective.action]]
ref = "1.3"
lead = "jo"
with = ["with"]
status = "complete"
"#;
    fs::write(here.join("plan.toml"), plan).unwrap();
    let data = json(&here, &["report", "monthly", "plan.toml"]);
    let part = |group: &str| section(&data, "groups").iter().find(|row| row["group"] == group).unwrap()["takes_part"].clone();
    let parts = [part("Training Group"), part("Quality Group"), part("Idle Group")];
    assert_eq!(parts.map(|part| part.as_u64()), [Some(2), Some(0), Some(0)]);
    let page = shown(&here, &["report", "monthly", "plan.toml", "--format", "markdown"]);
    assert!(page.contains("By group: the 2 of 3 with something open") && !page.contains("| Idle Group"), "{page}");
    assert!(page.contains("2 more only take part"), "{page}");
}

#[test]
fn where_rows_count_an_action_for_each_lead_they_say_so() {
    let plan = format!("{PLANS}/oldham-2008-09.toml");
    for report in ["leads", "groups", "workload", "monthly"] {
        let page = shown(Path::new(ROOT), &["report", report, &plan, "--format", "markdown"]);
        assert!(page.contains("Counted for each: ") || page.contains("several leads is counted for each"), "{report}");
    }
    let here = folder("people/unshared");
    let plan = "board = \"A\"\n[[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\nlead = \"Jo\"\ndue = \"2009\"\n";
    fs::write(here.join("plan.toml"), plan).unwrap();
    for report in ["leads", "groups"] {
        assert!(!shown(&here, &["report", report, "plan.toml"]).contains("Counted for each"), "{report}");
    }
}

#[test]
fn the_line_of_all_plans_is_the_sum_of_those_above_and_the_worst_come_first() {
    let args = ["report", "boards", PLANS];
    let page = shown(Path::new(ROOT), &[&args[..], &["--format", "markdown"]].concat());
    let rows = table_after(&page, "Plans as at");
    let last = rows.last().unwrap();
    assert!(last[0].starts_with("All together: 5 plans"), "{page}");
    let own: Vec<Vec<String>> = rows.iter().filter(|row| !row[0].contains("together:")).cloned().collect();
    for (column, told) in last.iter().enumerate().take(8).skip(3) {
        assert_eq!(*told, sum(&own, column).to_string(), "{column}: {page}");
    }
    let data = json(Path::new(ROOT), &args);
    let all: u64 = data["rows"].as_array().unwrap().iter().map(|row| row["actions"].as_u64().unwrap()).sum();
    assert_eq!(last[3], all.to_string());
    // In force before over before not begun; of each the largest share overdue first.
    let stages: Vec<&str> = own.iter().map(|row| &*row[1]).collect();
    assert_eq!(stages, ["in force", "in force", "over", "not begun", "not begun"]);
    assert!(own[0][2].contains("92 %") && own[1][2].contains("62 %"), "{page}");
    assert!(page.contains("No update for 90 days") && !page.contains("Silent"), "{page}");
}

/// 150 boards, made from the five plans.
fn many(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    for (plan, _) in PAPERS {
        let text = fs::read_to_string(format!("{PLANS}/{plan}.toml")).unwrap();
        for copy in 0..30 {
            let lines = text.lines().filter(|line| !line.starts_with("board ") && !line.starts_with("#:schema"));
            let text = format!("board = \"Board {plan} {copy}\"\n{}\n", lines.collect::<Vec<_>>().join("\n"));
            fs::write(here.join(format!("{plan}-{copy}.toml")), text).unwrap();
        }
    }
    here
}

#[test]
fn a_paper_of_150_boards_shows_the_first_of_each_list_and_machines_all() {
    let here = many("people/many");
    let page = shown(&here, &["report", "monthly", ".", "--format", "markdown"]);
    let rows = page.lines().filter(|line| line.starts_with("| ")).count();
    // About 40 rows have room on a page.
    assert!(rows < 300, "{rows} rows");
    assert!(page.contains("the longest 10 here") && page.contains("ask whoever made this one"), "{page}");
    let data = json(&here, &["report", "monthly", "."]);
    let overdue = section(&data, "overdue").len();
    assert_eq!(
        overdue as u64,
        section(&data, "figures").iter().find(|row| row["figure"] == "overdue").unwrap()["count"].as_u64().unwrap()
    );
    assert!(page.contains(&format!("Overdue: {overdue} actions, the longest 10 here")), "{page}");
    // Of one board nothing is left out.
    let one = shown(&here, &["report", "monthly", "oldham-2008-09-1.toml", "--format", "markdown"]);
    assert!(!one.contains("ask whoever made this one"), "{one}");
    // A board a row, the worst first, and the sum.
    let boards = table_after(&shown(&here, &["report", "boards", ".", "--format", "markdown"]), "Plans as at");
    assert_eq!(boards.len(), 152);
    assert!(boards[0][2].contains("92 %") && boards[151][0] == "All together: 150 plans", "{:?}", boards[151]);
    let own: Vec<Vec<String>> = boards[..150].to_vec();
    assert_eq!(boards[151][3], sum(&own, 3).to_string());
}

#[test]
fn at_80_columns_the_action_has_room_and_columns_of_noughts_go() {
    let plan = format!("{PLANS}/oldham-2008-09.toml");
    let page = shown(Path::new(ROOT), &["overdue", &plan, "--width", "80"]);
    assert!(page.contains("Action, lead") && page.contains("Lead: Training Subgroup"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    let wide = shown(Path::new(ROOT), &["overdue", &plan, "--width", "140"]);
    assert!(!wide.contains("Action, lead") && wide.contains("(to be set up; 1 report owed)"), "{wide}");
    let leads = shown(Path::new(ROOT), &["report", "leads", &plan, "--width", "80"]);
    let heads = leads.lines().find(|line| line.starts_with("Lead ")).unwrap();
    assert!(!heads.contains("On hold") && !heads.contains("Late to start"), "{heads}");
}

#[test]
fn the_timeline_is_by_objective_and_says_in_which_month_something_is_due() {
    let here = folder("people/timeline");
    let plan = "board = \"A\"\n[[objective]]\nref = \"1\"\ntitle = \"Early help\"\n[[objective.action]]\nref = \"1.1\"\naction = \"One\"\ndue = \"2008-11\"\n\
                [[objective.action]]\nref = \"1.1\"\naction = \"Another\"\ndue = 2009-01-15\n";
    fs::write(here.join("plan.toml"), plan).unwrap();
    let page = shown(&here, &["report", "timeline", "plan.toml", "--format", "html"]);
    // The axis begins on the first of the month of the day asked about; two actions of one reference are two rows, in full.
    assert!(page.contains("from 1 Oct 2008 to 31 Jan 2009"), "{page}");
    assert!(page.contains("<b>1.1</b> One") && page.contains("<b>1.1</b> Another"), "{page}");
    assert!(page.contains("due in November 2008") && page.contains("due on 15 Jan 2009"), "{page}");
    assert!(page.contains("A circle is due on that day, a bar in that month") && page.contains("1 Early help"), "{page}");
    let drawn = shown(&here, &["report", "timeline", "plan.toml", "--width", "100"]);
    assert_eq!(drawn.lines().filter(|line| line.starts_with("1.1  ")).count(), 2, "{drawn}");
}

#[test]
fn an_action_shown_is_titled_with_its_state_and_says_why() {
    let plan = format!("{PLANS}/oldham-2008-09.toml");
    let (_, page) = said(Path::new(ROOT), &["show", "3.3", &plan, "--width", "100"]);
    assert!(
        page.starts_with("3.3 Put together a training programme for the new procedures: overdue, as at 1 Oct 2008"),
        "{page}"
    );
    let line = |words: &str| page.lines().position(|line| line.starts_with(words)).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(line("Why it is judged so") < line("Remark") && line("Remark") < line("Plan"), "{page}");
    assert!(page.contains("due in March 2008, which has ended"), "{page}");
}

/// What would cure the file is not told on paper; the board's own words are, whatever stands in them.
#[test]
fn why_nothing_can_be_judged_keeps_every_printed_word() {
    let here = folder("paper-why");
    let plan = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n[people]\njo = { name = \"Jo\" }\n\
                [[objective]]\nref = \"1\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Do it\"\nlead = \"jo\"\n\
                timescale = \"Task: write up bi-annually\"\n";
    fs::write(here.join("plan.toml"), plan).unwrap();
    let why = "\"Task: write up bi-annually\": \"bi-annually\" can mean twice a year or every two years";
    let shown = json(&here, &["show", "1.1", "plan.toml"]);
    assert_eq!(shown["rows"][0]["judged"], why);
    let page = shown_settled(&json(&here, &["report", "monthly", "plan.toml"]));
    assert!(page.contains(why) && !page.contains("write the one"), "{page}");
}

/// What the first page asks the board to settle.
fn shown_settled(report: &Value) -> String {
    let lines = report["page_one"]["to_settle"].as_array().unwrap();
    lines.iter().map(|line| line["text"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn gaps_are_counted_first_and_then_grouped_by_what_is_missing() {
    for (plan, as_at) in PAPERS {
        let path = format!("{PLANS}/{plan}.toml");
        let args = ["report", "gaps", &path, "--as-at", as_at];
        let (page, data) =
            (shown(Path::new(ROOT), &[&args[..], &["--format", "markdown"]].concat()), json(Path::new(ROOT), &args));
        let rows = data["rows"].as_array().unwrap();
        assert_eq!(sum(&table_after(&page, "Gaps as at"), 1), rows.len() as u64, "{plan}: {page}");
        for (id, words) in
            [("no_note", "Open without a note"), ("lead_everyone", "Led by everyone"), ("lead_unclear", "Lead could be several")]
        {
            let count = rows.iter().filter(|row| row[id] == true).count();
            let line = page.lines().find(|line| line.contains(words));
            assert_eq!(line.is_some(), count > 0, "{plan} {id}");
            assert!(line.is_none_or(|line| line.contains(&format!(" {count} of "))), "{plan} {id}: {line:?}");
        }
    }
}
