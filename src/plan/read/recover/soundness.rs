//! Whether a text is TOML as it stands: how every repair is proved.

use toml_spanner::{Arena, parse_recoverable};

/// Whether a text is TOML.
pub fn is_sound(text: &str) -> bool {
    let arena = Arena::new();
    parse_recoverable(text, &arena).errors().is_empty()
}
