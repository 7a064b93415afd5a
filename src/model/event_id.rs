//! The id of a calendar event, and what Google's ids tell: what belongs together, and which series another one was split from.
//!
//! The series of an occurrence is not told by its id: the occurrences of all parts of a split series are named after the first part.
//! Google's `recurringEventId` says it ([`crate::model::event::Occurrence`]).
//!
//! <https://developers.google.com/workspace/calendar/api/v3/reference/events>

use crate::base::text::split_once;

/// What separates the id of a series from the time at which it was split.
const SPLIT_MARK: &str = "_R";

/// The id of an event, which is unique within its calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventId<'a>(pub &'a str);

impl<'a> EventId<'a> {
    /// The id that a series, all parts that it was split into and all their occurrences have in common.
    pub fn base(self) -> EventId<'a> {
        self.base_of_occurrence().or(self.split_from()).unwrap_or(self)
    }

    /// The same if this is the id of an occurrence, which ends with the day or the time that the rule gives it.
    pub fn base_of_occurrence(self) -> Option<EventId<'a>> {
        let (series, stamp) = self.0.rsplit_once('_')?;
        let is_stamp =
            stamp.len() >= 8 && stamp.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z'));
        is_stamp.then(|| EventId(series).split_from().unwrap_or(EventId(series)))
    }

    /// The series that the series of this id was split from, if it was: "this and following events" makes Google name the new one after it.
    pub fn split_from(self) -> Option<EventId<'a>> {
        split_once(self.0, SPLIT_MARK).map(|(base, _)| EventId(base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: E102
    #[test]
    fn the_parts_of_a_series_and_their_occurrences_have_one_base() {
        for (id, base, is_occurrence) in [
            // Recorded: an occurrence of the second part and its series.
            ("5f8acg1mhfb5263cchonigpuki_20210521T160000Z", "5f8acg1mhfb5263cchonigpuki", true),
            ("5f8acg1mhfb5263cchonigpuki_R20210510T160000", "5f8acg1mhfb5263cchonigpuki", false),
            ("abc_20261125", "abc", true),
            ("abc_R20261125", "abc", false),
            ("abc_R20261125T080000_20261202T080000Z", "abc", true),
            ("abc_2026112", "abc_2026112", false),
            ("abc", "abc", false),
        ] {
            assert_eq!(EventId(id).base(), EventId(base), "{id}");
            assert_eq!(EventId(id).base_of_occurrence(), is_occurrence.then_some(EventId(base)), "{id}");
        }
    }

    #[test]
    fn a_split_series_id_begins_with_the_id_of_the_series_before_it() {
        for (id, base) in [("abc_R20261125T080000", Some("abc")), ("abc", None), ("abc_20261125", None)] {
            assert_eq!(EventId(id).split_from(), base.map(EventId), "{id}");
        }
    }
}
