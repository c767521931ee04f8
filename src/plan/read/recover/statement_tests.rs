//! What a new user writes, and what she is told: the rule, the words underlined, and what to write instead.

use crate::plan::keys::{self, Section};
use crate::plan::{Arena, read};

/// `=> ` before what is safe to write, `?> ` before a guess, `.. ` before mere words of help.
fn told(text: &str) -> Vec<String> {
    let arena = Arena::new();
    let reading = read("plan.toml", text, &arena);
    let shown = reading.faults.iter().map(|fault| {
        let cure = match &fault.fix {
            Some(fix) => {
                let mut mended = text.to_owned();
                for edit in fix.edits.iter().rev() {
                    mended.replace_range(edit.span.range(), &edit.text);
                }
                let first = fix.edits[0].span.start as usize;
                let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
                let lines = fix.edits.iter().map(|edit| edit.text.matches('\n').count()).sum::<usize>() + 1;
                let written: Vec<&str> = mended[start..].lines().take(lines).collect();
                format!("{} {}", if fix.safe { "=>" } else { "?>" }, written.join("|"))
            }
            None => format!(".. {}", fault.help.as_deref().unwrap_or("")),
        };
        format!("{} [{}] {}", fault.rule, fault.primary.span.of(text), cure)
    });
    shown.collect()
}

const HEAD: &str = "board = \"A\"\ntitle = \"T\"\nperiod = { from = 2008-04-01, to = 2009-03-31 }\n";
const NAMES: &str = "[people]\njill-downey = { name = \"Jill Downey\" }\nsue-harrison = { name = \"Sue Harrison\" }\n\
    [groups]\ncdop = { name = \"Child Death Overview Panel\", aka = [\"CDOP\"] }\ntraining = { name = \"Training Subgroup\" }\n";

/// What is told of a line of an action.
fn line(line: &str) -> String {
    let action = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\nref = \"1.1\"\naction = \"Do it\"\n";
    told(&format!("{HEAD}{NAMES}{action}{line}\n[[objective.action]]\naction = \"Another\"\nlead = \"jill-downey\"\n"))
        .join(" ;; ")
}

fn table(rows: &[(&str, &str)], say: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, told)| say(text) != *told)
        .map(|(text, told)| format!("{text}\n  wanted: {told}\n  told:   {}", say(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn words_of_a_closed_set() {
    table(
        &[
            ("status = \"In Progress\"", "unknown-value [\"In Progress\"] => status = \"in-progress\""),
            ("status = \"notstarted\"", "unknown-value [\"notstarted\"] => status = \"not-started\""),
            ("status = \"finished\"", "unknown-value [\"finished\"] => status = \"complete\""),
            ("status = \"complet\"", "unknown-value [\"complet\"] ?> status = \"complete\""),
        ],
        line,
    );
    // Only the board knows what these mean.
    for word in ["incomplete", "not complete", "uncompleted", "closed", "ongoing", "on track"] {
        let told = line(&format!("status = \"{word}\""));
        assert!(told.starts_with(&format!("unknown-value [\"{word}\"] .. write \"not-started\"")), "{told}");
    }
}

#[test]
fn texts_and_lists_as_a_word_processor_has_them() {
    table(
        &[
            ("with = \"cdop\", \"training\"", "syntax [\"cdop\", \"training\"] ?> with = [\"cdop\", \"training\"]"),
            ("with = \"cdop\", \"training\"]", "syntax [\"cdop\", \"training\"]] ?> with = [\"cdop\", \"training\"]"),
            ("see = \"1\", \"2\", # x", "syntax [\"1\", \"2\",] ?> see = [\"1\", \"2\",] # x"),
            ("remark = \"the \"big\" day\"", "syntax [\"] ?> remark = \"the \\\"big\\\" day\""),
            ("remark = \"the (\"big\") \"day\"\"", "syntax [\"] ?> remark = \"the (\\\"big\\\") \\\"day\\\"\""),
            ("due = \"2008-06\" and \"2008-09\"", "syntax [\"2008-06\" and \"2008-09\"] ?> due = [\"2008-06\", \"2008-09\"]"),
            ("remark = \"one,\n  with two\"", "syntax [\"one,] ?> remark = \"one, with two\""),
            ("remark = \"\none\n\ntwo\n\"", "syntax [\"] ?> remark = \"one two\""),
            ("remark = \"one\nlead = \"cdop\"", "syntax [\"one] ?> remark = \"one\""),
            ("remark = \"C:\\Users\\new\"", "syntax [\\U] => remark = \"C:\\\\Users\\\\new\""),
            ("remark = \"S:\\LSCB\\xfiles\"", "syntax [\\L] => remark = \"S:\\\\LSCB\\\\xfiles\""),
        ],
        line,
    );
}

#[test]
fn a_name_without_its_braces_is_read_as_it_was_meant() {
    let rest = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\naction = \"Do it\"\nlead = [\"jo\", \"cdop\"]\n";
    let text = format!("{HEAD}[people]\njo = \"Jo Bloggs\"\n[groups]\ncdop = {{ name = \"CDOP\" }}\n{rest}");
    assert_eq!(told(&text), ["wrong-type [\"Jo Bloggs\"] => jo = { name = \"Jo Bloggs\" }"]);
}

#[test]
fn leads() {
    table(
        &[
            ("lead = \"Jill Downey\"", "unknown-lead [\"Jill Downey\"] => lead = \"jill-downey\""),
            ("lead = \"jill-downy\"", "unknown-lead [\"jill-downy\"] ?> lead = \"jill-downey\""),
            (
                "lead = \"Jill Downey and Sue Harrison\"",
                "unknown-lead [\"Jill Downey and Sue Harrison\"] ?> lead = [\"jill-downey\", \"sue-harrison\"]",
            ),
            ("lead = \"cdop, sue-harrison\"", "unknown-lead [\"cdop, sue-harrison\"] ?> lead = [\"cdop\", \"sue-harrison\"]"),
            ("lead = [\"CDOP / Sue Harrison\"]", "unknown-lead [\"CDOP / Sue Harrison\"] ?> lead = [\"cdop\", \"sue-harrison\"]"),
            ("lead = \"Training Sub-group\"", "unknown-lead [\"Training Sub-group\"] => lead = \"training\""),
            ("lead = \"TBC\"", "unknown-lead [\"TBC\"] .. leave the whole line out until somebody is named"),
            (
                "lead = \"Audit Group\"",
                "unknown-lead [\"Audit Group\"] ?> audit-group = { name = \"Audit Group\" }|\
                 cdop = { name = \"Child Death Overview Panel\", aka = [\"CDOP\"] }",
            ),
        ],
        line,
    );
}

#[test]
fn true_or_false_in_quotation_marks() {
    table(
        &[
            ("ongoing = \"true\"", "wrong-type [\"true\"] => ongoing = true"),
            ("ongoing = \"TRUE\"", "wrong-type [\"TRUE\"] => ongoing = true"),
            ("ongoing = \"yes\"", "wrong-type [\"yes\"] ?> ongoing = true"),
            ("standing = \"No\"", "wrong-type [\"No\"] ?> standing = false"),
        ],
        line,
    );
}

#[test]
fn words_in_due_that_have_a_key_of_their_own() {
    table(
        &[
            ("due = \"Quarterly\"", "bad-date [\"Quarterly\"] ?> every = \"quarter\""),
            ("due = \"Ongoing\"", "bad-date [\"Ongoing\"] ?> ongoing = true"),
            ("due = \"June 08 & September 08\"", "bad-date [\"June 08 & September 08\"] ?> due = [\"2008-06\", \"2008-09\"]"),
            ("due = \"June 08 Ongoing\"", "bad-date [\"June 08 Ongoing\"] ?> due = \"2008-06\"|ongoing = true"),
        ],
        line,
    );
}

#[test]
fn a_period_in_other_words() {
    let say = |line: &str| told(&format!("title = \"T\"\n{line}\n")).join(" ;; ");
    table(
        &[
            ("period = \"2008-09\"", "wrong-type [\"2008-09\"] ?> period = { from = 2008-04-01, to = 2009-03-31 }"),
            (
                "period = \"1 April 2008 to 31 March 2009\"",
                "wrong-type [\"1 April 2008 to 31 March 2009\"] ?> period = { from = 2008-04-01, to = 2009-03-31 }",
            ),
        ],
        say,
    );
}

#[test]
fn true_or_false_in_other_words() {
    table(
        &[
            ("ongoing = TRUE", "wrong-type [TRUE] => ongoing = true"),
            ("ongoing = True # yes", "wrong-type [True] => ongoing = true # yes"),
            ("ongoing = yes", "wrong-type [yes] ?> ongoing = true"),
            ("standing = no", "wrong-type [no] ?> standing = false"),
        ],
        line,
    );
}

#[test]
fn quotation_marks() {
    table(
        &[
            ("remark = “200 places”", "syntax [“200 places”] => remark = \"200 places\""),
            ("success = [“200 places booked”]", "syntax [“200 places booked”] => success = [\"200 places booked\"]"),
            ("success = [“a, b”, “c”]", "syntax [“a, b”] => success = [\"a, b\", \"c\"]"),
            ("lead = { who = “cdop” }", "syntax [“cdop”] => lead = { who = \"cdop\" }"),
            ("remark = \"half”", "syntax [\"half”] => remark = \"half\""),
            ("success = [\"one, \"two\"]", "syntax [\"one] ?> success = [\"one\", \"two\"]"),
            ("success = [\"one\", \"two]", "syntax [\"two] ?> success = [\"one\", \"two\"]"),
            ("success = [one\", \"two\"]", "syntax [one\"] ?> success = [\"one\", \"two\"]"),
            ("success = [\"one\" \"two\"]", "syntax [\"two\"] ?> success = [\"one\", \"two\"]"),
            ("lead = { who = \"cdop, as = \"x\" }", "syntax [\"cdop] ?> lead = { who = \"cdop\", as = \"x\" }"),
            ("remark = 'the board's plan'", "syntax ['the board's plan'] ?> remark = \"the board's plan\""),
            ("success = ['the board's plan']", "syntax ['the board's plan'] ?> success = [\"the board's plan\"]"),
            ("remark = \"S:\\LSCB\\Plans\"", "syntax [\\L] => remark = \"S:\\\\LSCB\\\\Plans\""),
            ("success = [\"S:\\LSCB\"]", "syntax [\\L] => success = [\"S:\\\\LSCB\"]"),
            ("lead = [jill-downey]", "syntax [jill-downey] ?> lead = [\"jill-downey\"]"),
        ],
        line,
    );
}

#[test]
fn dates_in_a_boards_own_words() {
    table(
        &[
            ("due = June 08", "bad-date [June 08] => due = \"2008-06\""),
            ("due = 31/06/08", "bad-date [31/06/08] .. write a day of the calendar, such as 2008-06-30"),
            ("due = [June 08, \"2008-07\"]", "bad-date [June 08] => due = [\"2008-06\", \"2008-07\"]"),
            (
                "progress = [{ on = 19/11/2008, note = \"n\" }]",
                "bad-date [19/11/2008] => progress = [{ on = 2008-11-19, note = \"n\" }]",
            ),
        ],
        line,
    );
    let say = |line: &str| told(&format!("title = \"T\"\n{line}\n")).join(" ;; ");
    table(
        &[
            (
                "period = { from = 1 April 2008, to = 2009-03-31 }",
                "bad-date [1 April 2008] => period = { from = 2008-04-01, to = 2009-03-31 }",
            ),
            (
                "period = { from = 01/04/2008, to = 2009-03-31 }",
                "bad-date [01/04/2008] => period = { from = 2008-04-01, to = 2009-03-31 }",
            ),
            (
                "period = 2008-04-01 – 2009-03-31",
                "wrong-type [2008-04-01 – 2009-03-31] ?> period = { from = 2008-04-01, to = 2009-03-31 }",
            ),
            ("period = 2008-09", "wrong-type [2008-09] ?> period = { from = 2008-04-01, to = 2009-03-31 }"),
        ],
        say,
    );
}

#[test]
fn signs_around_a_value() {
    table(
        &[
            ("due\u{a0}= \"2008-06\"", "syntax [\u{a0}] => due = \"2008-06\""),
            ("due =\u{a0}\"2008-06\"", "syntax [\u{a0}] => due = \"2008-06\""),
            ("timescale: \"June 08\"", "syntax [:] => timescale = \"June 08\""),
            ("timescale \"June 08\"", "syntax [timescale] => timescale = \"June 08\""),
            ("due 2008-06-30", "syntax [due] => due = 2008-06-30"),
            ("due = \"2008-06\",", "syntax [,] => due = \"2008-06\""),
            ("due = 2008-06-30;", "syntax [;] => due = 2008-06-30"),
            ("time scale = \"June 08\"", "unknown-key [time scale] => timescale = \"June 08\""),
            ("success measures = [\n  \"a\",\n  \"b\",\n]", "unknown-key [success measures] => success = ["),
        ],
        line,
    );
    let say = |line: &str| {
        let lead = "[[objective]]\n[[objective.action]]\naction = \"a\"\nlead = \"jill-downey\"\n";
        told(&format!("{HEAD}[people]\n{line}\n{lead}")).join(" ;; ")
    };
    table(
        &[
            ("Jill Downey = { name = \"Jill Downey\" }", "syntax [Jill Downey] ?> jill-downey = { name = \"Jill Downey\" }"),
            ("jill-downey = { name = “Jill Downey” }", "syntax [“Jill Downey”] => jill-downey = { name = \"Jill Downey\" }"),
            ("jill-downey: { name = \"Jill Downey\" }", "syntax [:] => jill-downey = { name = \"Jill Downey\" }"),
        ],
        say,
    );
}

/// What is wrong with a person or group is told where they are named, and not again wherever they lead.
#[test]
fn a_name_that_cannot_be_read_still_leads() {
    let leads = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\naction = \"Do it\"\nlead = [\"sue\", \"jo\"]\n";
    let say = |names: &str| told(&format!("{HEAD}{names}{leads}")).join(" ;; ");
    let (sue, jo) = ("sue = { name = \"Sue\" }", "jo = { name = \"Jo\" }");
    assert_eq!(say(&format!("[people]\n{sue}\n{jo}\n")), "");
    assert_eq!(say(&format!("[people]\nsue = 5\n{jo}\n")), "wrong-type [5] .. ");
    assert_eq!(say(&format!("[groups]\nsue = [\"Sue\"]\n[people]\n{jo}\n")), "wrong-type [[\"Sue\"]] .. ");
    let (first, last) = (format!("{HEAD}[people]\n{sue}\n"), format!("[groups]\n{jo}\n"));
    assert_eq!(told(&format!("{first}{leads}{last}")), Vec::<String>::new(), "declared below");
}

#[test]
fn headings() {
    let objective = "ref = \"1\"\ntitle = \"O\"\n";
    let action = "action = \"Do it\"\nlead = \"jill-downey\"\n";
    let whole = |names: &str, first: &str, second: &str, third: &str| {
        let jill = "jill-downey = { name = \"Jill Downey\" }\n";
        told(&format!(
            "{HEAD}{names}\n{jill}{first}\n{objective}{second}\n{action}{third}\n{action}[[objective]]\n{objective}[[objective.action]]\n{action}"
        ))
        .join(" ;; ")
    };
    let (o, a) = ("[[objective]]", "[[objective.action]]");
    assert_eq!(whole("[people]", o, a, a), "");
    table(
        &[
            ("[objective]", "syntax [[objective]] => [[objective]]"),
            ("[[objectives]]", "unknown-key [[[objectives]]] => [[objective]]"),
            ("[[Objective]]", "unknown-key [[[Objective]]] => [[objective]]"),
            ("[[objective", "syntax [[[objective] => [[objective]]"),
            ("[[objective]", "syntax [[[objective]] => [[objective]]"),
            ("[[objectve]]", "unknown-key [[[objectve]]] => [[objective]]"),
        ],
        |heading| whole("[people]", heading, a, a),
    );
    table(
        &[
            ("[objective.action]", "syntax [[objective.action]] => [[objective.action]]"),
            ("[[objective.actions]]", "unknown-key [[[objective.actions]]] => [[objective.action]]"),
            ("[[objective.Action]]", "unknown-key [[[objective.Action]]] => [[objective.action]]"),
            ("[[objective-action]]", "unknown-key [[[objective-action]]] => [[objective.action]]"),
            ("[[action]]", "unknown-key [[[action]]] ?> [[objective.action]]"),
            ("[[objective.action", "syntax [[[objective.action] => [[objective.action]]"),
        ],
        |heading| {
            let (first, second) = (whole("[people]", o, heading, a), whole("[people]", o, a, heading));
            assert_eq!(first, second);
            first
        },
    );
    table(
        &[
            ("[People]", "unknown-key [[People]] => [people]"),
            ("[[people]]", "syntax [[[people]]] => [people]"),
            ("[person]", "unknown-key [[person]] => [people]"),
            ("[sub-groups]", "unknown-key [[sub-groups]] ?> [groups]"),
        ],
        |heading| whole(heading, o, a, a),
    );
    assert_eq!(whole("[crew]", o, a, a).matches("unknown-").count(), 1, "{}", whole("[crew]", o, a, a));
    let early =
        format!("{HEAD}{NAMES}[[objective.action]]\n{action}[[objective]]\n{objective}[[objective.action]]\naction = \"b\"\n");
    assert_eq!(
        told(&early),
        ["syntax [[[objective.action]]] .. write [[objective]] on a line of its own above it, with its ref and title below"]
    );
}

/// What is told of a plan with these lines after its names.
fn under_names(rest: &str) -> String {
    told(&format!("{HEAD}{NAMES}{rest}")).join(" ;; ")
}

const OBJECTIVE: &str = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n";

/// An action without its heading.
fn entry(number: u32) -> String {
    format!("ref = \"1.{number}\"\naction = \"Do it\"\nlead = \"cdop\"\n")
}

#[test]
fn a_heading_that_is_gone() {
    let (one, two, three) = (entry(1), entry(2), entry(3));
    let a = "[[objective.action]]\n";
    let missing = "syntax [ref = \"1.2\"] ?> [[objective.action]]|ref = \"1.2\"";
    assert_eq!(under_names(&format!("{OBJECTIVE}{a}{one}{two}{a}{three}")), missing);
    assert_eq!(under_names(&format!("{OBJECTIVE}{a}{one}# {a}{two}{a}{three}")), missing);
    let both = format!("{missing} ;; {}", missing.replace("1.2", "1.3"));
    assert_eq!(under_names(&format!("{OBJECTIVE}{a}{one}{two}{three}")), both);
    // Another slip in what stands under it is told as well.
    let slip = two.replace("\"cdop\"", "\"cdop");
    let told = under_names(&format!("{OBJECTIVE}{a}{one}{slip}"));
    assert_eq!(told, format!("{missing} ;; syntax [\"cdop] ?> lead = \"cdop\""));
    let told = read("plan.toml", &format!("{HEAD}{OBJECTIVE}{a}{one}{two}{a}{three}"), &Arena::new()).plan.actions().count();
    assert_eq!(told, 3);
}

#[test]
fn windows_line_ends_are_kept_by_the_heading_put_in() {
    let text = format!("{HEAD}{NAMES}{OBJECTIVE}[[objective.action]]\n{}{}", entry(1), entry(2)).replace('\n', "\r\n");
    let arena = Arena::new();
    let reading = read("plan.toml", &text, &arena);
    let [fault] = &reading.faults[..] else { panic!("{:?}", reading.faults) };
    assert_eq!(fault.fix.as_ref().unwrap().edits[0].text, "[[objective.action]]\r\n");
    assert_eq!(fault.primary.span.of(&text), "ref = \"1.2\"");
}

#[test]
fn a_key_written_twice_or_a_stray_one_is_no_missing_heading() {
    let (one, a) = (entry(1), "[[objective.action]]\n");
    let told = |more: &str| under_names(&format!("{OBJECTIVE}{a}{one}{more}{a}{}", entry(2)));
    assert!(told("lead = \"training\"\n").starts_with("repeated-key [lead]"));
    assert!(told("action = \"again\"\n").starts_with("repeated-key [action]"));
    assert!(told("title = \"x\"\n").starts_with("unknown-key [title]"));
    assert!(told("statsu = \"complete\"\n").starts_with("unknown-key [statsu]"));
    let twice = one.replace("action =", "ref = \"1.1\"\naction =");
    assert!(under_names(&format!("{OBJECTIVE}{a}{twice}")).starts_with("repeated-key [ref]"));
}

#[test]
fn headings_in_other_signs() {
    let told = |heading: &str| under_names(&format!("{OBJECTIVE}{heading}{}[[objective.action]]\n{}", entry(1), entry(2)));
    table(
        &[
            ("((objective.action))\n", "syntax [((objective.action))] => [[objective.action]]"),
            ("{{objective.action}}\n", "syntax [{{objective.action}}] => [[objective.action]]"),
            ("[[objective.action]]:\n", "syntax [[[objective.action]]:] => [[objective.action]]"),
            ("[[objective/action]]\n", "unknown-key [[[objective/action]]] => [[objective.action]]"),
            ("[[objective.action.1]]\n", "unknown-key [[[objective.action.1]]] ?> [[objective.action]]"),
            ("[[objective.action]] ", "syntax [[[objective.action]] ] => [[objective.action]]|ref = \"1.1\""),
        ],
        told,
    );
    let words = format!("[[objective]]\nref = \"1\"\naction = \"O\"\n[[objective.action]]\n{}", entry(1));
    assert_eq!(under_names(&words), "wrong-type [action] ?> title = \"O\"");
}

#[test]
fn two_versions_left_by_git_are_one_finding() {
    let a = "[[objective.action]]\n";
    let told = under_names(&format!(
        "{OBJECTIVE}{a}{}<<<<<<< HEAD\n{a}{}=======\n{a}{}{a}{}>>>>>>> theirs\n{a}{}",
        entry(1),
        entry(2),
        entry(2),
        entry(3),
        entry(4)
    ));
    assert_eq!(
        told,
        "syntax [<<<<<<< HEAD] .. keep one of the two, above or below the line =======, and take out the other with the \
         lines <<<<<<< HEAD, ======= and >>>>>>> theirs"
    );
    let left = "syntax [>>>>>>> theirs] .. take it out, and look whether the lines around it are right";
    assert_eq!(line(">>>>>>> theirs"), left);
}

#[test]
fn slips_of_a_word_processor() {
    table(
        &[
            ("came–from = \"x:1\"", "syntax [came–from] => came-from = \"x:1\""),
            ("- remark = \"a\"", "syntax [- ] ?> remark = \"a\""),
            ("• lead = \"cdop\"", "syntax [• ] ?> lead = \"cdop\""),
            ("“due” = \"2008-06\"", "syntax [“due”] => \"due\" = \"2008-06\""),
            ("lead – \"cdop\"", "syntax [–] ?> lead = \"cdop\""),
            ("remark == \"a\"", "syntax [=] => remark = \"a\""),
            ("success =\n\"one\"", "syntax [success =] ?> success = \"one\""),
            ("see = [\n• \"1\",\n• \"2\",\n]", "syntax [• ] ?> \"1\","),
            ("remark = \"one\n  with two", "syntax [\"one] ?> remark = \"one with two\""),
            ("remark = \"one\n  two\nlead = \"cdop\"", "syntax [\"one] ?> remark = \"one two\""),
            ("Ongoing = True", "unknown-key [Ongoing] => ongoing = true"),
            ("remark = \"\"\"one\ntwo", "syntax [\"\"\"one] ?> two\"\"\""),
        ],
        line,
    );
}

#[test]
fn a_lead_by_name_without_quotation_marks_is_mended_in_one_step() {
    table(
        &[
            ("lead = Sue Harrison", "syntax [Sue Harrison] ?> lead = \"sue-harrison\""),
            ("lead = [Sue Harrison, CDOP]", "syntax [Sue Harrison] ?> lead = [\"sue-harrison\", \"cdop\"]"),
            ("lead = sue-harrison", "syntax [sue-harrison] ?> lead = \"sue-harrison\""),
            ("remark = Sue Harrison", "syntax [Sue Harrison] ?> remark = \"Sue Harrison\""),
            (
                "lead = \"cdop-panel\"",
                "unknown-lead [\"cdop-panel\"] .. declare it at the top of the file, under [groups]: cdop-panel = { name = \"...\" }",
            ),
            ("lead = \"sue-harrison-smith\"", "unknown-lead [\"sue-harrison-smith\"] ?> lead = \"sue-harrison\""),
            (
                "lead = \"trng\"",
                "unknown-lead [\"trng\"] .. declare it at the top of the file, under [people] or [groups]: trng = { name = \"...\" }",
            ),
        ],
        line,
    );
}

/// A plan in which a key of a section stands on a line of its own, with this value.
fn with_value(section: &Section, key: &str, value: &str) -> String {
    let line = format!("{key} = {value}\n");
    let action = "[[objective]]\nref = \"1\"\ntitle = \"O\"\n[[objective.action]]\nref = \"1.1\"\n";
    let under = |heading: &str| format!("{HEAD}{NAMES}{heading}\n{line}");
    let under_action = |heading: &str| format!("{HEAD}{NAMES}{action}{heading}\n{line}");
    match section.name {
        "the plan" => {
            let others: String = HEAD.split_inclusive('\n').filter(|other| !other.starts_with(key)).collect();
            format!("{others}{line}{NAMES}")
        }
        "the period" => format!("board = \"A\"\ntitle = \"T\"\n{NAMES}[period]\n{line}"),
        "a person" => under("[people.al]"),
        "a group" => under("[groups.team]"),
        "an objective" => under("[[objective]]"),
        "\"unpaired\"" => under("[[objective]]\n[objective.unpaired]"),
        "an action" => format!("{HEAD}{NAMES}{}{line}", action.replace("ref = \"1.1\"\n", "")),
        "a lead" => format!("{HEAD}{NAMES}{action}lead = {{ {key} = {value} }}\n"),
        "a milestone" => under_action("[[objective.action.milestones]]"),
        "\"hold\"" => under_action("[objective.action.hold]"),
        "a progress note" => under_action("[[objective.action.progress]]"),
        "a moved date" => under_action("[[objective.action.moved]]"),
        "an \"allow\"" => under("[[allow]]"),
        other => panic!("no place for the keys of {other}"),
    }
}

#[test]
fn every_key_with_a_type_of_its_own_is_known_to_the_recovery() {
    for section in keys::SECTIONS {
        for key in section.keys {
            let value = key.value_type;
            let wanted = |written: &str, expected: &str| {
                let found = told(&with_value(section, key.name, written));
                let known = found.iter().any(|found| found.contains(expected));
                assert!(known, "{} of {}: {written}: wanted {expected}, found {found:#?}", key.name, section.name);
            };
            if value.is_date() {
                wanted("30 June 2008", "=> ");
                wanted("30 June 2008", "2008-06-30");
            }
            if value.is_flag() {
                wanted("Yes", &format!("?> {} = true", key.name));
            }
            if value.is_pointer() {
                wanted("Jill Downey", "\"jill-downey\"");
            }
            if value.is_list() {
                wanted("\"2008-06-30\", \"2008-07-30\"", &format!("?> {} = [\"2008-06-30\", \"2008-07-30\"]", key.name));
            }
        }
    }
}
