//! The commonest phrases, read at a glance: a day or a month by its full name, with its year in full.

use super::super::when::{MONTHS, When};

/// The date of "June 2008" or "30 June 2008", spelt just so; for any other phrase nothing, and it is looked at closely.
pub(super) fn date(phrase: &str) -> Option<When> {
    let (before, year) = phrase.as_bytes().split_last_chunk::<5>()?;
    let [b' ', year @ ..] = year else { return None };
    let year = number(year)? as i32;
    let (day, month) = match before {
        [digit @ b'1'..=b'9', b' ', month @ ..] => (Some(number(&[*digit])?), month),
        [tens @ b'1'..=b'3', ones @ b'0'..=b'9', b' ', month @ ..] => (Some(number(&[*tens, *ones])?), month),
        month => (None, month),
    };
    let month = MONTHS.iter().position(|name| name.as_bytes() == month)? as u32 + 1;
    match day {
        Some(day) => When::day(year, month, day).map(When::Day),
        None => When::day(year, month, 1).map(|_| When::Month { year, month }),
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::super::{read, read_closely};
    use super::date;

    #[test]
    fn a_date_read_at_a_glance_is_the_one_a_closer_look_finds() {
        let mut seen = 0;
        for year in ["1899", "1900", "1999", "2008", "2099", "2199", "2200", "208", "02008", "0000"] {
            for month in super::MONTHS.iter().chain(&["Jun", "june", "JUNE", "Sept", "Junes", "", "of"]) {
                for day in ["", "0 ", "1 ", "01 ", "9 ", "28 ", "29 ", "30 ", "31 ", "32 ", "99 ", "1st ", "2-", "1 2 ", " "] {
                    for end in ["", " ", ".", " Ongoing"] {
                        let phrase = format!("{day}{month} {year}{end}");
                        seen += usize::from(date(&phrase).is_some());
                        assert_eq!(read(&phrase), read_closely(&phrase), "{phrase:?}");
                    }
                }
            }
        }
        // In five years the months, and all days but those no month has; once a 29 February.
        assert_eq!(seen, 5 * (12 + 3 * 12 + 11 + 11 + 7) + 1);
    }
}
