//! A Webex meeting: how it is joined, and which of its values follow an event.

use crate::base::code::{base64url, fingerprint, parse_base64url, sha256, Secret};
use crate::base::json::Json;
use crate::base::text::one_line;
use crate::model::settings::Settings;
use crate::model::slot::Slot;

/// Webex's limit for a title, in characters.
///
/// <https://developer.webex.com/docs/api/v1/meetings/create-a-meeting>
pub const TITLE_LIMIT: usize = 128;

/// The id of a Webex meeting series; a single meeting is a series of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MeetingId(String);

impl MeetingId {
    /// Reads an id of letters, digits, underscores and hyphens. Any other text is no id and would not be safe in a URL.
    pub fn read(text: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let is_id = (1..=100).contains(&text.len()) && text.chars().all(fits);
        is_id.then(|| MeetingId(text.to_owned()))
    }

    /// The id as Webex writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How long the shorter form is.
    pub fn packed_size(&self) -> usize {
        if self.is_packable() {
            22
        } else {
            self.0.len() + 1
        }
    }

    fn is_packable(&self) -> bool {
        self.0.len() == 32 && self.0.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// A shorter form for the property store: 32 hexadecimal digits become 22 characters, and any other id is kept after a tilde.
    pub fn packed(&self) -> String {
        if self.is_packable() {
            let digit = |byte: u8| match byte {
                b'0'..=b'9' => byte - b'0',
                other => other - b'a' + 10,
            };
            let pairs = self.0.as_bytes().chunks_exact(2);
            let bytes: Vec<u8> = pairs.map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect();
            return base64url(&bytes);
        }
        ["~", &self.0].concat()
    }

    /// Reads the shorter form.
    pub fn unpacked(text: &str) -> Option<Self> {
        if let Some(plain) = text.strip_prefix('~') {
            return MeetingId::read(plain);
        }
        let bytes = parse_base64url(text).filter(|bytes| bytes.len() == 16)?;
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        let hex = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
        Some(MeetingId(hex.collect()))
    }
}

/// A telephone number that joins a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallIn {
    /// The number as Webex writes it.
    pub number: String,
    /// Whether the call is free of charge.
    pub toll_free: bool,
}

/// A meeting as Webex describes it, or the Personal Room, which has no id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// The id; none for a Personal Room.
    pub id: Option<MeetingId>,
    /// The address that joins it.
    pub web_link: String,
    /// The number to dial or type.
    pub number: Option<String>,
    /// The password for typing.
    pub password: Secret,
    /// The password for telephones and video devices, digits only.
    pub numeric_password: Secret,
    /// The video (SIP) address.
    pub sip: Option<String>,
    /// Numbers to call.
    pub call_ins: Vec<CallIn>,
    /// The access code after calling.
    pub access_code: Option<String>,
    /// The add-on's own tags.
    pub tags: Vec<String>,
    /// The host's address.
    pub host: Option<String>,
}

impl Meeting {
    /// Reads Webex's object. Everything but the id and the link may be missing.
    pub fn read(json: &Json) -> Option<Meeting> {
        let id = MeetingId::read(json.get("id").text()?)?;
        let web_link = webex_url(json.get("webLink").text()?)?;
        Some(Meeting { id: Some(id), web_link, ..Meeting::access(json) })
    }

    /// Reads the preference object of a Personal Room.
    pub fn read_room(json: &Json) -> Option<Meeting> {
        let web_link = webex_url(json.get("personalMeetingRoomLink").text()?)?;
        Some(Meeting { web_link, ..Meeting::access(json) })
    }

    fn access(json: &Json) -> Meeting {
        let owned = |json: &Json| json.text().map(one_line);
        let secret = |name: &str| Secret::new(json.get(name).text().unwrap_or_default());
        let telephony = json.get("telephony");
        Meeting {
            number: owned(json.get("meetingNumber")),
            password: secret("password"),
            numeric_password: secret("phoneAndVideoSystemPassword"),
            sip: owned(json.get("sipAddress")),
            call_ins: telephony.get("callInNumbers").items().iter().filter_map(call_in).collect(),
            access_code: owned(telephony.get("accessCode")),
            tags: json.get("integrationTags").items().iter().filter_map(owned).collect(),
            host: owned(json.get("hostEmail")),
            ..Meeting::default()
        }
    }
}

fn call_in(json: &Json) -> Option<CallIn> {
    Some(CallIn {
        number: one_line(json.get("callInNumber").text()?),
        toll_free: json.get("tollType").text() == Some("tollFree"),
    })
}

/// Takes a URL on a Webex host over HTTPS; no other URL is offered to anyone.
pub fn webex_url(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let is_webex = host.ends_with(".webex.com") && host.chars().all(plain);
    let is_clean = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '<' | '>' | '\\' | '`'));
    (is_webex && is_clean && text.len() <= 1300).then(|| text.to_owned())
}

/// The tag that finds an event's meeting again when its id was lost: private to the add-on, at most 64 characters.
pub fn integration_tag(calendar: &str, event: &str) -> String {
    let digest = sha256(&[calendar, "/", event].concat());
    ["gcal:", &base64url(&digest)].concat()
}

/// The mark by which an event says who hosts its meeting: six characters of a digest of the host's address at Webex.
///
/// It is a claim like everything in an event. It tells other people's meetings apart without a request, and proves nothing.
pub fn host_mark(address: &str) -> String {
    fingerprint(&["host/", &address.to_ascii_lowercase()].concat())
}

/// What a meeting is created with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The title.
    pub title: String,
    /// When it takes place.
    pub slot: Slot,
    /// The tag that finds it again.
    pub tag: String,
    /// The template to start from.
    pub template: Option<String>,
    /// The site; none for the user's preferred one.
    pub site: Option<String>,
    /// The rule of a series, as Webex takes it.
    pub rule: Option<String>,
    /// The rule that is tried where Webex refuses that one.
    pub fallback_rule: Option<String>,
}

impl Draft {
    /// A meeting that takes place once, with the user's settings.
    pub fn new(title: String, slot: Slot, tag: String, settings: &Settings, site: Option<&str>) -> Draft {
        let (template, site) = (settings.template.clone(), site.map(str::to_owned));
        Draft { title, slot, tag, template, site, rule: None, fallback_rule: None }
    }
}

/// The values of a meeting that change; no others are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingPatch {
    /// The new title.
    pub title: Option<String>,
    /// The new time.
    pub slot: Option<Slot>,
    /// The new rule. It is only sent together with a time, since Webex resets every exception with either.
    pub rule: Option<RulePatch>,
}

/// How a meeting's recurrence changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePatch {
    /// It repeats by this rule.
    Set(String),
    /// It repeats no longer.
    Clear,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_stored_in_22_characters_and_read_back() {
        let id = MeetingId::read("870f51ff287b41be84648412901e0402").unwrap();
        assert_eq!(id.packed().len(), 22);
        assert_eq!(MeetingId::unpacked(&id.packed()), Some(id));
        let other = MeetingId::read("ABC_I_12").unwrap();
        assert_eq!(other.packed(), "~ABC_I_12");
        assert_eq!(MeetingId::unpacked("~ABC_I_12"), Some(other));
        assert_eq!(MeetingId::unpacked("short"), None);
    }

    #[test]
    fn what_could_change_an_address_is_not_an_id() {
        for text in ["", "a/b", "a?b", "a b", "é"] {
            assert_eq!(MeetingId::read(text), None, "{text}");
        }
    }

    #[test]
    fn only_links_to_webex_are_links() {
        assert!(webex_url("https://acme.webex.com/acme/j.php?MTID=m1").is_some());
        for text in [
            "http://acme.webex.com/x",
            "https://acme.webex.com.evil.example/x",
            "https://evil.example/.webex.com",
            "https://user@acme.webex.com/",
            "https://evil.example#.webex.com",
            "https://acme.webex.com/\"onclick",
            "javascript:alert(1)",
        ] {
            assert_eq!(webex_url(text), None, "{text}");
        }
    }

    /// proves: F14
    #[test]
    fn everything_but_the_id_and_the_link_may_be_missing() {
        let least = Json::parse(r#"{"id":"m1","webLink":"https://a.webex.com/m1"}"#).unwrap();
        let meeting = Meeting::read(&least).unwrap();
        assert_eq!((meeting.call_ins.len(), meeting.sip), (0, None));
        assert_eq!(Meeting::read(&Json::parse(r#"{"id":"m1"}"#).unwrap()), None);
        assert_eq!(Meeting::read(&Json::parse("[]").unwrap()), None);
    }

    #[test]
    fn a_tag_fits_webexs_64_characters_whatever_the_ids() {
        assert_eq!(integration_tag("c", &"e".repeat(1024)).len(), 48);
        assert_ne!(integration_tag("c", "a"), integration_tag("c", "b"));
    }
}
