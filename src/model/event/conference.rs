//! Reads what an event says about its conference: the conference data, and the private properties that stand in for it.
//!
//! All of it is what somebody wrote into the event. What follows from it is decided in the plan.

use crate::base::json::Json;
use crate::model::event::{parameter, Conference};
use crate::model::meeting::MeetingId;

/// Reads the open event's conference from an event object of the add-on platform, whose form differs from the API's.
pub fn conference_of_open_event(data: &Json) -> Conference {
    let parameters = data.at(&["parameters", "addOnParameters"]);
    named(parameters).unwrap_or_else(|| without_names(data))
}

/// What an event of the API shows; the properties count where there is no conference data.
pub fn conference(json: &Json) -> Conference {
    let data = json.get("conferenceData");
    let parameters = data.at(&["parameters", "addOnParameters", "parameters"]);
    let properties = json.at(&["extendedProperties", "private"]);
    if let Some(conference) = named(parameters) {
        return conference;
    }
    match without_names(data) {
        Conference::None => named_in_properties(properties).unwrap_or(Conference::None),
        foreign => foreign,
    }
}

/// The host's mark, from where the conference is named.
pub fn host(json: &Json) -> Option<String> {
    let parameters = json.at(&["conferenceData", "parameters", "addOnParameters", "parameters"]);
    if parameters.get(parameter::MEETING).is_null() {
        return super::owned(json.at(&["extendedProperties", "private"]).get(&property(parameter::HOST)));
    }
    super::owned(parameters.get(parameter::HOST))
}

fn named(parameters: &Json) -> Option<Conference> {
    if parameters.get(parameter::ROOM).text().is_some() {
        return Some(Conference::PersonalRoom);
    }
    ours(parameters.get(parameter::MEETING), parameters.get(parameter::EVENT))
}

fn named_in_properties(properties: &Json) -> Option<Conference> {
    ours(properties.get(&property(parameter::MEETING)), properties.get(&property(parameter::EVENT)))
}

/// The private extended property that stands in for a parameter.
pub fn property(name: &str) -> String {
    [parameter::PROPERTY_PREFIX, name].concat()
}

fn ours(meeting: &Json, event: &Json) -> Option<Conference> {
    Some(Conference::Ours { meeting: MeetingId::read(meeting.text()?)?, event: event.text()?.to_owned() })
}

fn without_names(data: &Json) -> Conference {
    let is_empty = data.get("conferenceId").text().is_none()
        && data.get("entryPoints").items().is_empty()
        && data.get("conferenceSolution").is_null();
    if is_empty {
        Conference::None
    } else {
        Conference::Foreign
    }
}

/// The address of the video entry point.
pub fn video_entry(data: &Json) -> Option<&str> {
    data.get("entryPoints")
        .items()
        .iter()
        .find(|entry| entry.get("entryPointType").text() == Some("video"))
        .and_then(|entry| entry.get("uri").text())
}
