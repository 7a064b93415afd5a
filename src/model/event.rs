//! An event of the calendar, reduced to what decides about its meeting.
//!
//! It is read from the Calendar API's JSON, without the description.
//! Missing and malformed members of Google's object become defaults.

mod conference;
pub mod reservation;

use crate::base::json::{object, Json};
use crate::base::table::sorted;
use crate::base::text::{one_line, split_once};
use crate::base::time::{parse_date, Instant};
use crate::model::meeting::{host_mark, webex_url, MeetingId};
use crate::model::slot::EventTime;

use conference::{conference, host, video_entry};
pub use conference::{conference_of_open_event, property};
pub use reservation::Reservation;

/// The `fields` mask of one event, the same for lists and single reads.
pub const EVENT_FIELDS: &str = "id,status,etag,iCalUID,recurringEventId,recurrence,summary,start,end,eventType,\
originalStartTime,created,visibility,location,organizer(email,self),creator(email,self),attendees(email,self,resource),attendeesOmitted,\
conferenceData(conferenceId,conferenceSolution(key(type),name),entryPoints(entryPointType,uri),parameters),\
extendedProperties(private)";

/// Names an event by its calendar and its id there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRef {
    /// The calendar's id.
    pub calendar: String,
    /// The event's id.
    pub event: String,
}

/// The status of an event in Google Calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Confirmed or tentative.
    Active,
    /// Deleted; often only its id is left.
    Cancelled,
}

/// What an event's conference data says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conference {
    /// The event has no conference.
    None,
    /// A meeting that this add-on made, and the event that it was made for.
    Ours {
        /// The Webex meeting.
        meeting: MeetingId,
        /// The event that the data names. In a copy it is the original.
        event: String,
    },
    /// The host's Personal Room, which the add-on never changes.
    PersonalRoom,
    /// Another provider's, or a Webex meeting that this add-on did not make.
    Foreign,
}

/// Whether an event repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// It takes place once.
    Never,
    /// It is a series, by these lines of RFC 5545.
    Series(Vec<String>),
    /// It is one occurrence of a series.
    Occurrence(Occurrence),
}

/// Which occurrence of which series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The id of the series.
    pub series: String,
    /// The start that the rule gives it, even if it was moved since. It identifies the occurrence, whose id may change.
    pub original: Option<EventTime>,
}

/// Someone or something invited to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The address as Google writes it.
    pub email: String,
    /// Whether it is a room or another resource.
    pub is_resource: bool,
    /// Whether it is the calendar's owner.
    pub is_self: bool,
}

/// The host of a meeting, by the addresses that tell them from the guests of its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hosting<'a> {
    /// The host's address at Webex.
    pub webex: &'a str,
    /// The host's address at Google.
    pub google: &'a str,
    /// The calendar that the event lies in.
    pub calendar: &'a str,
}

impl Hosting<'_> {
    /// Whether an address is the host's.
    fn is(self, email: &str) -> bool {
        email.eq_ignore_ascii_case(self.webex) || email.eq_ignore_ascii_case(self.google)
    }

    /// Whether the event lies in the host's own calendar.
    fn is_at_home(self) -> bool {
        self.calendar.eq_ignore_ascii_case(self.google)
    }
}

/// What the calendar's owner has to do with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Organises it, and it was made in Google Calendar.
    Organizer,
    /// Organises it, and it was imported, or it is not known where it was made.
    Importer,
    /// Was invited to it.
    Guest,
}

/// Who sees an event's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone who sees the calendar sees the title.
    Shown,
    /// The title is hidden from others.
    Private,
}

/// An event, reduced to what decides about its meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Google's id, unique within a calendar.
    pub id: String,
    /// Its status.
    pub status: Status,
    /// The version of it that was read.
    pub etag: String,
    /// The title on one line; `None` when there is none.
    pub title: Option<String>,
    /// The start; `None` in a tombstone.
    pub start: Option<EventTime>,
    /// The end, exclusive.
    pub end: Option<EventTime>,
    /// What the calendar's owner has to do with it.
    pub role: Role,
    /// When it was created, as Google writes it. The second part of a split series may have the time of the first.
    pub created: Option<String>,
    /// The address of its creator.
    pub creator: Option<String>,
    /// The address of its organiser.
    pub organizer: Option<String>,
    /// Guests, the owner included.
    pub guests: Vec<Guest>,
    /// Whether Google left guests out of the list.
    pub guests_omitted: bool,
    /// What its conference data says.
    pub conference: Conference,
    /// The mark of the host that its conference names; older conferences have none.
    pub host: Option<String>,
    /// The event that its private properties name, which stand in for conference data that Google would not take.
    pub property_event: Option<String>,
    /// Whose add-on is about to make its meeting.
    pub reservation: Option<Reservation>,
    /// Whether it repeats.
    pub repeats: Repeats,
    /// Whether it is an ordinary event and not a focus time, an absence, a birthday…
    pub is_ordinary: bool,
    /// Who sees its title.
    pub visibility: Visibility,
    /// The address of its video entry point.
    pub video_uri: Option<String>,
    /// The Webex URL in its location, if the location is only that.
    pub location_url: Option<String>,
    /// Whether its location names a conference, or asks Webex for one.
    pub location_names_conference: bool,
}

/// Names of the add-on's parameters in an event's conference data, and of the private extended properties that stand in for them.
pub mod parameter {
    /// The Webex meeting's id.
    pub const MEETING: &str = "meeting";
    /// The id of the event that the meeting was made for.
    pub const EVENT: &str = "event";
    /// The mark of the meeting's host.
    pub const HOST: &str = "host";
    /// Says whose add-on is about to make the meeting ([`super::Reservation`]).
    pub const RESERVED: &str = "reserved";
    /// Marks a Personal Room.
    pub const ROOM: &str = "room";
    /// The prefix of the private extended properties.
    pub const PROPERTY_PREFIX: &str = "meetwright-";
}

impl Event {
    /// Reads the API's object; `None` if it has no id.
    pub fn read(json: &Json) -> Option<Event> {
        let start = time(json.get("start"));
        let video = video_entry(json.get("conferenceData"));
        Some(Event {
            id: json.get("id").text()?.to_owned(),
            status: match json.get("status").text() {
                Some("cancelled") => Status::Cancelled,
                _ => Status::Active,
            },
            etag: owned(json.get("etag")).unwrap_or_default(),
            title: json.get("summary").text().map(one_line).filter(|title| !title.is_empty()),
            end: time(json.get("end")).or_else(|| start.clone()),
            start,
            role: role(json),
            created: owned(json.get("created")),
            creator: owned(json.at(&["creator", "email"])),
            organizer: owned(json.at(&["organizer", "email"])),
            guests: json.get("attendees").items().iter().filter_map(guest).collect(),
            guests_omitted: json.get("attendeesOmitted").is_true(),
            conference: conference(json),
            host: host(json),
            property_event: owned(json.at(&["extendedProperties", "private"]).get(&property(parameter::EVENT))),
            reservation: reservation::read(json),
            repeats: repeats(json),
            is_ordinary: matches!(json.get("eventType").text(), None | Some("default")),
            visibility: match json.get("visibility").text() {
                Some("private" | "confidential") => Visibility::Private,
                _ => Visibility::Shown,
            },
            video_uri: video.map(str::to_owned),
            location_url: json.get("location").text().and_then(webex_url),
            location_names_conference: json.get("location").text().is_some_and(names_a_conference),
        })
    }

    /// Reads the few values that CalendarApp provides: title, times and creator. Guests and conference stay unknown.
    pub fn of_calendar_app(id: &str, values: &Json, owner: &str) -> Option<Event> {
        let time = |name: &str| {
            let milliseconds = values.get(name).int()?;
            Some(EventTime::At(Instant(milliseconds.div_euclid(1000)), None))
        };
        let creator = values.get("creators").items().first().and_then(owned);
        let is_own = creator.as_deref().is_some_and(|creator| creator.eq_ignore_ascii_case(owner));
        let bare = Event::read(&object([("id", id.into()), ("summary", values.get("title").clone())]))?;
        Some(Event {
            start: time("start"),
            end: time("end"),
            role: if is_own { Role::Importer } else { Role::Guest },
            creator,
            // The list of guests is not known, so nobody may be removed because of it.
            guests_omitted: true,
            ..bare
        })
    }

    /// Whether the event was read through CalendarApp, which has no etags.
    pub fn is_from_calendar_app(&self) -> bool {
        self.etag.is_empty()
    }

    /// Whether a meeting may be attached: an ordinary event that takes place and has a time.
    pub fn takes_a_meeting(&self) -> bool {
        self.is_ordinary && self.status == Status::Active && self.start.is_some()
    }

    /// Whether its conference names another host than the one with this address at Webex.
    pub fn names_another_host(&self, host: &str) -> bool {
        self.host.as_ref().is_some_and(|mark| *mark != host_mark(host))
    }

    /// The address of the host that its conference names, if that is one of the people whom the event names.
    pub fn claimed_host(&self) -> Option<&str> {
        let mark = self.host.as_ref()?;
        let guests = self.guests.iter().map(|guest| &guest.email);
        let mut people = self.organizer.iter().chain(&self.creator).chain(guests);
        people.find(|email| host_mark(email) == *mark).map(String::as_str)
    }

    /// Whether the calendar's owner organises it.
    pub fn is_organized(&self) -> bool {
        matches!(self.role, Role::Organizer | Role::Importer)
    }

    /// The occurrence that it is, if it is one.
    pub fn occurrence(&self) -> Option<&Occurrence> {
        match &self.repeats {
            Repeats::Occurrence(occurrence) => Some(occurrence),
            Repeats::Never | Repeats::Series(_) => None,
        }
    }

    /// The start and the end, if the event has both.
    pub fn times(&self) -> Option<(&EventTime, &EventTime)> {
        Some((self.start.as_ref()?, self.end.as_ref()?))
    }

    /// Everyone who should be invited to the meeting: persons, without the host, each once, in lower case.
    ///
    /// The organiser takes part also where the guests don't name them, such as the owner of a calendar whose delegate hosts.
    pub fn invitees(&self, host: Hosting<'_>) -> Vec<String> {
        let is_guest = |guest: &&Guest| !(guest.is_resource || guest.is_self && host.is_at_home());
        let guests = self.guests.iter().filter(is_guest).map(|guest| &guest.email);
        let organizer = self.organizer.iter().filter(|email| {
            let is_host = self.is_organized() && host.is_at_home();
            !is_host && !is_unknown_organizer(email)
        });
        let emails = guests.chain(organizer).map(|email| email.to_ascii_lowercase());
        sorted(emails.filter(|email| !host.is(email) && !is_no_person(email)))
    }
}

/// Whether an organizer's address is the one that Google writes where it doesn't know the organizer, such as on imported events.
pub fn is_unknown_organizer(email: &str) -> bool {
    email.eq_ignore_ascii_case("unknownorganizer@calendar.google.com")
}

/// Whether a location names a conference: one of the usual providers, or the word that asks Webex for one.
fn names_a_conference(location: &str) -> bool {
    let location = location.to_ascii_lowercase();
    let names = ["@webex", ".webex.com/", "zoom.us/", "meet.google.com/", "teams.microsoft.com/", "teams.live.com/"];
    names.iter().any(|name| split_once(&location, name).is_some())
}

fn owned(json: &Json) -> Option<String> {
    json.text().map(str::to_owned)
}

fn time(json: &Json) -> Option<EventTime> {
    if let Some(text) = json.get("dateTime").text() {
        return Some(EventTime::At(Instant::parse(text)?, owned(json.get("timeZone"))));
    }
    parse_date(json.get("date").text()?).map(EventTime::Date)
}

fn guest(json: &Json) -> Option<Guest> {
    Some(Guest {
        email: json.get("email").text().filter(|email| email.bytes().any(|byte| byte == b'@'))?.to_owned(),
        is_resource: json.get("resource").is_true(),
        is_self: json.get("self").is_true(),
    })
}

fn role(json: &Json) -> Role {
    if !json.at(&["organizer", "self"]).is_true() {
        return Role::Guest;
    }
    // The iCalendar UID of an event made in Google begins with the event's id; an imported event keeps its own UID.
    let named_after = json.get("iCalUID").text().and_then(|uid| uid.strip_suffix("@google.com"));
    if named_after == json.get("id").text() {
        Role::Organizer
    } else {
        Role::Importer
    }
}

/// The end of the ids of secondary calendars, which are nobody's primary calendar.
pub const SECONDARY_CALENDAR_SUFFIX: &str = "@group.calendar.google.com";

/// Whether an address belongs to a room or to a secondary calendar, which organises events that were moved to it. Neither can join a meeting.
pub fn is_no_person(email: &str) -> bool {
    email.ends_with("@resource.calendar.google.com") || email.ends_with(SECONDARY_CALENDAR_SUFFIX)
}

fn repeats(json: &Json) -> Repeats {
    match json.get("recurringEventId").text() {
        Some(series) => {
            let original = time(json.get("originalStartTime"));
            Repeats::Occurrence(Occurrence { series: series.to_owned(), original })
        }
        None => match json.get("recurrence").items() {
            [] => Repeats::Never,
            lines => Repeats::Series(lines.iter().filter_map(owned).collect()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(text: &str) -> Event {
        Event::read(&Json::parse(text).unwrap()).unwrap()
    }

    const MEETING: &str = "870f51ff287b41be84648412901e0402";

    #[test]
    fn a_tombstone_is_nothing_but_an_id() {
        let tombstone = event(r#"{"id":"e1","status":"cancelled","etag":"\"1\""}"#);
        assert_eq!(tombstone.status, Status::Cancelled);
        assert_eq!(tombstone.times(), None);
        assert!(!tombstone.takes_a_meeting());
    }

    #[test]
    fn malformed_members_become_defaults() {
        let odd = event(
            r#"{"id":"e1","status":7,"summary":["x"],"start":{"dateTime":"soon"},"end":5,
               "attendees":[{"email":"nobody"},3,null],"conferenceData":"x","recurrence":{}}"#,
        );
        assert_eq!((odd.title, odd.start, odd.guests.len()), (None, None, 0));
        assert_eq!((odd.conference, odd.repeats), (Conference::None, Repeats::Never));
        assert_eq!(Event::read(&Json::parse(r#"{"status":"confirmed"}"#).unwrap()), None);
    }

    /// proves: A7, E19
    #[test]
    fn our_meeting_another_providers_and_none_are_told_apart() {
        let ours = format!(
            r#"{{"id":"e1","conferenceData":{{"conferenceId":"1","parameters":{{"addOnParameters":{{"parameters":{{"meeting":"{MEETING}","event":"e0"}}}}}}}}}}"#
        );
        let meeting = MeetingId::read(MEETING).unwrap();
        let expected = Conference::Ours { meeting, event: "e0".into() };
        assert_eq!(event(&ours).conference, expected);
        let properties = format!(
            r#"{{"id":"e1","extendedProperties":{{"private":{{"meetwright-meeting":"{MEETING}","meetwright-event":"e0"}}}}}}"#
        );
        assert_eq!(event(&properties).conference, expected);
        let meet = r#"{"id":"e1","conferenceData":{"conferenceSolution":{"key":{"type":"hangoutsMeet"}}}}"#;
        assert_eq!(event(meet).conference, Conference::Foreign);
        let switched = properties.replace(r#""id":"e1","#, r#""id":"e1","conferenceData":{"conferenceId":"abc"},"#);
        assert_eq!(event(&switched).conference, Conference::Foreign);
        assert_eq!(event(r#"{"id":"e1"}"#).conference, Conference::None);
    }

    /// proves: E65, E70
    #[test]
    fn the_host_rooms_and_doubles_are_not_invited() {
        let event = event(
            r#"{"id":"e1","attendees":[{"email":"Host@Example.com"},{"email":"guest-2@example.com"},
               {"email":"GUEST-1@example.com"},{"email":"guest-1@example.com"},{"email":"me@example.com","self":true},
               {"email":"r@x.org","resource":true},{"email":"c_1@resource.calendar.google.com"},
               {"email":"c_2@group.calendar.google.com"}]}"#,
        );
        assert_eq!(
            event.invitees(Hosting {
                webex: "host@example.com",
                google: "host@example.com",
                calendar: "host@example.com"
            }),
            ["guest-1@example.com", "guest-2@example.com"]
        );
    }

    /// proves: E98, E101
    #[test]
    fn the_owner_of_a_calendar_is_invited_by_a_delegate_and_not_to_their_own_meeting() {
        let text = r#"{"id":"e1","organizer":{"email":"owner@example.com","self":true},"attendees":[
            {"email":"owner@example.com","self":true},{"email":"User@example.com"},{"email":"guest-1@example.com"}]}"#;
        let invited =
            |webex: &str, google: &str| event(text).invitees(Hosting { webex, google, calendar: "owner@example.com" });
        assert_eq!(invited("user@webex.example", "user@example.com"), ["guest-1@example.com", "owner@example.com"]);
        assert_eq!(invited("owner@webex.example", "owner@example.com"), ["guest-1@example.com", "user@example.com"]);
        let alone = event(r#"{"id":"e1","organizer":{"email":"owner@example.com","self":true}}"#);
        let host = Hosting { webex: "u", google: "user@example.com", calendar: "owner@example.com" };
        assert_eq!(alone.invitees(host), ["owner@example.com"]);
        assert!(alone.invitees(Hosting { google: "owner@example.com", ..host }).is_empty());
        let imported = Event { organizer: Some("unknownorganizer@calendar.google.com".into()), ..alone };
        assert!(imported.invitees(host).is_empty());
    }
}
