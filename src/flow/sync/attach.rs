//! Writes meetings into their events.
//!
//! If Google takes no conference data from a script, the meeting is named in private extended properties, and people find the join
//! URL in a marked block of the description and in an empty location. The event's card puts the meeting into the conference field
//! when the person next opens it.
//!
//! <https://developers.google.com/workspace/calendar/api/v3/reference/events/patch>

use crate::base::json::{object, Json};
use crate::google::calendar::{self, Details, Patch};
use crate::model::event::{parameter, property, reservation};
use crate::model::link::{Link, LinkState, Refusal, GRACE};
use crate::model::meeting::{host_mark, webex_url, Meeting, MeetingId};
use crate::model::settings::Kind;
use crate::port::{HostError, Ports};
use crate::store::State;
use crate::ui::i18n::Catalog;
use crate::ui::join_block;
use crate::ui::response::ConferenceData;
use crate::webex::Failure;

/// Whether everything was carried out, so that the calendar's changes need not be planned again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// All of it.
    Complete,
    /// Some steps have to be planned again from the same changes.
    Incomplete,
}

/// A meeting that has to be written into its event.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The meeting's id.
    pub id: MeetingId,
    /// The meeting, once Webex has described it.
    pub meeting: Option<Meeting>,
    /// The link when that is done.
    pub then: Link,
}

/// Writes all of them; `version` returns the version of an event that was read.
pub fn attach(
    ports: &Ports<'_>,
    state: &mut State,
    calendar: &str,
    version: &dyn Fn(&str) -> String,
    attachments: Vec<Attachment>,
) -> Result<Progress, Failure> {
    let mut writing = Writing { ports, state, calendar, progress: Progress::Complete };
    let described = attachments.into_iter().filter_map(|attachment| Some((attachment.meeting.clone()?, attachment)));
    let refused = writing.conference_data(version, described.collect())?;
    if !refused.is_empty() {
        writing.substitutes(refused)?;
    }
    Ok(writing.progress)
}

/// The writing of meetings into the events of one calendar.
struct Writing<'a> {
    ports: &'a Ports<'a>,
    state: &'a mut State,
    calendar: &'a str,
    progress: Progress,
}

impl Writing<'_> {
    /// Writes the meetings as conference data, and returns those that Google does not take in this form.
    fn conference_data(
        &mut self,
        version: &dyn Fn(&str) -> String,
        described: Vec<(Meeting, Attachment)>,
    ) -> Result<Vec<(Meeting, Attachment)>, Failure> {
        let patches: Vec<Patch> = described
            .iter()
            .map(|(meeting, Attachment { then, .. })| {
                let data = ConferenceData::of(meeting, Kind::Meeting, &then.event, None).for_api();
                let members = [("conferenceData", data), ("extendedProperties", reservation::release())];
                self.patch(&then.event, version(&then.event), object(members))
            })
            .collect();
        let results = calendar::patch_all(self.ports, &patches).map_err(Failure::Unreachable)?;
        let mut refused = Vec::new();
        for (attachment, result) in described.into_iter().zip(results) {
            match result {
                Err(HostError::Invalid) => refused.push(attachment),
                result => self.conclude(&attachment.1.then, result.as_ref().err()),
            }
        }
        Ok(refused)
    }

    /// Writes what takes the place of conference data.
    fn substitutes(&mut self, refused: Vec<(Meeting, Attachment)>) -> Result<(), Failure> {
        let names: Vec<(&str, &str)> =
            refused.iter().map(|(_, attachment)| (self.calendar, attachment.then.event.as_str())).collect();
        let details = calendar::whole(self.ports, &names).map_err(Failure::Unreachable)?;
        let catalog = Catalog::for_locale(self.ports.texts, self.state.text_locale(None));
        let mut patches = Vec::new();
        let mut written = Vec::new();
        for ((meeting, Attachment { id, then, .. }), details) in refused.into_iter().zip(details) {
            match details {
                Ok((_, details)) => {
                    let body = substitute(catalog, &id, &then.event, &meeting, &details);
                    patches.push(self.patch(&then.event, details.etag, body));
                    written.push(then);
                }
                Err(error) => self.conclude(&then, Some(&error)),
            }
        }
        let results = calendar::patch_all(self.ports, &patches).map_err(Failure::Unreachable)?;
        for (then, result) in written.iter().zip(results) {
            self.conclude(then, result.as_ref().err());
        }
        Ok(())
    }

    fn patch(&self, event: &str, etag: String, body: Json) -> Patch {
        Patch { calendar: self.calendar.to_owned(), event: event.to_owned(), etag, body }
    }

    /// Records in the link how the writing of its event ended.
    fn conclude(&mut self, then: &Link, failure: Option<&HostError>) {
        let now = self.ports.clock.now();
        let current = self.state.link(&then.event).cloned().unwrap_or_else(|| then.clone());
        let link = match failure {
            // Its guests still have to be invited.
            None if current.state == LinkState::Behind => current,
            None => current.becoming(LinkState::Linked, now),
            Some(HostError::NotFound) => current.becoming(LinkState::Leaving, now.plus(GRACE)),
            Some(HostError::Forbidden | HostError::Invalid | HostError::ScopeMissing) => {
                current.becoming(LinkState::Failed(Refusal::Forbidden), now)
            }
            // The event changed meanwhile, or Google is busy: the next run reads and writes it.
            Some(_) => {
                self.progress = Progress::Incomplete;
                current.becoming(LinkState::Attaching, now)
            }
        };
        self.state.replace(link);
    }
}

/// The members that replace conference data in an event. A location that a person wrote stays.
pub fn substitute(catalog: Catalog<'_>, id: &MeetingId, event: &str, meeting: &Meeting, details: &Details) -> Json {
    let mark = meeting.host.as_deref().map(host_mark);
    let names: [(&str, Json); 4] = [
        (parameter::MEETING, id.as_str().into()),
        (parameter::EVENT, event.into()),
        (parameter::HOST, mark.into()),
        (parameter::RESERVED, Json::Null),
    ];
    let properties = names.map(|(name, value)| (property(name), value));
    let is_free = details.location.is_empty() || webex_url(&details.location).is_some();
    object([
        ("extendedProperties", object([("private", Json::Map(properties.to_vec()))])),
        ("location", is_free.then_some(meeting.web_link.as_str()).into()),
        ("description", join_block::put(&details.description, &join_block::text(catalog, meeting)).into()),
    ])
}

/// The members that remove everything of the add-on from an event.
pub fn removal(details: &Details) -> Json {
    let properties = [parameter::MEETING, parameter::EVENT, parameter::HOST, parameter::RESERVED]
        .map(|name| (property(name), Json::Null));
    let mut members = vec![
        ("conferenceData".to_owned(), Json::Null),
        ("extendedProperties".to_owned(), object([("private", Json::Map(properties.to_vec()))])),
    ];
    if let Some(description) = join_block::take(&details.description) {
        members.push(("description".to_owned(), Json::Text(description)));
        if webex_url(&details.location).is_some() {
            members.push(("location".to_owned(), Json::Text(String::new())));
        }
    }
    Json::Map(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::i18n::catalog;

    fn details(description: &str, location: &str) -> Details {
        Details { etag: "1".into(), description: description.into(), location: location.into() }
    }

    /// proves: N7
    #[test]
    fn a_location_that_a_person_wrote_stays() {
        let id = MeetingId::read("m1").unwrap();
        let json = Json::parse(r#"{"id":"m1","webLink":"https://a.webex.com/m1"}"#).unwrap();
        let meeting = Meeting::read(&json).unwrap();
        let of = |location: &str| substitute(catalog("en"), &id, "e1", &meeting, &details("", location));
        assert_eq!(of("").get("location").text(), Some("https://a.webex.com/m1"));
        assert_eq!(of("https://a.webex.com/old").get("location").text(), Some("https://a.webex.com/m1"));
        assert_eq!(of("Room 5").get("location"), &Json::Null);
        assert!(of("Room 5").get("description").text().is_some_and(|text| text.contains("https://a.webex.com/m1")));
    }

    /// proves: E87
    #[test]
    fn removing_takes_what_is_ours_and_nothing_else() {
        let with_block = join_block::put("Agenda", "x").unwrap();
        let removed = removal(&details(&with_block, "https://a.webex.com/m1"));
        assert_eq!(removed.get("description"), &Json::Text("Agenda".into()));
        assert_eq!(removed.get("location"), &Json::Text(String::new()));
        let untouched = removal(&details("Agenda", "https://a.webex.com/pasted"));
        assert_eq!((untouched.get("description"), untouched.get("location")), (&Json::Null, &Json::Null));
    }
}
