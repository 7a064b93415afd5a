//! Second parts of split series that have fresh ids, since "this and following events" had a new time.
//!
//! Recorded calendars show that such a part has the time of creation of the first one; nothing else connects the two.
//! Whoever may write to a calendar can write almost anything into an event, but not when it was created. The rule of the first part was
//! cut by the same change, so both are reported together. Only the user's own link of the first part counts, as for every other split.

use crate::base::text::split_once;
use crate::base::time::{Instant, DAY};
use crate::model::event::{Conference, Event, Repeats, Role};
use crate::model::event_id::EventId;
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState};
use crate::model::settings::Kind;
use crate::plan::facts::Facts;
use crate::plan::occurrence_key::moment;

/// How long the meeting of a second part is wanted, in seconds; other wishes are kept for a day. Webex may make no more meetings today.
const WANTED_FOR: i64 = 7 * DAY;

/// How much earlier the first event of a second part may be than the one that it was made from, in seconds.
const MOVED_BY: i64 = 7 * DAY;

/// The links of the second parts among these events, whose meetings are to be made. They have the hosts of the first parts.
///
/// They are stored before anything is planned: once Webex has followed the first part, nothing shows any more that it was just cut.
#[inline(never)] // The module contains it once.
pub fn second_parts<'a>(
    events: &[Event],
    is_delta: bool,
    link: &dyn Fn(&str) -> Option<&'a Link>,
    facts: &Facts<'_>,
) -> Vec<Link> {
    let mut found = Vec::new();
    for event in events.iter().filter(|event| may_be_second_part(event)) {
        let firsts = events.iter().filter(|first| is_second_part(event, first));
        let mut links = firsts.filter_map(|first| Some((first, link(&first.id)?)));
        let own = links.find(|(first, own)| is_cut(first, own, event, facts, is_delta));
        if let Some((_, own)) = own.filter(|_| link(&event.id).is_none()) {
            let state = match event.conference {
                Conference::None => LinkState::Wanted(Kind::Meeting),
                // It shows the first part's meeting until it has its own.
                _ => LinkState::Pending,
            };
            let pending = Link::pending(&event.id, facts.calendar_index, facts.now.plus(WANTED_FOR - DAY));
            found.push(Link { state, host: own.host, ..pending });
        }
    }
    found
}

/// Whether an event may be the second part of a series: a series that was made in Google Calendar, with an id of its own.
fn may_be_second_part(event: &Event) -> bool {
    let is_series = matches!(event.repeats, Repeats::Series(_)) && event.takes_a_meeting();
    is_series && event.role == Role::Organizer && EventId(&event.id).split_from().is_none()
}

/// Whether two series may be parts of one, by what a person can't choose, and whether the second has no other conference.
fn is_second_part(event: &Event, first: &Event) -> bool {
    let is_of_first = match &event.conference {
        Conference::None => true,
        Conference::Ours { event: named, .. } => EventId(named).base() == EventId(&first.id).base(),
        Conference::PersonalRoom | Conference::Foreign => false,
    };
    let is_created_with_it = event.created.is_some() && event.created == first.created;
    let is_by_the_same = (&event.creator, &event.organizer) == (&first.creator, &first.organizer);
    is_created_with_it && is_by_the_same && is_of_first && event.id != first.id
}

/// Whether the rule of a linked series was cut to end before this event: Webex has a later end, or its meeting was never seen in the event.
///
/// Of a meeting that was not seen yet, no end is known. Such an event counts only where both are reported as changed, since tools create
/// many series at once, and a list of the whole calendar contains them all.
fn is_cut(first: &Event, own: &Link, event: &Event, facts: &Facts<'_>, is_delta: bool) -> bool {
    let Repeats::Series(lines) = &first.repeats else { return false };
    let (Some(until), Some((start, _))) = (lines.iter().find_map(|line| until(line)), event.times()) else {
        return false;
    };
    let time = Fingerprints::of(first, facts.of(own).hosting(), "", facts.calendar_zone).time;
    let is_retimed = own.series.is_some() && time != own.last_sent.time && until < stamp(own.end).as_str();
    let is_unseen = own.state == LinkState::Waiting && is_delta;
    let is_live = own.calendar == facts.calendar_index && own.state.is_shown();
    is_live && (is_retimed || is_unseen) && until < stamp(moment(start).plus(MOVED_BY)).as_str()
}

/// The end of a rule of RFC 5545, as text.
fn until(line: &str) -> Option<&str> {
    split_once(line, "UNTIL=").map(|(_, rest)| rest.split(';').next().unwrap_or_default())
}

/// An instant in the form of such an end.
fn stamp(instant: Instant) -> String {
    instant.rfc3339().chars().filter(|c| !matches!(c, '-' | ':')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::calendar_index::CalendarIndex;
    use crate::model::slot::EventTime;
    use crate::plan::example::{at, link as link_of, series, weekly, with_facts};

    const CREATED: &str = "2026-11-20T10:00:00.000Z";

    /// The first two of four Tuesdays, which the other two were split from.
    fn first() -> Event {
        Event { created: Some(CREATED.into()), ..series("RRULE:FREQ=WEEKLY;UNTIL=20261214T225959Z") }
    }

    /// The second part, an hour earlier, without a conference.
    fn second() -> Event {
        let at = |text: &str| Some(EventTime::At(at(text), Some("Europe/Paris".into())));
        let (start, end) = (at("2026-12-15T07:00:00Z"), at("2026-12-15T08:00:00Z"));
        Event { id: "s2".into(), conference: Conference::None, start, end, ..first() }
    }

    fn found(events: &[Event], own: &Link) -> Vec<(String, LinkState, Option<CalendarIndex>)> {
        found_in(events, own, true)
    }

    fn found_in(events: &[Event], own: &Link, is_delta: bool) -> Vec<(String, LinkState, Option<CalendarIndex>)> {
        with_facts(|facts| second_parts(events, is_delta, &|id| (id == own.event).then_some(own), facts))
            .into_iter()
            .map(|link| (link.event, link.state, link.host))
            .collect()
    }

    fn whole() -> Link {
        link_of(&weekly(), LinkState::Linked)
    }

    /// proves: E103
    #[test]
    fn the_second_part_with_a_fresh_id_inherits_from_the_users_link_of_the_first() {
        let wanted = |state| vec![("s2".to_owned(), state, None)];
        assert_eq!(found(&[second(), first()], &whole()), wanted(LinkState::Wanted(Kind::Meeting)));
        let kept = Event { conference: first().conference, ..second() };
        assert_eq!(found(&[first(), kept], &whole()), wanted(LinkState::Pending));
        let owned = Link { host: Some(CalendarIndex::of(3)), ..whole() };
        assert_eq!(found(&[first(), second()], &owned)[0].2, owned.host, "whoever hosts the first part hosts both");
        // It was split before its meeting was seen in it.
        let waiting = Link { series: None, ..Link { state: LinkState::Waiting, ..whole() } };
        assert_eq!(found_in(&[first(), second()], &waiting, true).len(), 1);
        assert_eq!(found_in(&[first(), second()], &waiting, false), [], "tools create many series at once");
        assert_eq!(found_in(&[first(), second()], &whole(), false).len(), 1);
    }

    /// proves: E92, E103
    #[test]
    fn what_is_not_known_to_be_a_second_part_inherits_nothing() {
        let none = |events: &[Event], own: &Link| assert_eq!(found(events, own), [], "{events:?} {own:?}");
        for created in [None, Some("2026-11-20T10:00:01.000Z".to_owned())] {
            none(&[first(), Event { created, ..second() }], &whole());
        }
        let unknown = Event { created: None, ..first() };
        none(&[unknown.clone(), Event { created: None, ..second() }], &whole());
        none(&[first(), Event { creator: Some("mallory@example.com".into()), ..second() }], &whole());
        none(&[first(), Event { role: Role::Importer, ..second() }], &whole());
        none(&[first(), Event { role: Role::Guest, ..second() }], &whole());
        none(&[first(), Event { conference: Conference::Foreign, ..second() }], &whole());
        none(&[first(), Event { repeats: Repeats::Never, ..second() }], &whole());
        none(&[second()], &whole());
        none(&[first(), Event { id: "s2".into(), conference: Conference::None, ..first() }], &whole());
        for state in [LinkState::Leaving, LinkState::Deleted, LinkState::Gone] {
            none(&[first(), second()], &link_of(&weekly(), state));
        }
        none(&[first(), second()], &Link { calendar: CalendarIndex::of(1), ..whole() });
        // Webex has this rule already, so that it was not cut just now; or its end lies beyond the last occurrence.
        none(&[first(), second()], &link_of(&first(), LinkState::Linked));
        let longer = Event { created: Some(CREATED.into()), ..series("RRULE:FREQ=WEEKLY;UNTIL=20270314T225959Z") };
        none(&[longer, second()], &whole());
        let endless = Event { created: Some(CREATED.into()), ..series("RRULE:FREQ=WEEKLY") };
        none(&[endless, second()], &whole());
    }
}
