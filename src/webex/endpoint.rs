//! Every request to Webex as data. Each function links to its documentation.
//!
//! Times are sent as local time with the zone and without an offset, since Webex refuses an offset that does not match.
//! Webex sends no mail: `sendEmail` is always false, since Google sends the invitation.

use crate::base::json::{object, Json};
use crate::base::text::split_once;
use crate::base::time::{iso_local, Instant};
use crate::base::url::encode;
use crate::model::meeting::{Draft, MeetingId, MeetingPatch, RulePatch};
use crate::port::Method;

const MEETINGS: &str = "/meetings";
/// The parameter that names the host of another person's meeting.
const HOST: &str = "hostEmail";

/// The most invitees that one bulk insert takes.
pub const BULK_LIMIT: usize = 100;

/// A request to Webex, without its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// Path and query, or the whole URL of a following page.
    pub path: String,
    /// The body.
    pub body: Option<Json>,
}

impl Call {
    fn get(path: String) -> Call {
        Call { method: Method::Get, path, body: None }
    }

    fn post(path: &str, body: Json) -> Call {
        Call { method: Method::Post, path: path.to_owned(), body: Some(body) }
    }

    /// Whether it makes a meeting, of which Webex allows a hundred a day.
    pub fn is_create(&self) -> bool {
        self.method == Method::Post && self.path == MEETINGS
    }

    /// The same call for a meeting that somebody else hosts: named in the body, or in the query of a call without one.
    #[must_use]
    pub fn on_behalf(mut self, host: &str) -> Call {
        match &mut self.body {
            Some(Json::Map(members)) => members.push((HOST.to_owned(), host.into())),
            // The URL of a following page names the host already.
            _ if split_once(&self.path, HOST).is_some() => {}
            _ => {
                let mark = if self.path.bytes().any(|byte| byte == b'?') { "&" } else { "?" };
                self.path = [&self.path, mark, HOST, "=", &encode(host)].concat();
            }
        }
        self
    }

    /// The following page, by the URL of a `Link` header.
    pub fn page(address: String) -> Call {
        Call::get(address)
    }
}

/// <https://developer.webex.com/docs/api/v1/people/get-my-own-details>
pub fn me() -> Call {
    Call::get("/people/me".into())
}

/// Revokes the user's consent to this integration, if Webex lets an integration do that.
///
/// <https://developer.webex.com/docs/api/v1/authorizations/delete-authorization-of-org-and-client-id>
pub fn revoke(client_id: &str) -> Call {
    let path = ["/authorizations?clientId=", &encode(client_id)].concat();
    Call { method: Method::Delete, path, body: None }
}

/// <https://developer.webex.com/docs/api/v1/meeting-preferences/get-site-list>
pub fn sites() -> Call {
    Call::get("/meetingPreferences/sites".into())
}

/// <https://developer.webex.com/docs/api/v1/meeting-preferences/get-personal-meeting-room-options>
pub fn personal_room(site: Option<&str>) -> Call {
    let query = site.map(|site| ["?siteUrl=", &encode(site)].concat());
    Call::get(["/meetingPreferences/personalMeetingRoom", &query.unwrap_or_default()].concat())
}

/// <https://developer.webex.com/docs/api/v1/meetings/list-meeting-templates>
pub fn templates(site: Option<&str>, locale: &str) -> Call {
    let site = site.map(|site| ["&siteUrl=", &encode(site)].concat());
    let base = ["/meetings/templates?templateType=meeting&locale=", &encode(locale)].concat();
    Call::get([base, site.unwrap_or_default()].concat())
}

/// <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>
pub fn create_meeting(draft: &Draft) -> Call {
    let body = object([
        ("title", draft.title.as_str().into()),
        ("start", iso_local(draft.slot.local_start).into()),
        ("end", iso_local(draft.slot.local_end).into()),
        ("timezone", draft.slot.zone.as_str().into()),
        ("recurrence", draft.rule.as_deref().into()),
        ("templateId", draft.template.as_deref().into()),
        ("siteUrl", draft.site.as_deref().into()),
        ("sendEmail", false.into()),
        ("integrationTags", vec![draft.tag.as_str()].into()),
    ]);
    Call::post(MEETINGS, body)
}

/// <https://developer.webex.com/docs/api/v1/meetings/patch-a-meeting>
pub fn patch_meeting(id: &MeetingId, patch: &MeetingPatch) -> Call {
    let slot = patch.slot.as_ref();
    let mut body = object([
        ("title", patch.title.as_deref().into()),
        ("start", slot.map(|slot| iso_local(slot.local_start)).into()),
        ("end", slot.map(|slot| iso_local(slot.local_end)).into()),
        ("timezone", slot.map(|slot| slot.zone.as_str()).into()),
        ("sendEmail", false.into()),
    ]);
    if let (Json::Map(members), Some(rule)) = (&mut body, &patch.rule) {
        let value = match rule {
            RulePatch::Set(rule) => Json::from(rule.as_str()),
            RulePatch::Clear => Json::Null,
        };
        members.push(("recurrence".to_owned(), value));
    }
    Call { method: Method::Patch, path: ["/meetings/", id.as_str()].concat(), body: Some(body) }
}

/// <https://developer.webex.com/docs/api/v1/meetings/delete-a-meeting>
pub fn delete_meeting(id: &MeetingId) -> Call {
    let path = ["/meetings/", id.as_str(), "?sendEmail=false"].concat();
    Call { method: Method::Delete, path, body: None }
}

/// <https://developer.webex.com/docs/api/v1/meetings/get-a-meeting>
pub fn get_meeting(id: &MeetingId) -> Call {
    Call::get(["/meetings/", id.as_str()].concat())
}

/// Meetings of a window, filtered by tag if Webex supports it.
///
/// <https://developer.webex.com/docs/api/v1/meetings/list-meetings>
pub fn list_meetings(from: Instant, to: Instant, tag: Option<&str>) -> Call {
    let tag = tag.map(|tag| ["&integrationTag=", &encode(tag)].concat());
    let window = ["from=", &encode(&from.rfc3339()), "&to=", &encode(&to.rfc3339())].concat();
    let path = ["/meetings?meetingType=meetingSeries&max=100&", &window, &tag.unwrap_or_default()];
    Call::get(path.concat())
}

/// The occurrences of a series that begin within a window.
///
/// <https://developer.webex.com/docs/api/v1/meetings/list-meetings>
pub fn list_occurrences(series: &MeetingId, from: Instant, to: Instant) -> Call {
    let window = ["&from=", &encode(&from.rfc3339()), "&to=", &encode(&to.rfc3339())].concat();
    let path = ["/meetings?meetingType=scheduledMeeting&max=100&meetingSeriesId=", series.as_str(), &window];
    Call::get(path.concat())
}

/// <https://developer.webex.com/docs/api/v1/meeting-invitees/list-meeting-invitees>
pub fn list_invitees(id: &MeetingId) -> Call {
    Call::get(["/meetingInvitees?max=100&meetingId=", id.as_str()].concat())
}

/// At most [`BULK_LIMIT`] addresses.
///
/// <https://developer.webex.com/docs/api/v1/meeting-invitees/create-meeting-invitees>
pub fn insert_invitees(id: &MeetingId, emails: &[String]) -> Call {
    let item = |email: &String| object([("email", email.as_str().into()), ("sendEmail", false.into())]);
    let items: Vec<Json> = emails.iter().map(item).collect();
    let body = object([("meetingId", id.as_str().into()), ("items", items.into())]);
    Call::post("/meetingInvitees/bulkInsert", body)
}

/// <https://developer.webex.com/docs/api/v1/meeting-invitees/delete-a-meeting-invitee>
pub fn delete_invitee(id: &str) -> Call {
    let path = ["/meetingInvitees/", &encode(id), "?sendEmail=false"].concat();
    Call { method: Method::Delete, path, body: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Offsets;
    use crate::model::slot::Slot;

    fn slot() -> Slot {
        let start = Instant::parse("2026-12-01T08:00:00Z").unwrap();
        let paris = Offsets(vec![(Instant(0), 3600)]);
        Slot::between(start, start.plus(3600), "Europe/Paris", &paris, None)
    }

    #[test]
    fn a_meeting_is_created_in_local_time_with_its_zone_and_without_mail() {
        let draft = Draft {
            title: "Review \"1\"".into(),
            slot: slot(),
            tag: "gcal:x".into(),
            template: None,
            site: Some("acme.webex.com".into()),
            rule: None,
            fallback_rule: None,
        };
        let call = create_meeting(&draft);
        assert_eq!((call.method, call.path.as_str()), (Method::Post, "/meetings"));
        assert_eq!(
            call.body.unwrap().to_string(),
            r#"{"title":"Review \"1\"","start":"2026-12-01T09:00:00","end":"2026-12-01T10:00:00","timezone":"Europe/Paris","siteUrl":"acme.webex.com","sendEmail":false,"integrationTags":["gcal:x"]}"#
        );
    }

    /// proves: F5, E20
    #[test]
    fn only_what_changed_is_sent() {
        let id = MeetingId::read("m1").unwrap();
        let patch = MeetingPatch { title: Some("New".into()), ..MeetingPatch::default() };
        let body = patch_meeting(&id, &patch).body.unwrap().to_string();
        assert_eq!(body, r#"{"title":"New","sendEmail":false}"#);
        let patch = MeetingPatch { slot: Some(slot()), ..MeetingPatch::default() };
        let body = patch_meeting(&id, &patch).body.unwrap().to_string();
        assert_eq!(
            body,
            r#"{"start":"2026-12-01T09:00:00","end":"2026-12-01T10:00:00","timezone":"Europe/Paris","sendEmail":false}"#
        );
    }

    /// proves: P5
    #[test]
    fn a_host_is_named_in_the_body_or_else_once_in_the_query() {
        let id = MeetingId::read("m1").unwrap();
        let path = |call: Call| call.on_behalf("a+b@example.com").path;
        assert_eq!(path(get_meeting(&id)), "/meetings/m1?hostEmail=a%2Bb%40example.com");
        assert_eq!(path(delete_meeting(&id)), "/meetings/m1?sendEmail=false&hostEmail=a%2Bb%40example.com");
        let next = Call::page("https://webexapis.com/v1/meetings?hostEmail=x&offset=100".into());
        assert_eq!(next.clone().on_behalf("y"), next);
        let call = patch_meeting(&id, &MeetingPatch::default()).on_behalf("a@example.com");
        assert_eq!(call.path, "/meetings/m1");
        assert_eq!(call.body.unwrap().to_string(), r#"{"sendEmail":false,"hostEmail":"a@example.com"}"#);
    }

    #[test]
    fn values_in_addresses_are_encoded() {
        let call = list_meetings(Instant(0), Instant(60), Some("gcal:a+b"));
        assert_eq!(
            call.path,
            "/meetings?meetingType=meetingSeries&max=100&from=1970-01-01T00%3A00%3A00Z&to=1970-01-01T00%3A01%3A00Z&integrationTag=gcal%3Aa%2Bb"
        );
    }
}
