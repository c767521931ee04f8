//! The hard cases of Word's tables.
