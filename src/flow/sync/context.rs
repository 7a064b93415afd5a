//! The input of every decision of one execution, gathered once: the host, their settings and the time.

use crate::base::time::{Instant, Zones};
use crate::model::account::Account;
use crate::model::calendar_index::CalendarIndex;
use crate::model::settings::Settings;
use crate::plan::facts::Facts;
use crate::port::Ports;
use crate::store::State;
use crate::ui::i18n::{Catalog, Message};

/// The part of the facts that is the same for all calendars.
pub struct Context {
    /// The present.
    pub now: Instant,
    /// The linked account.
    pub account: Account,
    settings: Settings,
    neutral_title: String,
}

impl Context {
    /// Reads it from the user's records.
    pub fn of(ports: &Ports<'_>, state: &State) -> Context {
        Context {
            now: ports.clock.now(),
            account: state.account.clone().unwrap_or_default(),
            settings: state.settings.clone(),
            neutral_title: Catalog::for_locale(ports.texts, state.text_locale(None)).say(&Message::MeetingTitle),
        }
    }

    /// The title of meetings whose event has none, or a private one.
    pub fn neutral_title(&self) -> &str {
        &self.neutral_title
    }

    /// The facts about the events of a calendar, which is named by its id and its index in the list of watched ones.
    pub fn facts<'a>(
        &'a self,
        (calendar, calendar_index): (&'a str, CalendarIndex),
        calendar_zone: &'a str,
        zones: &'a Zones,
    ) -> Facts<'a> {
        Facts {
            now: self.now,
            calendar,
            calendar_index,
            calendar_zone,
            zones,
            host: &self.account.webex,
            google: &self.account.google,
            proven: &[],
            site: self.account.site.as_deref(),
            settings: &self.settings,
            neutral_title: &self.neutral_title,
        }
    }
}
