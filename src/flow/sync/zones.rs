//! Asks the host for the offsets of the zones that events name.

use crate::base::time::{is_zone_name, Instant, Zones};
use crate::model::event::Event;
use crate::plan::zones::zones_of;
use crate::port::Ports;

/// Asks the host for the offsets of every zone that the events name.
pub fn zones<'a>(ports: &Ports<'_>, events: impl IntoIterator<Item = &'a Event>, calendar_zone: &'a str) -> Zones {
    let spans = zones_of(&mut events.into_iter(), calendar_zone, ports.clock.now());
    let offsets = |zone: &str, from: Instant, to: Instant| (zone.to_owned(), ports.clock.offsets(zone, from, to));
    // Google accepts any name, and returns UTC for an unknown one.
    let named = spans.into_iter().filter(|(zone, _, _)| is_zone_name(zone));
    Zones(named.map(|(zone, from, to)| offsets(zone, from, to)).collect())
}
