//! What a shell is handed to complete a word: names come from plans and folders, which may be a stranger's, and a shell runs
//! what stands on its command line. So each name is written as that shell takes it for a plain word, or left out.

use clap_complete::engine::complete;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

/// A shell, and how it takes a candidate.
pub struct Shell {
    completer: &'static dyn EnvCompleter,
    /// The candidate as it may stand on the command line.
    quote: fn(&str) -> Option<String>,
    /// The candidate as it stands in the list that the shell reads.
    list: fn(&str) -> String,
    separator: Separator,
}

/// What parts two candidates, and a candidate from its help.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    /// The shell says by which character; no help.
    Asked,
    /// The same, with help after a colon.
    AskedWithHelp,
    /// Lines, with help after a tab.
    Lines,
}

/// Every shell that lscb completes for.
pub const SHELLS: [&dyn EnvCompleter; 5] = [
    &Shell { completer: &Bash, quote: for_bash, list: str::to_owned, separator: Separator::Asked },
    &Shell { completer: &Elvish, quote: inserted_quoted, list: str::to_owned, separator: Separator::Asked },
    &Shell { completer: &Fish, quote: inserted_quoted, list: str::to_owned, separator: Separator::Lines },
    &Shell { completer: &Powershell, quote: for_powershell, list: str::to_owned, separator: Separator::Lines },
    &Shell { completer: &Zsh, quote: inserted_quoted, list: for_zsh_list, separator: Separator::AskedWithHelp },
];

/// A character that no shell takes for anything but itself.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '/' | '_' | '-' | '.' | ',' | '+' | ':' | '@' | '%' | '=')
}

/// Nothing that a terminal or the list of candidates would obey: such a name cannot be offered at all.
fn is_shown_whole(name: &str) -> bool {
    crate::text::one_line(name) == name
}

/// Bash inserts the word as it is.
fn for_bash(name: &str) -> Option<String> {
    let escaped = |c: char| if is_plain(c) { vec![c] } else { vec!['\\', c] };
    is_shown_whole(name).then(|| name.chars().flat_map(escaped).collect())
}

/// PowerShell inserts the word as it is, and takes curly quotation marks for straight ones.
fn for_powershell(name: &str) -> Option<String> {
    let is_quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
    let doubled = |c: char| if is_quote(c) { vec![c, c] } else { vec![c] };
    match name.chars().all(|c| is_plain(c) && !matches!(c, ',' | '@' | '%')) && !name.is_empty() {
        true => Some(name.to_owned()),
        false => is_shown_whole(name).then(|| format!("'{}'", name.chars().flat_map(doubled).collect::<String>())),
    }
}

/// These shells put what they insert into quotation marks themselves. What they would have to keep from running is left out
/// all the same: it is the name of nobody.
fn inserted_quoted(name: &str) -> Option<String> {
    (is_shown_whole(name) && !name.contains(['$', '`', '\\', '"', ';', '|', '<', '>', '\t'])).then(|| name.to_owned())
}

/// In the list that zsh reads a colon begins the help.
fn for_zsh_list(name: &str) -> String {
    name.replace('\\', "\\\\").replace(':', "\\:")
}

/// A word of bash as it was typed, without what keeps it together; and the quotation mark that is still open at its end.
fn typed_in_bash(word: &str) -> (String, Option<char>) {
    let mut chars = word.chars();
    let mut out = String::new();
    let mut open = None;
    while let Some(c) = chars.next() {
        match (c, open) {
            (c, Some(mark)) if c == mark => open = None,
            ('\'' | '"', None) => open = Some(c),
            ('\\', None | Some('"')) => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    (out, open)
}

/// Bash inserts the word as it is, here after a quotation mark that was typed.
fn after_double_mark(name: &str) -> Option<String> {
    let escaped = |c: char| if matches!(c, '$' | '`' | '"' | '\\') { vec!['\\', c] } else { vec![c] };
    (is_shown_whole(name) && !name.contains('!')).then(|| name.chars().flat_map(escaped).collect())
}

/// The same after a single one, in which nothing can be kept from ending it.
fn after_single_mark(name: &str) -> Option<String> {
    (is_shown_whole(name) && !name.contains(['\'', '!'])).then(|| name.to_owned())
}

/// The line of bash's script that asks, which hands over the word without its quotation marks; with what this adds to it, the
/// word as it was typed is handed over as well.
const BASH_ASKS: &str = "_CLAP_IFS=\"$IFS\"";
const BASH_WORD: &str = "_LSCB_WORD";

impl EnvCompleter for Shell {
    fn name(&self) -> &'static str {
        self.completer.name()
    }

    fn is(&self, name: &str) -> bool {
        self.completer.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> Result<(), io::Error> {
        let mut script = Vec::new();
        self.completer.write_registration(var, name, bin, completer, &mut script)?;
        let script = String::from_utf8_lossy(&script);
        buf.write_all(
            script.replace(BASH_ASKS, &format!("{BASH_WORD}=\"${{COMP_WORDS[COMP_CWORD]}}\" \\\n        {BASH_ASKS}")).as_bytes(),
        )
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        mut args: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn Write,
    ) -> Result<(), io::Error> {
        let asked = |name: &str| std::env::var(name).ok();
        let index = match self.separator {
            Separator::Lines => args.len().saturating_sub(1),
            _ => asked("_CLAP_COMPLETE_INDEX").and_then(|index| index.parse().ok()).unwrap_or_default(),
        };
        if args.len() == index {
            args.push(OsString::new());
        }
        let mut quote = self.quote;
        if let Some(word) = args.get_mut(index).filter(|_| self.name() == "bash") {
            let (typed, _) = typed_in_bash(&word.to_string_lossy());
            *word = typed.into();
            let (_, open) = typed_in_bash(&asked(BASH_WORD).unwrap_or_default());
            quote = match open {
                Some('"') => after_double_mark,
                Some(_) => after_single_mark,
                None => quote,
            };
        }
        let separator = match self.separator {
            Separator::Lines => "\n".to_owned(),
            _ => asked("_CLAP_IFS").unwrap_or_else(|| "\n".to_owned()),
        };
        let mut first = true;
        for candidate in complete(command, args, index, current_dir)? {
            let Some(value) = candidate.get_value().to_str().and_then(quote) else { continue };
            if !std::mem::take(&mut first) {
                write!(buf, "{separator}")?;
            }
            write!(buf, "{}", (self.list)(&value))?;
            let help = candidate.get_help().map(|help| help.to_string()).unwrap_or_default();
            let help = crate::text::one_line(help.lines().next().unwrap_or_default()).into_owned();
            match self.separator {
                Separator::AskedWithHelp if !help.is_empty() => write!(buf, ":{}", help.replace('\\', "\\\\"))?,
                Separator::Lines if !help.is_empty() => write!(buf, "\t{help}")?,
                _ => {}
            }
        }
        if self.separator == Separator::Lines && !first {
            writeln!(buf)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_plain_word_to_each_shell_or_left_out() {
        let command = "$(touch x)";
        assert_eq!(for_bash(command).as_deref(), Some("\\$\\(touch\\ x\\)"));
        assert_eq!(for_bash("Julie Downey").as_deref(), Some("Julie\\ Downey"));
        assert_eq!(for_bash("`id`; ~ ! 'a' \"b\" *").as_deref(), Some("\\`id\\`\\;\\ \\~\\ \\!\\ \\'a\\'\\ \\\"b\\\"\\ \\*"));
        assert_eq!(for_powershell(command).as_deref(), Some("'$(touch x)'"));
        assert_eq!(for_powershell("Jo O'Neill \u{2019}").as_deref(), Some("'Jo O''Neill \u{2019}\u{2019}'"));
        assert_eq!(for_powershell("1.2a").as_deref(), Some("1.2a"));
        assert_eq!(inserted_quoted(command), None);
        assert_eq!(inserted_quoted("Jo O'Neill").as_deref(), Some("Jo O'Neill"));
        for quote in [for_bash, for_powershell, inserted_quoted] {
            assert_eq!(quote("e\u{1b}[31mvil"), None);
            assert_eq!(quote("new\nline"), None);
        }
    }

    #[test]
    fn bash_hands_over_the_word_as_it_was_typed() {
        let mut script = Vec::new();
        SHELLS[0].write_registration("COMPLETE", "lscb", "lscb", "lscb", &mut script).unwrap();
        let script = String::from_utf8(script).unwrap();
        assert_eq!(
            script.matches("_LSCB_WORD=\"${COMP_WORDS[COMP_CWORD]}\" \\\n        _CLAP_IFS=\"$IFS\"").count(),
            1,
            "{script}"
        );
    }

    #[test]
    fn what_was_typed_is_looked_for_without_its_quotation_marks() {
        assert_eq!(typed_in_bash("Julie\\ Do"), ("Julie Do".into(), None));
        assert_eq!(typed_in_bash("\"Julie Do"), ("Julie Do".into(), Some('"')));
        assert_eq!(typed_in_bash("'Julie Do"), ("Julie Do".into(), Some('\'')));
        assert_eq!(typed_in_bash("\"Julie\"\\ Do"), ("Julie Do".into(), None));
        assert_eq!(after_double_mark("a $(b) \"c\"").as_deref(), Some("a \\$(b) \\\"c\\\""));
        assert_eq!(after_single_mark("O'Neill"), None);
    }
}
