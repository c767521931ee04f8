//! The actions of a shelf as other programs keep their lists.

use super::Item;
use std::fmt::Write;

/// For recutils: a record for each action.
pub fn records(items: &[Item]) -> String {
    let mut text = "%rec: Action\n%key: Ref\n%type: Due date\n\n".to_owned();
    for item in items {
        let _ = writeln!(text, "Ref: {}\nState: {}\nLead: {}\nWords: {}", item.name(), item.state(), item.leads, item.words());
        if !item.due.is_empty() {
            let _ = writeln!(text, "Due: {}", item.due);
        }
        text.push('\n');
    }
    text
}

/// For hledger: a posting on the day when an action is due. What has no date has no place in a journal.
pub fn journal(items: &[Item]) -> String {
    let mut dated: Vec<&Item> = items.iter().filter(|item| !item.due.is_empty()).collect();
    dated.sort_by_key(|item| &item.due);
    let mut text = String::new();
    for item in dated {
        let words = item.words().replace([';', '|'], ",");
        let _ = writeln!(text, "{} {} | {words}\n  actions:{}  1\n  leads\n", item.due, item.name(), item.state());
    }
    text
}

/// For Taskwarrior: a task for each action, due at noon, so that no time zone makes another day of it.
pub fn tasks(items: &[Item]) -> String {
    let task = |item: &Item| {
        let status = if item.state() == "closed" { "completed" } else { "pending" };
        let words = format!("{} {}", item.name(), item.words());
        let mut task =
            serde_json::json!({ "description": words, "project": item.plan, "status": status, "tags": [item.state()] });
        if !item.due.is_empty() {
            task["due"] = format!("{}T120000Z", item.due.replace('-', "")).into();
        }
        task.to_string()
    };
    let all: Vec<String> = items.iter().map(task).collect();
    format!("[\n{}\n]\n", all.join(",\n"))
}
