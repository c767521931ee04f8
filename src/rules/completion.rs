//! What the rules about complete actions share.

use crate::plan::{Action, Status};
use crate::text::Span;

/// Where an action says that it is complete, unless its status says otherwise.
pub(super) fn completed_at(action: &Action) -> Option<Span> {
    match action.status {
        Some(status) => (status.value == Status::Complete).then_some(status.span),
        None if action.unreadable("status") => None,
        None => action.completed.map(|completed| completed.span),
    }
}
