//! Makes the meetings of events that are saved already, and finds those that an earlier run made.
//!
//! A batch that creates is never sent again: the next run decides from the links.

use crate::base::time::Instant;
use crate::flow::create_meetings::{create_meetings, Order};
use crate::flow::sync::act::reserve::Versions;
use crate::flow::sync::act::{mark_for_reconcile, refusal, Before, Change, Creation, Tasks, Work};
use crate::flow::sync::attach::{Attachment, Progress};
use crate::flow::sync::find::find_by_tag;
use crate::flow::sync::invitees::Invited;
use crate::model::event_id::EventId;
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState};
use crate::model::meeting::Meeting;
use crate::plan::step::Asked;
use crate::store::State;
use crate::webex::{Client, Failure};

impl Work<'_> {
    /// Looks up the meetings that an earlier run may have made, and makes those that are not there.
    pub(super) fn create(
        &mut self,
        state: &mut State,
        tasks: &mut Tasks,
        versions: &mut Versions,
    ) -> Result<(), Failure> {
        self.look_up(state, tasks)?;
        if tasks.creations.is_empty() {
            return Ok(());
        }
        let left = self.adopt(state, tasks)?;
        let mut creations = self.reserve(state, left, versions)?;
        let mut orders: Vec<Order> = creations
            .iter_mut()
            .map(|creation| Order { draft: &mut creation.draft, series: &mut creation.link.series })
            .collect();
        let answers = create_meetings(&mut Client::new(self.ports, state), &mut orders)?;
        for (creation, answer) in creations.into_iter().zip(answers) {
            match answer {
                Ok(meeting) => self.created(state, tasks, creation, meeting),
                Err(failure) => self.not_made(state, &creation.link, &failure),
            }
        }
        state.save(self.ports).map_err(Failure::Unreachable)
    }

    /// Finds out by their tags whether Webex has made the meetings of pending links.
    fn look_up(&self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        for (tag, link) in core::mem::take(&mut tasks.lookups) {
            match self.find(state, &[link.end], &tag)? {
                Some(meeting) => {
                    // A meeting for an event that is saved is written there; the others wait for theirs.
                    let is_saved = link.last_sent != Fingerprints::default();
                    let found = if is_saved { LinkState::Attaching } else { LinkState::Waiting };
                    let last_sent = Fingerprints::default();
                    state.replace(Link { meeting: meeting.id, last_sent, ..link.becoming(found, link.at) });
                }
                // The meeting that it was to replace is still gone, and the card offers another try.
                None if link.meeting.is_some() => state.replace(link.becoming(LinkState::Gone, self.now)),
                None => {
                    state.remove(&link.event);
                    // An occurrence that was to leave its series has no meeting at all, so both sides are compared once more.
                    if let Some(base) = EventId(&link.event).base_of_occurrence() {
                        for series in state.parts(base) {
                            mark_for_reconcile(state, &series);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Takes over the meetings that were asked for before and that Webex has made, and returns the creations that are left.
    fn adopt(&self, state: &mut State, tasks: &mut Tasks) -> Result<Vec<Creation>, Failure> {
        let mut left: Vec<Creation> = Vec::new();
        for creation in core::mem::take(&mut tasks.creations) {
            // The event may have moved since the meeting was asked for.
            let before = creation.before.as_ref().map_or(creation.link.end, |before| before.end);
            let ends = [creation.link.end, before];
            let found = match creation.asked {
                Asked::Before => self.find(state, &ends, &creation.draft.tag)?,
                Asked::Never => None,
            };
            match found {
                Some(meeting) => self.adopted(state, tasks, &creation.link, meeting),
                None => left.push(creation),
            }
        }
        Ok(left)
    }

    /// Records a meeting that Webex did not make.
    fn not_made(&mut self, state: &mut State, link: &Link, failure: &Failure) {
        match refusal(failure) {
            // Without a meeting no link is needed; the card offers another try.
            Some(_) if link.meeting.is_none() => state.remove(&link.event),
            Some(refusal) => state.replace(link.becoming(LinkState::Failed(refusal), self.now)),
            None => self.progress = Progress::Incomplete,
        }
    }

    /// Takes over a meeting that an earlier run made. What was sent then is not known, so that the event's next reading sends everything.
    fn adopted(&self, state: &mut State, tasks: &mut Tasks, link: &Link, meeting: Meeting) {
        let Some(id) = meeting.id.clone() else { return };
        let attaching = link.becoming(LinkState::Attaching, self.now);
        let link = Link { meeting: Some(id.clone()), last_sent: Fingerprints::default(), ..attaching };
        let then = link.becoming(LinkState::Linked, self.now);
        state.replace(link);
        tasks.attachments.push(Attachment { id, meeting: Some(meeting), then });
    }

    /// Records a meeting that Webex made, whose guests are still to be invited and which is still to be written into its event.
    fn created(&self, state: &mut State, tasks: &mut Tasks, creation: Creation, meeting: Meeting) {
        let Some(id) = meeting.id.clone() else { return };
        let attaching = creation.link.becoming(LinkState::Attaching, self.now);
        let link = Link { meeting: Some(id.clone()), last_sent: creation.last_sent.without_guests(), ..attaching };
        state.replace(link.clone());
        let then = link.becoming(LinkState::Linked, self.now);
        if !creation.guests.emails.is_empty() {
            let invited = Link { last_sent: creation.last_sent, ..link.clone() };
            let before = Before { last_sent: link.last_sent, series: link.series };
            let change = Change::new(id.clone(), None, Some(creation.guests), before, invited);
            tasks.changes.push(Change { invited: Invited::Known(Vec::new()), ..change });
        }
        tasks.attachments.push(Attachment { id, meeting: Some(meeting), then });
    }

    /// The meeting with this tag, whether or not Webex filters by tags.
    fn find(&self, state: &mut State, ends: &[Instant], tag: &str) -> Result<Option<Meeting>, Failure> {
        let user = state.account.as_ref().map(|account| account.webex.clone()).unwrap_or_default();
        find_by_tag(&mut Client::new(self.ports, state), &user, self.now, ends, tag)
    }
}
