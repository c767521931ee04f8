//! Tables in the wordings of boards and partnerships of other places: each draft was read line by line beside its table.

use super::board_tables::{document, holds, imported, line, shown, table, workbook};
use lscb::import::Import;

type Rows = &'static [&'static [&'static str]];

/// A document of one table.
fn paper(title: &str, rows: Rows) -> Vec<u8> {
    document(&[line(title), table(rows)])
}

/// The draft holds what was read of it, no date that is not among these, and every date that was left out is told.
fn check(name: &str, made: &Import) {
    let drafted = DRAFTS.iter().find(|(title, _)| *title == name).map(|(_, lines)| *lines).unwrap();
    assert_eq!(if made.actions == 0 { Vec::new() } else { shown(made) }, drafted, "{name}\n{}", made.draft);
    let undated = |line: &&&str| {
        let parts: Vec<&str> = line.split(" | ").collect();
        parts.len() == 5 && parts[4].chars().any(|c| c.is_ascii_digit()) && line.starts_with("  ")
    };
    let told = made.draft.matches("not dated:").count()
        + made.draft.matches("was not read").count()
        + made.draft.matches("every =").count();
    let without = drafted.iter().filter(undated).count();
    assert!(
        told + made.draft.matches("from =").count() + made.draft.matches("when =").count() >= without,
        "{name}\n{}",
        made.draft
    );
}

/// What is made of each: objectives, and actions with reference, words, leads, those who take part, timescale and deadlines.
const DRAFTS: &[(&str, &[&str])] = &[
    (
        "Westmere Safeguarding Children Partnership Business Plan 2025-26",
        &[
            "1 Neglect",
            "  1a | Launch the practice standards | sam-patel |  | Q2 25/26 | 2025/26-Q2",
            "  1b | Train 300 staff | learning-development-subgroup |  | Autumn term 2025",
            "  1c | Dip sample of cases | qa-subgroup |  | Dec 24 – Mar 25",
            "2 Exploitation",
            "  2a | Publish the protocol | supt-ravi-rao; police |  | ASAP",
            "  2b | Contextual safeguarding offer | jane-doe; tim-oak |  | Sept 25 (was June 25)",
            "  2c | Peer review | lscp-business-manager |  | Complete",
        ],
    ),
    (
        "Harbour SAB Strategic Plan 2024/25",
        &[
            "Harbour SAB Strategic Plan 2024/25",
            "  1 | Annual self-assessment (SAAF) | all-partners |  | Annually – November",
            "  2 | Learning from SARs | sar-subgroup-chair |  | End of Q4 (March 2025) | 2025-03",
            "  3 | Review of MSP | dr-helen-ashe; icb-designated-nurse |  | Winter 2024/25",
            "  4 | Publish newsletter | comms-lead |  | Quarterly from Sept 2024",
            "  5 | Board development day | chair |  | Spring 2025 (date tbc)",
        ],
    ),
    (
        "Moor Valley LSCP Delivery Plan",
        &[
            "Moor Valley LSCP Delivery Plan",
            "  A1 | Map early help | priya-nair |  | 30/09/2025 | 2025-09-30",
            "  A2 | Refresh threshold guide | front-door-manager |  | Jul 25",
            "  A3 | Evaluate | priya-nair |  | TBC",
        ],
    ),
    (
        "Kingsford SCB Action Plan",
        &[
            "R1 Supervision",
            "   | Audit supervision records | j-hale |  | 30th Sept '24 | 2024-09-30",
            "   | Report findings to Board | j-hale |  | 31/10/24 31/12/24",
            "R2 Information sharing",
            "   | Agree protocol | m-orr; di-fox |  | Within 3 months",
            "   | Brief staff | all-agencies |  | Immediately",
            "   | Check impact | lscb-qa-group |  | 6 months after launch",
        ],
    ),
    (
        "Eastleigh Youth Partnership Plan 2025",
        &[
            "1",
            "  1. | Set up panel | t-marsh |  | End of May",
            "  1.1. | Terms of reference | t-marsh |  | w/c 12 May 2025",
            "  1.2. | First report | t-marsh |  | Mid-June 2025",
            "2",
            "  2. | Peer mentors | yjs; schools |  | By Easter 2026",
            "  2.1. | Recruit 10 | yjs |  | Summer holidays 2025",
        ],
    ),
    (
        "Lowland Board Improvement Plan",
        &[
            "Front door",
            "   | Recruit 4 social workers | ad-safeguarding |  | Mar-25 | 2025-06",
            "   | New triage | ad-safeguarding |  | 30/04/25 | 2025-04-30",
            "Quality",
            "   | Monthly audits | principal-social-worker |  | Monthly",
            "   | Closing the loop | psw |  | 31 June 2025",
        ],
    ),
    (
        "Granby SCB Business Plan 2011-12",
        &[
            "1.1 Better referrals",
            "   | Audit of referrals | pam-ford |  | by July 2011 | 2011-07",
            "   | Report to board | pam-ford |  | by July 2011 | 2011-07",
            "1.2 Private fostering",
            "   | Awareness campaign | pf-group |  | ongoing",
            "2.1 Training",
            "   | Level 1 | training-officer |  | March 2012 | 2012-03",
            "   | Level 2 | training-officer |  | March 2012 | 2012-03",
            "   | Level 3 | training-officer |  | March 2012 | 2012-03",
        ],
    ),
    (
        "Dale SAB Work Plan",
        &[
            "1 Prevention",
            "  1.a | Self neglect toolkit | liz-orme; dan-pye |  | 31.5.25 / 30.11.25",
            "  1.b | Hoarding panel | fire-service |  | Rolling",
            "2 Accountability",
            "  2.a | Quarterly data set | data-analyst |  | Qtrly",
            "  2.b | Annual report 24/25 | board-manager |  | Sept 2025 Board",
        ],
    ),
    (
        "Upland LSCB Neglect Action Plan",
        &[
            "Upland LSCB Neglect Action Plan",
            "   | GCP2 training for 50 staff | l-d-manager |  | Jan – Mar 2019 | 2019-03",
            "   | Refresher | l-d-manager |  | Every 2 years",
            "   | Pathway | dr-k-lal; ms-o-reyes |  | 01/03/2019 - 30/04/2019 | 2019-04-30",
        ],
    ),
    (
        "Port SCP Learning Improvement Plan",
        &[
            "Port SCP Learning Improvement Plan",
            "  Child A | Bruising protocol | named-gp |  | 28/02/24 | 2024-02-28",
            "  Child A | Briefing | trainer |  | 29/02/24 | 2024-02-29",
            "  Child B | Guidance | csc; health; police |  | Feb 2024 – extended to May 2024",
            "  Child B | Audit | qa |  | May 2024 (moved from Feb 2024)",
            "  Child B | Podcast | comms |  | Tues 14th May 2024 | 2024-05-14",
        ],
    ),
    (
        "Mere Partnership Plan 2025/26",
        &["Mere Partnership Plan 2025/26", "  1 | Launch hub | a-bond", "  2 | Review hub | a-bond"],
    ),
    (
        "Heath Safeguarding Board Action Tracker",
        &[
            "Heath Safeguarding Board Action Tracker",
            "  01/25 | Circulate minutes | clerk |  | 13.01.25 | 2025-01-13",
            "  02/25 | Letter to minister | chair |  | Feb mtg",
            "  03/25 | Scope audit | r-iqbal |  | 28.02.25",
        ],
    ),
    ("Vale Board Plan 2024-2027", &["Vale Board Plan 2024-2027", "  1 | Voice | participation-lead", "  2 | Data | analyst"]),
    (
        "Brook LSCP Section 11 Action Plan",
        &[
            "1 Leadership",
            "   | Appoint champion | kay-lund |  | 09/2024 | 2024-09",
            "2 Policy",
            "   | Revise | tom-orr |  | 12/24",
            "3 Recruitment",
        ],
    ),
    (
        "t1",
        &[
            "1 Hearing children",
            "  1a | Survey of 500 pupils | participation-team |  | Term 1",
            "  1b | Report to the Executive | j-moss |  | Feb/Mar 2026",
            "2 Workforce",
            "  2a | Induction pack | hr-leads-in-all-agencies |  | Oct 25",
            "  2b | Safer recruitment audit | audit-group |  | 2025/26 | 2025/26",
        ],
    ),
    (
        "t2",
        &[
            "Strong governance",
            "  1.1 | Appoint scrutineer | strategic-leads |  | Q1 2025-26 | 2025/26-Q1",
            "  1.2 | Funding formula | strategic-leads |  | 30/6/25 | 2025-09",
            "  1.3 | Joint risk register | business-mgr |  | Q3 25-26 | 2025/26-Q3",
            "Learning",
            "  2.1 | Publish review | independent-author |  | tbc once trial ends",
        ],
    ),
    (
        "t3",
        &[
            "4.2",
            "   | Circulate the dataset | sj |  | Next meeting",
            "5",
            "   | Letter to heads | chair |  | End of month",
            "3",
            "   | Paper on missing children | ak; pw |  | 10/06",
            "7",
            "   | Update the website | admin |  | Asap",
        ],
    ),
    (
        "t4",
        &[
            "1 Early recognition",
            "   | 1 Graded care profile | nspcc; la |  | From Sept 24",
            "   | 2 Dental neglect pathway | public-health |  | by 30 Nov. 2024 | 2024-11-30",
            "   | 3 Audit | qa |  | Year 2",
        ],
    ),
    (
        "t5",
        &[
            "Transitions",
            "   | Map the offer | k-shah",
            "   | Protocol agreed | k-shah",
            "Mental capacity",
            "   | Train leads | mca-lead",
        ],
    ),
    (
        "t6",
        &[
            "Action plan",
            "  1 | Write policy | sue-hall |  | 15.09.2025 | 2025-09-15",
            "  2 | Check policy | sue-hall |  | 09.2025 | 2025-09",
            "  3 | Archive | sue-hall |  | 2025 | 2025",
        ],
    ),
    (
        "t7",
        &[
            "Action plan",
            "  1 | Revise the DNA policy | karen-holt; paul-reed |  | 3 months (Dec 2024)",
            "  2 | Training | dci-amy-stone |  | Jan 2025 and then annually | 2025-01",
            "  3 | Supervision | team-managers |  | Complete – Nov 2024",
            "  4 | Dissemination | lscp-business-unit |  | on publication",
        ],
    ),
    (
        "t8",
        &[
            "Action plan",
            "   | Set up panel | ann-bell |  | 30/6/25 | 2025-06-30",
            "   | Panel visits | ann-bell |  | 31/3/26 | 2026-03-31",
            "   | Fire checks | fire-rescue |  | ongoing",
        ],
    ),
    ("t9", &[]),
    (
        "t10",
        &[
            "1",
            "  1.1 | Develop a strategy | jo-king |  | Apr - Jun 2025 | 2025-06",
            "  1.2 | Consult | jo-king |  | 07/25 - 09/25",
            "  1.3 | Launch | jo-king |  | Nov/Dec 25",
            "  1.4 | Evaluate | jo-king |  | 12 months post launch",
            "  1.5 | Report | jo-king |  | Every Board meeting",
            "  1.6 | Refresh | jo-king |  | By 31st of March each year",
            "  1.7 | Sign | jo-king |  | Mar 25 / Mar 26",
            "  1.8 | Peer audit | jo-king |  | 2 per year (May and Nov)",
            "  1.9 | Brief | jo-king |  | Overdue - was 01/02/2025",
            "  1.10 | Plan | jo-king |  | 30 days from notification",
            "  1.11 | Share | jo-king |  | 31.03.2025 Completed",
            "  1.12 | Follow up | jo-king |  | Closed 12.05.25",
            "  1.13 | Test | jo-king |  | not before June 2025",
            "  1.14 | Stop | jo-king |  | Paused until Sept 2025",
        ],
    ),
    (
        "x1",
        &[
            "Prevention",
            "  P1 | Campaign | comms-group |  | Sep-25 | 2025-09",
            "  P2 | Schools pack | mo-ali |  | Summer Term 2026",
            "Protection",
            "  P3 | Audit | audit-group |  | 30 November",
        ],
    ),
];

/// Every cell of these tables stands in the draft too.
fn holds_cells(made: &Import, rows: Rows) {
    if made.actions == 0 {
        return;
    }
    // The lines of a cell may be parted, names are written as people's.
    let cells = rows
        .iter()
        .skip(2)
        .flat_map(|row| row.iter())
        .filter(|cell| cell.len() > 12 && !cell.contains(['\n', '/', '–', ':', '(']));
    let words: Vec<&str> = cells.copied().filter(|cell| cell.chars().all(|c| c.is_alphabetic() || c == ' ')).collect();
    holds("a.toml", made, &words);
}

#[test]
fn drafts_of_tables_from_elsewhere_say_what_the_tables_say() {
    let papers: &[(&str, Rows)] = &[
        (
            "Westmere Safeguarding Children Partnership Business Plan 2025-26",
            &[
                &["Priority", "Action", "Lead(s)", "Due", "BRAG", "Progress"],
                &[
                    "1. Neglect",
                    "1a. Launch the practice standards",
                    "Sam Patel\nHead of Safeguarding",
                    "Q2 25/26",
                    "B",
                    "Complete – July 2025",
                ],
                &["^", "1b. Train 300 staff", "Learning & Development Subgroup", "Autumn term 2025", "G", "on-going"],
                &["^", "1c. Dip sample of cases", "QA Subgroup\n(Chair: Ann Lowe)", "Dec 24 – Mar 25", "R", "Slipped, see note"],
                &["2. Exploitation", "2a. Publish the protocol", "Supt. Ravi Rao, Police", "ASAP", "A", ""],
                &["^", "2b. Contextual safeguarding offer", "Jane Doe / Tim Oak", "Sept 25 (was June 25)", "A", ""],
                &["^", "2c. Peer review", "LSCP Business Manager", "Complete", "B", "Done"],
            ],
        ),
        (
            "Harbour SAB Strategic Plan 2024/25",
            &[
                &["No", "What we will do", "Who", "When", "Status"],
                &["1", "Annual self-assessment (SAAF)", "All partners", "Annually – November", "On track"],
                &["2", "Learning from SARs", "SAR Subgroup Chair", "End of Q4 (March 2025)", "Delayed"],
                &["3", "Review of MSP", "Dr. Helen Ashe, ICB Designated Nurse", "Winter 2024/25", "Not Started"],
                &["4", "Publish newsletter", "Comms lead", "Quarterly from Sept 2024", "Ongoing"],
                &["5", "Board development day", "Chair", "Spring 2025 (date tbc)", ""],
            ],
        ),
        (
            "Moor Valley LSCP Delivery Plan",
            &[
                &["Action", "<", "Responsible", "Timescales", "<", "Outcome"],
                &["Ref", "Detail", "^", "Start", "End", "^"],
                &["A1", "Map early help", "Priya Nair (Early Help)", "01/04/2025", "30/09/2025", "Families helped sooner"],
                &["A2", "Refresh threshold guide", "Front Door Manager", "Apr 25", "Jul 25", "^"],
                &["A3", "Evaluate", "Priya Nair", "Oct 2025", "TBC", ""],
            ],
        ),
        (
            "Kingsford SCB Action Plan",
            &[
                &["Recommendation", "Key actions", "Lead agency & officer", "Target date", "Evidence of completion", "RAG"],
                &[
                    "R1 Supervision",
                    "Audit supervision records",
                    "Children's Social Care – J. Hale",
                    "30th Sept '24",
                    "Audit report",
                    "GREEN",
                ],
                &["^", "Report findings to Board", "^", "31/10/24 31/12/24", "Minutes", "AMBER"],
                &[
                    "R2 Information sharing",
                    "Agree protocol",
                    "Health (M. Orr) and Police (DI Fox)",
                    "Within 3 months",
                    "Protocol signed",
                    "RED",
                ],
                &["^", "Brief staff", "All agencies", "Immediately", "", ""],
                &["^", "Check impact", "LSCB QA group", "6 months after launch", "", ""],
            ],
        ),
        (
            "Eastleigh Youth Partnership Plan 2025",
            &[
                &["#", "Task", "Owner", "Deadline", "RAG status", "Comments"],
                &["1.", "Set up panel", "T. Marsh", "End of May", "🟢 Complete", "Panel met 12/05/25"],
                &["1.1.", "Terms of reference", "T. Marsh", "w/c 12 May 2025", "🟢", ""],
                &["1.2.", "First report", "T. Marsh", "Mid-June 2025", "🟠", ""],
                &["2.", "Peer mentors", "YJS / schools", "By Easter 2026", "⚪ Not due", ""],
                &["2.1.", "Recruit 10", "YJS", "Summer holidays 2025", "", ""],
            ],
        ),
        (
            "Lowland Board Improvement Plan",
            &[
                &[
                    "Area",
                    "Improvement action",
                    "Accountable officer",
                    "Completion date (original)",
                    "Completion date (revised)",
                    "Update",
                ],
                &["Front door", "Recruit 4 social workers", "AD Safeguarding", "Mar-25", "Jun-25", "2 in post 01/04/25"],
                &["Front door", "New triage", "AD Safeguarding", "30/04/25", "", "Live"],
                &["Quality", "Monthly audits", "Principal Social Worker", "Monthly", "N/A", ""],
                &["Quality", "Closing the loop", "PSW", "31 June 2025", "", ""],
            ],
        ),
    ];
    let more: &[(&str, Rows)] = &[
        (
            "Granby SCB Business Plan 2011-12",
            &[
                &["Outcome", "Objective", "Actions", "Lead and timescale", "Impact"],
                &[
                    "Children are safe",
                    "1.1 Better referrals",
                    "Audit of referrals\nReport to board",
                    "Pam Ford – by July 2011",
                    "Fewer repeat",
                ],
                &["^", "1.2 Private fostering", "Awareness campaign", "PF Group, ongoing", ""],
                &[
                    "Staff are skilled",
                    "2.1 Training",
                    "* Level 1\n* Level 2\n* Level 3",
                    "Training Officer / March 2012",
                    "80% trained",
                ],
            ],
        ),
        (
            "Dale SAB Work Plan",
            &[
                &["Objective 1: Prevention", "<", "<", "<", "<"],
                &["Ref", "Task", "Person(s) responsible", "Deadline / review date", "Complete (Y/N)"],
                &["1.a", "Self neglect toolkit", "Liz Orme & Dan Pye", "31.5.25 / 30.11.25", "N"],
                &["1.b", "Hoarding panel", "Fire Service (Stn Mgr K. Dunn)", "Rolling", "Y"],
                &["Objective 2: Accountability", "<", "<", "<", "<"],
                &["Ref", "Task", "Person(s) responsible", "Deadline / review date", "Complete (Y/N)"],
                &["2.a", "Quarterly data set", "Data analyst", "Qtrly", ""],
                &["2.b", "Annual report 24/25", "Board Manager", "Sept 2025 Board", "N"],
            ],
        ),
        (
            "Upland LSCB Neglect Action Plan",
            &[
                &[
                    "What do we want to achieve?",
                    "How will we do it?",
                    "Who will do it?",
                    "By when?",
                    "How will we know it's worked?",
                    "Progress / RAG",
                ],
                &[
                    "Everyone spots neglect",
                    "GCP2 training for 50 staff",
                    "L&D Manager (JT)",
                    "Jan – Mar 2019",
                    "50 trained",
                    "GREEN 42 trained by 01/02/19",
                ],
                &["^", "Refresher", "JT", "Every 2 years", "", "AMBER"],
                &[
                    "Dental neglect",
                    "Pathway",
                    "Dr K Lal (PH)\nMs O. Reyes (LA)",
                    "01/03/2019 - 30/04/2019",
                    "Pathway live",
                    "Not started",
                ],
            ],
        ),
        (
            "Port SCP Learning Improvement Plan",
            &[
                &["CSPR ref", "Learning point", "Action", "Owner", "Target date", "Date closed", "Status"],
                &["Child A", "Bruising", "Bruising protocol", "Named GP", "28/02/24", "26/02/24", "Closed"],
                &["Child A", "Bruising", "Briefing", "Trainer", "29/02/24", "", "Overdue"],
                &["Child B", "Fathers", "Guidance", "CSC/Health/Police", "Feb 2024 – extended to May 2024", "", "In progress"],
                &["Child B", "Fathers", "Audit", "QA", "May 2024 (moved from Feb 2024)", "", "In progress"],
                &["Child B", "Fathers", "Podcast", "Comms", "Tues 14th May 2024", "", ""],
            ],
        ),
        (
            "Mere Partnership Plan 2025/26",
            &[
                &["Priority", "<", "2025/26", "<", "<", "<", "Lead"],
                &["No.", "Action", "Q1", "Q2", "Q3", "Q4", "^"],
                &["1", "Launch hub", "Plan", "Open", "", "", "A. Bond"],
                &["2", "Review hub", "", "", "Survey", "Report", "A. Bond"],
            ],
        ),
        (
            "Heath Safeguarding Board Action Tracker",
            &[
                &["Action no", "Action", "Date set", "Set by", "Lead", "Due", "Revised due", "Date complete"],
                &["01/25", "Circulate minutes", "06.01.25", "Chair", "Clerk", "13.01.25", "-", "10.01.25"],
                &["02/25", "Letter to minister", "06.01.25", "Chair", "Chair", "Feb mtg", "Mar mtg", ""],
                &["03/25", "Scope audit", "03.02.25", "QA", "R. Iqbal", "28.02.25", "31.03.25, 30.04.25", ""],
            ],
        ),
        (
            "Vale Board Plan 2024-2027",
            &[
                &["Strategic aim", "Year 1 (24/25)", "Year 2 (25/26)", "Lead", "Measure"],
                &["1. Voice", "Set up forum", "Forum co-chairs board", "Participation lead", "Forum meets"],
                &["2. Data", "Dashboard", "Live data", "Analyst", ""],
            ],
        ),
        (
            "Brook LSCP Section 11 Action Plan",
            &[
                &[
                    "Standard",
                    "Gap identified",
                    "Action to be taken",
                    "By whom (name & post)",
                    "Timescale (month/year)",
                    "Update Sept 24",
                    "Update Jan 25",
                ],
                &["1 Leadership", "No champion", "Appoint champion", "Kay Lund, Head of HR", "09/2024", "Appointed", ""],
                &["2 Policy", "Out of date", "Revise", "Tom Orr", "12/24", "Draft", "Agreed 14/01/25"],
                &["3 Recruitment", "None", "N/A", "", "", "", ""],
            ],
        ),
    ];
    for (title, rows) in papers.iter().chain(more) {
        let made = imported("a.docx", &paper(title, rows));
        check(title, &made);
        holds_cells(&made, rows);
    }
    let texts: &[(&str, &str, &str)] = &[
        (
            "t1",
            "a.md",
            "# Fellside Safeguarding Partnership\n\n## Annual Plan April 2025 to March 2026\n\n**Priority One: Hearing children**\n\n| Ref | Action | Lead | Timescale | Measure of success |\n|---|---|---|---|---|\n| 1a | Survey of 500 pupils | Participation Team | Term 1 | 500 replies |\n| 1b | Report to the Executive | J. Moss | Feb/Mar 2026 | Report agreed |\n\n**Priority Two: Workforce**\n\n| Ref | Action | Lead | Timescale | Measure of success |\n|---|---|---|---|---|\n| 2a | Induction pack | HR leads in all agencies | Oct 25 | Pack in use |\n| 2b | Safer recruitment audit | Audit group | 2025/26 | Audit done |\n",
        ),
        (
            "t2",
            "a.csv",
            "Plan ref,Objective,Action required,Lead officer,Target completion,Revised target,Progress RAG,Narrative\n1.1,Strong governance,Appoint scrutineer,Strategic Leads,Q1 2025-26,,Green,Appointed\n1.2,Strong governance,Funding formula,Strategic Leads,30/6/25,Sept 2025,Amber,\n1.3,Strong governance,Joint risk register,Business Mgr,Q3 25-26,n/a,,\n2.1,Learning,Publish review,Independent author,tbc once trial ends,,Red,\"Trial listed for 12/01/2026\"\n",
        ),
        (
            "t3",
            "a.csv",
            "ACTION LOG,,,,,\n,,,,,\nDate of meeting,Item,Action,By whom,By when,Done?\n12/03/2025,4.2,Circulate the dataset,SJ,Next meeting,Yes\n12/03/2025,5,Letter to heads,Chair,End of month,No\n14/05/2025,3,Paper on missing children,AK / PW,10/06,\n14/05/2025,7,Update the website,Admin,Asap,Y\n",
        ),
        (
            "t4",
            "a.txt",
            "Seaside SCP\nNeglect strategy: action plan 2024-2026\n\nAim 1\tEarly recognition\n\nAction\tHow\tLead\tDate\tProgress\n1 Graded care profile\tTrain the trainer\tNSPCC and LA\tFrom Sept 24\tStarted\n2 Dental neglect pathway\tWith dentists\tPublic Health\tby 30 Nov. 2024\tComplete 28/11/24\n3 Audit\tMulti-agency\tQA\tYear 2\t\n",
        ),
        (
            "t5",
            "a.md",
            "| Strategic priority | Action | Lead | Q1 | Q2 | Q3 | Q4 |\n|---|---|---|---|---|---|---|\n| Transitions | Map the offer | K Shah | X | | | |\n| Transitions | Protocol agreed | K Shah | | X | | |\n| Mental capacity | Train leads | MCA lead | | | X | X |\n",
        ),
        (
            "t6",
            "a.csv",
            "Ref;Handlung;Action;Lead;Deadline\n1;x;Write policy;Sue Hall;15.09.2025\n2;y;Check policy;Sue Hall;09.2025\n3;z;Archive;Sue Hall;2025\n",
        ),
        (
            "t7",
            "a.md",
            "| Rec No | Agency | Action | Responsible person(s) and job title | Timescale for completion | Date completed | Outcome / impact |\n|---|---|---|---|---|---|---|\n| 1 | NHS Trust | Revise the DNA policy | Karen Holt, Named Nurse; Paul Reed, Named Doctor | 3 months (Dec 2024) | 14/12/2024 | Fewer missed visits |\n| 2 | Police | Training | DCI Amy Stone – Public Protection | Jan 2025 and then annually | | |\n| 3 | LA | Supervision | Team Managers | Complete – Nov 2024 | Nov 2024 | |\n| 4 | All | Dissemination | LSCP Business Unit | on publication | | |\n",
        ),
        (
            "t8",
            "a.csv",
            "Outcome,Actions,Lead,Start date,Finish date,% complete,RAG\nChildren are heard,Set up panel,Ann Bell,1/4/25,30/6/25,100%,B\nChildren are heard,Panel visits,Ann Bell,1/7/25,31/3/26,25%,G\nSafe homes,Fire checks,Fire & Rescue,ongoing,ongoing,,G\n",
        ),
        (
            "t9",
            "a.md",
            "| Priority 1 – Domestic abuse | Lead: Rosa Quinn |\n|---|---|\n| 1.1 Commission programme | by September 2025 |\n| 1.2 Train GPs | by December 2025 |\n",
        ),
        (
            "t10",
            "a.csv",
            "Ref,Action,Lead,Timescale,Status\n1.1,Develop a strategy,Jo King,Apr - Jun 2025,Complete\n1.2,Consult,Jo King,07/25 - 09/25,In Progress\n1.3,Launch,Jo King,Nov/Dec 25,Not started\n1.4,Evaluate,Jo King,12 months post launch,\n1.5,Report,Jo King,Every Board meeting,\n1.6,Refresh,Jo King,By 31st of March each year,\n1.7,Sign,Jo King,Mar 25 / Mar 26,\n1.8,Peer audit,Jo King,2 per year (May and Nov),\n1.9,Brief,Jo King,Overdue - was 01/02/2025,\n1.10,Plan,Jo King,30 days from notification,\n1.11,Share,Jo King,31.03.2025 Completed,\n1.12,Follow up,Jo King,Closed 12.05.25,\n1.13,Test,Jo King,not before June 2025,\n1.14,Stop,Jo King,Paused until Sept 2025,\n",
        ),
    ];
    for (title, name, text) in texts {
        check(title, &imported(name, text.as_bytes()));
    }
    let sheets: &[(&str, Rows)] = &[(
        "x1",
        &[
            &["Safeguarding Board: Delivery Plan 2025/26", "", "", "", ""],
            &["RAG: R = off track, A = some delay, G = on track, B = complete"],
            &[],
            &["Priority", "Ref", "Action", "Owner", "By"],
            &["Prevention", "P1", "Campaign", "Comms Group", "Sep-25"],
            &["", "P2", "Schools pack", "Education lead: Mo Ali", "Summer Term 2026"],
            &["Protection", "P3", "Audit", "Audit Group", "30 November"],
            &[],
            &["Prepared by", "B Manager", "", "", "May 2025"],
        ],
    )];
    for (title, rows) in sheets {
        check(title, &imported("a.xlsx", &workbook(&[("Plan", rows)])));
    }
}
