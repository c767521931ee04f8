//! Words that boards' tables and other programs use for what a plan's keys hold, for whoever types a column's heading as a key.

use super::keys::{Key, Section};
use crate::names::words;

/// For each word of the trade the keys that may hold it, the likeliest first; a section takes those that it has. A word stands as
/// [`key_words`] writes it: small letters, one blank between words, % as "percent", "lead(s)" as "lead".
const TRADE_WORDS: &[(&[&str], &[&str])] = &[
    // When.
    (
        &[
            "deadline",
            "due date",
            "date due",
            "due by",
            "target date",
            "target",
            "target completion date",
            "target completion",
            "completion date",
            "expected completion",
            "expected completion date",
            "by when",
            "by",
            "end date",
            "end",
            "ends",
            "finish",
            "finish date",
            "complete by",
            "to be completed by",
            "date for completion",
            "delivery date",
            "until",
        ],
        &["due", "to", "timescale"],
    ),
    (&["date", "dates", "when"], &["due", "on", "agreed", "timescale"]),
    (&["time scale", "timeframe", "time frame", "timeline", "timing", "when printed", "deadline as printed"], &["timescale"]),
    (&["start", "starts", "start date", "date started", "since", "begins", "old date", "was"], &["from"]),
    (&["new date", "revised date", "revised deadline", "revised due date", "now due", "now"], &["to", "due"]),
    (&["frequency", "how often", "recurring", "repeat", "repeats"], &["every"]),
    (&["review date", "date of review", "next review", "reviewed", "reviewed by"], &["review"]),
    (&["date added", "date raised", "date opened", "date logged", "raised on", "raised"], &["added"]),
    (&["agreed on", "date agreed", "approved", "approved on", "date approved", "adopted", "signed off"], &["agreed", "on"]),
    (
        &[
            "done",
            "date completed",
            "completed on",
            "date of completion",
            "completion",
            "actual completion",
            "actual end date",
            "finished",
        ],
        &["completed", "done"],
    ),
    (&["date closed", "closed on", "close date"], &["completed", "closed"]),
    (&["board meetings", "meeting dates", "dates of meetings", "meeting"], &["meetings"]),
    (&["plan period", "years", "year", "financial year"], &["period"]),
    // Who.
    (
        &[
            "owner",
            "owners",
            "action owner",
            "leads",
            "lead officer",
            "lead officers",
            "lead officer agency",
            "lead agency officer",
            "lead organisation",
            "lead person",
            "lead agency",
            "lead group",
            "lead subgroup",
            "lead professional",
            "lead contact",
            "responsible",
            "responsible officer",
            "responsible person",
            "responsible lead",
            "person responsible",
            "persons responsible",
            "who is responsible",
            "responsibility",
            "by whom",
            "led by",
            "assigned to",
            "assigned",
            "named lead",
            "lead name",
            "officer",
            "agency",
        ],
        &["lead", "by"],
    ),
    (&["who", "author", "from whom", "reported by"], &["lead", "by"]),
    (
        &[
            "participants",
            "contributors",
            "partners",
            "partner agencies",
            "supported by",
            "support",
            "other agencies",
            "agencies involved",
            "involved",
            "working with",
        ],
        &["with"],
    ),
    (&["accountable officer", "accountable lead", "accountable to", "sponsor", "executive lead"], &["accountable"]),
    (&["chairperson", "chaired by", "chair person", "chairman", "chairwoman"], &["chair"]),
    // What.
    (
        &[
            "reference",
            "references",
            "refs",
            "ref no",
            "ref number",
            "reference no",
            "reference number",
            "id",
            "no",
            "nr",
            "number",
            "action no",
            "action number",
            "action id",
            "action ref",
            "item no",
            "item",
            "objective no",
            "objective number",
            "objective ref",
        ],
        &["ref"],
    ),
    (
        &[
            "actions",
            "action required",
            "actions required",
            "key action",
            "key actions",
            "action point",
            "action points",
            "action to be taken",
            "agreed action",
            "task",
            "tasks",
            "activity",
            "activities",
            "description",
            "text",
            "what",
            "step",
            "what will we do",
            "what we will do",
            "recommendation",
            "detail",
            "details",
        ],
        &["action", "text", "title", "note"],
    ),
    (&["milestone", "milestones", "steps", "key milestones"], &["milestones", "text"]),
    (&["title", "name"], &["title", "action", "name", "text"]),
    (&["plan title", "plan name", "plan", "document title"], &["title"]),
    (
        &[
            "partnership",
            "lscb",
            "lscp",
            "scp",
            "sab",
            "board name",
            "name of board",
            "safeguarding board",
            "safeguarding partnership",
            "organisation",
        ],
        &["board", "name"],
    ),
    (&["full name"], &["name"]),
    (&["job title", "post", "job", "position"], &["role", "as"]),
    (&["type", "kind of group"], &["kind", "tags"]),
    (&["aliases", "alias", "also known as", "other names"], &["aka"]),
    (
        &[
            "objectives",
            "objective",
            "priorities",
            "aim",
            "aims",
            "goal",
            "goals",
            "strategic priority",
            "priority area",
            "strategic objective",
        ],
        &["objective", "title", "remark"],
    ),
    (
        &["priority", "theme", "themes", "category", "categories", "workstream", "work stream", "tag"],
        &["objective", "title", "tags"],
    ),
    (
        &[
            "outcome",
            "outcomes",
            "desired outcome",
            "desired outcomes",
            "expected outcome",
            "expected outcomes",
            "intended outcome",
            "intended outcomes",
            "outcome required",
        ],
        &["outcome", "outcomes"],
    ),
    (
        &[
            "success criteria",
            "success criterion",
            "success measure",
            "success measures",
            "measure",
            "measures",
            "measure of success",
            "measures of success",
            "measured by",
            "indicator",
            "indicators",
            "performance indicator",
            "performance indicators",
            "performance measure",
            "performance measures",
            "kpi",
            "kpis",
            "monitoring",
            "impact",
            "impact measure",
            "deliverables",
            "how will we know",
            "how we will know",
            "what success looks like",
            "target outcome",
        ],
        &["success"],
    ),
    (
        &["evidence of impact", "evidence of completion", "evidence of progress", "supporting evidence", "evidence link"],
        &["evidence"],
    ),
    // How it goes.
    (
        &[
            "update",
            "updates",
            "progress update",
            "progress updates",
            "latest update",
            "comment",
            "comments",
            "notes",
            "progress note",
            "progress notes",
            "progress to date",
            "current position",
            "latest position",
            "commentary",
            "narrative",
            "actions taken",
            "action taken",
            "position",
            "status update",
        ],
        &["progress", "note", "remark"],
    ),
    (&["remarks"], &["remark"]),
    (&["rag rating", "rag status", "brag", "brag rating", "rating", "colour", "color", "traffic light"], &["rag"]),
    (&["state", "current status", "action status", "completion status", "stage"], &["status", "status-as-printed"]),
    (&["status"], &["status-as-printed"]),
    (
        &[
            "percent complete",
            "percent",
            "percentage",
            "percentage complete",
            "complete percent",
            "percent completed",
            "percent done",
        ],
        &["percent"],
    ),
    (&["reason", "reasons", "why", "rationale", "explanation"], &["because", "remark"]),
    (&["person", "key", "name"], &["who"]),
    (&["role"], &["as", "role"]),
];

/// The words of a key as the table of trade words has them.
fn key_words(name: &str) -> String {
    let plain = name.replace('%', " percent ").replace("(s)", "").replace("(S)", "");
    words(&plain).join(" ")
}

/// The keys of a section that a word of the trade may mean, the likeliest first.
pub fn meant(section: &'static Section, name: &str) -> Vec<&'static str> {
    let words = key_words(name);
    let own = section.names().filter(|key| key_words(key) == words);
    let of_trade = TRADE_WORDS.iter().filter(|(names, _)| names.contains(&&*words)).flat_map(|(_, keys)| keys.iter().copied());
    own.chain(of_trade.filter_map(|key| section.key(key)).map(|key| key.name)).collect()
}

/// A heading of dates, leads or states: what stands below it is judged, and no remark.
pub fn is_judged(name: &str) -> bool {
    const WORDS: [&str; 13] = [
        "date",
        "dates",
        "deadline",
        "due",
        "timescale",
        "lead",
        "leads",
        "owner",
        "responsible",
        "status",
        "rag",
        "completed",
        "complete",
    ];
    words(name).iter().any(|word| WORDS.contains(&&**word))
}

/// The key that is meant by one with a number behind it, as where a form has a line for each of several values: "lead 1", "lead-2".
pub fn meant_by_numbered(section: &'static Section, name: &str) -> Option<&'static Key> {
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let bare = name[..name.len() - digits].trim_end_matches(['-', '_', ' ', '.', '\u{a0}']);
    if !(1..=2).contains(&digits) || bare.is_empty() {
        return None;
    }
    let meant = meant(section, bare).first().copied().or_else(|| meant(section, &format!("{bare}s")).first().copied())?;
    section.key(meant)
}

/// A word that may mean another key as well, or more than its key can say: no change is made of it unasked.
pub fn is_doubtful(name: &str) -> bool {
    const DOUBTFUL: [&str; 16] = [
        "done", "date", "dates", "when", "by", "item", "type", "agency", "officer", "priority", "theme", "position", "impact",
        "text", "what", "meeting",
    ];
    let words = key_words(name);
    DOUBTFUL.contains(&&*words) || words.split(' ').count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::keys::{ACTION, OBJECTIVE, PLAN, SECTIONS};

    fn first(section: &'static Section, name: &str) -> Option<&'static str> {
        meant(section, name).first().copied()
    }

    #[test]
    fn a_number_behind_a_key_is_one_of_several_values() {
        let key = |name| meant_by_numbered(&ACTION, name).map(|key| key.name);
        for name in ["lead1", "lead 2", "Lead-3", "lead_10", "Owner 1", "leads2"] {
            assert_eq!(key(name), Some("lead"), "{name}");
        }
        assert_eq!((key("tag1"), key("success2")), (Some("tags"), Some("success")));
        for name in ["lead", "1", "lead2008", "nothing1", "1lead"] {
            assert_eq!(key(name), None, "{name}");
        }
    }

    #[test]
    fn a_word_is_known_in_any_case_and_with_any_sign_between_its_words() {
        for name in ["Due Date", "due-date", "DUE_DATE", "Due  date:", "due\u{a0}date"] {
            assert_eq!(first(&ACTION, name), Some("due"), "{name}");
        }
        assert_eq!(first(&ACTION, "% Complete"), Some("percent"));
        assert_eq!(first(&ACTION, "Lead(s)").or(first(&ACTION, "Responsible person(s)")), Some("lead"));
    }

    #[test]
    fn a_word_leads_only_to_keys_of_its_section() {
        assert_eq!(first(&ACTION, "Objective"), Some("remark"));
        assert_eq!(first(&OBJECTIVE, "Priority"), Some("title"));
        assert_eq!(first(&PLAN, "Deadline"), None);
    }

    #[test]
    fn every_word_is_written_as_it_is_looked_up_and_every_key_is_one() {
        for (names, keys) in TRADE_WORDS {
            names.iter().for_each(|name| assert_eq!(key_words(name), *name));
            keys.iter().for_each(|key| assert!(SECTIONS.iter().any(|section| section.key(key).is_some()), "{key}"));
        }
    }
}
