//! What Google's event ids tell: the series of an occurrence, and the series that another one was split from.
//!
//! <https://developers.google.com/workspace/calendar/api/v3/reference/events>

use crate::base::text::split_once;

/// The series in an occurrence's id, which ends with the day or the time at which the rule put it.
pub fn series_of(event: &str) -> Option<&str> {
    let (series, stamp) = event.rsplit_once('_')?;
    let is_stamp = stamp.len() >= 8 && stamp.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'T' | b'Z'));
    is_stamp.then_some(series)
}

/// The id that a series had before it was split: Google names the following events after it.
pub fn split_base(series: &str) -> &str {
    split_from(series).unwrap_or(series)
}

/// The series that one of this id was split from, if it was.
pub fn split_from(series: &str) -> Option<&str> {
    split_once(series, "_R").map(|(base, _)| base)
}
