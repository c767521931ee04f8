//! Where words go: data to standard output or a file, messages to standard error.

use super::clock;
use crate::render::{self, Format, Style};
use crate::reports::Report;
use crate::source::{self, NamedBy, STDIN, Writer};
use crate::text;
use crate::time::when::When;
use anyhow::{Context, bail};
use chrono::{Datelike, NaiveDate};
use clap::builder::PossibleValuesParser;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The columns of a screen that does not say how wide it is.
const WIDTH: usize = 100;

/// A format and where it goes.
pub struct Output {
    pub format: &'static Format,
    to: To,
    pub style: Style,
    /// A byte order mark comes first.
    bom: bool,
    /// Where a saved report names the file: what its name is filled with.
    saved: Option<FileDays>,
    /// Writes the file, and those of packs.
    pub writer: Writer,
    named_by: NamedBy,
}

/// Where a report goes.
enum To {
    Stdout,
    Stderr,
    File(PathBuf),
}

impl To {
    /// What the path stands for. The names of the system for its own streams are those streams: a file that a shell opened for
    /// one of them is written into, not replaced.
    fn of(path: Option<&PathBuf>) -> To {
        let Some(path) = path.filter(|path| path.as_os_str() != STDIN) else { return To::Stdout };
        match source::destination(path).ok().and_then(|to| to.stream) {
            Some(1) => To::Stdout,
            Some(2) => To::Stderr,
            _ => To::File(path.clone()),
        }
    }
}

impl Output {
    /// Renders a report and sends it where it goes; `-` is standard output. Notes that the format cannot hold go to standard error.
    pub fn report(&self, report: &Report) -> anyhow::Result<()> {
        match &self.to {
            To::File(path) => {
                if let (NamedBy::CommandLine, Some(folder)) =
                    (&self.named_by, path.parent().filter(|folder| !folder.as_os_str().is_empty()))
                {
                    self.writer.make_folder(folder)?;
                }
                self.write(report, path)?;
                message(&format!("{}: written", source::show(path)));
            }
            To::Stderr => {
                let mut out = BufWriter::new(io::stderr().lock());
                self.render(report, &mut out)?;
                out.flush()?;
            }
            To::Stdout if self.format.binary.is_some() && io::stdout().is_terminal() => {
                let what = self.format.binary.unwrap_or_default();
                anyhow::bail!("{what} cannot be shown on a screen; give -o FILE.{}", self.format.ending)
            }
            To::Stdout => {
                let mut out = BufWriter::new(io::stdout().lock());
                self.render(report, &mut out)?;
                out.flush()?;
            }
        }
        self.tell(report);
        Ok(())
    }

    /// A path of a saved report with what its places stand for: the days, and a board and a plan in letters that are safe in a path.
    /// Any other stays as it is.
    pub fn filled(&self, path: &Path, board: &str, plan: &str) -> PathBuf {
        let Some(days) = self.saved else { return path.to_owned() };
        let path = days.fill(path);
        let Some(text) = path.to_str() else { return path };
        text.replace("{board}", board).replace("{plan}", plan).into()
    }

    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        if self.bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        (self.format.render)(report, self.style, out)
    }

    /// What the format has no room for goes to standard error.
    pub fn tell(&self, report: &Report) {
        (self.format.unsupported)(report).iter().for_each(|told| message(told));
    }

    /// Renders a report and writes it into a file, whole or not at all.
    pub fn write(&self, report: &Report, path: &Path) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        self.render(report, &mut bytes)?;
        self.writer.write(path, &bytes)?.iter().for_each(|loss| message(loss));
        Ok(())
    }
}

/// The days that the name of a file may be made of, where a saved report names it.
#[derive(Clone, Copy)]
pub struct FileDays {
    as_at: NaiveDate,
    month: When,
}

impl FileDays {
    /// The day asked about, and the month of the paper: that asked for, else that of the day.
    pub fn of(as_at: NaiveDate, month: Option<When>) -> FileDays {
        FileDays { as_at, month: month.unwrap_or(When::Month { year: as_at.year(), month: as_at.month() }) }
    }

    fn fill(self, path: &Path) -> PathBuf {
        let Some(text) = path.to_str() else { return path.to_owned() };
        text.replace("{month}", &self.month.to_string()).replace("{as-at}", &self.as_at.to_string()).into()
    }
}

/// In what format, and where to.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// The format; a table for the screen when left out. For Excel, xlsx is the one to open by a double click
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(render::FORMATS.iter().map(|format| format.name)))]
    format: Option<String>,
    /// Write into this file; its ending says the format
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Begin CSV or TSV with the mark by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
    /// Who named the file, or the folder of packs.
    #[arg(skip)]
    pub named_by: NamedBy,
    #[command(flatten)]
    pub screen: Screen,
}

/// What the screen is like.
#[derive(clap::Args, Debug)]
#[command(next_help_heading = "Output")]
pub struct Screen {
    /// The width to fit, in columns; the terminal's when left out
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Colour: on a terminal, always, or never
    #[arg(long, value_name = "WHEN", default_value = "auto", value_parser = ["auto", "always", "never"])]
    pub color: String,
}

impl OutputArgs {
    /// The format asked for, else the one the file's ending says, else a table; and where it goes. `kept` are the files that
    /// are read, over which nothing is written; a saved name is filled with the days.
    pub fn output(&self, kept: Vec<PathBuf>, days: FileDays) -> anyhow::Result<Output> {
        let saved = Some(days).filter(|_| matches!(self.named_by, NamedBy::Configuration(_)));
        let named = self.output.as_deref().map(|path| saved.map_or_else(|| path.to_owned(), |days| days.fill(path)));
        let to = To::of(named.as_ref());
        let by_ending = || match &to {
            To::Stdout | To::Stderr => Ok(None),
            To::File(path) => {
                let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
                let known =
                    render::FORMATS.iter().filter(|format| !format.ending.is_empty()).map(|format| format!(".{}", format.ending));
                match render::by_ending(&ending) {
                    Some(format) => Ok(Some(format)),
                    None if ending == "txt" => Ok(None),
                    None if ending.eq_ignore_ascii_case("pdf") => bail!(
                        "{}: lscb writes no PDF; give -o FILE.docx and save it as PDF in Word, or -o FILE.html and print it to PDF in a browser",
                        path.display()
                    ),
                    None => bail!(
                        "{}: cannot tell the format from the file's name; end it with {}, or give --format",
                        path.display(),
                        known.collect::<Vec<_>>().join(", ")
                    ),
                }
            }
        };
        let format = match &self.format {
            Some(name) => render::find(name),
            None => by_ending()?,
        };
        let format = format.or_else(|| render::find("table")).context("no format")?;
        if format.name == "xlsx" {
            // The package that makes workbooks asks for the time.
            clock::check_clock(SystemTime::now())?;
        }
        if self.bom && !["csv", "tsv"].contains(&format.name) {
            bail!("--bom is for csv and tsv: {} needs no mark", format.name);
        }
        let style = self.screen.style(!matches!(to, To::Stdout));
        if let (To::File(path), NamedBy::Configuration(_)) = (&to, &self.named_by)
            && !render::fits_ending(path, Some(format.name))
        {
            let ending = if format.ending.is_empty() { "txt" } else { format.ending };
            bail!(
                "{}: this name, saved in lscb.toml, does not end as the format does; give -o FILE.{ending}",
                source::show(path)
            );
        }
        Ok(Output {
            format,
            to,
            style,
            bom: self.bom,
            saved,
            named_by: self.named_by.clone(),
            writer: Writer::new(self.named_by.clone(), kept),
        })
    }
}

impl Screen {
    /// The width and colour for what is drawn on standard output, or in a file.
    pub fn style(&self, to_file: bool) -> Style {
        let choice = match &*self.color {
            "always" => anstream::ColorChoice::Always,
            "never" => anstream::ColorChoice::Never,
            _ => anstream::AutoStream::choice(&io::stdout()),
        };
        let colour = !to_file && !matches!(choice, anstream::ColorChoice::Never);
        let terminal = || crate::render::terminal_width().filter(|_| !to_file);
        let width = self.width.map(usize::from).or_else(columns).or_else(terminal).unwrap_or(WIDTH);
        Style { width, colour }
    }
}

/// What the environment says of the screen; an odd value says nothing.
fn columns() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok().filter(|columns| (20..=1000).contains(columns))
}

/// Standard output, for data that comes bit by bit.
pub fn stdout() -> io::StdoutLock<'static> {
    io::stdout().lock()
}

/// Data, whole, to standard output.
pub fn data(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// A patch, whole, to standard output: to the byte where a program reads it, and with nothing in it that a terminal would obey
/// where one shows it.
pub fn patch(patch: &str) -> io::Result<()> {
    if io::stdout().is_terminal() { data(&text::several_lines(patch)) } else { data(patch) }
}

/// A line for whoever sits at a terminal; a script has no use for it.
pub fn hint(text: &str) {
    if io::stderr().is_terminal() {
        message(text);
    }
}

/// A line to standard error, with nothing in it that a terminal would obey. A closed one is nobody's loss.
pub fn message(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", text::one_line(text));
}
