//! The kinds of records that are stored for a user, as the card of their data names them.

/// One stored record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// The Google account and the Webex account that it is linked to.
    Account,
    /// The Webex tokens.
    Tokens,
    /// The user's own settings.
    Settings,
    /// The watched calendars.
    Calendars,
    /// When the last hourly run checked the triggers.
    LastHourlyRun,
    /// What the day has spent of the quotas.
    Quota,
    /// Deletions that wait for the user's answer.
    Hold,
    /// Where the audit stopped.
    LastAudited,
    /// The cached policy.
    Policy,
    /// One bucket of links.
    Links(u32),
    /// Links that were written without the lock.
    Intents(u32),
    /// A record that could not be read, by its former key.
    Aside(String),
}

impl Record {
    /// Whether its content must never be shown. A record that was kept aside may hold tokens as well.
    pub fn is_secret(&self) -> bool {
        match self {
            Record::Tokens => true,
            Record::Aside(key) => key.ends_with("tokens"),
            Record::Account
            | Record::Settings
            | Record::Calendars
            | Record::LastHourlyRun
            | Record::Quota
            | Record::Hold
            | Record::LastAudited
            | Record::Policy
            | Record::Links(_)
            | Record::Intents(_) => false,
        }
    }
}
