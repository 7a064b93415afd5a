//! The errors of the flows in one type. Callers use its predicates, never its text.

use crate::model::policy::Forbidden;
use crate::port::HostError;
use crate::store::Full;
use crate::webex::Failure;

/// Why something could not be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Google failed or was not reached.
    #[error("google")]
    Host(#[from] HostError),
    /// Webex failed or was not reached.
    #[error("webex")]
    Webex(#[from] Failure),
    /// Webex refused, for this reason.
    #[error("refused by Webex")]
    Refused(Reason),
    /// No room for another link.
    #[error("store")]
    Full(#[from] Full),
    /// Another execution holds the lock.
    #[error("busy")]
    Busy,
    /// The event is over.
    #[error("event over")]
    EventIsOver,
    /// Events of this kind take no meeting.
    #[error("kind of event without meetings")]
    NoMeetingForKind,
    /// The calendar has a guest's copy of the event.
    #[error("event organised by somebody else")]
    NotOrganizer,
    /// The user has no Personal Room.
    #[error("no personal room")]
    RoomMissing,
    /// The administrators don't allow this kind of conference.
    #[error("kind not allowed")]
    KindForbidden,
    /// The administrators don't allow this Webex site.
    #[error("site not allowed")]
    SiteForbidden,
    /// The administrators want the two addresses to match.
    #[error("addresses differ")]
    AddressesDiffer,
    /// The user is no administrator.
    #[error("no administrator")]
    NotAdministrator,
    /// Another administrator has saved meanwhile.
    #[error("outdated form")]
    Outdated,
}

impl From<Forbidden> for Error {
    fn from(forbidden: Forbidden) -> Error {
        match forbidden {
            Forbidden::Kind => Error::KindForbidden,
            Forbidden::Site => Error::SiteForbidden,
        }
    }
}

impl Error {
    /// Whether signing in to Webex would help.
    pub fn needs_sign_in(&self) -> bool {
        match self {
            Error::Webex(failure) => failure.needs_sign_in(),
            Error::Refused(reason) => *reason == Reason::Scope,
            _ => false,
        }
    }

    /// Whether a required Google permission is missing.
    pub fn needs_grant(&self) -> bool {
        matches!(
            self,
            Error::Host(HostError::ScopeMissing) | Error::Webex(Failure::Unreachable(HostError::ScopeMissing))
        )
    }

    /// Whether trying again later may help.
    pub fn is_transient(&self) -> bool {
        match self {
            Error::Host(error) => error.is_transient(),
            Error::Webex(failure) => failure.is_transient(),
            Error::Busy => true,
            Error::Refused(reason) => *reason == Reason::Moved,
            Error::Full(_)
            | Error::EventIsOver
            | Error::NoMeetingForKind
            | Error::NotOrganizer
            | Error::RoomMissing
            | Error::KindForbidden
            | Error::SiteForbidden
            | Error::AddressesDiffer
            | Error::NotAdministrator
            | Error::Outdated => false,
        }
    }

    /// The chain of causes for the log: categories only, nothing that a person or a service wrote.
    pub fn chain(&self) -> String {
        // `dyn std::error::Error` would bring every error type's `Debug` into the module.
        let mut chain = self.to_string();
        let mut add = |cause: &dyn core::fmt::Display| {
            chain.push_str(": ");
            chain.push_str(&cause.to_string());
        };
        match self {
            Error::Host(error) => add(error),
            Error::Webex(failure) => {
                add(failure);
                if let Failure::Unreachable(error) = failure {
                    add(error);
                }
            }
            Error::Full(full) => add(full),
            Error::Busy
            | Error::Refused(_)
            | Error::EventIsOver
            | Error::NoMeetingForKind
            | Error::NotOrganizer
            | Error::RoomMissing
            | Error::KindForbidden
            | Error::SiteForbidden
            | Error::AddressesDiffer
            | Error::NotAdministrator
            | Error::Outdated => {}
        }
        chain
    }
}

/// Why Webex refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The sign-in did not grant all required scopes.
    Scope,
    /// The site or the organisation does not allow this add-on.
    Off,
    /// The user has no host licence.
    Licence,
    /// The chosen site is not the user's any more, and there are others to choose from.
    Site,
    /// The chosen site is not the user's any more, and the only other one was taken.
    Moved,
    /// None of these; the request itself was not allowed.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_names_categories_and_no_content() {
        let error = Error::Webex(Failure::Rejected("title 'Salary' is too long".into()));
        assert_eq!(error.chain(), "webex: request rejected by Webex");
        let lost = Error::Webex(Failure::Unreachable(HostError::Unreachable));
        assert_eq!(lost.chain(), "webex: Webex not reached: connection failed");
    }
}
