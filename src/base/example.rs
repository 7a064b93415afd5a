//! Instants and zones for tests.
//!
//! It exists in tests only.

use crate::base::time::{Instant, Offsets, Zones};

/// The instant that a text names.
pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// Paris around the spring change of 2027: +1 until 28 March 01:00 UTC, then +2.
pub(crate) fn paris() -> Zones {
    let offsets = Offsets(vec![(at("2027-03-01T00:00:00Z"), 3600), (at("2027-03-28T01:00:00Z"), 7200)]);
    Zones(vec![("Europe/Paris".into(), offsets)])
}
