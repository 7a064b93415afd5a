//! An event in the viewer's language: its title and its time.

use crate::base::text::cut;
use crate::base::time::Instant;
use crate::flow::sync::zones::zones;
use crate::model::account::Account;
use crate::model::event::Event;
use crate::model::slot::{EventTime, Slot};
use crate::port::Ports;
use crate::ui::entry::Viewer;
use crate::ui::i18n::Message;

/// The title, cut to what a card shows.
pub(super) fn title(ports: &Ports<'_>, viewer: &Viewer, event: &Event) -> String {
    let title = event.title.as_deref().map(|title| cut(title, 120));
    title.unwrap_or_else(|| viewer.catalog(ports.texts).say(&Message::MeetingTitle))
}

/// The slot of an event's meeting, in the viewer's zone if the event names none.
pub(super) fn slot(ports: &Ports<'_>, viewer: &Viewer, event: &Event) -> Option<Slot> {
    let (start, end) = event.times()?;
    let zone = viewer.zone.as_deref().unwrap_or("UTC");
    Some(Slot::of(start, end, zone, &zones(ports, [event], zone)))
}

/// An event's time, in the viewer's zone and language.
pub(super) fn when(ports: &Ports<'_>, viewer: &Viewer, account: &Account, event: &Event) -> Option<String> {
    if let (EventTime::Date(first), EventTime::Date(after)) = event.times()? {
        let last = after.pred_opt().map_or(*first, |last| last.max(*first));
        return Some(viewer.catalog(ports.texts).days(*first, last));
    }
    let slot = slot(ports, viewer, event)?;
    let offsets = ports.clock.offsets(viewer.zone.as_deref().unwrap_or("UTC"), slot.start, slot.end);
    let local = |instant: Instant| offsets.local(instant);
    let end = match (event.start.as_ref()?, event.end.as_ref()?) {
        (EventTime::At(..), EventTime::At(end, _)) => *end,
        _ => slot.end,
    };
    Some(viewer.catalog(ports.texts).with_hours(account.hours).span(local(slot.start), local(end)))
}
