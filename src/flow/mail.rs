//! Schedules a meeting from a message in Gmail: reads guests and title from its headers, creates an event with the meeting,
//! and prepares the invitation as a draft or as text to copy.
//!
//! The event's id is derived from the form, so that a second click finds the event and the meeting of the first one.
//!
//! <https://developers.google.com/workspace/add-ons/gmail/compose>

use crate::base::address::{addresses, misread};
use crate::base::code::{base32hex, sha256};
use crate::base::json::{object, Json};
use crate::base::text::{cut, escape, one_line};
use crate::base::time::{iso_local, Instant, Offsets, DAY, HOUR, MINUTE};
use crate::flow::attempt::{Attempt, MeetingHost, NewMeeting};
use crate::flow::error::Error;
use crate::flow::lock::{with_lock, PERSON_WAIT};
use crate::flow::permission::{grants, note};
use crate::flow::personal_room;
use crate::flow::sync::attach;
use crate::google::calendar;
use crate::model::account::Account;
use crate::model::event::{Event, EventRef, Hosting, Status};
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState};
use crate::model::meeting::{integration_tag, Draft, Meeting, TITLE_LIMIT};
use crate::model::permission::{Permission, MAIL};
use crate::model::settings::Kind;
use crate::model::slot::{Clamp, Slot, LONGEST};
use crate::port::{HostError, NewDraft, Ports};
use crate::store::{State, Want};
use crate::ui::card::Card;
use crate::ui::entry::{Invite, OpenMessage, Schedule, Viewer};
use crate::ui::i18n::{Catalog, Message};
use crate::ui::join_block;
use crate::ui::response::{ConferenceData, Response};
use crate::ui::view::mail::{self as view, MailForm, Outcome};

const DEFAULT_LENGTH: i64 = 30;
/// How often the same meeting can be scheduled from the same message after its event was deleted.
const MOST_DELETED: u8 = 10;

/// The card beside an open message.
pub fn card(ports: &Ports<'_>, viewer: &Viewer, state: &mut State, message: &OpenMessage) -> Result<Card, Error> {
    let headers = match &message.id {
        Some(id) => ports.mail.headers(message.token.reveal(), id),
        None => Err(HostError::NotFound),
    };
    let kind = state.settings.kind;
    let mut account = state.account.clone().unwrap_or_default();
    note(&mut account, Permission::Message, headers.as_ref().err());
    let grants = grants(ports, &mut account, MAIL);
    state.account = Some(account.clone());
    // If this could not be stored, it is found out again.
    let _ = state.save(ports);
    // Without the permission or the message the form is shown empty.
    let was_read = headers.is_ok();
    let headers = headers.unwrap_or_default();
    let field = |name: &str| headers.get(name).text().unwrap_or_default();
    let all = [field("from"), field("to"), field("cc")].join(",");
    let own = [account.google.to_ascii_lowercase(), account.webex.to_ascii_lowercase()];
    let guests: Vec<String> = addresses(&all).into_iter().filter(|address| !own.contains(address)).collect();
    let now = ports.clock.now();
    let sent = headers.get("date").int().map(|milliseconds| {
        let sent = Instant(milliseconds.div_euclid(1000));
        let local = offsets(ports, viewer, sent).local(sent);
        viewer.catalog(ports.texts).with_hours(account.hours).moment(local, offsets(ports, viewer, now).local(now))
    });
    let start = next_half_hour(now);
    let offsets = offsets(ports, viewer, start);
    let form = MailForm {
        title: cut(&subject(field("subject")), TITLE_LIMIT),
        guests: guests.join(", "),
        start,
        offset: offsets.at(start).unwrap_or(0),
        minutes: DEFAULT_LENGTH,
        kind,
        sent,
        was_read,
        grants,
    };
    Ok(view::form(viewer.catalog(ports.texts), &form))
}

/// Schedules the meeting of the form.
pub fn schedule(ports: &Ports<'_>, viewer: &Viewer, form: &Schedule) -> Result<Response, Error> {
    let catalog = viewer.catalog(ports.texts);
    let now = ports.clock.now();
    let wrong = misread(&form.guests);
    if !wrong.is_empty() {
        let addresses = cut(&wrong.join(", "), 120);
        return Ok(Response::notify(catalog.say(&Message::MailBadAddresses { addresses })));
    }
    let Some(start) = form.start.filter(|start| *start > now) else {
        return Ok(Response::notify(catalog.say(&Message::MailBadStart)));
    };
    with_lock(ports, PERSON_WAIT, || {
        // The id of a deleted event stays taken, so that scheduling again needs another one.
        for generation in 0..MOST_DELETED {
            let planned = Planned::of(ports, viewer, form, start, generation)?;
            if planned.was_deleted() {
                continue;
            }
            if let Some(response) = planned.carry_out(ports, viewer, form)? {
                return Ok(response);
            }
        }
        Err(HostError::Duplicate.into())
    })
}

/// A meeting that was requested beside a message.
struct Planned {
    state: State,
    account: Account,
    target: EventRef,
    title: String,
    guests: Vec<String>,
    slot: Slot,
}

impl Planned {
    /// Plans it. The event's id depends on what was asked for, so that a second click leads to the same event.
    fn of(
        ports: &Ports<'_>,
        viewer: &Viewer,
        form: &Schedule,
        start: Instant,
        generation: u8,
    ) -> Result<Planned, Error> {
        let minutes = form.minutes.unwrap_or(DEFAULT_LENGTH).clamp(10, LONGEST / MINUTE);
        let title = one_line(&form.title);
        let title = cut(&title, TITLE_LIMIT);
        let id = form.message.id.as_deref().unwrap_or_default();
        let mut asked = [id, &title, &form.guests, &start.0.to_string(), form.kind.name()].join("\n");
        if generation > 0 {
            asked.push_str(&["\n", &generation.to_string()].concat());
        }
        let event = base32hex(&sha256(&asked)[..16]);
        let state = State::load(ports, Want::LinkOf(&event))?.locked();
        let neutral = || {
            Catalog::for_locale(ports.texts, state.text_locale(viewer.locale.as_deref())).say(&Message::MeetingTitle)
        };
        let title = if title.is_empty() { neutral() } else { title };
        let account = state.account.clone().ok_or(crate::webex::Failure::SignedOut)?;
        state.permits(form.kind)?;
        let offsets = offsets(ports, viewer, start);
        let zone = viewer.zone.as_deref().filter(|_| !offsets.0.is_empty()).unwrap_or("UTC");
        let slot = Slot::between(start, start.plus(minutes * MINUTE), zone, &offsets, None::<Clamp>);
        let calendar = account.google.clone();
        let guests = addresses(&form.guests);
        Ok(Planned { target: EventRef { calendar, event }, state, account, title, guests, slot })
    }

    /// Whether the records say that an earlier event with this id was deleted.
    fn was_deleted(&self) -> bool {
        let state = self.state.link(&self.target.event).map(|link| link.state);
        matches!(state, Some(LinkState::Leaving | LinkState::Deleted))
    }

    /// Makes meeting and event; `None` if an earlier event with this id was deleted.
    fn carry_out(mut self, ports: &Ports<'_>, viewer: &Viewer, form: &Schedule) -> Result<Option<Response>, Error> {
        let catalog = viewer.catalog(ports.texts);
        // The administrators may have chosen another language for what guests read.
        let others = Catalog::for_locale(ports.texts, self.state.text_locale(viewer.locale.as_deref()));
        let meeting = match form.kind {
            Kind::Meeting => self.meeting(ports)?,
            Kind::PersonalRoom => personal_room::find(ports)?,
        };
        let data = ConferenceData::of(&meeting, form.kind, &self.target.event, None);
        let event = self.insert(ports, others, &meeting, &data, form.invite)?;
        if event.status == Status::Cancelled {
            return Ok(None);
        }
        self.remember(ports, &event)?;
        let time = |catalog: Catalog<'_>| {
            let span = catalog.with_hours(self.account.hours).span(self.slot.local_start, self.slot.local_end);
            [&span, " (", &self.slot.zone, ")"].concat()
        };
        let (text, when) = (self.invitation(others, &meeting, &time(others)), time(catalog));
        let outcome = match form.invite {
            Invite::Now => Outcome::Invited,
            Invite::Draft => self.draft(ports, form, &text)?,
        };
        Ok(Some(Response::push(view::done(catalog, &self.title, &when, &meeting.web_link, &text, outcome))))
    }

    fn meeting(&mut self, ports: &Ports<'_>) -> Result<Meeting, Error> {
        let tag = integration_tag(&self.target.calendar, &self.target.event);
        let (title, slot, site) = (self.title.clone(), self.slot.clone(), self.account.site.as_deref());
        let draft = Draft::new(title, slot, tag, &self.state.settings, site);
        let last_sent = Fingerprints::of_title(&self.title);
        let mut attempt = Attempt { ports, target: &self.target, state: &mut self.state };
        match attempt.existing()? {
            Some(meeting) => Ok(meeting),
            None => attempt.make(NewMeeting {
                end: draft.slot.end,
                draft,
                last_sent,
                series: None,
                host: MeetingHost::User,
            }),
        }
    }

    fn insert(
        &self,
        ports: &Ports<'_>,
        catalog: Catalog<'_>,
        meeting: &Meeting,
        data: &ConferenceData,
        invite: Invite,
    ) -> Result<Event, Error> {
        let at = |local| object([("dateTime", iso_local(local).into()), ("timeZone", self.slot.zone.as_str().into())]);
        let attendees = self.guests.iter().map(|email| object([("email", email.as_str().into())]));
        let common = [
            ("id", Json::from(self.target.event.as_str())),
            ("summary", self.title.as_str().into()),
            ("start", at(self.slot.local_start)),
            ("end", at(self.slot.local_end)),
            ("attendees", Json::List(attendees.collect())),
        ];
        let with = |more: Json| {
            let members = common.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            Json::Map(members.chain(more.members().iter().cloned()).collect())
        };
        let mails = match invite {
            Invite::Now => "all",
            Invite::Draft => "none",
        };
        let calendar = &self.target.calendar;
        let first = calendar::insert(ports, calendar, &with(object([("conferenceData", data.for_api())])), mails);
        match first {
            Err(HostError::Invalid) => {
                let details = calendar::Details::default();
                let body = match &meeting.id {
                    Some(id) => attach::substitute(catalog, id, &self.target.event, meeting, &details),
                    None => object([
                        ("location", meeting.web_link.as_str().into()),
                        ("description", join_block::put("", &join_block::text(catalog, meeting)).into()),
                    ]),
                };
                Ok(calendar::insert(ports, calendar, &with(body), mails)?)
            }
            // An earlier click has made this event.
            Err(HostError::Duplicate) => Ok(calendar::event(ports, calendar, &self.target.event)?),
            result => Ok(result?),
        }
    }

    /// Links the event to its meeting. The guests are invited at Webex with the next change that the calendar reports.
    fn remember(&mut self, ports: &Ports<'_>, event: &Event) -> Result<(), Error> {
        let Some(link) = self.state.link(&event.id).cloned() else { return Ok(()) };
        if matches!(link.state, LinkState::Linked | LinkState::Behind) {
            // An earlier click has made the event, and a trigger has followed it since, so the link is newer.
            return Ok(());
        }
        let (webex, google) = (&self.account.webex, &self.account.google);
        let host = Hosting { webex, google, calendar: &self.target.calendar };
        let last_sent = Fingerprints::of(event, host, &self.title, &self.slot.zone).without_guests();
        let now = ports.clock.now();
        self.state.put(Link { last_sent, end: self.slot.end, ..link.becoming(LinkState::Linked, now) })?;
        Ok(self.state.save(ports)?)
    }

    fn invitation(&self, catalog: Catalog<'_>, meeting: &Meeting, time: &str) -> String {
        let greeting = match &self.account.name {
            Some(name) => Message::InvitationFrom { name: name.clone() },
            None => Message::InvitationPlain,
        };
        [&catalog.say(&greeting), "", &self.title, time, "", &join_block::text(catalog, meeting)].join("\n")
    }

    /// A draft, or without the permission for one the text to copy.
    fn draft(&mut self, ports: &Ports<'_>, form: &Schedule, text: &str) -> Result<Outcome, Error> {
        let html = escape(text).replace('\n', "<br>");
        let (to, token) = (self.guests.join(","), form.message.token.reveal());
        let made = ports.mail.create_draft(&NewDraft { token, to: &to, subject: &self.title, text, html: &html });
        if let Some(account) = &mut self.state.account {
            note(account, Permission::Draft, made.as_ref().err());
            self.state.save(ports)?;
        }
        Ok(if made.is_ok() { Outcome::Draft } else { Outcome::Copy })
    }
}

/// The subject without prefixes for replies and forwards.
fn subject(text: &str) -> String {
    let mut subject = one_line(text);
    while let Some((mark, rest)) = subject.split_once(':') {
        let marks = ["re", "fw", "fwd", "aw", "sv", "답장", "전달"];
        let is_mark = marks.iter().any(|known| known.eq_ignore_ascii_case(mark.trim()));
        if !is_mark {
            break;
        }
        subject = rest.trim_start().to_owned();
    }
    subject
}

/// The next full or half hour that is at least a quarter of an hour away.
fn next_half_hour(now: Instant) -> Instant {
    let half = HOUR / 2;
    Instant((now.0 + half / 2).div_euclid(half) * half + half)
}

fn offsets(ports: &Ports<'_>, viewer: &Viewer, around: Instant) -> Offsets {
    let zone = viewer.zone.as_deref().unwrap_or("UTC");
    ports.clock.offsets(zone, around.plus(-DAY), around.plus(2 * DAY))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: F9, A21
    #[test]
    fn a_subject_loses_the_marks_of_answers_and_nothing_else() {
        assert_eq!(subject("Re: FWD: Budget: draft 2"), "Budget: draft 2");
        assert_eq!(subject("답장: 예산"), "예산");
        assert_eq!(subject("Reply: x\r\n y"), "Reply: x y");
        assert_eq!(subject(""), "");
    }

    #[test]
    fn the_offered_start_is_a_half_hour_in_reach() {
        let at = |text: &str| Instant::parse(text).unwrap();
        assert_eq!(next_half_hour(at("2026-12-01T09:00:00Z")), at("2026-12-01T09:30:00Z"));
        assert_eq!(next_half_hour(at("2026-12-01T09:14:59Z")), at("2026-12-01T09:30:00Z"));
        assert_eq!(next_half_hour(at("2026-12-01T09:16:00Z")), at("2026-12-01T10:00:00Z"));
    }
}
