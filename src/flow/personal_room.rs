//! The user's Personal Room: requested once and cached without its PIN. It is cached too that there is none.
//!
//! <https://developer.webex.com/docs/api/v1/meeting-preferences/get-personal-meeting-room-options>

use crate::base::json::{object, Json};
use crate::flow::error::{Error, Reason};
use crate::flow::reason;
use crate::model::meeting::Meeting;
use crate::port::Ports;
use crate::store::cache::ROOM;
use crate::store::{State, Want};
use crate::webex::{endpoint, Client, Failure};

/// How long it is kept, in seconds.
const LIFE: u32 = 21_600;
/// How long it is remembered that Webex refused it, in seconds.
const REFUSED_LIFE: u32 = 300;
/// The entry of someone who has no Personal Room.
const NO_ROOM: &str = "-";

/// The Personal Room, from the cache or from Webex.
pub fn find(ports: &Ports<'_>) -> Result<Meeting, Error> {
    let cached = ports.cache.get_all(&[ROOM])?;
    let text = match cached.get(ROOM).filter(|text| !text.is_empty()) {
        Some(text) => text.clone(),
        None => {
            let mut state = State::load(ports, Want::Records)?;
            let site = state.account.as_ref().and_then(|account| account.site.clone());
            let (text, seconds) = match Client::new(ports, &mut state).send(&endpoint::personal_room(site.as_deref())) {
                Ok(json) if Meeting::read_room(&json).is_some() => (without_pin(&json).to_string(), LIFE),
                Ok(_) | Err(Failure::NotFound) => (NO_ROOM.to_owned(), LIFE),
                // Webex gives the same refusal to a user without a room and to one who may not use it. An administrator can change the latter, so
                // it is requested again soon.
                Err(failure) => match reason::find_reason(ports, failure.into(), Reason::Other) {
                    Error::Refused(Reason::Other) => (NO_ROOM.to_owned(), REFUSED_LIFE),
                    error => return Err(error),
                },
            };
            ports.cache.put_all(&[(ROOM, text.clone())], seconds)?;
            text
        }
    };
    let json = Json::parse(&text).unwrap_or_default();
    Meeting::read_room(&json).ok_or(Error::RoomMissing)
}

/// Forgets the cached Personal Room, since another site has another one.
pub fn forget(ports: &Ports<'_>) -> Result<(), Error> {
    Ok(ports.cache.put_all(&[(ROOM, String::new())], LIFE)?)
}

/// What is needed to join a Personal Room, which the host's PIN is not.
fn without_pin(room: &Json) -> Json {
    let telephony = room.get("telephony");
    let kept = |json: &Json, name: &str| json.get(name).clone();
    let telephony =
        object([("accessCode", kept(telephony, "accessCode")), ("callInNumbers", kept(telephony, "callInNumbers"))]);
    object([
        ("personalMeetingRoomLink", kept(room, "personalMeetingRoomLink")),
        ("sipAddress", kept(room, "sipAddress")),
        ("telephony", telephony),
    ])
}
