//! The user's records as the session of a connection to Webex: renews tokens and saves them.
//!
//! <https://developer.webex.com/docs/integrations>

use crate::flow::oauth::integration;
use crate::model::authorization::Tokens;
use crate::model::link::LinkState;
use crate::model::meeting::integration_tag;
use crate::port::{Ports, Scope};
use crate::store::{Guard, State};
use crate::webex::client::{Hosted, Session};
use crate::webex::oauth::{self, NotRenewed};
use crate::webex::Failure;

impl Session for State {
    fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_ref()
    }

    /// Saves the new tokens at once, since Webex may have replaced the refresh token.
    ///
    /// If another execution has renewed the tokens meanwhile, its tokens are taken over and not overwritten.
    fn renew(&mut self, ports: &Ports<'_>) -> Result<(), Failure> {
        let old = self.tokens.clone().ok_or(Failure::SignedOut)?;
        let granted = match oauth::refresh(ports, &integration(ports)?, &old) {
            Ok(granted) => granted,
            Err(NotRenewed::Ended) => return take_over(ports, self, &old, true),
            Err(NotRenewed::Failed(Failure::SignedOut)) => return take_over(ports, self, &old, false),
            Err(NotRenewed::Failed(failure)) => return Err(failure),
        };
        if self.guard == Guard::Shared {
            let stored = stored_tokens(ports)?;
            if let Some(newer) = stored.filter(|stored| stored.access != old.access && stored.expires > granted.expires)
            {
                self.adopt_tokens(newer);
                return Ok(());
            }
        }
        self.tokens = Some(granted);
        self.save(ports).map_err(Failure::Unreachable)
    }

    fn count(&mut self, requests: u32, creates: u32) {
        self.spent.requests = self.spent.requests.saturating_add(requests);
        self.spent.creates = self.spent.creates.saturating_add(creates);
    }

    fn hosted(&self) -> Vec<Hosted> {
        let links = self.links().filter_map(|link| {
            let host_email = self.calendar_id(link.host?)?.to_owned();
            let name = match (&link.meeting, link.state) {
                (_, LinkState::Pending) => {
                    let tag = integration_tag(self.calendar_of(link).unwrap_or_default(), &link.event);
                    // The colon of the tag is encoded in a URL, so the part after it is compared.
                    tag.get(5..)?.to_owned()
                }
                (Some(meeting), _) => meeting.as_str().to_owned(),
                (None, _) => return None,
            };
            Some(Hosted { name, host_email })
        });
        links.collect()
    }
}

fn stored_tokens(ports: &Ports<'_>) -> Result<Option<Tokens>, Failure> {
    let stored = ports.properties.load(Scope::User, &["tokens"]).map_err(Failure::Unreachable)?;
    Ok(State::read(stored).tokens)
}

/// The refresh token was refused, perhaps since another execution has used it. If the stored tokens are newer, they are used; otherwise
/// the user is asked to sign in. Only a token that has ended is removed: another refusal may pass, and the next execution tries again.
fn take_over(ports: &Ports<'_>, state: &mut State, old: &Tokens, has_ended: bool) -> Result<(), Failure> {
    let newer = stored_tokens(ports)?.filter(|tokens| tokens.access != old.access);
    match newer {
        Some(tokens) => {
            state.adopt_tokens(tokens);
            Ok(())
        }
        None => {
            // Without tokens no execution tries again until the user signs in. Account, links and intents stay.
            state.tokens = (!has_ended).then(|| Tokens { was_refused: true, ..old.clone() });
            state.save(ports).map_err(Failure::Unreachable)?;
            Err(Failure::SignedOut)
        }
    }
}
