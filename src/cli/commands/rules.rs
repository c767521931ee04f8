//! `lscb rules` and `lscb explain`: the rules in words, for people and for other programs.

use crate::cli::exit_status::ExitStatus;
use crate::cli::output;
use crate::cli::output::Width;
use crate::rules::{self, Check, OBJECTIVE, OPENING, RULES};
use crate::text::capital;
use clap::builder::{PossibleValue, PossibleValuesParser};
use serde_json::{Value, json};

/// Every rule in a line
#[derive(clap::Args, Debug)]
pub struct Args {
    /// How to show them
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = PossibleValuesParser::new(formats()))]
    format: String,
    #[command(flatten)]
    width: Width,
}

fn formats() -> [PossibleValue; 3] {
    [
        PossibleValue::new("table").help("a line for each"),
        PossibleValue::new("markdown").help("the page src/rules/README.md"),
        PossibleValue::new("json").help("with all the words, and the examples as whole files"),
    ]
}

/// What a rule finds, why it matters, and how to mend it
#[derive(clap::Args, Debug)]
pub struct ExplainArgs {
    /// The rule, as a finding shows it in square brackets
    #[arg(value_name = "RULE", value_parser = rules::parse)]
    rule: &'static rules::Rule,
    #[command(flatten)]
    width: Width,
}

pub(super) fn run(args: Args) -> anyhow::Result<ExitStatus> {
    let text = match &*args.format {
        "markdown" => page(),
        "json" => catalogue().to_string() + "\n",
        _ => crate::render::listed(RULES.iter().map(|rule| line(rule)), args.width.columns(false)),
    };
    output::data(&text)?;
    Ok(ExitStatus::Success)
}

fn line(rule: &rules::Rule) -> [String; 3] {
    [rule.id.into(), rule.severity.word().into(), rule.summary.into()]
}

pub(super) fn explain(args: ExplainArgs) -> anyhow::Result<ExitStatus> {
    let rule = args.rule;
    let width = args.width.columns(false);
    let mut out = format!("{}: {}\n\n{}\n\n", rule.id, rule.severity.word(), capital(rule.summary));
    out += &crate::text::wrap::wrapped(rule.why, width);
    out += &format!("\nWrong:\n\n{}\nRight:\n\n{}\n", indented(rule.wrong), indented(rule.right));
    if rule.can_be_kept() {
        let how = format!(
            "To keep a fault that the board really printed, write an [[allow]] with rule = \"{}\" and the reason.",
            rule.id
        );
        out += &crate::text::wrap::wrapped(&how, width);
    }
    output::data(&out)?;
    Ok(ExitStatus::Success)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

/// The catalogue for other programs. An example is a list of files, each a whole plan.
fn catalogue() -> Value {
    let files = |example: &str| -> Vec<Value> {
        rules::files(example).into_iter().map(|(name, text)| json!({ "file": name, "text": text })).collect()
    };
    let rule = |rule: &&rules::Rule| {
        json!({
            "rule": rule.id,
            "severity": rule.severity.word(),
            "summary": rule.summary,
            "why": rule.why,
            "wrong": files(rule.wrong),
            "right": files(rule.right),
        })
    };
    json!({ "schema": "lscb.rules/1", "rules": RULES.iter().map(rule).collect::<Vec<_>>() })
}

/// The catalogue as a page.
fn page() -> String {
    let mut out = String::from(
        "# The rules\n\nThis page is written by `lscb rules --format markdown`; a test keeps it true. `lscb explain RULE` prints one entry.\n\n\
         An error means that the plan cannot be relied on as it stands; a warning, that the board should mend or explain it; advice is worth a thought.\n\n",
    );
    out += "| rule | severity | what it finds |\n| --- | --- | --- |\n";
    for rule in RULES {
        out += &format!("| [{0}](#{0}) | {1} | {2} |\n", rule.id, rule.severity.word(), rule.summary.replace('|', "\\|"));
    }
    out += &format!(
        "\nEach example stands in a plan that begins like this, unless it begins a plan itself:\n\n```toml\n{OPENING}{OBJECTIVE}```\n"
    );
    for rule in RULES {
        let found_by = match rule.check {
            Check::Plans(_) => " It looks at all plans together.",
            _ => "",
        };
        out += &format!("\n## {}\n\n{}: {}.{found_by}\n\n{}\n\n", rule.id, capital(rule.severity.word()), rule.summary, rule.why);
        out += &format!("Wrong:\n\n```toml\n{}```\n\nRight:\n\n```toml\n{}```\n", rule.wrong, rule.right);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_catalogue_is_the_page_printed() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/README.md");
        let kept = crate::source::read(std::path::Path::new(path)).unwrap().text;
        assert!(kept == super::page(), "write it again: cargo run -- rules --format markdown > src/rules/README.md");
    }
}
