//! Google Calendar: the core's requests, as options and bodies.
//!
//! A list that yields a sync token has no filter but `timeMin`, always the same `fields` mask, and no order.
//! One event is read or written through the advanced service, several together through the REST API.
//! Google sends no mail: every write has `sendUpdates=none`, except for an event that was made from a message if the person chose so.
//!
//! <https://developers.google.com/workspace/calendar/api/guides/sync>

use crate::base::json::{object, Json};
use crate::base::table::sorted;
use crate::base::text::{cut, one_line};
use crate::base::time::{Instant, DAY};
use crate::base::url::encode;
use crate::model::account::{Access, Account};
use crate::model::event::{Event, EventRef, EVENT_FIELDS};
use crate::port::{EventWrite, HostError, Method, Ports, Reply, Request};

const REST: &str = "https://www.googleapis.com/calendar/v3/calendars/";

/// The most entries that Google puts on a page.
const PAGE_SIZE: i64 = 2500;

/// The changes in a calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// Events that were added, changed or deleted, in their last state.
    pub events: Vec<Event>,
    /// The sync token for the next list.
    pub sync_token: Option<String>,
    /// The calendar's zone.
    pub zone: String,
    /// The calendar's name.
    pub name: Option<String>,
    /// Whether this is the whole calendar from a day ago on, instead of what changed.
    pub is_full: bool,
    /// The ids of all events that were listed or read again, in order, including those that are planned already.
    pub reported: Vec<String>,
    /// Whether a change could not be followed, so that these changes have to be listed again.
    pub is_spoiled: bool,
}

/// Everything that changed since the token, page after page; without a token, or when it has expired, the whole calendar.
pub fn changes(ports: &Ports<'_>, calendar: &str, token: Option<&str>) -> Result<Delta, HostError> {
    match collect(ports, calendar, token) {
        Err(HostError::SyncTokenExpired) => collect(ports, calendar, None),
        result => result,
    }
}

fn collect(ports: &Ports<'_>, calendar: &str, token: Option<&str>) -> Result<Delta, HostError> {
    let mut delta = Delta { is_full: token.is_none(), ..Delta::default() };
    let since = ports.clock.now().plus(-DAY).rfc3339();
    let mut page: Option<String> = None;
    loop {
        let options = object([
            ("syncToken", token.into()),
            ("timeMin", token.is_none().then_some(since.as_str()).into()),
            ("pageToken", page.as_deref().into()),
            ("maxResults", PAGE_SIZE.into()),
            ("singleEvents", false.into()),
            ("fields", list_fields().into()),
        ]);
        let text = ports.calendar.list(calendar, &options)?;
        let json = Json::parse(&text).map_err(|_| HostError::Other("list reply".into()))?;
        delta.events.extend(json.get("items").items().iter().filter_map(Event::read));
        if let Some(zone) = json.get("timeZone").text() {
            zone.clone_into(&mut delta.zone);
        }
        delta.name = json.get("summary").text().map(|name| cut(&one_line(name), 60));
        delta.sync_token = json.get("nextSyncToken").text().map(str::to_owned);
        page = json.get("nextPageToken").text().map(str::to_owned);
        if page.is_none() {
            delta.reported = sorted(delta.events.iter().map(|event| event.id.clone()));
            return Ok(delta);
        }
    }
}

/// The events that overlap a window, with series expanded, in order of their start.
pub fn upcoming(ports: &Ports<'_>, calendar: &str, from: Instant, to: Instant) -> Result<Vec<Event>, HostError> {
    let options = object([
        ("timeMin", from.rfc3339().into()),
        ("timeMax", to.rfc3339().into()),
        ("singleEvents", true.into()),
        ("orderBy", "startTime".into()),
        ("maxResults", 50.into()),
        ("fields", list_fields().into()),
    ]);
    let text = ports.calendar.list(calendar, &options)?;
    let json = Json::parse(&text).map_err(|_| HostError::Other("list reply".into()))?;
    Ok(json.get("items").items().iter().filter_map(Event::read).collect())
}

/// One event.
pub fn event(ports: &Ports<'_>, calendar: &str, id: &str) -> Result<Event, HostError> {
    let mut events = events(ports, &[(calendar, id)])?;
    events.pop().unwrap_or(Err(HostError::NotFound))
}

/// One event. If the advanced service is off or can't find it, CalendarApp's few values are read, if Google allows that.
pub fn event_by_any_way(ports: &Ports<'_>, account: &Account, target: &EventRef) -> Result<Event, HostError> {
    let read = event(ports, &target.calendar, &target.event);
    match read {
        Err(HostError::ServiceOff | HostError::NotFound) if account.calendar_app == Access::Granted => {
            let values = ports.calendar_app.event(&target.calendar, &target.event).ok();
            let event = values.and_then(|values| Event::of_calendar_app(&target.event, &values, &account.google));
            // If CalendarApp fails too, the first error says more.
            event.map_or(read, Ok)
        }
        read => read,
    }
}

/// Several events, by calendar and id, in one round trip.
pub fn events(ports: &Ports<'_>, wanted: &[(&str, &str)]) -> Result<Vec<Result<Event, HostError>>, HostError> {
    let replies = read_all(ports, wanted, EVENT_FIELDS)?;
    Ok(replies.into_iter().map(|reply| reply.and_then(|json| understood(&json))).collect())
}

/// A series and its occurrences that take place within a window, cancelled ones included.
pub type SeriesRead = Result<(Event, Vec<Event>), HostError>;

/// Several series of a calendar with their occurrences, in one round trip and one more for each further page.
///
/// <https://developers.google.com/workspace/calendar/api/v3/reference/events/instances>
pub fn series(
    ports: &Ports<'_>,
    calendar: &str,
    wanted: &[&str],
    from: Instant,
    to: Instant,
) -> Result<Vec<SeriesRead>, HostError> {
    let one = ["?fields=", &encode(EVENT_FIELDS)].concat();
    let window = ["&timeMin=", &encode(&from.rfc3339()), "&timeMax=", &encode(&to.rfc3339())].concat();
    let fields = encode(&["nextPageToken,items(", EVENT_FIELDS, ")"].concat());
    let all = ["/instances?showDeleted=true&maxResults=2500", &window, "&fields=", &fields].concat();
    let mut requests = Vec::new();
    for id in wanted {
        requests.push((Method::Get, url(calendar, id, &one), None, None));
        requests.push((Method::Get, url(calendar, id, &all), None, None));
    }
    let replies = rest(ports, requests)?;
    let mut found: Vec<SeriesRead> = Vec::new();
    // Google may end a page anywhere, and an incomplete list would lack existing occurrences.
    let mut pages: Vec<(usize, String)> = Vec::new();
    for (index, pair) in replies.chunks(2).enumerate() {
        let [event, occurrences] = pair else { return Err(HostError::Unreachable) };
        let event = read(event).and_then(|json| understood(&json));
        let list = read(occurrences);
        pages.extend(list.as_ref().ok().and_then(|list| next_page(index, list)));
        found.push(event.and_then(|event| Ok((event, occurrences_of(&list?)))));
    }
    while !pages.is_empty() {
        let requests = pages.iter().map(|(index, page)| {
            let query = [&all, "&pageToken=", &encode(page)].concat();
            (Method::Get, url(calendar, wanted[*index], &query), None, None)
        });
        let replies = rest(ports, requests.collect())?;
        let mut next = Vec::new();
        for ((index, _), reply) in pages.iter().zip(&replies) {
            match (read(reply), &mut found[*index]) {
                (Ok(list), Ok((_, occurrences))) => {
                    occurrences.extend(occurrences_of(&list));
                    next.extend(next_page(*index, &list));
                }
                (Ok(_), Err(_)) => {}
                (Err(error), series) => *series = Err(error),
            }
        }
        pages = next;
    }
    Ok(found)
}

fn occurrences_of(list: &Json) -> Vec<Event> {
    list.get("items").items().iter().filter_map(Event::read).collect()
}

fn next_page(index: usize, list: &Json) -> Option<(usize, String)> {
    Some((index, list.get("nextPageToken").text()?.to_owned()))
}

/// The values of an event that are read only before the add-on writes into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The version that was read.
    pub etag: String,
    /// The description.
    pub description: String,
    /// The location.
    pub location: String,
}

/// An event, with the values that are read before the add-on writes into it.
pub type Whole = Result<(Event, Details), HostError>;

/// Several events with description and location, in one round trip.
pub fn whole(ports: &Ports<'_>, wanted: &[(&str, &str)]) -> Result<Vec<Whole>, HostError> {
    let replies = read_all(ports, wanted, &[EVENT_FIELDS, ",description"].concat())?;
    let both = |json: Json| {
        let text = |name: &str| json.get(name).text().unwrap_or_default().to_owned();
        let details = Details { etag: text("etag"), description: text("description"), location: text("location") };
        Ok((understood(&json)?, details))
    };
    Ok(replies.into_iter().map(|reply| reply.and_then(both)).collect())
}

fn read_all(
    ports: &Ports<'_>,
    wanted: &[(&str, &str)],
    fields: &str,
) -> Result<Vec<Result<Json, HostError>>, HostError> {
    match wanted {
        [] => Ok(Vec::new()),
        [(calendar, id)] => {
            let text = ports.calendar.get(calendar, id, &object([("fields", fields.into())]));
            Ok(vec![text.and_then(|text| Json::parse(&text).map_err(|_| HostError::Other("event reply".into())))])
        }
        several => {
            let query = ["?fields=", &encode(fields)].concat();
            let requests = several.iter().map(|(calendar, id)| (Method::Get, url(calendar, id, &query), None, None));
            let replies = rest(ports, requests.collect())?;
            Ok(replies.iter().map(read).collect())
        }
    }
}

fn understood(json: &Json) -> Result<Event, HostError> {
    Event::read(json).ok_or(HostError::Other("event reply".into()))
}

/// Creates an event with the given id. `mails` says whom Google notifies: `all` or `none`.
pub fn insert(ports: &Ports<'_>, calendar: &str, body: &Json, mails: &str) -> Result<Event, HostError> {
    let options =
        object([("conferenceDataVersion", 1.into()), ("sendUpdates", mails.into()), ("fields", EVENT_FIELDS.into())]);
    let text = ports.calendar.insert(calendar, body, &options)?;
    understood(&Json::parse(&text).unwrap_or_default())
}

/// A write to an event that was read at a certain version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The calendar's id.
    pub calendar: String,
    /// The event's id.
    pub event: String,
    /// The version that the write is based on.
    pub etag: String,
    /// The members to change.
    pub body: Json,
}

/// Writes all events, one through the advanced service, several in one round trip through the REST API.
pub fn patch_all(ports: &Ports<'_>, patches: &[Patch]) -> Result<Vec<Result<Event, HostError>>, HostError> {
    match patches {
        [] => Ok(Vec::new()),
        [Patch { calendar, event, etag, body }] => {
            let options = write_options();
            let write = EventWrite { calendar, event, body, options: &options, etag };
            let written = ports.calendar.patch(&write).and_then(|text| {
                let json = Json::parse(&text).unwrap_or_default();
                Event::read(&json).ok_or(HostError::Other("event reply".into()))
            });
            Ok(vec![written])
        }
        several => {
            let query = ["?conferenceDataVersion=1&sendUpdates=none&fields=", &encode(EVENT_FIELDS)].concat();
            let requests = several.iter().map(|patch| {
                let url = url(&patch.calendar, &patch.event, &query);
                (Method::Patch, url, Some(patch.body.to_string()), Some(patch.etag.clone()))
            });
            let replies = rest(ports, requests.collect())?;
            Ok(replies.iter().map(|reply| read(reply).and_then(|json| understood(&json))).collect())
        }
    }
}

fn write_options() -> Json {
    object([("conferenceDataVersion", 1.into()), ("sendUpdates", "none".into()), ("fields", EVENT_FIELDS.into())])
}

fn list_fields() -> String {
    ["nextPageToken,nextSyncToken,summary,timeZone,items(", EVENT_FIELDS, ")"].concat()
}

fn url(calendar: &str, event: &str, query: &str) -> String {
    [REST, &encode(calendar), "/events/", &encode(event), query].concat()
}

type RestCall = (Method, String, Option<String>, Option<String>);

fn rest(ports: &Ports<'_>, calls: Vec<RestCall>) -> Result<Vec<Reply>, HostError> {
    let bearer = ["Bearer ", &ports.identity.access_token()?].concat();
    let requests: Vec<Request> = calls
        .into_iter()
        .map(|(method, url, body, etag)| {
            let mut headers = vec![("Authorization", bearer.clone())];
            headers.extend(etag.filter(|etag| !etag.is_empty()).map(|etag| ("If-Match", etag)));
            Request { method, url, headers, body: body.map(|body| ("application/json", body)) }
        })
        .collect();
    ports.http.send_all(&requests)
}

/// Reads a reply of the REST API.
///
/// <https://developers.google.com/workspace/calendar/api/guides/errors>
fn read(reply: &Reply) -> Result<Json, HostError> {
    let json = Json::parse(&reply.body).unwrap_or_default();
    match reply.status {
        200..=299 => Ok(json),
        404 | 410 => Err(HostError::NotFound),
        412 => Err(HostError::PreconditionFailed),
        429 => Err(HostError::Quota),
        403 => {
            let reason = json.get("error").get("errors").items().first().map(|error| error.get("reason"));
            let limits = ["quotaExceeded", "rateLimitExceeded", "userRateLimitExceeded", "calendarUsageLimits"];
            let is_limit = reason.and_then(Json::text).is_some_and(|reason| limits.contains(&reason));
            Err(if is_limit { HostError::Quota } else { HostError::Forbidden })
        }
        400..=499 => Err(HostError::Invalid),
        _ => Err(HostError::Unreachable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, headers: Vec::new(), body: body.into() }
    }

    /// proves: E13
    #[test]
    fn a_spent_quota_is_told_from_a_missing_right() {
        let limit = r#"{"error":{"errors":[{"reason":"rateLimitExceeded"}],"code":403}}"#;
        assert_eq!(read(&reply(403, limit)), Err(HostError::Quota));
        assert_eq!(read(&reply(403, "{}")), Err(HostError::Forbidden));
        assert_eq!(read(&reply(412, "")), Err(HostError::PreconditionFailed));
        assert_eq!(read(&reply(503, "<html>")), Err(HostError::Unreachable));
    }
}
