//! How long the planner takes for one changed event, at growing numbers of changes, natively.
//!
//! It prints one line of JSON for bench/bench.js and checks nothing. Three of ten events are linked and renamed, the others are
//! nobody's: the mixture is the same at every number, so that the times for one event can be compared.
//! The links lie in the store as in a run of the add-on, and are looked up there.

use std::hint::black_box;
use std::time::Instant as Watch;

use meetwright::base::json::Json;
use meetwright::base::table::Table;
use meetwright::base::time::{Instant, Offsets, Zones};
use meetwright::model::calendar_index::CalendarIndex;
use meetwright::model::event::Event;
use meetwright::model::fingerprint::Fingerprints;
use meetwright::model::link::{Link, LinkState};
use meetwright::model::meeting::MeetingId;
use meetwright::model::settings::Settings;
use meetwright::plan::changes::plan;
use meetwright::plan::facts::Facts;
use meetwright::store::State;

const LINKS: usize = 3_000;
const SIZES: [usize; 4] = [10, 100, 1_000, 10_000];
const RUNS: usize = 9;
const NOW: Instant = Instant(1_772_442_000);
const MEETING: &str = "870f51ff287b41be84648412901e0402";

fn id(number: usize) -> String {
    format!("{number:026}")
}

fn event(number: usize, name: usize) -> Event {
    let text = format!(
        r#"{{"id":"{}","status":"confirmed","summary":"Meeting {number}","organizer":{{"self":true}},
        "start":{{"dateTime":"2026-03-03T10:00:00Z","timeZone":"Europe/Paris"}},
        "end":{{"dateTime":"2026-03-03T11:00:00Z","timeZone":"Europe/Paris"}},
        "attendees":[{{"email":"guest-1@example.com"}},{{"email":"guest-2@example.com"}}]{}}}"#,
        id(name),
        if name < LINKS {
            format!(
                r#","conferenceData":{{"conferenceId":"1","parameters":{{"addOnParameters":{{"parameters":{{"meeting":"{MEETING}","event":"{}"}}}}}}}}"#,
                id(name)
            )
        } else {
            String::new()
        }
    );
    Event::read(&Json::parse(&text).expect("valid JSON")).expect("an event")
}

/// Three of ten are linked, spread over all links.
fn events(count: usize) -> Vec<Event> {
    let linked = count * 3 / 10;
    let name = |number: usize| match number % 10 {
        place @ 0..=2 => (number / 10 * 3 + place) * LINKS / linked.max(1) % LINKS,
        _ => LINKS + number,
    };
    (0..count).map(|number| event(number, name(number))).collect()
}

fn state() -> State {
    let mut state = State::read(Table::default());
    for number in 0..LINKS {
        let link = Link {
            meeting: MeetingId::read(MEETING),
            state: LinkState::Linked,
            last_sent: Fingerprints::of_title("Before"),
            ..Link::pending(&id(number), CalendarIndex::PRIMARY, NOW)
        };
        state.put(link).expect("room for three thousand links");
    }
    state
}

fn main() {
    let state = state();
    let zones = Zones(vec![("Europe/Paris".into(), Offsets(vec![(Instant(0), 3_600)]))]);
    let settings = Settings::default();
    let facts = Facts {
        now: NOW,
        calendar: "host@example.com",
        calendar_index: CalendarIndex::PRIMARY,
        calendar_zone: "Europe/Paris",
        zones: &zones,
        host: "host@example.com",
        google: "host@example.com",
        proven: &[],
        site: None,
        settings: &settings,
        neutral_title: "Webex meeting",
    };
    let mut rows = Vec::new();
    for size in SIZES {
        let events = events(size);
        // Small lists are planned often, so that every figure stands for the same number of events.
        let repeats = 10_000 / size;
        let mut nanoseconds: Vec<u128> = (0..RUNS)
            .map(|_| {
                let watch = Watch::now();
                for _ in 0..repeats {
                    black_box(plan(black_box(&events), |event| state.link(event), &facts));
                }
                watch.elapsed().as_nanos() / (repeats * size) as u128
            })
            .collect();
        nanoseconds.sort_unstable();
        let steps = plan(&events, |event| state.link(event), &facts).len();
        rows.push(format!(r#"{{"events":{size},"steps":{steps},"nanoseconds":{}}}"#, nanoseconds[RUNS / 2]));
    }
    println!("[{}]", rows.join(","));
}
