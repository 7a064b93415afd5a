//! The input of decisions besides events and links.

use crate::base::time::{Instant, Zones};
use crate::model::calendar_index::CalendarIndex;
use crate::model::event::Hosting;
use crate::model::link::Link;
use crate::model::settings::Settings;

/// The input of the plan besides events and links.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The present.
    pub now: Instant,
    /// The calendar's id.
    pub calendar: &'a str,
    /// Its index in the list of watched calendars.
    pub calendar_index: CalendarIndex,
    /// Its zone.
    pub calendar_zone: &'a str,
    /// The zones that the events name.
    pub zones: &'a Zones,
    /// The host's address at Webex.
    pub host: &'a str,
    /// The user's address at Google.
    pub google: &'a str,
    /// The ids of events whose claims were proved ([`crate::plan::claim`]).
    pub proven: &'a [String],
    /// The site on which meetings are made.
    pub site: Option<&'a str>,
    /// The user's choices.
    pub settings: &'a Settings,
    /// The title of meetings whose event has none, or a private one.
    pub neutral_title: &'a str,
}

impl Facts<'_> {
    /// Who hosts a meeting by these facts.
    pub fn hosting(&self) -> Hosting<'_> {
        Hosting { webex: self.host, google: self.google, calendar: self.calendar }
    }

    /// The facts about the event of a link: the owner of the calendar may host its meeting.
    #[must_use]
    pub fn of(&self, link: &Link) -> Self {
        match link.host {
            Some(owner) if owner == self.calendar_index => {
                Facts { host: self.calendar, google: self.calendar, ..*self }
            }
            Some(_) | None => *self,
        }
    }

    /// Whether what this event claims was proved.
    pub fn is_proven(&self, event: &str) -> bool {
        self.proven.iter().any(|proven| proven == event)
    }
}
