//! A scripted host for tests: it keeps records, plays answers, counts round trips, and fails or is killed on demand.
//!
//! It knows no rule of Google or Webex: properties, cache, triggers and the lock keep what they are given, the clock
//! stands still until the test moves it, and the test scripts the answers of Calendar and HTTP. An unforeseen call panics and
//! names the request.

mod ports;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::base::json::Json;
use crate::base::time::Instant;
use crate::model::language::BuiltIn;
use crate::port::{HostError, Ports, Reply, Request, Trigger};

/// When and how a port call goes wrong; calls are counted from one, from [`Memory::begin`] on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The call has no effect and returns this error.
    Refused(usize, &'static str),
    /// The execution is killed before the call: neither it nor any later one has an effect.
    KilledBefore(usize),
}

/// A call of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarCall {
    /// `list`, `get` or `patch`.
    pub verb: &'static str,
    /// The calendar's id.
    pub calendar: String,
    /// The event's id; empty for a list.
    pub event: String,
    /// The query parameters.
    pub options: Json,
    /// The members to change; `Null` unless it is a patch.
    pub body: Json,
    /// The version that a patch is based on.
    pub etag: String,
}

/// A state token that was made: the callback, its life in seconds, the arguments sealed inside.
pub type StateToken = (String, u32, BTreeMap<String, String>);

type OnRequest = Box<dyn Fn(&Request) -> Option<Result<Reply, HostError>>>;
type OnCalendar = Box<dyn Fn(&CalendarCall) -> Option<Result<String, HostError>>>;

/// Who keeps the lock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeper {
    /// Nobody.
    #[default]
    Nobody,
    /// The execution under test.
    Us,
    /// Another execution.
    Another,
}

/// The scripted host.
#[derive(Default)]
pub struct Memory {
    /// The present; the test moves it.
    pub now: Cell<Instant>,
    /// How many seconds each port call takes.
    pub pace: Cell<i64>,
    /// Seconds east of UTC of the zones that exist.
    pub zones: RefCell<BTreeMap<String, i32>>,
    /// The user's properties.
    pub properties: RefCell<BTreeMap<String, String>>,
    /// The script's properties.
    pub script_properties: RefCell<BTreeMap<String, String>>,
    /// The cache: values, and when they expire.
    pub cache: RefCell<BTreeMap<String, (String, Instant)>>,
    /// The triggers that exist.
    pub triggers: RefCell<Vec<Trigger>>,
    /// Who keeps the lock.
    pub lock: Cell<Keeper>,
    /// State tokens that were made.
    pub state_tokens: RefCell<Vec<StateToken>>,
    /// What the calendar's settings, CalendarApp and the open message answer, by the name of their call.
    pub grants: RefCell<BTreeMap<String, Json>>,
    /// Drafts that were made: recipients, subject, text, formatted text.
    pub drafts: RefCell<Vec<[String; 4]>>,
    /// What was logged.
    pub log: RefCell<Vec<String>>,
    /// Every port call of this execution that can fail, by name.
    pub calls: RefCell<Vec<&'static str>>,
    /// The requests that were sent in this execution.
    pub sent: RefCell<Vec<Request>>,
    /// The fault in this execution.
    pub fault: Cell<Option<Fault>>,
    on_request: RefCell<Vec<(bool, OnRequest)>>,
    on_calendar: RefCell<Vec<(bool, OnCalendar)>>,
    drawn: Cell<u64>,
    is_dead: Cell<bool>,
}

/// Port calls that are no round trip to a service.
const LOCAL: [&str; 4] = ["random", "identity.token", "identity.script", "identity.state"];

impl Memory {
    /// A host at this instant.
    pub fn at(now: Instant) -> Memory {
        Memory { now: Cell::new(now), ..Memory::default() }
    }

    /// All ports.
    pub fn ports(&self) -> Ports<'_> {
        let (clock, random, http, calendar, cache) = (self, self, self, self, self);
        let (calendar_app, mail) = (self, self);
        let (properties, identity, triggers, lock, log) = (self, self, self, self, self);
        Ports {
            clock,
            random,
            http,
            calendar,
            calendar_app,
            mail,
            cache,
            properties,
            identity,
            triggers,
            lock,
            log,
            texts: &BuiltIn,
        }
    }

    /// Begins another execution: nothing of the last one is counted, and its lock is free.
    pub fn begin(&self) {
        self.calls.borrow_mut().clear();
        self.sent.borrow_mut().clear();
        self.is_dead.set(false);
        if self.lock.get() == Keeper::Us {
            self.lock.set(Keeper::Nobody);
        }
    }

    /// Moves the clock.
    pub fn advance(&self, seconds: i64) {
        self.now.set(self.now.get().plus(seconds));
    }

    /// Answers the next request of this method and address, its query aside, once.
    pub fn answer(&self, method: &'static str, address: &str, reply: Result<Reply, HostError>) {
        let address = address.to_owned();
        let fits = move |request: &Request| {
            request.method.name() == method && request.url.split('?').next() == Some(address.as_str())
        };
        self.on_request.borrow_mut().push((true, Box::new(move |request| fits(request).then(|| reply.clone()))));
    }

    /// Answers every request for which this yields an answer and nothing is scripted once.
    pub fn answer_all(&self, answer: impl Fn(&Request) -> Option<Result<Reply, HostError>> + 'static) {
        self.on_request.borrow_mut().push((false, Box::new(answer)));
    }

    /// Answers the next call of the calendar with this verb and event, once.
    pub fn calendar(&self, verb: &'static str, event: &str, reply: Result<String, HostError>) {
        let event = event.to_owned();
        let answer = move |asked: &CalendarCall| (asked.verb == verb && asked.event == event).then(|| reply.clone());
        self.on_calendar.borrow_mut().push((true, Box::new(answer)));
    }

    /// Answers every call of the calendar for which this yields an answer and nothing is scripted once.
    pub fn calendar_all(&self, answer: impl Fn(&CalendarCall) -> Option<Result<String, HostError>> + 'static) {
        self.on_calendar.borrow_mut().push((false, Box::new(answer)));
    }

    /// How many answers that were scripted once were not played.
    pub fn unplayed(&self) -> usize {
        let (requests, calls) = (self.on_request.borrow(), self.on_calendar.borrow());
        requests.iter().map(|(once, _)| once).chain(calls.iter().map(|(once, _)| once)).filter(|once| **once).count()
    }

    /// How many round trips this execution made.
    pub fn round_trips(&self) -> usize {
        self.calls.borrow().iter().filter(|call| !LOCAL.contains(call)).count()
    }

    /// How many of this execution's calls have this name or begin with it, such as `http` or `calendar`.
    pub fn count(&self, name: &str) -> usize {
        let under = |call: &str| call.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.calls.borrow().iter().filter(|call| under(call)).count()
    }

    /// Leaves a trigger behind, as an earlier installation would have.
    pub fn add_trigger(&self, handler: &str, calendar: Option<&str>) {
        let serial = self.drawn.get() + 1;
        self.drawn.set(serial);
        let trigger =
            Trigger { id: format!("t{serial}"), handler: handler.into(), calendar: calendar.map(str::to_owned) };
        self.triggers.borrow_mut().push(trigger);
    }

    /// One port call: counts it, and returns its effect's result unless the fault is due.
    fn call<T>(&self, name: &'static str, effect: impl FnOnce() -> Result<T, HostError>) -> Result<T, HostError> {
        if self.is_dead.get() {
            return Err(HostError::Other("killed".into()));
        }
        self.calls.borrow_mut().push(name);
        self.advance(self.pace.get());
        let number = self.calls.borrow().len();
        let fault = self.fault.get();
        self.is_dead.set(fault == Some(Fault::KilledBefore(number)));
        match fault {
            Some(Fault::Refused(at, code)) if at == number => Err(HostError::from_code(code)),
            Some(Fault::KilledBefore(at)) if at == number => Err(HostError::Other("killed".into())),
            _ => effect(),
        }
    }

    /// The value that the test granted under this name; without one the call is refused.
    fn granted(&self, name: &str) -> Result<Json, HostError> {
        self.grants.borrow().get(name).cloned().ok_or(HostError::ScopeMissing)
    }

    fn ask(&self, name: &'static str, asked: &CalendarCall) -> Result<String, HostError> {
        self.call(name, || {
            play(&self.on_calendar, |answer| answer(asked))
                .unwrap_or_else(|| panic!("the calendar was asked something unforeseen: {asked:?}"))
        })
    }
}

/// The first answer that fits. An answer for one call comes before a lasting one, and is removed.
fn play<R, A>(script: &RefCell<Vec<(bool, R)>>, ask: impl Fn(&R) -> Option<A>) -> Option<A> {
    let first = |wanted: bool| {
        let entries = script.borrow();
        let mut fitting = entries.iter().enumerate().filter(|(_, (is_once, _))| *is_once == wanted);
        fitting.find_map(|(index, (_, answer))| Some((index, ask(answer)?)))
    };
    if let Some((index, answer)) = first(true) {
        script.borrow_mut().remove(index);
        return Some(answer);
    }
    first(false).map(|(_, answer)| answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::{Cache, Http, Identity, Lock, Method, Properties, Random, Scope};

    const PEOPLE: &str = "https://webexapis.com/v1/people/me";

    fn request(url: &str) -> Request {
        Request { method: Method::Get, url: url.into(), headers: vec![], body: None }
    }

    fn status(status: u16) -> Reply {
        Reply { status, ..Reply::default() }
    }

    #[test]
    fn scripted_answers_are_played_once_in_their_order_and_before_standing_ones() {
        let memory = Memory::default();
        memory.answer_all(|_| Some(Ok(status(500))));
        memory.answer("GET", PEOPLE, Ok(status(401)));
        memory.answer("GET", PEOPLE, Ok(status(200)));
        let statuses = [(); 3].map(|()| memory.send_all(&[request(&[PEOPLE, "?x=1"].concat())]).unwrap()[0].status);
        assert_eq!((statuses, memory.unplayed()), ([401, 200, 500], 0));
        assert_eq!((memory.count("http"), memory.sent.borrow().len()), (3, 3));
    }

    #[test]
    #[should_panic(expected = "GET https://webexapis.com/v1/people/me")]
    fn an_unforeseen_request_panics_with_what_was_asked() {
        let _ = Memory::default().send_all(&[request(PEOPLE)]);
    }

    #[test]
    fn one_lost_answer_loses_all_and_every_request_arrived() {
        let memory = Memory::default();
        memory.answer("GET", PEOPLE, Err(HostError::Unreachable));
        memory.answer_all(|_| Some(Ok(status(200))));
        assert_eq!(memory.send_all(&[request(PEOPLE), request(PEOPLE)]), Err(HostError::Unreachable));
        assert_eq!((memory.sent.borrow().len(), memory.unplayed()), (2, 0));
    }

    #[test]
    fn a_fault_hits_its_call_alone_and_a_death_all_that_follow() {
        let save = |memory: &Memory, key: &str| memory.save(Scope::User, &[(key.into(), "v".into())]).is_ok();
        let run = |fault: Fault| {
            let memory = Memory::default();
            memory.fault.set(Some(fault));
            let answered = ["a", "b", "c"].map(|key| save(&memory, key));
            let stored: Vec<String> = memory.properties.borrow().keys().cloned().collect();
            (answered, stored.concat())
        };
        assert_eq!(run(Fault::Refused(2, "quota")), ([true, false, true], "ac".into()));
        assert_eq!(run(Fault::KilledBefore(2)), ([true, false, false], "a".into()));
    }

    #[test]
    fn a_dead_execution_cant_give_its_lock_back_and_its_end_does() {
        let memory = Memory::default();
        memory.fault.set(Some(Fault::KilledBefore(2)));
        assert_eq!(memory.acquire(10), Ok(true));
        assert!(memory.release().is_err());
        memory.fault.set(None);
        memory.begin();
        assert_eq!(memory.acquire(10), Ok(true));
    }

    #[test]
    fn the_cache_forgets_when_the_time_is_over() {
        let memory = Memory::at(Instant(100));
        memory.put_all(&[("k", "v".into())], 60).unwrap();
        assert_eq!(memory.get_all(&["k", "other"]).unwrap().iter().count(), 1);
        memory.advance(60);
        assert_eq!(memory.get_all(&["k"]).unwrap().iter().count(), 0);
    }

    #[test]
    fn round_trips_are_counted_without_what_asks_no_service() {
        let memory = Memory::default();
        memory.fill(&mut [0; 4]).unwrap();
        memory.email().unwrap();
        memory.access_token().unwrap();
        Properties::load(&memory, Scope::User, &[]).unwrap();
        assert_eq!((memory.round_trips(), memory.count("identity")), (2, 2));
    }
}
