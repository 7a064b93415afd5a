//! Finds a meeting again whose id was lost, by the tag that the add-on gave it.

use crate::base::json::Json;
use crate::base::time::{Instant, DAY};
use crate::model::meeting::Meeting;
use crate::webex::{endpoint, Client, Failure};

/// How far the nearest window reaches into the past and the future, in seconds. The longest window that Webex takes is not documented.
const NEAR: (i64, i64) = (7 * DAY, 353 * DAY);
/// How long before its end a meeting that is further away, or the last occurrence of a series, begins at the latest, in seconds.
const BEFORE_END: i64 = 7 * DAY;
/// Nothing is looked up further ahead than this, in seconds; a series without an end has occurrences in the nearest window.
const FAR: i64 = 20 * 366 * DAY;

/// The meeting with this tag, which ended at one of these times when it was asked for.
///
/// It is found whether or not Webex filters by tags: the tags of each listed meeting are compared.
/// Webex also lists the meetings that the user is invited to, and somebody else may have made one of them for the same event.
pub fn find_by_tag(
    client: &mut Client<'_>,
    user: &str,
    now: Instant,
    ends: &[Instant],
    tag: &str,
) -> Result<Option<Meeting>, Failure> {
    let near = (now.plus(-NEAR.0), now.plus(NEAR.1));
    let is_beyond = |end: &&Instant| (near.1..now.plus(FAR)).contains(&end.plus(DAY));
    let beyond = ends.iter().filter(is_beyond).map(|end| (end.plus(-BEFORE_END), end.plus(DAY)));
    for window in [near].into_iter().chain(beyond) {
        if let Some(meeting) = find_within(client, user, window, tag)? {
            return Ok(Some(meeting));
        }
    }
    Ok(None)
}

fn find_within(
    client: &mut Client<'_>,
    user: &str,
    (from, to): (Instant, Instant),
    tag: &str,
) -> Result<Option<Meeting>, Failure> {
    let call = endpoint::list_meetings(from, to, Some(tag));
    let expected = client.host_of(&call).unwrap_or_else(|| user.to_owned());
    let tagged = |items: &[Json]| {
        let mut meetings = items.iter().filter_map(Meeting::read);
        meetings.find(|meeting| {
            let is_hosted = meeting.host.as_ref().is_none_or(|host| host.eq_ignore_ascii_case(&expected));
            is_hosted && meeting.tags.iter().any(|other| other == tag)
        })
    };
    let filtered = match client.list(&call) {
        // If the filter is not supported, the unfiltered list is searched.
        Err(Failure::Rejected(_)) => Vec::new(),
        result => result?,
    };
    if let Some(meeting) = tagged(&filtered) {
        return Ok(Some(meeting));
    }
    let call = client.alike(endpoint::list_meetings(from, to, None), &call);
    Ok(tagged(&client.list(&call)?))
}
