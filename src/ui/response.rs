//! The answer of an entry point, as data. `appsscript/render.js` turns it into Google's objects.

use crate::base::code::Secret;
use crate::base::json::{object, unless_empty, Json};
use crate::model::event::parameter;
use crate::model::meeting::{host_mark, Meeting};
use crate::model::settings::Kind;
use crate::ui::card::Card;

/// An entry point's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// Cards of a homepage or contextual trigger.
    Cards {
        /// The cards, the first on top.
        cards: Vec<Card>,
    },
    /// The answer to a click.
    Action(ActionResponse),
    /// The answer to an entry of the add-on's menu.
    Universal {
        /// The cards to show.
        cards: Vec<Card>,
    },
    /// A conference for the open event, which Calendar keeps when the person saves.
    Calendar {
        /// The conference.
        conference_data: ConferenceData,
    },
    /// A conference, or why there is none, for the conferencing menu.
    Conference(ConferenceAnswer),
    /// A page of its own.
    Html {
        /// The page.
        html: String,
    },
    /// An address.
    Url {
        /// The address.
        url: String,
    },
    /// No answer.
    Nothing,
}

/// The answer to a click. It is never completely empty, which Google refuses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionResponse {
    navigations: Vec<Navigation>,
    notification: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Navigation {
    PushCard(Card),
    UpdateCard(Card),
}

impl Response {
    /// One card of a trigger.
    pub fn card(card: Card) -> Response {
        Response::Cards { cards: vec![card] }
    }

    /// A click that shows another card on top.
    pub fn push(card: Card) -> Response {
        Response::navigate(Navigation::PushCard(card), None)
    }

    /// A click that draws the card again, with a notification.
    pub fn update(card: Card, notice: Option<String>) -> Response {
        Response::navigate(Navigation::UpdateCard(card), notice)
    }

    /// A click that only shows a notification.
    pub fn notify(text: String) -> Response {
        Response::Action(ActionResponse { notification: Some(text), ..ActionResponse::default() })
    }

    fn navigate(navigation: Navigation, notification: Option<String>) -> Response {
        Response::Action(ActionResponse { navigations: vec![navigation], notification })
    }
}

impl From<Response> for Json {
    fn from(response: Response) -> Json {
        match response {
            Response::Cards { cards } => object([("kind", "cards".into()), ("cards", cards.into())]),
            Response::Action(answer) => object([
                ("kind", "action".into()),
                ("navigations", unless_empty(answer.navigations)),
                ("notification", answer.notification.map(|text| object([("text", text.into())])).into()),
            ]),
            Response::Universal { cards } => object([("kind", "universal".into()), ("cards", cards.into())]),
            Response::Calendar { conference_data } => {
                object([("kind", "calendar".into()), ("conferenceData", conference_data.into())])
            }
            Response::Conference(answer) => object([
                ("kind", "conference".into()),
                match answer {
                    ConferenceAnswer::ConferenceData(data) => ("conferenceData", data.into()),
                    ConferenceAnswer::Error(error) => ("error", error.into()),
                },
            ]),
            Response::Html { html } => object([("kind", "html".into()), ("html", html.into())]),
            Response::Url { url } => object([("kind", "url".into()), ("url", url.into())]),
            Response::Nothing => object([("kind", "nothing".into())]),
        }
    }
}

impl From<Navigation> for Json {
    fn from(navigation: Navigation) -> Json {
        object([match navigation {
            Navigation::PushCard(card) => ("pushCard", card.into()),
            Navigation::UpdateCard(card) => ("updateCard", card.into()),
        }])
    }
}

/// The answer to the conferencing menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConferenceAnswer {
    /// The conference.
    ConferenceData(ConferenceData),
    /// Why there is none.
    Error(ConferenceError),
}

/// Why there is no conference, as the errors that Calendar explains to the user.
///
/// <https://developers.google.com/apps-script/reference/conference-data/conference-error-type>
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConferenceError {
    /// The user has to sign in first.
    Authentication {
        /// The URL at which they sign in.
        authentication_url: String,
    },
    /// The user may not use this kind of conference.
    ConferenceSolutionForbidden,
    /// Trying again does not help.
    Permanent,
    /// The user lacks a permission.
    PermissionDenied,
    /// It may work later.
    Temporary,
}

impl From<ConferenceError> for Json {
    fn from(error: ConferenceError) -> Json {
        let (name, url) = match error {
            ConferenceError::Authentication { authentication_url } => ("AUTHENTICATION", Some(authentication_url)),
            ConferenceError::ConferenceSolutionForbidden => ("CONFERENCE_SOLUTION_FORBIDDEN", None),
            ConferenceError::Permanent => ("PERMANENT", None),
            ConferenceError::PermissionDenied => ("PERMISSION_DENIED", None),
            ConferenceError::Temporary => ("TEMPORARY", None),
        };
        object([("type", name.into()), ("authenticationUrl", url.into())])
    }
}

/// A conference as Calendar keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConferenceData {
    conference_id: Option<String>,
    conference_solution_id: &'static str,
    entry_points: Vec<EntryPoint>,
    parameters: Vec<Parameter>,
    notes: Option<String>,
}

impl From<ConferenceData> for Json {
    fn from(data: ConferenceData) -> Json {
        object([
            ("conferenceId", data.conference_id.into()),
            ("conferenceSolutionId", data.conference_solution_id.into()),
            ("entryPoints", data.entry_points.into()),
            ("parameters", data.parameters.into()),
            ("notes", data.notes.into()),
        ])
    }
}

/// One way of joining.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct EntryPoint {
    way: &'static str,
    uri: String,
    meeting_code: Option<String>,
    access_code: Option<String>,
    password: Option<String>,
    passcode: Option<String>,
    features: Vec<&'static str>,
}

impl From<EntryPoint> for Json {
    fn from(entry: EntryPoint) -> Json {
        object([
            ("entryPointType", entry.way.into()),
            ("uri", entry.uri.into()),
            ("meetingCode", entry.meeting_code.into()),
            ("accessCode", entry.access_code.into()),
            ("password", entry.password.into()),
            ("passcode", entry.passcode.into()),
            ("features", unless_empty(entry.features)),
        ])
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parameter {
    key: &'static str,
    value: String,
}

impl From<Parameter> for Json {
    fn from(parameter: Parameter) -> Json {
        object([("key", parameter.key.into()), ("value", parameter.value.into())])
    }
}

/// Google's limit for codes and passwords, in characters.
const CODE_LIMIT: usize = 128;
/// The most telephone numbers that are passed on; Calendar shows two.
const PHONES: usize = 4;

impl ConferenceData {
    /// The conference of a meeting, within Google's limits, with the parameters by which the planner recognises it.
    ///
    /// <https://developers.google.com/apps-script/reference/conference-data/conference-data-builder>
    pub fn of(meeting: &Meeting, kind: Kind, event: &str, notes: Option<String>) -> ConferenceData {
        let parameters = match (kind, &meeting.id) {
            (Kind::Meeting, Some(id)) => {
                let mut named = vec![
                    Parameter { key: parameter::MEETING, value: id.as_str().to_owned() },
                    Parameter { key: parameter::EVENT, value: event.to_owned() },
                ];
                let mark = meeting.host.as_deref().map(host_mark);
                named.extend(mark.map(|value| Parameter { key: parameter::HOST, value }));
                named
            }
            (Kind::PersonalRoom, _) | (Kind::Meeting, None) => {
                vec![Parameter { key: parameter::ROOM, value: "1".to_owned() }]
            }
        };
        ConferenceData {
            conference_id: meeting.number.clone().filter(|number| number.len() <= 512),
            conference_solution_id: kind.solution(),
            entry_points: entry_points(meeting),
            parameters,
            notes: notes.filter(|notes| notes.len() <= 2048),
        }
    }

    /// The form of the Calendar API, for `Events.patch`.
    ///
    /// <https://developers.google.com/workspace/calendar/api/v3/reference/events#conferenceData>
    pub fn for_api(&self) -> Json {
        let entries = self.entry_points.iter().map(|entry| {
            let features: Vec<String> = entry.features.iter().map(|feature| feature.to_ascii_lowercase()).collect();
            object([
                ("entryPointType", entry.way.to_ascii_lowercase().into()),
                ("uri", entry.uri.as_str().into()),
                ("meetingCode", entry.meeting_code.as_deref().into()),
                ("accessCode", entry.access_code.as_deref().into()),
                ("password", entry.password.as_deref().into()),
                ("passcode", entry.passcode.as_deref().into()),
                ("entryPointFeatures", unless_empty(features)),
            ])
        });
        let parameters =
            self.parameters.iter().map(|Parameter { key, value }| ((*key).to_owned(), value.as_str().into()));
        let parameters = object([("parameters", Json::Map(parameters.collect()))]);
        object([
            ("conferenceId", self.conference_id.as_deref().into()),
            ("conferenceSolution", object([("key", object([("type", "addOn".into())])), ("name", "Webex".into())])),
            ("entryPoints", Json::List(entries.collect())),
            ("parameters", object([("addOnParameters", parameters)])),
            ("notes", self.notes.as_deref().into()),
        ])
    }
}

fn entry_points(meeting: &Meeting) -> Vec<EntryPoint> {
    let code = |text: &Option<String>| text.clone().filter(|text| text.chars().count() <= CODE_LIMIT);
    let secret = |secret: &Secret| {
        let text = secret.reveal();
        let fits = !text.is_empty() && text.chars().count() <= CODE_LIMIT;
        fits.then(|| text.to_owned())
    };
    let mut entries = vec![EntryPoint {
        way: "VIDEO",
        uri: meeting.web_link.clone(),
        meeting_code: code(&meeting.number),
        password: secret(&meeting.password),
        ..EntryPoint::default()
    }];
    let dialled = |number: &str| {
        let kept: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        (kept.len() >= 5).then(|| ["tel:", &kept].concat())
    };
    let phones = meeting.call_ins.iter().filter_map(|call_in| {
        Some(EntryPoint {
            way: "PHONE",
            uri: dialled(&call_in.number)?,
            access_code: code(&meeting.access_code),
            passcode: secret(&meeting.numeric_password),
            features: vec![if call_in.toll_free { "TOLL_FREE" } else { "TOLL" }],
            ..EntryPoint::default()
        })
    });
    entries.extend(phones.take(PHONES));
    let is_address = |sip: &&String| {
        sip.bytes().any(|byte| byte == b'@') && sip.chars().all(|c| c.is_ascii_graphic()) && sip.len() <= 1200
    };
    if let Some(sip) = meeting.sip.as_ref().filter(is_address) {
        entries.push(EntryPoint {
            way: "SIP",
            uri: ["sip:", sip].concat(),
            passcode: secret(&meeting.numeric_password),
            ..EntryPoint::default()
        });
    }
    entries.push(EntryPoint { way: "MORE", uri: meeting.web_link.clone(), ..EntryPoint::default() });
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(extra: &str) -> Meeting {
        let text = format!(r#"{{"id":"m1","webLink":"https://a.webex.com/m1"{extra}}}"#);
        Meeting::read(&Json::parse(&text).unwrap()).unwrap()
    }

    /// proves: F14, E88
    #[test]
    fn join_data_carries_link_numbers_address_and_passwords() {
        let meeting = meeting(
            r#","meetingNumber":"25521234567","password":"p1","phoneAndVideoSystemPassword":"123",
               "sipAddress":"25521234567@a.webex.com","telephony":{"accessCode":"25521234567","callInNumbers":[
               {"callInNumber":"+1-415-655-0001","tollType":"toll"},{"callInNumber":"x","tollType":"toll"},
               {"callInNumber":"+1 844 621 3956","tollType":"tollFree"}]}"#,
        );
        let data = ConferenceData::of(&meeting, Kind::Meeting, "e1", None);
        let uris: Vec<&str> = data.entry_points.iter().map(|entry| entry.uri.as_str()).collect();
        assert_eq!(
            uris,
            [
                "https://a.webex.com/m1",
                "tel:+14156550001",
                "tel:+18446213956",
                "sip:25521234567@a.webex.com",
                "https://a.webex.com/m1"
            ]
        );
        assert_eq!(data.entry_points[0].password.as_deref(), Some("p1"));
        assert_eq!(data.entry_points[1].passcode.as_deref(), Some("123"));
        assert_eq!(data.entry_points[2].features, ["TOLL_FREE"]);
    }

    /// proves: E88
    #[test]
    fn what_google_would_refuse_is_left_out() {
        let long = "9".repeat(129);
        let meeting = meeting(&format!(r#","password":"{long}","sipAddress":"no address""#));
        let data = ConferenceData::of(&meeting, Kind::Meeting, "e1", Some("n".repeat(3000)));
        assert_eq!((data.entry_points.len(), data.notes), (2, None));
        assert_eq!(data.entry_points[0].password, None);
    }

    #[test]
    fn the_apis_form_is_read_as_ours_again() {
        let api = ConferenceData::of(&meeting(""), Kind::Meeting, "e1", None).for_api();
        let event = crate::base::json::object([("id", "e1".into()), ("conferenceData", api)]);
        let event = crate::model::event::Event::read(&event).unwrap();
        let meeting = crate::model::meeting::MeetingId::read("m1").unwrap();
        assert_eq!(event.conference, crate::model::event::Conference::Ours { meeting, event: "e1".into() });
    }
}
