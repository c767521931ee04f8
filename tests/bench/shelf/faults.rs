//! One fault in a plan: a slip of the hand as it happens to everyone.

/// How a plan is spoilt: what stands in it, and what stands there instead at its first place.
const KINDS: [(&str, &str); 10] = [
    ("\nsuccess = [", "\nsucess = ["),
    ("lead = \"", "lead = \"x"),
    ("ref = \"1.2\"", "ref = 1.2"),
    ("status = \"complete\"", "status = \"completed\""),
    ("completed = 20", "completed = 2O"),
    ("title = \"Run a board that works\"", "title = \"Run a board that works"),
    ("title = \"Run a board that works\"", "title = “Run a board that works”"),
    ("[[allow]]", "[[allow]"),
    ("agreed = ", "agreed = 31/"),
    ("-04-30\n", "-04-31\n"),
];

/// The text with one fault; which one goes by the number of the plan.
pub fn spoilt(text: &str, plan: usize) -> String {
    let (right, wrong) = KINDS[plan % KINDS.len()];
    let right = if text.contains("\r\n") { right.replace('\n', "\r\n") } else { right.to_owned() };
    assert!(text.contains(&right), "there is no {right:?} to spoil in plan {plan}");
    text.replacen(&right, &wrong.replace('\n', if right.contains("\r\n") { "\r\n" } else { "\n" }), 1)
}
