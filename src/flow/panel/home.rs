//! The homepage: the next meetings, and deletions that wait for an answer.

use crate::base::time::DAY;
use crate::flow::error::Error;
use crate::flow::panel::first::first_card;
use crate::flow::panel::words::{title, when};
use crate::flow::triggers;
use crate::google::calendar;
use crate::model::event::Event;
use crate::model::hold::HoldAnswer;
use crate::model::meeting::webex_url;
use crate::port::Ports;
use crate::store::{State, Want};
use crate::ui::card::Card;
use crate::ui::entry::Viewer;
use crate::ui::view;
use crate::ui::view::home::{Home, Upcoming};

/// The homepage, or the sign-in card.
pub fn home(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if let Some(card) = first_card(ports, viewer, &state)? {
        return Ok(card);
    }
    if let Some(left) = state.leaving() {
        return Ok(view::data::ask(viewer.catalog(ports.texts), 0, Some(left)));
    }
    learn(ports, viewer, &mut state);
    triggers::revive(ports, &mut state);
    let account = state.account.clone().unwrap_or_default();
    let calendar = state.calendars.first().map_or(account.google.as_str(), |watched| watched.id.as_str());
    let now = ports.clock.now();
    let events = calendar::upcoming(ports, calendar, now, now.plus(7 * DAY))?;
    let joinable = |event: &Event| Some((event.clone(), event.video_uri.as_deref().and_then(webex_url)?));
    let joinable: Vec<(Event, String)> = events.iter().filter_map(joinable).collect();
    let upcoming = joinable.into_iter().take(view::home::LISTED).map(|(event, join)| {
        let time = when(ports, viewer, &account, &event).unwrap_or_default();
        Upcoming { title: title(ports, viewer, &event), time, join }
    });
    let was_rebuilt = !state.unreadable.is_empty();
    let asked = state.holds.iter().filter(|hold| hold.answer == HoldAnswer::None);
    let held = Some(asked.map(|hold| hold.count).sum()).filter(|count| *count > 0);
    let home = Home { account: &account, upcoming: upcoming.collect(), was_rebuilt, held };
    Ok(view::home::card(viewer.catalog(ports.texts), &home))
}

/// Stores the person's zone and language for executions in which Google does not provide them. Only a change is written.
fn learn(ports: &Ports<'_>, viewer: &Viewer, state: &mut State) {
    let Some(account) = &mut state.account else {
        return;
    };
    let Viewer { locale, zone } = viewer;
    let differs = |new: &Option<String>, known: &Option<String>| new.is_some() && new != known;
    if !differs(locale, &account.locale) && !differs(zone, &account.zone) {
        return;
    }
    account.locale = locale.clone().or(account.locale.take());
    account.zone = zone.clone().or(account.zone.take());
    // The card is shown even if the language could not be stored.
    if state.save(ports).is_err() {
        ports.log.write("panel: zone and language not stored");
    }
}
