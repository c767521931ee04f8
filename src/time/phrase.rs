//! stub
use super::{every::Every, when::When};
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<'a> {
    pub phrase: &'a str,
    pub from: Option<When>,
    pub due: Vec<When>,
    pub every: Option<Every>,
    pub ongoing: bool,
    pub standing: bool,
    pub when: Option<String>,
    pub unclear: Option<String>,
}
pub fn read(phrase: &str) -> Reading<'_> {
    Reading {
        phrase,
        from: None,
        due: vec![],
        every: None,
        ongoing: false,
        standing: false,
        when: None,
        unclear: Some("stub".into()),
    }
}
