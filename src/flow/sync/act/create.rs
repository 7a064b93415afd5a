//! Makes the meetings of events that are saved already, and finds again those that an earlier run made.
//!
//! At most ten travel in a round trip, and a batch that creates is never sent again: the next run decides from the links.

use crate::base::time::DAY;
use crate::flow::sync::act::{mark_for_reconcile, refusal, Change, Creation, Tasks, Work};
use crate::flow::sync::attach::{Attachment, Progress};
use crate::flow::sync::find::find_by_tag;
use crate::flow::sync::invitees::Invited;
use crate::model::event_id::EventId;
use crate::model::fingerprint::Fingerprints;
use crate::model::link::{Link, LinkState, Series};
use crate::model::meeting::Meeting;
use crate::plan::step::Asked;
use crate::store::State;
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

/// The most meetings that are made in one round trip.
const CREATES_AT_ONCE: usize = 10;

impl Work<'_> {
    pub(super) fn create(&mut self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        for (tag, link) in core::mem::take(&mut tasks.lookups) {
            match self.find(state, &tag)? {
                Some(meeting) => {
                    // One for an event that is saved is written there; the others wait for theirs.
                    let is_saved = link.last_sent != Fingerprints::default();
                    let found = if is_saved { LinkState::Attaching } else { LinkState::Waiting };
                    let last_sent = Fingerprints::default();
                    state.replace(Link { meeting: meeting.id, last_sent, ..link.becoming(found, link.at) });
                }
                // The meeting that it was to replace is gone as before, and its card offers another try.
                None if link.meeting.is_some() => state.replace(link.becoming(LinkState::Gone, self.now)),
                None => {
                    state.remove(&link.event);
                    // An occurrence that was to leave its series has no meeting at all: both sides are compared once more.
                    if let Some(series) = EventId(&link.event).series() {
                        mark_for_reconcile(state, series.0);
                    }
                }
            }
        }
        if tasks.creations.is_empty() {
            return Ok(());
        }
        let mut made: Vec<(Creation, Meeting)> = Vec::new();
        let mut to_make: Vec<Creation> = Vec::new();
        for creation in core::mem::take(&mut tasks.creations) {
            let found = if creation.asked == Asked::Before { self.find(state, &creation.draft.tag)? } else { None };
            match found {
                Some(meeting) => self.adopted(state, tasks, &creation.link, meeting),
                None => to_make.push(creation),
            }
        }
        while !to_make.is_empty() {
            let rest = to_make.split_off(to_make.len().min(CREATES_AT_ONCE));
            let calls: Vec<Call> = to_make.iter().map(|creation| endpoint::create_meeting(&creation.draft)).collect();
            let answers = Client::new(self.ports, state).send_all(&calls)?;
            for (mut creation, answer) in core::mem::replace(&mut to_make, rest).into_iter().zip(answers) {
                let fallback_rule = creation.draft.fallback_rule.take();
                match (answer.and_then(|json| Meeting::read(&json).ok_or(Failure::Malformed)), fallback_rule) {
                    (Ok(meeting), _) => made.push((creation, meeting)),
                    (Err(failure), Some(rule)) if failure.may_be_the_rule() => {
                        creation.draft.rule = Some(rule);
                        creation.link.series = creation.link.series.take().map(Series::with_one_meeting);
                        to_make.push(creation);
                    }
                    (Err(failure), _) => self.not_made(state, &creation.link, &failure),
                }
            }
        }
        for (creation, meeting) in made {
            self.created(state, tasks, creation, meeting);
        }
        state.save(self.ports).map_err(Failure::Unreachable)
    }

    fn not_made(&mut self, state: &mut State, link: &Link, failure: &Failure) {
        match refusal(failure) {
            // Without a meeting there is nothing to remember: its card offers to try again.
            Some(_) if link.meeting.is_none() => state.remove(&link.event),
            Some(refusal) => state.replace(link.becoming(LinkState::Failed(refusal), self.now)),
            None => self.progress = Progress::Incomplete,
        }
    }

    /// A meeting that an earlier run made: what it was told then is not known, so the event's next reading tells it everything.
    fn adopted(&self, state: &mut State, tasks: &mut Tasks, link: &Link, meeting: Meeting) {
        let Some(id) = meeting.id.clone() else { return };
        let attaching = link.becoming(LinkState::Attaching, self.now);
        let link = Link { meeting: Some(id.clone()), last_sent: Fingerprints::default(), ..attaching };
        let then = link.becoming(LinkState::Linked, self.now);
        state.replace(link);
        tasks.attachments.push(Attachment { id, meeting: Some(meeting), then });
    }

    fn created(&self, state: &mut State, tasks: &mut Tasks, creation: Creation, meeting: Meeting) {
        let Some(id) = meeting.id.clone() else { return };
        let attaching = creation.link.becoming(LinkState::Attaching, self.now);
        let link = Link { meeting: Some(id.clone()), last_sent: creation.last_sent.without_guests(), ..attaching };
        state.replace(link.clone());
        let then = link.becoming(LinkState::Linked, self.now);
        if !creation.guests.wanted.is_empty() {
            let invited = Link { last_sent: creation.last_sent, ..link.clone() };
            let change = Change::new(id.clone(), None, Some(creation.guests), link.last_sent, invited);
            tasks.changes.push(Change { invited: Invited::Known(Vec::new()), ..change });
        }
        tasks.attachments.push(Attachment { id, meeting: Some(meeting), then });
    }

    /// The meeting with this tag, whether or not Webex filters by tags.
    fn find(&self, state: &mut State, tag: &str) -> Result<Option<Meeting>, Failure> {
        let (from, to) = (self.now.plus(-7 * DAY), self.now.plus(370 * DAY));
        find_by_tag(&mut Client::new(self.ports, state), from, to, tag)
    }
}
