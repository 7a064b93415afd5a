//! The message to a person about an error.

use crate::flow::error::{Error, Reason};
use crate::port::HostError;
use crate::ui::i18n::Message;
use crate::webex::Failure;

/// The message to a person about an error.
pub fn explain(error: &Error) -> Message {
    match error {
        Error::Webex(Failure::Forbidden) | Error::Refused(Reason::Other) => Message::ErrorForbidden,
        Error::Refused(Reason::Scope) => Message::SignInScopes,
        Error::Refused(Reason::Off) => Message::RefusedOff,
        Error::Refused(Reason::Licence) => Message::RefusedLicence,
        Error::Refused(Reason::Site) => Message::RefusedSite,
        Error::Refused(Reason::Moved) => Message::RefusedMoved,
        Error::Webex(Failure::Rejected(reason)) => Message::ErrorRejected { reason: reason.clone() },
        Error::Webex(Failure::NotConfigured) => Message::NotConfigured,
        Error::Webex(Failure::SignedOut) => Message::SignInAgain,
        Error::Webex(Failure::NotFound) => Message::StateGone,
        Error::Webex(Failure::Conflict) => Message::StateRejected,
        Error::Host(HostError::NotFound) => Message::ErrorNotFound,
        Error::Host(HostError::ScopeMissing) | Error::Webex(Failure::Unreachable(HostError::ScopeMissing)) => {
            Message::ErrorGooglePermission
        }
        Error::Host(HostError::Forbidden) => Message::ErrorGoogleAccess,
        Error::Host(HostError::ServiceOff) => Message::ServiceOff,
        Error::Host(HostError::StorageFull) | Error::Full(_) => Message::ErrorStorageFull,
        Error::Busy => Message::ErrorBusy,
        Error::EventIsOver => Message::EventIsOver,
        Error::NoMeetingForKind => Message::NoMeetingForKind,
        Error::NotOrganizer => Message::OrganizerAdds,
        Error::RoomMissing => Message::RoomMissing,
        Error::KindForbidden => Message::KindForbidden,
        Error::SiteForbidden => Message::SiteForbidden,
        Error::AddressesDiffer => Message::AddressesMustMatch,
        Error::NotAdministrator => Message::NotAdministrator,
        Error::Outdated => Message::AdminOutdated,
        Error::Webex(
            Failure::InProgress
            | Failure::RateLimited { .. }
            | Failure::Unavailable
            | Failure::Malformed
            | Failure::Unreachable(_),
        )
        | Error::Host(
            HostError::Quota
            | HostError::Unreachable
            | HostError::Other(_)
            | HostError::SyncTokenExpired
            | HostError::PreconditionFailed
            | HostError::Duplicate
            | HostError::Invalid,
        ) => Message::ErrorTemporary,
    }
}
