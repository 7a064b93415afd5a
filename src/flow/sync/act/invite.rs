//! Brings the invitees of meetings and occurrences in step with their events' guests, all of a batch together.

use crate::flow::sync::act::{Tasks, Work};
use crate::flow::sync::invitees::{difference, read_invitees, Invited};
use crate::store::State;
use crate::webex::endpoint::{self, Call};
use crate::webex::{Client, Failure};

enum Owner {
    Change(usize),
    Reconciliation(usize),
}

impl Work<'_> {
    pub(super) fn invitees(&mut self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        self.list_unknown(state, tasks)?;
        let mut calls: Vec<Call> = Vec::new();
        let mut owners: Vec<Owner> = Vec::new();
        for (index, change) in tasks.changes.iter().enumerate() {
            if let (Some(guests), Invited::Known(invited)) = (&change.guests, &change.invited) {
                for call in difference(&change.meeting, guests, invited) {
                    calls.push(call);
                    owners.push(Owner::Change(index));
                }
            }
        }
        for (index, reconciliation) in tasks.reconciliations.iter().enumerate() {
            for call in reconciliation.invitations() {
                calls.push(call);
                owners.push(Owner::Reconciliation(index));
            }
        }
        let answers = Client::new(self.ports, state).send_all(&calls)?;
        for (owner, answer) in owners.into_iter().zip(answers) {
            match (answer, owner) {
                (Ok(_) | Err(Failure::NotFound), _) => {}
                (Err(failure), Owner::Change(index)) => tasks.changes[index].guests_failure = Some(failure),
                (Err(_), Owner::Reconciliation(index)) => tasks.reconciliations[index].is_done = false,
            }
        }
        Ok(())
    }

    /// Reads the lists of invitees that are not known, all of them together.
    fn list_unknown(&mut self, state: &mut State, tasks: &mut Tasks) -> Result<(), Failure> {
        let mut calls: Vec<Call> = Vec::new();
        let mut owners: Vec<Owner> = Vec::new();
        for (index, change) in tasks.changes.iter().enumerate() {
            if change.guests.is_some() && change.invited == Invited::Unknown {
                calls.push(endpoint::list_invitees(&change.meeting));
                owners.push(Owner::Change(index));
            }
        }
        for (index, reconciliation) in tasks.reconciliations.iter().enumerate() {
            for call in reconciliation.invitee_lists() {
                calls.push(call);
                owners.push(Owner::Reconciliation(index));
            }
        }
        let lists = Client::new(self.ports, state).list_all(&calls)?;
        for (owner, list) in owners.into_iter().zip(lists) {
            let list = list.map(|items| read_invitees(&items));
            match (owner, list) {
                (Owner::Change(index), Ok(invitees)) => tasks.changes[index].invited = Invited::Known(invitees),
                (Owner::Change(index), Err(failure)) => tasks.changes[index].guests_failure = Some(failure),
                (Owner::Reconciliation(index), list) => tasks.reconciliations[index].listed(list.ok()),
            }
        }
        Ok(())
    }
}
