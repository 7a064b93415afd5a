//! Sends calls to Webex with the user's token, refreshes it once when Webex refuses it, and follows pages.
//!
//! A call that creates is never sent twice: only a 401, which had no effect, is repeated after the refresh.
//! A call about a meeting that somebody else hosts names the host, who is known from the meeting's link.

use crate::base::json::Json;
use crate::base::text::split_once;
use crate::base::time::MINUTE;
use crate::model::authorization::Tokens;
use crate::port::{Ports, Reply, Request};
use crate::webex::endpoint::Call;
use crate::webex::failure::Failure;
use crate::webex::BASE;

/// Webex's answer to one call.
pub type Answer = Result<Json, Failure>;

/// The most pages of one list that are read.
const PAGE_LIMIT: usize = 20;

/// A token is renewed when it has less than this left, in seconds.
const MARGIN: i64 = 5 * MINUTE;

/// What a connection needs: the user's tokens, and the meetings that somebody else hosts.
pub trait Session {
    /// The tokens for requests; none if the user is signed out.
    fn tokens(&self) -> Option<&Tokens>;
    /// Gets new tokens when the current ones expire or were refused.
    fn renew(&mut self, ports: &Ports<'_>) -> Result<(), Failure>;
    /// Counts requests that are about to be sent, and the meetings that they make.
    fn count(&mut self, requests: u32, creates: u32);
    /// The meetings that somebody else hosts.
    fn hosted(&self) -> Vec<Hosted>;
}

/// A meeting that somebody else hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hosted {
    /// Its name in calls: its id, or its tag while it is being made.
    pub name: String,
    /// The host's address, by which Webex takes a call for them.
    pub host_email: String,
}

/// The user's connection to Webex during one execution.
pub struct Client<'a> {
    ports: &'a Ports<'a>,
    session: &'a mut dyn Session,
}

impl<'a> Client<'a> {
    /// A connection with the tokens of this session.
    pub fn new(ports: &'a Ports<'a>, session: &'a mut dyn Session) -> Self {
        Client { ports, session }
    }

    /// Who hosts the meeting that a call is about, if not the user.
    pub fn host_of(&self, call: &Call) -> Option<String> {
        host_of(&self.session.hosted(), call).map(str::to_owned)
    }

    /// The call for the same host as another call.
    pub fn alike(&self, call: Call, other: &Call) -> Call {
        match self.host_of(other) {
            Some(host) => call.on_behalf(&host),
            None => call,
        }
    }

    /// Sends one call.
    pub fn send(&mut self, call: &Call) -> Answer {
        let mut answers = self.send_all(core::slice::from_ref(call))?;
        answers.pop().unwrap_or(Err(Failure::Malformed))
    }

    /// Sends all calls in one round trip and returns the answers in their order.
    ///
    /// `Err` means that there is no answer: the user is signed out, or the connection failed and the effects are unknown.
    pub fn send_all(&mut self, calls: &[Call]) -> Result<Vec<Answer>, Failure> {
        let replies = self.replies(calls)?;
        Ok(replies.iter().map(answer).collect())
    }

    /// All items of a list, page after page.
    pub fn list(&mut self, call: &Call) -> Result<Vec<Json>, Failure> {
        let mut lists = self.list_all(core::slice::from_ref(call))?;
        lists.pop().unwrap_or(Err(Failure::Malformed))
    }

    /// All items of several lists. Their first pages are requested together, then their second ones, and so on.
    pub fn list_all(&mut self, calls: &[Call]) -> Result<Vec<Result<Vec<Json>, Failure>>, Failure> {
        let mut lists: Vec<Result<Vec<Json>, Failure>> = calls.iter().map(|_| Ok(Vec::new())).collect();
        let mut wave: Vec<(usize, Call)> = calls.iter().cloned().enumerate().collect();
        let mut pages = 0;
        while !wave.is_empty() && pages < PAGE_LIMIT {
            let (indices, calls): (Vec<usize>, Vec<Call>) = wave.into_iter().unzip();
            wave = Vec::new();
            for (index, reply) in indices.into_iter().zip(self.replies(&calls)?) {
                match (answer(&reply), &mut lists[index]) {
                    (Ok(page), Ok(items)) => items.extend_from_slice(page.get("items").items()),
                    (Err(failure), list) => {
                        *list = Err(failure);
                        continue;
                    }
                    (Ok(_), Err(_)) => continue,
                }
                let next = reply.header("link").and_then(next_page);
                wave.extend(next.map(|next| (index, Call::page(next))));
            }
            pages += 1;
        }
        Ok(lists)
    }

    fn replies(&mut self, calls: &[Call]) -> Result<Vec<Reply>, Failure> {
        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let tokens = self.session.tokens().ok_or(Failure::SignedOut)?;
        if tokens.expires <= self.ports.clock.now().plus(MARGIN) {
            self.session.renew(self.ports)?;
        }
        let mut replies = self.transmit(calls)?;
        let refused = |reply: &Reply| reply.status == 401;
        if replies.iter().any(refused) {
            self.session.renew(self.ports)?;
            let (positions, again): (Vec<usize>, Vec<Call>) = (0..calls.len())
                .filter(|position| refused(&replies[*position]))
                .map(|position| (position, calls[position].clone()))
                .unzip();
            for (position, reply) in positions.into_iter().zip(self.transmit(&again)?) {
                replies[position] = reply;
            }
        }
        Ok(replies)
    }

    fn transmit(&mut self, calls: &[Call]) -> Result<Vec<Reply>, Failure> {
        // Counted before they are sent, since a request whose answer is lost counts too.
        let creates = calls.iter().filter(|call| call.is_create()).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.session.count(count(calls.len()), count(creates));
        let tokens = self.session.tokens().ok_or(Failure::SignedOut)?;
        let bearer = ["Bearer ", tokens.access.reveal()].concat();
        let hosted = self.session.hosted();
        let request = |call: &Call| {
            let call = match host_of(&hosted, call) {
                Some(host) => &call.clone().on_behalf(host),
                None => call,
            };
            request(call, &bearer)
        };
        let requests: Vec<Request> = calls.iter().map(request).collect();
        let replies = self.ports.http.send_all(&requests).map_err(Failure::Unreachable)?;
        if replies.len() == calls.len() {
            Ok(replies)
        } else {
            Err(Failure::Malformed)
        }
    }
}

/// Who hosts the meeting that a call is about, if not the user.
fn host_of<'a>(hosted: &'a [Hosted], call: &Call) -> Option<&'a str> {
    let body = call.body.as_ref().unwrap_or(&Json::Null);
    let tag = body.get("integrationTags").items().first();
    let parts = [Some(call.path.as_str()), body.get("meetingId").text(), tag.and_then(Json::text)];
    let is_about = |meeting: &&Hosted| parts.iter().flatten().any(|part| split_once(part, &meeting.name).is_some());
    hosted.iter().find(is_about).map(|meeting| meeting.host_email.as_str())
}

fn request(call: &Call, bearer: &str) -> Request {
    let url = if call.path.starts_with(BASE) { call.path.clone() } else { [BASE, &call.path].concat() };
    Request {
        method: call.method,
        url,
        headers: vec![("Authorization", bearer.to_owned())],
        body: call.body.as_ref().map(|body| ("application/json", body.to_string())),
    }
}

fn answer(reply: &Reply) -> Answer {
    match reply.status {
        204 => Ok(Json::Null),
        200..=299 => Json::parse(&reply.body).map_err(|_| Failure::Malformed),
        _ => Err(Failure::of(reply)),
    }
}

/// The address of `rel="next"` in a `Link` header (RFC 8288), if it is a URL of Webex.
fn next_page(header: &str) -> Option<String> {
    header.split(',').find_map(|link| {
        let (address, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
        let is_next = ["rel=\"next\"", "rel=next"].iter().any(|mark| split_once(parameters, mark).is_some());
        let is_ours = address.starts_with("https://webexapis.com/v1/");
        (is_next && is_ours).then(|| address.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_followed_only_to_webex() {
        let ours = "<https://webexapis.com/v1/meetings?a=1>; rel=\"next\"";
        assert_eq!(next_page(ours).as_deref(), Some("https://webexapis.com/v1/meetings?a=1"));
        assert_eq!(next_page("<https://evil.example/v1/>; rel=\"next\""), None);
        assert_eq!(next_page("<https://webexapis.com/v1/x>; rel=\"prev\""), None);
        assert_eq!(next_page("nonsense"), None);
    }

    #[test]
    fn a_success_that_is_no_json_is_malformed() {
        let reply = Reply { status: 200, headers: vec![], body: "<html>".into() };
        assert_eq!(answer(&reply), Err(Failure::Malformed));
        assert_eq!(answer(&Reply { status: 204, ..Reply::default() }), Ok(Json::Null));
    }
}
