//! The record of deletions that are held back until the person confirms them.

use crate::base::json::{object, Json};
use crate::model::calendar_index::CalendarIndex;

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

/// Which deletions one question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The calendar.
    pub calendar: CalendarIndex,
    /// Whether it is about guests' copies of events, which go one by one, or about many deletions at once.
    pub is_guests: bool,
}

/// Deletions that are held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Which ones. If all meetings are deleted, it says nothing.
    pub scope: Scope,
    /// How many meetings would be deleted.
    pub count: u32,
    /// The person's answer.
    pub answer: HoldAnswer,
}

impl Hold {
    /// The deletion of all meetings before the person is disconnected.
    pub fn leave(count: u32) -> Hold {
        let scope = Scope { calendar: CalendarIndex::PRIMARY, is_guests: false };
        Hold { scope, count, answer: HoldAnswer::Leave }
    }

    fn read(json: &Json) -> Option<Hold> {
        let answer = match json.get("answer").text() {
            Some("delete") => HoldAnswer::Delete,
            Some("keep") => HoldAnswer::Keep,
            Some("leave") => HoldAnswer::Leave,
            _ => HoldAnswer::None,
        };
        let calendar = CalendarIndex::read(json.get("calendar").int()?)?;
        let scope = Scope { calendar, is_guests: json.get("guests").is_true() };
        Some(Hold { scope, count: u32::try_from(json.get("count").int()?).ok()?, answer })
    }

    fn write(self) -> Json {
        let answer = match self.answer {
            HoldAnswer::None => None,
            HoldAnswer::Delete => Some("delete"),
            HoldAnswer::Keep => Some("keep"),
            HoldAnswer::Leave => Some("leave"),
        };
        object([
            ("calendar", self.scope.calendar.number().into()),
            ("guests", self.scope.is_guests.into()),
            ("count", i64::from(self.count).into()),
            ("answer", answer.into()),
        ])
    }
}

/// Reads the stored form of all questions.
pub fn read(json: &Json) -> Option<Vec<Hold>> {
    match json {
        Json::List(items) => items.iter().map(Hold::read).collect(),
        _ => None,
    }
}

/// The stored form of all questions; empty if there are none.
pub fn write(holds: &[Hold]) -> String {
    if holds.is_empty() {
        return String::new();
    }
    Json::List(holds.iter().copied().map(Hold::write).collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: E91, E99
    #[test]
    fn questions_are_read_back_as_they_were_written() {
        let of = |calendar: i64, is_guests: bool, answer| {
            let scope = Scope { calendar: CalendarIndex::read(calendar).unwrap(), is_guests };
            Hold { scope, count: 30, answer }
        };
        let holds = [
            of(0, false, HoldAnswer::None),
            of(1, true, HoldAnswer::Delete),
            of(2, false, HoldAnswer::Keep),
            Hold::leave(30),
        ];
        assert_eq!(read(&Json::parse(&write(&holds)).unwrap()), Some(holds.to_vec()));
        assert_eq!((write(&[]), read(&Json::Null)), (String::new(), None));
        assert_eq!(read(&Json::parse(r#"[{"calendar":0}]"#).unwrap()), None);
    }
}
