//! The configuration, `lscb.toml`: found upward from the current folder to the root of the git repository.
//! It can name folders, levels and days; it can run nothing.

use crate::diagnostic::Severity;
use crate::rules::{self, Levels};
use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the configuration file.
pub const FILE: &str = "lscb.toml";

/// Where the configuration comes from.
#[derive(clap::Args, Debug, Default)]
pub struct ConfigArgs {
    /// Read this configuration file instead of looking for lscb.toml
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config", help_heading = "Configuration")]
    config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, global = true, help_heading = "Configuration")]
    no_config: bool,
}

/// What holds for this run.
#[derive(Debug, Default)]
pub struct Config {
    /// The file it was read from.
    pub file: Option<PathBuf>,
    plans: Option<Vec<PathBuf>>,
    pub due_soon_days: Option<u32>,
    pub levels: Levels,
}

impl Config {
    /// The folders to look in when no path is given: those the file names, else `plans`, else the current folder.
    pub fn plans(&self) -> Vec<PathBuf> {
        match &self.plans {
            Some(plans) => plans.clone(),
            None => {
                let beside = self.file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).join("plans");
                let here = PathBuf::from("plans");
                if here.is_dir() {
                    vec![here]
                } else if beside.is_dir() {
                    vec![beside]
                } else {
                    vec![PathBuf::from(".")]
                }
            }
        }
    }
}

/// The keys of the file.
#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Written {
    plans: Option<OneOrMore>,
    due_soon_days: Option<u32>,
    #[serde(default)]
    levels: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(PathBuf),
    More(Vec<PathBuf>),
}

/// Finds and reads the configuration.
///
/// # Errors
/// When the file named does not exist, or its contents are not understood.
pub fn load(args: &ConfigArgs) -> anyhow::Result<Config> {
    let Some(path) = args.config.clone().or_else(|| find().filter(|_| !args.no_config)) else {
        return Ok(Config::default());
    };
    let file = crate::source::read(&path)?;
    let written: Written = toml::from_str(&file.text).with_context(|| format!("{} cannot be understood", file.name))?;
    let mut levels = Levels::default();
    for (id, level) in &written.levels {
        let Some(rule) = rules::find(id) else { bail!("{}: there is no rule called \"{id}\"", file.name) };
        let level = match &**level {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "advice" => Some(Severity::Advice),
            "off" => None,
            _ => bail!("{}: the level of {id} must be error, warning, advice or off, not \"{level}\"", file.name),
        };
        levels.set(rule, level);
    }
    let beside = path.parent().unwrap_or(Path::new("")).to_owned();
    let plans = written.plans.map(|plans| match plans {
        OneOrMore::One(plan) => vec![beside.join(plan)],
        OneOrMore::More(plans) => plans.into_iter().map(|plan| beside.join(plan)).collect(),
    });
    Ok(Config { file: Some(path), plans, due_soon_days: written.due_soon_days, levels })
}

/// Looks for the file here and in each folder above, up to the root of the git repository.
fn find() -> Option<PathBuf> {
    let mut up = PathBuf::new();
    let here = std::env::current_dir().ok()?;
    for folder in here.ancestors() {
        let file = up.join(FILE);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
        up.push("..");
    }
    None
}
