//! The keys of a user's records, and which record lies under each.

use crate::model::record::Record;

pub(super) const ACCOUNT: &str = "account";
pub(super) const TOKENS: &str = "tokens";
pub(super) const SETTINGS: &str = "settings";
pub(super) const CALENDARS: &str = "calendars";
pub(super) const LAST_HOURLY_RUN: &str = "swept";
pub(super) const SPENT: &str = "spent";
pub(super) const HOLD: &str = "hold";
pub(super) const LAST_AUDITED: &str = "looked-at";
pub(super) const POLICY: &str = "policy";
pub(super) const LINKS: &str = "links.";
pub(super) const INTENTS: &str = "intent.";
pub(super) const ASIDE: &str = "aside.";

pub(super) fn bucket_key(bucket: u8) -> String {
    [LINKS, &bucket.to_string()].concat()
}

pub(super) fn intent_key(slot: u8) -> String {
    [INTENTS, &slot.to_string()].concat()
}

/// Which record lies under a key.
pub(super) fn record_of(key: &str) -> Record {
    let part = |prefix: &str| key.strip_prefix(prefix).and_then(|part| part.parse().ok());
    match key {
        ACCOUNT => Record::Account,
        TOKENS => Record::Tokens,
        SETTINGS => Record::Settings,
        CALENDARS => Record::Calendars,
        LAST_HOURLY_RUN => Record::LastHourlyRun,
        SPENT => Record::Quota,
        HOLD => Record::Hold,
        LAST_AUDITED => Record::LastAudited,
        POLICY => Record::Policy,
        _ => match (part(LINKS), part(INTENTS)) {
            (Some(part), _) => Record::Links(part),
            (None, Some(part)) => Record::Intents(part),
            (None, None) => Record::Aside(key.strip_prefix(ASIDE).unwrap_or(key).to_owned()),
        },
    }
}
