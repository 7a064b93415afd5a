//! The record of deletions that are held back until the person confirms them.

use crate::base::json::{object, Json};

/// The person's answer about deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldAnswer {
    /// None yet.
    None,
    /// Delete the meetings.
    Delete,
    /// Keep the meetings.
    Keep,
    /// Delete all upcoming meetings, and then disconnect.
    Leave,
}

/// Deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How many meetings would be deleted.
    pub count: u32,
    /// The person's answer.
    pub answer: HoldAnswer,
}

impl Hold {
    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Hold> {
        let answer = match json.get("answer").text() {
            Some("delete") => HoldAnswer::Delete,
            Some("keep") => HoldAnswer::Keep,
            Some("leave") => HoldAnswer::Leave,
            _ => HoldAnswer::None,
        };
        Some(Hold { count: u32::try_from(json.get("count").int()?).ok()?, answer })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        let answer = match self.answer {
            HoldAnswer::None => None,
            HoldAnswer::Delete => Some("delete"),
            HoldAnswer::Keep => Some("keep"),
            HoldAnswer::Leave => Some("leave"),
        };
        object([("count", i64::from(self.count).into()), ("answer", answer.into())]).to_string()
    }
}
