//! How a run ends.

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExitStatus {
    /// Nothing wrong: exit code 0.
    Success,
    /// `check` found errors or warnings, or a question asked to fail had an answer: 1.
    Findings,
    /// Could not do all that was asked: 2.
    Failure,
}

impl ExitStatus {
    /// The worse of the two.
    pub fn and(self, other: ExitStatus) -> ExitStatus {
        if self == ExitStatus::Failure || other == ExitStatus::Failure {
            ExitStatus::Failure
        } else if self == ExitStatus::Findings || other == ExitStatus::Findings {
            ExitStatus::Findings
        } else {
            ExitStatus::Success
        }
    }
}
