//! Time: dates at the precision printed, a board's words for them, and what is overdue as at a day.
//!
//! Knows nothing of plans and files, and never what day it is: the day is an argument.

pub mod every;
pub mod period;
pub mod phrase;
pub mod state;
pub mod when;
