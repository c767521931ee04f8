//! The words that made plans are put together from.

/// A key and a name. No two are near enough to be taken for a slip.
pub const PEOPLE: [(&str, &str); 24] = [
    ("margaret-raynor", "Margaret Raynor"),
    ("sian-reamonn", "Siân Réamonn"),
    ("chris-howard", "Chris Howard"),
    ("zoe-muller", "Zoë Müller"),
    ("colette-morris", "Colette Morris"),
    ("lukasz-nowak", "Łukasz Nowak"),
    ("a-okafor", "A Okafor"),
    ("jean-pollard", "Jean Pollard"),
    ("raj-patel", "Dr Raj Patel"),
    ("gina-dennis", "Gina Dennis"),
    ("f-gosling-thomas", "F Gosling-Thomas"),
    ("penny-sharland", "Penny Sharland"),
    ("oluwaseun-adeyemi", "Oluwaseun Adeyemi"),
    ("hilary-pitts", "Hilary Pitts"),
    ("d-i-whitworth", "D.I. Whitworth"),
    ("janet-king", "Janet King"),
    ("noirin-o-shea", "Nóirín O’Shea"),
    ("geoff-wood", "Geoff Wood"),
    ("m-evans", "M Evans"),
    ("francois-baptiste", "François Baptiste"),
    ("steph-mcquade", "Steph McQuade"),
    ("yusuf-demir", "Yusuf Demir"),
    ("beverley-maybury", "Beverley Maybury"),
    ("tom-hartley", "Canon Tom Hartley"),
];

pub const ROLES: [&str; 8] = [
    "Business Manager",
    "Head of Safeguarding",
    "Designated Nurse",
    "Detective Inspector, Public Protection",
    "Development Officer",
    "Assistant Director, Children’s Services",
    "Safeguarding Trainer",
    "Lay Member",
];

/// Key, name, other names, kind.
pub const GROUPS: [(&str, &str, &str, &str); 9] = [
    ("workforce", "Workforce Development Subgroup", "Workforce Development", "subgroup"),
    ("performance", "Quality and Performance Subgroup", "Q&P", "subgroup"),
    ("communication", "Communication and Information Subgroup", "C&I subgroup", "subgroup"),
    ("cdop", "Child Death Overview Panel", "CDOP", "panel"),
    ("case-review", "Serious Case Review Panel", "SCRP", "panel"),
    ("e-safety", "E-Safety", "Online Safety", "focus-group"),
    ("faith", "Faith Groups", "Faith and Community Groups", "focus-group"),
    ("public-health", "Public Health", "PH", "agency"),
    ("probation", "Probation Service", "National Probation Service", "agency"),
];

pub const OBJECTIVES: [&str; 5] = [
    "Check how well every agency, alone and together with the others, safeguards children and promotes their welfare",
    "Policies, Procedures & Guidance",
    "Learn from serious cases and from the deaths of children, and show that the lessons have been put into practice",
    "Train and support those who work with children and young people",
    "Run a board that works",
];

pub const VERBS: [&str; 20] = [
    "Review",
    "Audit, across agencies,",
    "Publish and make known",
    "Agree with the neighbouring boards",
    "Draw up",
    "Put on a formal footing",
    "Map and evaluate",
    "Take on",
    "Report to the board on",
    "See that every agency keeps to",
    "Test with front-line staff",
    "Consult children, young people and parents on",
    "Bring up to date",
    "Find the gaps in",
    "Monitor and steer",
    "Secure the funding for",
    "Launch",
    "Simplify",
    "Assess what difference has been made by",
    "Go on with",
];

pub const OBJECTS: [&str; 25] = [
    "the threshold criteria for children’s services",
    "the procedure for children who go missing from home or care",
    "the strategy against child sexual exploitation",
    "the arrangements for private fostering",
    "multi-agency safeguarding training",
    "the procedure for allegations against staff and volunteers",
    "the rapid response to the unexpected death of a child",
    "the board’s website and its newsletter",
    "safer recruitment in schools, colleges and early years’ settings",
    "the protocol on bruising in babies who cannot yet move about",
    "the learning and improvement framework",
    "the dataset and the scorecard of the board",
    "early help for families in which parents misuse drugs or alcohol",
    "the work of the Local Authority Designated Officer",
    "the guidance on neglect and its screening tool",
    "the information-sharing protocol",
    "supervision of health visitors, school nurses and midwives",
    "the escalation policy for professional disagreements",
    "support for children who live with domestic abuse",
    "the board’s budget and what each agency pays towards it",
    "the induction of new board members",
    "advice to families and schools on safety online",
    "the safeguarding of disabled children placed outside the area",
    "the Section 11 self-assessment",
    "work with faith and community groups, madrasahs and supplementary schools among them",
];

pub const AIMS: [&str; 12] = [
    "so that staff in every agency know what to do and whom to call",
    "so that children are seen, heard and helped early",
    "and put the results before the board with proposals for what should change",
    "as the serious case review of Child “K” recommended",
    "with the police, health and schools, and with an eye to the cost",
    "so that no child waits longer than the guidance allows",
    "in line with Working Together and the London procedures",
    "and publish a short version for parents in the five languages most spoken here",
    "drawing on what inspectors said of areas like this one",
    "for under-fives, school-age children and care leavers alike",
    "and agree who keeps it current from then on",
    "as far as the board’s means allow",
];

pub const OUTCOMES: [&str; 10] = [
    "Children are safer because concerns are raised sooner and acted on",
    "Staff know the procedure and use it",
    "The board can show what difference its work has made",
    "Fewer children go missing, and those who do are spoken to when they return",
    "Every agency has signed up and returned its copy",
    "Parents say that they were told in good time and in plain words",
    "Lessons are known across agencies, not only in the one under review",
    "Referrals reach the threshold, and every agency applies it in the same way",
    "Practitioners are confident in naming neglect – and in challenging drift",
    "Young people’s own words shape what is offered to them",
];

pub const MEASURES: [&str; 10] = [
    "{n}% of the case files audited are judged good or better",
    "at least {n} staff from all agencies trained",
    "a protocol that all partners have signed",
    "fewer than {n} children wait longer than 10 working days",
    "{n} of 80 schools have sent in their self-assessment",
    "attendance at meetings of {n}% or more",
    "repeat referrals within 12 months down by {n}%",
    "feedback from {n} families, gathered and reported",
    "reported to the board and minuted",
    "£{n},500 agreed by the partner agencies",
];

pub const NOTES: [&str; 8] = [
    "Discussed at the subgroup; the draft goes out for comment",
    "Figures for the quarter received from all agencies but one",
    "The lead officer has left; cover is being arranged",
    "On course. Two sessions held, 46 staff attended, evaluation “very good”",
    "Delayed by the inspection, to be picked up at the next meeting",
    "Board told; no further action asked for",
    "First results are in and will be checked against last year’s",
    "Agreed with the neighbouring boards in principle, costs to be settled",
];

pub const EVENTS: [&str; 4] = [
    "as opportunities arise",
    "when a serious case review is published",
    "once the new guidance is out",
    "within two weeks of each notification",
];

pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
