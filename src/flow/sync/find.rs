//! Finds a meeting again whose id was lost, by the tag that the add-on gave it.

use crate::base::json::Json;
use crate::base::time::Instant;
use crate::model::meeting::Meeting;
use crate::webex::{endpoint, Client, Failure};

/// The meeting with this tag, whether or not Webex filters by tags: the tags of each listed meeting are compared.
///
/// Webex also lists the meetings that the user is invited to, and somebody else may have made one of them for the same event.
pub fn find_by_tag(
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
