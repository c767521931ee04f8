//! Characters of symbol fonts, as the signs that they show.

use crate::import::xml::Element;

/// The sign of a `sym` element: a code in a font.
pub(super) fn symbol(element: &Element) -> Option<char> {
    let code = u32::from_str_radix(element.attribute("char")?, 16).ok()?;
    in_font(char::from_u32(code)?, element.attribute("font").unwrap_or_default())
}

/// What a character shows in a font: one of signs has them in the place of letters, or in the private area.
pub(super) fn in_font(character: char, font: &str) -> Option<char> {
    let font = font.to_ascii_lowercase();
    let code = u32::from(character);
    let low = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let is_letter = (0x21..=0xff).contains(&low);
    match &*font {
        "wingdings" if is_letter => {
            shown(char::from_u32(0xf000 + low)?).map(|sign| if sign.is_alphanumeric() { '•' } else { sign })
        }
        "wingdings 2" if is_letter => Some(match low {
            0x50 => '✓',
            0x4f | 0x51 => '✗',
            0x52 => '☑',
            0x53 | 0x54 => '☒',
            0x30 | 0xa3 => '☐',
            _ => '•',
        }),
        "webdings" if is_letter => Some(match low {
            0x61 => '✓',
            0x72 => '✗',
            0x63 => '☐',
            0x67 => '■',
            _ => '•',
        }),
        _ => shown(character),
    }
}

/// What a character shows: those of the private area are signs of Wingdings and Symbol; a hyphen that only shows at the end of a
/// line is nothing.
pub(super) fn shown(character: char) -> Option<char> {
    Some(match character {
        '\u{ad}' | '\u{200b}' | '\u{feff}' => return None,
        '\u{f0fc}' => '✓',
        '\u{f0fe}' | '\u{2611}' => '☑',
        '\u{f0fd}' | '\u{2612}' => '☒',
        '\u{f0fb}' => '✗',
        '\u{f0a8}' | '\u{f06f}' | '\u{f0a3}' => '☐',
        '\u{f0e0}' => '→',
        '\u{f0b7}' | '\u{f0a7}' | '\u{f0d8}' | '\u{f06c}' | '\u{f06e}' => '•',
        '\u{f02d}' => '–',
        '\u{f020}'..='\u{f07e}' => char::from_u32(character as u32 - 0xf000)?,
        '\u{e000}'..='\u{f8ff}' => '•',
        other => other,
    })
}
