//! The id of a calendar event, and what Google's ids tell: the series of an occurrence, and the series that another one was split from.
//!
//! <https://developers.google.com/workspace/calendar/api/v3/reference/events>

use crate::base::text::split_once;

/// What separates the id of a series from the time at which it was split.
const SPLIT_MARK: &str = "_R";

/// The id of an event, which is unique within its calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventId<'a>(pub &'a str);

impl<'a> EventId<'a> {
    /// The series in an occurrence's id, which ends with the day or the time that the rule gives the occurrence.
    pub fn series(self) -> Option<EventId<'a>> {
        let (series, stamp) = self.0.rsplit_once('_')?;
        let is_stamp =
            stamp.len() >= 8 && stamp.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z'));
        is_stamp.then_some(EventId(series))
    }

    /// The series of an occurrence; any other event itself.
    pub fn series_or_self(self) -> EventId<'a> {
        self.series().unwrap_or(self)
    }

    /// The series that the series of this id was split from, if it was: "this and following events" makes Google name the new one after it.
    pub fn split_from(self) -> Option<EventId<'a>> {
        split_once(self.0, SPLIT_MARK).map(|(base, _)| EventId(base))
    }

    /// The id that a series had before it was split; without a split, its own.
    pub fn split_base(self) -> EventId<'a> {
        self.split_from().unwrap_or(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occurrences_id_ends_with_its_day_or_time() {
        for (id, series) in [
            ("abc_20261125T080000Z", Some("abc")),
            ("abc_20261125", Some("abc")),
            ("abc_R20261125T080000_20261202T080000Z", Some("abc_R20261125T080000")),
            // The mark of a split is no occurrence's time.
            ("abc_R20261125T080000", None),
            ("abc_2026112", None),
            ("abc", None),
        ] {
            assert_eq!(EventId(id).series(), series.map(EventId), "{id}");
            assert_eq!(EventId(id).series_or_self(), EventId(series.unwrap_or(id)), "{id}");
        }
    }

    #[test]
    fn a_split_series_id_begins_with_the_id_of_the_series_before_it() {
        for (id, base) in [("abc_R20261125T080000", Some("abc")), ("abc", None), ("abc_20261125", None)] {
            assert_eq!(EventId(id).split_from(), base.map(EventId), "{id}");
            assert_eq!(EventId(id).split_base(), EventId(base.unwrap_or(id)), "{id}");
        }
    }
}
