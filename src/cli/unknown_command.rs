//! What an unknown command was meant to be: by what it means first, by its letters only then.

use crate::names::{letters, nearest};
use crate::text::all_of;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Words for what somebody wants, and the command that does it.
const MEANT: &[(&[&str], &str)] = &[
    (
        &[
            "paper",
            "boardpaper",
            "papers",
            "monthly",
            "month",
            "summary",
            "dashboard",
            "pack",
            "document",
            "word",
            "docx",
            "pdf",
            "print",
        ],
        "lscb report monthly",
    ),
    (
        &[
            "reports",
            "leads",
            "boards",
            "groups",
            "subgroups",
            "objectives",
            "slippage",
            "gaps",
            "workload",
            "trend",
            "escalation",
        ],
        "lscb report",
    ),
    (&["late", "behind", "missed", "outstanding", "red", "exceptions", "slipped"], "lscb overdue"),
    (&["upcoming", "next", "soon", "coming", "deadlines", "calendar", "diary", "duesoon", "forthcoming", "agenda"], "lscb due"),
    (&["export", "excel", "xlsx", "csv", "spreadsheet", "save", "output"], "lscb list -o FILE.xlsx"),
    (&["actions", "all", "search", "find", "ls", "query", "filter", "plans", "view", "grep", "tasks"], "lscb list"),
    (&["action", "open", "display", "details", "get", "cat", "info"], "lscb show"),
    (&["validate", "lint", "verify", "test", "errors", "problems", "checks"], "lscb check"),
    (&["fix", "mend", "repair", "correct", "format", "fmt"], "lscb check --fix"),
    (&["load", "convert", "read", "upload", "importword", "fromword", "fromexcel"], "lscb import"),
    (&["complete", "completed", "finish", "finished", "close", "tick"], "lscb done"),
    (&["update", "progress", "comment", "log", "write"], "lscb note"),
    (&["postpone", "reschedule", "defer", "extend", "delay", "slip"], "lscb move"),
    (&["cancel", "remove", "delete", "drop", "rm"], "lscb withdraw"),
    (&["pause", "suspend", "onhold"], "lscb hold"),
    (&["resume", "restart", "unhold"], "lscb reopen"),
    (&["owner", "lead", "reassign", "delegate", "allocate"], "lscb assign"),
    (&["edit", "change", "status", "rag"], "lscb set"),
    (&["create", "insert", "addaction"], "lscb add"),
    (&["setup", "start", "begin", "starter"], "lscb init"),
    (&["newyear", "nextyear", "carryforward", "carry", "renew", "roll"], "lscb rollover"),
    (&["left", "leaving", "leavers", "quit"], "lscb leaver"),
    (&["diff", "changed", "compare", "whatsnew", "since"], "lscb changes"),
    (&["versions", "blame"], "lscb history"),
    (&["settings", "configure", "options", "preferences"], "lscb config"),
    (&["rule", "codes"], "lscb rules"),
    (&["why", "describe", "what"], "lscb explain"),
    (&["completion"], "lscb completions"),
    (&["manual", "docs"], "lscb man"),
    (&["date", "dates", "phrase", "parse"], "lscb timescale"),
];

/// Says of an unknown command what was meant by it. No command is proposed that merely looks alike where the word means another.
pub fn suggest(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::UnknownArgument {
        return suggest_argument(error);
    }
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(written)) = error.get(ContextKind::InvalidSubcommand) else { return error };
    let Some(meant) = meant_by(written) else { return error };
    error.remove(ContextKind::SuggestedSubcommand);
    let tip = format!("`{meant}` does that, or comes nearest; `lscb --help` lists all commands");
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    error
}

/// Says of a flag that the command does not take which ones do. That it could be meant as a value helps nobody.
fn suggest_argument(mut error: clap::Error) -> clap::Error {
    let Some(ContextValue::String(written)) = error.get(ContextKind::InvalidArg) else { return error };
    let Some(flag) = written.strip_prefix("--").map(|flag| flag.split('=').next().unwrap_or(flag).to_owned()) else {
        return error;
    };
    error.remove(ContextKind::Suggested);
    let takes = |command: &&clap::Command| command.get_arguments().any(|argument| argument.get_long() == Some(&flag));
    let commands = crate::cli::command();
    let others: Vec<String> =
        commands.get_subcommands().filter(takes).map(|command| format!("`lscb {}`", command.get_name())).collect();
    if !others.is_empty() {
        error.remove(ContextKind::SuggestedArg);
        let tip = format!("--{flag} belongs to {}", all_of(&others));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

/// The command that a word means, in any spelling.
fn meant_by(written: &str) -> Option<&'static str> {
    let bare = letters(written);
    let exact = MEANT.iter().find(|(words, _)| words.contains(&&*bare)).map(|(_, command)| *command);
    exact.or_else(|| {
        // A slip in one of the commands themselves is clap's to tell.
        let commands = crate::cli::command();
        let own: Vec<&str> = commands.get_subcommands().map(clap::Command::get_name).collect();
        let is_own = !nearest(&bare, own.iter().copied()).is_empty();
        let near = nearest(&bare, MEANT.iter().flat_map(|(words, _)| words.iter().copied().filter(|word| word.len() > 4)));
        let word = near.first().filter(|_| !is_own)?;
        MEANT.iter().find(|(words, _)| words.contains(word)).map(|(_, command)| *command)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_to_a_command_and_is_none_itself() {
        let commands = crate::cli::command();
        let own: Vec<&str> = commands.get_subcommands().map(clap::Command::get_name).collect();
        for (words, command) in MEANT {
            assert!(own.contains(&command.split(' ').nth(1).unwrap()), "{command}");
            words.iter().for_each(|word| assert!(!own.contains(word) && letters(word) == *word, "{word}"));
        }
    }

    #[test]
    fn a_word_means_its_command_and_no_other() {
        assert_eq!(meant_by("Board-Paper"), Some("lscb report monthly"));
        assert_eq!(meant_by("finishd"), Some("lscb done"));
        assert_eq!(meant_by("overdeu"), None);
    }
}
