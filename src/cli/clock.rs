//! The clock: read here and nowhere else, and only where what it says makes sense.

use anyhow::Context;
use chrono::NaiveDate;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Today, in the time zone of the person at the keyboard.
///
/// # Errors
/// When the clock stands before 1970, or `TZ` names what is no time zone.
pub fn today() -> anyhow::Result<NaiveDate> {
    check_clock(SystemTime::now()).context("today is not known; give the day with --as-at")?;
    if let Some(zone) = std::env::var_os("TZ") {
        check_zone(&zone)?;
    }
    Ok(chrono::Local::now().date_naive())
}

/// That the clock stands after 1970: the packages that ask it for the time end the program otherwise.
///
/// # Errors
/// A sentence when it does not.
pub fn check_clock(now: SystemTime) -> anyhow::Result<()> {
    anyhow::ensure!(now >= SystemTime::UNIX_EPOCH, "the clock of this machine stands before 1970; set it");
    Ok(())
}

/// That the time zone is no path to what cannot be read as one: a device may have no end.
fn check_zone(zone: &OsStr) -> anyhow::Result<()> {
    /// The longest zone of the usual tables, many times over, in bytes.
    const LARGEST_ZONE: u64 = 1 << 20;
    const FOLDERS: [&str; 4] = ["/usr/share/zoneinfo", "/share/zoneinfo", "/etc/zoneinfo", "/usr/share/lib/zoneinfo"];
    let text = zone.to_string_lossy();
    let path = Path::new(text.trim_start_matches(':'));
    // A relative path is looked for in the folders of the system; with none of them it is looked for here.
    let candidates: Vec<PathBuf> = FOLDERS.iter().map(|folder| Path::new(folder).join(path)).chain([path.to_owned()]).collect();
    anyhow::ensure!(
        text.trim().is_empty() || candidates.iter().all(|path| crate::source::is_short_file(path, LARGEST_ZONE)),
        "TZ is \"{text}\", which is no time zone; write one such as TZ=Europe/London, or give the day with --as-at"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_before_1970_is_told() {
        let before = SystemTime::UNIX_EPOCH - std::time::Duration::from_secs(1);
        assert!(check_clock(before).unwrap_err().to_string().contains("before 1970"));
        assert!(check_clock(SystemTime::UNIX_EPOCH).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_time_zone_that_is_a_device_is_refused() {
        for zone in ["/dev/zero", ":/dev/zero", "/dev/../dev/zero", "/proc/kmsg"] {
            assert!(check_zone(OsStr::new(zone)).is_err(), "{zone}");
        }
        for zone in ["", "UTC", "Europe/London", ":Europe/London", "GMT0BST,M3.5.0/1,M10.5.0", "nowhere"] {
            assert!(check_zone(OsStr::new(zone)).is_ok(), "{zone}");
        }
    }
}
