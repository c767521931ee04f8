//! Slips of someone who writes a plan as they would write in a word processor: each a change of one small plan.

/// A plan in which nothing is wrong.
pub const PLAN: &str = r#"board = "Anyshire Safeguarding Board"
title = "Business Plan 2025-26"
period = { from = 2025-04-01, to = 2026-03-31 }
meetings = [2025-06-18, 2025-09-17]

[people]
ruth-okoro = { name = "Ruth Okoro", role = "Business Manager" }
dev-patel = { name = "Dev Patel" }

[groups]
training = { name = "Training Subgroup", kind = "subgroup", chair = "dev-patel" }
quality = { name = "Quality Assurance Group", kind = "subgroup" }

[[objective]]
ref = "1"
title = "Practitioners recognise neglect early"

[[objective.action]]
ref = "1.1"
action = "Launch the toolkit to all agencies"
outcome = "The toolkit is in use"
success = ["200 people at the launch", "40 schools use it"]
lead = "ruth-okoro"
due = 2025-09-30

[[objective.action]]
ref = "1.2"
action = "Audit thirty cases"
outcome = "The board knows what works"
success = ["A report to the board"]
lead = ["dev-patel", "quality"]
due = "2025-10"

[[objective]]
ref = "2"
title = "Learning reaches those who need it"

[[objective.action]]
ref = "2.1"
action = "Publish the board's calendar"
outcome = "Staff know what they can book"
success = ["Published by June"]
lead = "training"
every = "quarter"
"#;

/// Each slip: what stands in the plan, and what somebody wrote instead.
#[rustfmt::skip]
pub const SLIPS: &[(&str, &str)] = &[
    // Quotation marks.
    ("\"Launch the toolkit to all agencies\"", "“Launch the toolkit to all agencies”"),
    ("\"Launch the toolkit to all agencies\"", "“Launch the toolkit to all agencies\""),
    ("\"Launch the toolkit to all agencies\"", "\"Launch the toolkit to all agencies”"),
    ("\"Launch the toolkit to all agencies\"", "\"Launch the \"toolkit\" to all agencies\""),
    ("\"Launch the toolkit to all agencies\"", "\"Launch the “toolkit” to all agencies\""),
    ("\"Launch the toolkit to all agencies\"", "Launch the toolkit to all agencies"),
    ("\"Launch the toolkit to all agencies\"", "Launch the toolkit to all agencies\""),
    ("\"Launch the toolkit to all agencies\"", "\"Launch the toolkit to all agencies"),
    ("\"Launch the toolkit to all agencies\"", "'Launch the board's toolkit'"),
    ("\"Launch the toolkit to all agencies\"", "‘Launch the toolkit’"),
    ("\"Launch the toolkit to all agencies\"", "\"Launch the toolkit\nto all agencies\""),
    ("\"Launch the toolkit to all agencies\"", "\"Launch the toolkit\nto all agencies"),
    ("\"Launch the toolkit to all agencies\"", "\"\"\"Launch the toolkit\nto all agencies"),
    ("\"Launch the toolkit to all agencies\"", "\n\"Launch the toolkit to all agencies\""),
    ("\"Launch the toolkit to all agencies\"", "„Launch the toolkit“"),
    ("\"Published by June\"", "“Published by June”"),
    ("\"Published by June\"", "Published by June"),
    ("\"200 people at the launch\", ", "\"200 people at the launch\" "),
    ("[\"A report to the board\"]", "[\"A report to the board\""),
    ("[\"A report to the board\"]", "\"A report to the board\", \"A plan\""),
    ("[\"A report to the board\"]", "[“A report to the board”, ‘A plan’]"),
    ("role = \"Business Manager\" }", "role = \"Business Manager\""),
    ("{ name = \"Dev Patel\" }", "\"Dev Patel\""),
    ("{ name = \"Dev Patel\" }", "Dev Patel"),
    ("{ name = \"Dev Patel\" }", "{ name = \"Dev Patel\", left = 2025-06 }"),
    // Keys.
    ("due = \"2025-10\"", "Due = \"2025-10\""),
    ("due = \"2025-10\"", "DUE = \"2025-10\""),
    ("due = \"2025-10\"", "Due Date = \"2025-10\""),
    ("due = \"2025-10\"", "due-date = \"2025-10\""),
    ("due = \"2025-10\"", "deadline = \"October 2025\""),
    ("due = \"2025-10\"", "due: \"2025-10\""),
    ("due = \"2025-10\"", "due \"2025-10\""),
    ("due = \"2025-10\"", "due – \"2025-10\""),
    ("due = \"2025-10\"", "due == \"2025-10\""),
    ("due = \"2025-10\"", "due\u{a0}= \"2025-10\""),
    ("due = \"2025-10\"", "• due = \"2025-10\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\ndue = \"2025-12\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nDue = \"2025-12\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\ndeadline = \"2025-12\""),
    ("lead = \"training\"", "Lead Officer = \"training\""),
    ("lead = \"training\"", "owner = \"Training Subgroup\""),
    ("lead = \"training\"", "lead = \"training\"\ncomments = \"Going well\""),
    ("lead = \"training\"", "lead = \"training\"\nnotes = \"Going well\""),
    ("lead = \"training\"", "lead = \"training\"\nprogress = \"Going well\""),
    ("lead = \"training\"", "lead = \"training\"\nCost Code = \"A7\""),
    ("title = \"Learning", "Title = \"Learning"),
    ("title = \"Learning", "title = \"First\"\nTitle = \"Learning"),
    ("title = \"Learning", "name = \"First\"\nTitle = \"Learning"),
    ("title = \"Learning", "action = \"First\"\ntitle = \"Learning"),
    ("title = \"Learning", "action = \"Learning"),
    ("dev-patel = {", "dev–patel = {"),
    ("dev-patel = {", "Dev Patel = {"),
    // Dates.
    ("due = 2025-09-30", "due = 2025–09–30"),
    ("due = 2025-09-30", "due = 30/09/2025"),
    ("due = 2025-09-30", "due = \"30/09/2025\""),
    ("due = 2025-09-30", "due = 30 September 2025"),
    ("due = 2025-09-30", "due = \"31 September 2025\""),
    ("due = 2025-09-30", "due = 2025-09-31"),
    ("due = 2025-09-30", "due = 2025-9-30"),
    ("due = 2025-09-30", "due = 2025-09-30 (tbc)"),
    ("due = 2025-09-30", "due = 2025-09 (draft)"),
    ("due = 2025-09-30", "due = \"2025-09 (draft)\""),
    ("due = 2025-09-30", "due = 2025-09 if funded"),
    ("due = 2025-09-30", "due = \"September 2025 if funded\""),
    ("due = 2025-09-30", "due = \"approx September 2025\""),
    ("due = 2025-09-30", "due = roughly September 2025"),
    ("due = 2025-09-30", "due = 2025-09-30 approx"),
    ("due = 2025-09-30", "due = \"Sept 25\""),
    ("due = 2025-09-30", "due = \"Sept 25, then ongoing\""),
    ("due = 2025-09-30", "due = \"June and September 2025\""),
    ("due = 2025-09-30", "due = \"Ongoing\""),
    ("due = 2025-09-30", "due = \"Quarterly\""),
    ("due = 2025-09-30", "due = \"Quarterly\"\nevery = \"year\""),
    ("due = 2025-09-30", "due = \"ASAP\""),
    ("due = 2025-09-30", "due = \"Q3\""),
    ("due = 2025-09-30", "due = \"2025-26\""),
    ("due = 2025-09-30", "due = 2025"),
    ("due = 2025-09-30", "due = 2024-09-30"),
    ("due = 2025-09-30", "due = 2025-09-30T10:00"),
    ("due = 2025-09-30", "due = []\ntimescale = \"September 2025\""),
    ("due = 2025-09-30", "timescale = \"September 2025\""),
    ("due = 2025-09-30", "timescale = \"September 2025 (draft)\""),
    ("due = 2025-09-30", "timescale = \"September 2025\"\ndue = \"2025-08\""),
    ("due = 2025-09-30", "completed = 2025-09-30 roughly\nstatus = \"complete\""),
    ("due = 2025-09-30", "completed = \"September 2025\"\nstatus = \"complete\""),
    ("every = \"quarter\"", "every = \"quarterly\""),
    ("every = \"quarter\"", "every = \"Quarterly if needed\""),
    ("every = \"quarter\"", "every = \"month, from June 2025\""),
    ("every = \"quarter\"", "every = quarter"),
    ("{ from = 2025-04-01, to = 2026-03-31 }", "\"2025-26\""),
    ("{ from = 2025-04-01, to = 2026-03-31 }", "\"April 2025 to March 2026 (draft)\""),
    ("{ from = 2025-04-01, to = 2026-03-31 }", "1 April 2025 - 31 March 2026"),
    ("{ from = 2025-04-01, to = 2026-03-31 }", "{ from = 2025-04-01 to = 2026-03-31 }"),
    ("[2025-06-18, 2025-09-17]", "[18 June 2025, 17 Sept 2025]"),
    ("[2025-06-18, 2025-09-17]", "[\"18 June 2025\", \"17 Sept 2025 (venue tbc)\"]"),
    // Words of a closed set.
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"Done\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"closed\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"ongoing\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"on track\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"In progress\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"nearly complete\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"complet\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = \"Complete - see minutes\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = complete"),
    ("due = \"2025-10\"", "due = \"2025-10\"\nstatus = 2"),
    ("due = \"2025-10\"", "due = \"2025-10\"\nrag = \"Green\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nrag = \"G\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nrag = Green"),
    ("due = \"2025-10\"", "ongoing = True"),
    ("due = \"2025-10\"", "ongoing = \"yes\""),
    ("due = \"2025-10\"", "ongoing = \"yes, with reviews\""),
    ("due = \"2025-10\"", "Ongoing = Yes"),
    ("kind = \"subgroup\", chair", "kind = \"Sub-group\", chair"),
    ("kind = \"subgroup\" }", "kind = \"sub group of the board\" }"),
    // Leads.
    ("lead = \"ruth-okoro\"", "lead = \"Ruth Okoro\""),
    ("lead = \"ruth-okoro\"", "lead = Ruth Okoro"),
    ("lead = \"ruth-okoro\"", "lead = ruth-okoro"),
    ("lead = \"ruth-okoro\"", "lead = \"ruth–okoro\""),
    ("lead = \"ruth-okoro\"", "lead = \"ruth-okoru\""),
    ("lead = \"ruth-okoro\"", "lead = \"Ruth Okoru (cover)\""),
    ("lead = \"ruth-okoro\"", "lead = \"Ruth Okoro and Dev Patel\""),
    ("lead = \"ruth-okoro\"", "lead = \"ruth-okoro, dev-patel\""),
    ("lead = \"ruth-okoro\"", "lead = \"Sarah Green\""),
    ("lead = \"ruth-okoro\"", "lead = \"TBC\""),
    ("lead = \"ruth-okoro\"", "lead = \"\""),
    ("lead = \"ruth-okoro\"", "lead ="),
    ("[\"dev-patel\", \"quality\"]", "[\"Dev Patel\", \"dev-patel\"]"),
    ("[\"dev-patel\", \"quality\"]", "[dev-patel, quality]"),
    ("[\"dev-patel\", \"quality\"]", "[\"dev-patel\" \"quality\"]"),
    // References.
    ("ref = \"1.2\"", "ref = 1.2"),
    ("ref = \"1.2\"", "ref = 1.2.1"),
    ("ref = \"1.2\"", "ref = 1.1"),
    ("ref = \"1.2\"", "ref = \"1,2\""),
    ("ref = \"1.2\"", "ref = 1,1"),
    ("ref = \"1.2\"", "ref = \"1.1\""),
    ("ref = \"1.2\"", "ref = “1.2”"),
    ("ref = \"2\"\n", "ref = 1\n"),
    // Headings.
    ("[people]", "[People]"),
    ("[people]", "[staff]"),
    ("[people]", "people"),
    ("[people]", "[people"),
    ("[groups]", "[grooups]"),
    ("[groups]", "[people]"),
    ("[groups]", "[person]"),
    ("[groups]", "[groups]\nx = { name = \"X\" }\n\n[grooups]"),
    ("[[objective.action]]\nref = \"1.2\"", "[objective.action]\nref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "[[objective.action]\nref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "[[objective action]]\nref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "[[Objective.Actions]]\nref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "[[action]]\nref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "[[objective.action]] ref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "Action 1.2\nref = \"1.2\""),
    ("[[objective.action]]\nref = \"1.2\"", "ref = \"1.2\""),
    ("[[objective]]\nref = \"2\"", "[[objectives]]\nref = \"2\""),
    ("[[objective]]\nref = \"2\"", "[[priority]]\nref = \"2\""),
    ("[[objective]]\nref = \"2\"", "[objective]\nref = \"2\""),
    ("[[objective]]\nref = \"1\"", "[objective]\nref = \"1\""),
    // What programs leave behind.
    ("due = \"2025-10\"", "<<<<<<< HEAD\ndue = \"2025-10\"\n=======\ndue = \"2025-12\"\n>>>>>>> tom"),
    ("due = \"2025-10\"", "due = \"2025-10\","),
    ("due = \"2025-10\"", "due = \"2025-10\";"),
    ("due = \"2025-10\"", "due = \"2025-10\"\nevidence = [\"S:\\Board\\notes.docx\"]"),
    ("due = \"2025-10\"", "due = \"2025-10\"\nevidence = [\"S:\\Élan\\notes.docx\"]"),
    ("due = \"2025-10\"", "due = \"2025-10\"\nremark = \"\"\"S:\\Board\n\\notes\"\"\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\ncame-from = \"anyshire-2024-25.toml:1.2\""),
    ("due = \"2025-10\"", "due = \"2025-10\"\nmoved = [{ from = \"October 2025\", to = \"December 2025\" }]"),
    ("board = ", "\u{feff}board = "),
];

/// The plan with one slip.
pub fn slipped((old, new): (&str, &str)) -> String {
    assert!(PLAN.contains(old), "{old}");
    PLAN.replacen(old, new, 1)
}
