//! Reserves the events of meetings that are about to be made, so that nobody else's add-on makes a second one at the same moment.
//!
//! The write is conditional: an event that changed since it was read is read again, with somebody else's reservation if there is one.

use crate::base::json::object;
use crate::flow::sync::act::{Creation, Tasks, Work};
use crate::flow::sync::attach::Progress;
use crate::google::calendar::{self, Patch};
use crate::model::event::{reservation, Event, Reservation};
use crate::port::HostError;
use crate::store::State;
use crate::webex::Failure;

/// What is known of the version of an event.
pub(super) struct Version {
    event: String,
    /// Its etag.
    pub(super) etag: String,
    reservation: Option<Reservation>,
}

/// The versions of the events as they were last read or written.
pub(super) struct Versions(Vec<Version>);

impl Versions {
    /// The versions of these events, and of the occurrences that are compared.
    pub(super) fn of(events: &[Event], tasks: &Tasks) -> Versions {
        let occurrences = tasks.reconciliations.iter().flat_map(|reconciliation| &reconciliation.events);
        Versions(events.iter().chain(occurrences).map(Version::of).collect())
    }

    /// The version of an event.
    pub(super) fn find(&self, event: &str) -> Option<&Version> {
        self.0.iter().find(|version| version.event == event)
    }
}

impl Version {
    fn of(event: &Event) -> Version {
        Version { event: event.id.clone(), etag: event.etag.clone(), reservation: event.reservation.clone() }
    }
}

impl Creation {
    /// Notes in the records that the meeting is about to be made; false if there is no room for it.
    pub(super) fn note(&mut self, state: &mut State) -> bool {
        self.before = state.link(&self.link.event).cloned();
        state.put(self.link.clone()).is_ok()
    }
}

impl Work<'_> {
    /// Reserves the events of these meetings, and returns the meetings that are to be made.
    pub(super) fn reserve(
        &mut self,
        state: &mut State,
        creations: Vec<Creation>,
        versions: &mut Versions,
    ) -> Result<Vec<Creation>, Failure> {
        let user = state.account.as_ref().map(|account| account.webex.clone()).unwrap_or_default();
        let mut reserved = Vec::new();
        let mut open = Vec::new();
        for creation in creations {
            let version = versions.find(&creation.link.event);
            let known = version.and_then(|version| version.reservation.as_ref());
            match known.filter(|reservation| reservation.is_valid(self.now)) {
                Some(own) if own.is_of(&user) => reserved.push(creation),
                Some(_) => creation.put_back(state),
                None => open.push(creation),
            }
        }
        let patch = |creation: &Creation| {
            let event = creation.link.event.clone();
            let etag = versions.find(&event).map(|version| version.etag.clone()).unwrap_or_default();
            let body = object([("extendedProperties", reservation::reserve(&event, &user, self.now))]);
            Patch { calendar: self.calendar.to_owned(), event, etag, body }
        };
        let patches: Vec<Patch> = open.iter().map(patch).collect();
        let results = calendar::patch_all(self.ports, &patches).map_err(Failure::Unreachable)?;
        for (creation, result) in open.into_iter().zip(results) {
            match result {
                Ok(event) => {
                    versions.0.insert(0, Version::of(&event));
                    reserved.push(creation);
                }
                Err(error) => {
                    creation.put_back(state);
                    let is_for_good = matches!(error, HostError::NotFound | HostError::Forbidden | HostError::Invalid);
                    if !is_for_good {
                        self.progress = Progress::Incomplete;
                    }
                }
            }
        }
        Ok(reserved)
    }
}

impl Creation {
    /// Leaves the records as they were, since the meeting is not made.
    fn put_back(self, state: &mut State) {
        match self.before {
            Some(link) => state.replace(link),
            None => state.remove(&self.link.event),
        }
    }
}
