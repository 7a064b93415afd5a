//! The record of deletions that are held back until the person has said that they are meant.

use crate::base::json::{object, Json};

/// What the person has said about the deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    None,
    /// They are meant.
    Delete,
    /// The meetings stay.
    Keep,
    /// They disconnect, and all upcoming meetings go before.
    Leave,
}

/// Deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// How many meetings would go.
    pub count: u32,
    /// What the person has said.
    pub answer: Answer,
}

impl Hold {
    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Hold> {
        let answer = match json.get("answer").text() {
            Some("delete") => Answer::Delete,
            Some("keep") => Answer::Keep,
            Some("leave") => Answer::Leave,
            _ => Answer::None,
        };
        Some(Hold { count: u32::try_from(json.get("count").int()?).ok()?, answer })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        let answer = match self.answer {
            Answer::None => None,
            Answer::Delete => Some("delete"),
            Answer::Keep => Some("keep"),
            Answer::Leave => Some("leave"),
        };
        object([("count", i64::from(self.count).into()), ("answer", answer.into())]).to_string()
    }
}
