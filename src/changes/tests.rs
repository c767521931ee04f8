//! Two states of a plan, and what is said of them.

use super::*;
use crate::plan::{self, Arena};

/// The changes between two texts: "moved 1.1: 2008-06 -> 2008-09".
fn told(before: &str, after: &str) -> Vec<String> {
    let (one, other) = (Arena::new(), Arena::new());
    let before = plan::read("a.toml", before, &one).plan;
    let after = plan::read("a.toml", after, &other).plan;
    let value = |value: &Value| match value {
        Value::Nothing => "-".to_owned(),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(list) => list.join(" + "),
    };
    let line = |change: &Change| {
        format!("{} {}: {} -> {}", change.kind.id(), change.label(), value(&change.before), value(&change.after))
    };
    compare(&before, &after).iter().map(line).collect()
}

/// A plan of one objective with these actions.
fn plan(actions: &[&str]) -> String {
    let actions = actions.iter().map(|action| format!("[[objective.action]]\n{}\n", action.replace("; ", "\n")));
    let head = "[people]\nsue = { name = \"Sue\" }\nann = { name = \"Ann\" }\n[[objective]]\nref = \"1\"\ntitle = \"Safe\"\n";
    head.to_owned() + &actions.collect::<String>()
}

#[test]
fn nothing_is_said_of_a_plan_that_is_the_same_or_laid_out_anew() {
    for name in ["oldham-2008-09", "swindon-2007-08", "west-berkshire-2015-17"] {
        let text = std::fs::read_to_string(format!("{}/plans/{name}.toml", env!("CARGO_MANIFEST_DIR"))).unwrap();
        assert_eq!(told(&text, &text), Vec::<String>::new(), "{name}");
        let again = text.replace("\n\n", "\n\n\n# A comment.\n");
        assert_eq!(told(&text, &again), Vec::<String>::new(), "{name}");
    }
    let wrapped = "ref = \"1.1\"; action = \"\"\"Train\n  all staff\"\"\"";
    assert_eq!(told(&plan(&["ref = \"1.1\"; action = \"Train all staff\""]), &plan(&[wrapped])), Vec::<String>::new());
}

#[test]
fn an_action_put_in_front_changes_nothing_of_the_others() {
    let before = plan(&["ref = \"1.1\"; action = \"A\"", "ref = \"1.2\"; action = \"B\""]);
    let after = plan(&["ref = \"1.1\"; action = \"New\"", "ref = \"1.2\"; action = \"A\"", "ref = \"1.3\"; action = \"B\""]);
    assert_eq!(told(&before, &after), ["added 1.1: - -> New", "renumbered 1.2: 1.1 -> 1.2", "renumbered 1.3: 1.2 -> 1.3"]);
    let bare = |actions: &[&str]| {
        plan(
            &actions
                .iter()
                .map(|words| format!("action = \"{words}\""))
                .collect::<Vec<_>>()
                .iter()
                .map(|text| &**text)
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(told(&bare(&["A", "B"]), &bare(&["New", "A", "B"])), ["added [1/1]: - -> New"]);
    assert_eq!(
        told(&bare(&["Hold one big conference", "B"]), &bare(&["Hold one small conference", "B"])),
        ["reworded [1/1]: Hold one big conference -> Hold one small conference"]
    );
}

#[test]
fn words_that_repeat_make_no_noise() {
    let before = plan(&["ref = \"1.1\"; action = \"Report\"", "ref = \"1.2\"; action = \"Report\""]);
    let after =
        plan(&["ref = \"1.1\"; action = \"New\"", "ref = \"1.2\"; action = \"Report\"", "ref = \"1.3\"; action = \"Report\""]);
    assert_eq!(told(&before, &after), ["added 1.1: - -> New", "renumbered 1.3: 1.1 -> 1.3"]);
    let twice = plan(&["ref = \"1.1\"; action = \"A\"", "ref = \"1.1\"; action = \"B\""]);
    let turned = plan(&["ref = \"1.1\"; action = \"B\"", "ref = \"1.1\"; action = \"A\"; due = \"2008-06\""]);
    assert_eq!(told(&twice, &turned), ["dated 1.1: - -> 2008-06"]);
}

#[test]
fn every_fact_of_an_action_is_told_and_an_emptied_one_too() {
    let base = "ref = \"1.1\"; action = \"A\"";
    for (before, after, expected) in [
        ("", "due = \"2008-06\"", "dated 1.1: - -> 2008-06"),
        ("due = \"2008-06\"", "", "date-removed 1.1: 2008-06 -> -"),
        ("due = \"2008-06\"", "due = \"2008-09\"", "moved 1.1: 2008-06 -> 2008-09"),
        ("due = \"2008-06\"", "due = \"2008-05\"", "brought-forward 1.1: 2008-06 -> 2008-05"),
        ("due = \"2008-06\"", "due = \"2008-06-30\"", "retimed 1.1: 2008-06 -> 2008-06-30"),
        ("due = [\"2008-06\", \"2008-12\"]", "due = [\"2008-06\", \"2009-03\"]", "moved 1.1: 2008-12 -> 2009-03"),
        ("", "ongoing = true", "retimed 1.1: - -> yes"),
        ("every = \"month\"", "every = \"quarter\"", "retimed 1.1: month -> quarter"),
        ("lead = \"sue\"", "lead = \"ann\"", "reassigned 1.1: Sue -> Ann"),
        ("lead = \"sue\"", "", "reassigned 1.1: Sue -> -"),
        ("", "with = [\"sue\", \"ann\"]", "partners 1.1: - -> Sue + Ann"),
        ("", "status = \"complete\"; completed = 2008-06-01", "done 1.1: - -> 2008-06-01"),
        ("", "completed = 2008-06-01", "done 1.1: - -> 2008-06-01"),
        ("completed = 2008-06-01", "", "reopened 1.1: 2008-06-01 -> -"),
        ("status = \"in-progress\"", "status = \"withdrawn\"", "withdrawn 1.1: in-progress -> withdrawn"),
        ("", "status = \"carried-forward\"", "carried-forward 1.1: - -> carried-forward"),
        ("status = \"withdrawn\"", "status = \"in-progress\"", "reopened 1.1: withdrawn -> in-progress"),
        ("", "status = \"on-hold\"", "on-hold 1.1: - -> on-hold"),
        ("status = \"on-hold\"", "status = \"in-progress\"", "resumed 1.1: on-hold -> in-progress"),
        ("", "status = \"in-progress\"", "status 1.1: - -> in-progress"),
        ("rag = \"red\"", "rag = \"green\"", "rag 1.1: red -> green"),
        ("", "evidence = \"minutes\"", "evidence 1.1: - -> minutes"),
        ("evidence = \"minutes\"", "", "evidence-removed 1.1: minutes -> -"),
        ("", "progress = [{ on = 2008-06-01, note = \"x\" }]", "noted 1.1: - -> 1 Jun 2008: x"),
        ("progress = [{ on = 2008-06-01, note = \"x\" }]", "", "note-removed 1.1: 1 Jun 2008: x -> -"),
        ("outcome = \"x\"", "outcome = \"y\"", "reworded 1.1: x -> y"),
        ("outcome = \"x\"", "", "reworded 1.1: x -> -"),
        ("remark = \"x\"", "remark = \"y\"", "reworded 1.1: x -> y"),
        ("success = \"x\"", "success = [\"x\", \"y\"]", "reworded 1.1: x -> x + y"),
        ("timescale = \"June\"", "timescale = \"July\"", "retimed 1.1: June -> July"),
        (
            "milestones = [{ text = \"m\", due = \"2008-06\" }]",
            "milestones = [{ text = \"m\", due = \"2008-06\", done = 2008-06-02 }]",
            "milestone-done 1.1: m -> 2008-06-02",
        ),
        ("", "milestones = [{ text = \"m\" }]", "milestone-added 1.1: - -> m"),
        ("milestones = [{ text = \"m\" }]", "", "milestone-removed 1.1: m -> -"),
        (
            "milestones = [{ text = \"m\", due = \"2008-06\" }]",
            "milestones = [{ text = \"m\", due = \"2008-07\" }]",
            "moved 1.1: 2008-06 -> 2008-07",
        ),
        ("", "moved = [{ from = \"2008-05\", to = \"2008-06\" }]", "move-noted 1.1: - -> from May 2008 to June 2008"),
    ] {
        let action = |more: &str| plan(&[&format!("{base}; {more}")]);
        let changes = told(&action(before), &action(after));
        assert_eq!(changes, [expected], "{before} -> {after}");
    }
}

#[test]
fn a_key_or_a_name_that_changed_is_one_change() {
    let action = "ref = \"1.1\"; action = \"A\"; lead = \"sue\"";
    let before = plan(&[action]);
    let renamed = before.replace("name = \"Sue\"", "name = \"Susan\"");
    assert_eq!(told(&before, &renamed), ["person-renamed Susan: Sue -> Susan"]);
    let other_key = before.replace("sue =", "susan =").replace("\"sue\"", "\"susan\"");
    assert_eq!(told(&before, &other_key), Vec::<String>::new());
    assert_eq!(told(&before, &before.replace("ref = \"1.1\"", "ref = \"1.9\"")), ["renumbered 1.9: 1.1 -> 1.9"]);
    assert_eq!(told(&before, &before.replace("\"A\"", "\"B\"")), ["reworded 1.1: A -> B"]);
}

#[test]
fn an_objective_that_was_renumbered_keeps_its_actions() {
    let before = "[[objective]]\nref = \"1\"\ntitle = \"Safe\"\n[[objective.action]]\nref = \"1.1\"\naction = \"A\"\n";
    let after = "[[objective]]\nref = \"1\"\ntitle = \"Listen\"\n[[objective.action]]\nref = \"1.1\"\naction = \"New\"\n"
        .to_owned()
        + &before.replace("\"1", "\"2");
    assert_eq!(
        told(before, &after),
        [
            "added 1.1: - -> New",
            "renumbered 2.1: 1.1 -> 2.1",
            "objective-added objective 1: - -> Listen",
            "objective-changed objective 2: 1 -> 2"
        ]
    );
}

#[test]
fn how_often_and_how_far_a_date_went_is_told_over_all_moves() {
    let before = plan(&["ref = \"1.1\"; action = \"A\"; due = \"2008-09\"; moved = [{ from = \"2008-06\", to = \"2008-09\" }]"]);
    let moves =
        "moved = [{ from = \"2008-06\", to = \"2008-09\" }, { from = \"2008-09\", to = \"2008-12\", because = \"late\" }]";
    let after = plan(&[&format!("ref = \"1.1\"; action = \"A\"; due = \"2008-12\"; {moves}")]);
    let (one, other) = (Arena::new(), Arena::new());
    let before = plan::read("a.toml", &before, &one).plan;
    let after = plan::read("a.toml", &after, &other).plan;
    let [change] = &compare(&before, &after)[..] else { panic!("one change") };
    assert_eq!((change.moved, change.because), (Some(Slip { times: 2, days: 184 }), Some("late")));
}

#[test]
fn a_plan_whose_file_was_renamed_is_followed_and_one_that_came_is_not_taken_for_it() {
    let (one, other, third) = (Arena::new(), Arena::new(), Arena::new());
    let text = plan(&["ref = \"1.1\"; action = \"A\"", "ref = \"1.2\"; action = \"B\""]);
    let old = plan::read("old.toml", &text, &one).plan;
    let new = plan::read("new.toml", &text, &other).plan;
    let foreign = plan::read("foreign.toml", "[[objective]]\n[[objective.action]]\naction = \"Z\"\n", &third).plan;
    let kinds = |changes: Vec<Change>| changes.iter().map(|change| change.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds(compare_all(&[("old.toml", &old)], &[("foreign.toml", &foreign), ("new.toml", &new)])),
        [Kind::PlanAdded, Kind::PlanRenamed]
    );
    assert_eq!(kinds(compare_all(&[("old.toml", &old)], &[("foreign.toml", &foreign)])), [Kind::PlanAdded, Kind::PlanRemoved]);
}

#[test]
fn what_another_plan_says_it_took_over_is_not_gone_without_a_trace() {
    let (one, other, third) = (Arena::new(), Arena::new(), Arena::new());
    let both = plan(&["ref = \"1.1\"; action = \"A\"", "ref = \"1.2\"; action = \"B\""]);
    let before = plan::read("a.toml", &both, &one).plan;
    let less = plan(&["ref = \"1.1\"; action = \"A\""]);
    let after = plan::read("a.toml", &less, &other).plan;
    let text = plan(&["ref = \"7\"; action = \"B\"; came-from = \"a:1.2\""]);
    let next = plan::read("b.toml", &text, &third).plan;
    let alone = compare_all(&[("a.toml", &before)], &[("a.toml", &after)]);
    assert_eq!(alone[0].kind, Kind::Vanished);
    let with_next = compare_all(&[("a.toml", &before)], &[("a.toml", &after), ("b.toml", &next)]);
    assert_eq!((with_next[0].kind, &with_next[0].after), (Kind::OffPlan, &Value::text("b:7")));
}
