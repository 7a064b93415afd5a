//! A scripted host for tests: it keeps records, plays answers, counts round trips, and fails or dies on demand.
//!
//! It knows no rule of Google or Webex: properties, cache, triggers and the lock hold what they are given, the clock
//! stands until the test moves it, and what Calendar and HTTP answer is the test's. What the test did not foresee panics
//! with what was asked.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::json::Json;
use crate::port::{
    Cache, Calendar, Clock, EventWrite, HostError, Http, Identity, Lock, Log, Ports, Properties, Random, Reply,
    Request, Scope, Trigger, Triggers,
};
use crate::time::{Instant, Offsets};

/// When and how a port call goes wrong; calls are counted from one, from [`Memory::begin`] on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The call has no effect and answers with this error.
    Refused(usize, &'static str),
    /// The call has its effect, and its answer is lost.
    AnswerLost(usize),
    /// The execution is killed before the call: neither it nor any later one has an effect.
    KilledBefore(usize),
    /// The execution is killed after the call: it has its effect, no later one has.
    KilledAfter(usize),
}

/// What was asked of the calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
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
type OnCalendar = Box<dyn Fn(&Asked) -> Option<Result<String, HostError>>>;

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
    /// The cache: values, and until when they are kept.
    pub cache: RefCell<BTreeMap<String, (String, Instant)>>,
    /// The triggers that exist.
    pub triggers: RefCell<Vec<Trigger>>,
    /// Who keeps the lock.
    pub lock: Cell<Keeper>,
    /// State tokens that were made.
    pub state_tokens: RefCell<Vec<StateToken>>,
    /// What was logged.
    pub log: RefCell<Vec<String>>,
    /// Every port call of this execution that can fail, by name.
    pub calls: RefCell<Vec<&'static str>>,
    /// The requests that were sent in this execution.
    pub sent: RefCell<Vec<Request>>,
    /// What goes wrong in this execution.
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
        let (properties, identity, triggers, lock, log) = (self, self, self, self, self);
        Ports { clock, random, http, calendar, cache, properties, identity, triggers, lock, log }
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
        let answer = move |asked: &Asked| (asked.verb == verb && asked.event == event).then(|| reply.clone());
        self.on_calendar.borrow_mut().push((true, Box::new(answer)));
    }

    /// Answers every call of the calendar for which this yields an answer and nothing is scripted once.
    pub fn calendar_all(&self, answer: impl Fn(&Asked) -> Option<Result<String, HostError>> + 'static) {
        self.on_calendar.borrow_mut().push((false, Box::new(answer)));
    }

    /// How many answers that were scripted once were never asked for.
    pub fn unplayed(&self) -> usize {
        let (requests, calls) = (self.on_request.borrow(), self.on_calendar.borrow());
        requests.iter().map(|(once, _)| once).chain(calls.iter().map(|(once, _)| once)).filter(|once| **once).count()
    }

    /// How many round trips this execution made.
    pub fn round_trips(&self) -> usize {
        self.calls.borrow().iter().filter(|call| !LOCAL.contains(call)).count()
    }

    /// How many of this execution's calls have this name or lie under it, such as `http` or `calendar`.
    pub fn count(&self, name: &str) -> usize {
        let under = |call: &str| call.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.calls.borrow().iter().filter(|call| under(call)).count()
    }

    /// One port call: counts it, and lets it have its effect and its answer unless a fault says otherwise.
    fn call<T>(&self, name: &'static str, effect: impl FnOnce() -> Result<T, HostError>) -> Result<T, HostError> {
        if self.is_dead.get() {
            return Err(HostError::Other("killed".into()));
        }
        self.calls.borrow_mut().push(name);
        self.advance(self.pace.get());
        let number = self.calls.borrow().len();
        let fault = self.fault.get();
        let is_last = [Some(Fault::KilledBefore(number)), Some(Fault::KilledAfter(number))].contains(&fault);
        self.is_dead.set(is_last);
        match fault {
            Some(Fault::Refused(at, code)) if at == number => Err(HostError::from_code(code)),
            Some(Fault::AnswerLost(at)) if at == number => effect().and(Err(HostError::Unreachable)),
            Some(Fault::KilledBefore(at)) if at == number => Err(HostError::Other("killed".into())),
            Some(Fault::KilledAfter(at)) if at == number => effect().and(Err(HostError::Other("killed".into()))),
            _ => effect(),
        }
    }

    fn ask(&self, name: &'static str, asked: &Asked) -> Result<String, HostError> {
        self.call(name, || {
            play(&self.on_calendar, |answer| answer(asked))
                .unwrap_or_else(|| panic!("the calendar was asked something unforeseen: {asked:?}"))
        })
    }
}

/// The first answer that fits: one that was scripted once, which is used up, before a standing one.
fn play<R, A>(script: &RefCell<Vec<(bool, R)>>, ask: impl Fn(&R) -> Option<A>) -> Option<A> {
    let first = |wanted: bool| {
        let entries = script.borrow();
        let mut places = entries.iter().enumerate().filter(|(_, (is_once, _))| *is_once == wanted);
        places.find_map(|(place, (_, answer))| Some((place, ask(answer)?)))
    };
    if let Some((place, answer)) = first(true) {
        script.borrow_mut().remove(place);
        return Some(answer);
    }
    first(false).map(|(_, answer)| answer)
}

impl Clock for Memory {
    fn now(&self) -> Instant {
        self.now.get()
    }

    fn offsets(&self, zone: &str, _from: Instant, _to: Instant) -> Offsets {
        Offsets(self.zones.borrow().get(zone).map(|offset| (Instant(0), *offset)).into_iter().collect())
    }
}

impl Random for Memory {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), HostError> {
        self.call("random", || {
            for byte in bytes {
                let state = self.drawn.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
                self.drawn.set(state);
                *byte = (state.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 56) as u8;
            }
            Ok(())
        })
    }
}

impl Http for Memory {
    fn send_all(&self, requests: &[Request]) -> Result<Vec<Reply>, HostError> {
        self.call("http", || {
            self.sent.borrow_mut().extend_from_slice(requests);
            let played = requests.iter().map(|request| {
                play(&self.on_request, |answer| answer(request))
                    .unwrap_or_else(|| panic!("an unforeseen request was sent: {request:?} {:?}", request.body))
            });
            // Every request arrives, also when one lost answer loses all.
            let played: Vec<Result<Reply, HostError>> = played.collect();
            played.into_iter().collect()
        })
    }
}

impl Calendar for Memory {
    fn list(&self, calendar: &str, options: &Json) -> Result<String, HostError> {
        let asked = Asked { verb: "list", calendar: calendar.into(), options: options.clone(), ..Asked::default() };
        self.ask("calendar.list", &asked)
    }

    fn get(&self, calendar: &str, event: &str, options: &Json) -> Result<String, HostError> {
        let (calendar, event) = (calendar.to_owned(), event.to_owned());
        let asked = Asked { verb: "get", calendar, event, options: options.clone(), ..Asked::default() };
        self.ask("calendar.get", &asked)
    }

    fn patch(&self, write: &EventWrite<'_>) -> Result<String, HostError> {
        let asked = Asked {
            verb: "patch",
            calendar: write.calendar.into(),
            event: write.event.into(),
            options: write.options.clone(),
            body: write.body.clone(),
            etag: write.etag.into(),
        };
        self.ask("calendar.patch", &asked)
    }
}

impl Cache for Memory {
    fn get_all(&self, keys: &[&str]) -> Result<BTreeMap<String, String>, HostError> {
        self.call("cache.get", || {
            let cache = self.cache.borrow();
            let kept = |key: &&str| {
                let (value, until) = cache.get(*key)?;
                (*until > self.now.get()).then(|| ((*key).to_owned(), value.clone()))
            };
            Ok(keys.iter().filter_map(kept).collect())
        })
    }

    fn put_all(&self, entries: &[(&str, String)], seconds: u32) -> Result<(), HostError> {
        self.call("cache.put", || {
            let until = self.now.get().plus(seconds.into());
            self.cache.borrow_mut().extend(entries.iter().map(|(key, value)| ((*key).into(), (value.clone(), until))));
            Ok(())
        })
    }
}

impl Properties for Memory {
    fn load(&self, scope: Scope, prefixes: &[&str]) -> Result<BTreeMap<String, String>, HostError> {
        self.call("properties.load", || {
            let store = match scope {
                Scope::User => self.properties.borrow(),
                Scope::Script => self.script_properties.borrow(),
            };
            let wanted = |key: &str| prefixes.iter().any(|prefix| key.starts_with(prefix));
            Ok(store.iter().filter(|(key, _)| wanted(key)).map(|(key, value)| (key.clone(), value.clone())).collect())
        })
    }

    fn save(&self, entries: &[(String, String)]) -> Result<(), HostError> {
        self.call("properties.save", || {
            self.properties.borrow_mut().extend(entries.iter().cloned());
            Ok(())
        })
    }
}

impl Identity for Memory {
    fn email(&self) -> Result<String, HostError> {
        self.call("identity.email", || Ok("host@example.com".into()))
    }

    fn access_token(&self) -> Result<String, HostError> {
        self.call("identity.token", || Ok("google-token".into()))
    }

    fn script_id(&self) -> Result<String, HostError> {
        self.call("identity.script", || Ok("script-1".into()))
    }

    fn state_token(&self, callback: &str, seconds: u32, arguments: &[(&str, &str)]) -> Result<String, HostError> {
        self.call("identity.state", || {
            let arguments = arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            let mut tokens = self.state_tokens.borrow_mut();
            tokens.push((callback.to_owned(), seconds, arguments.collect()));
            Ok(format!("state-{}", tokens.len()))
        })
    }
}

impl Triggers for Memory {
    fn list(&self) -> Result<Vec<Trigger>, HostError> {
        self.call("triggers.list", || Ok(self.triggers.borrow().clone()))
    }

    fn watch_calendar(&self, handler: &str, calendar: &str) -> Result<(), HostError> {
        self.call("triggers.create", || {
            self.add_trigger(handler, Some(calendar));
            Ok(())
        })
    }

    fn every_hour(&self, handler: &str) -> Result<(), HostError> {
        self.call("triggers.create", || {
            self.add_trigger(handler, None);
            Ok(())
        })
    }

    fn delete(&self, id: &str) -> Result<(), HostError> {
        self.call("triggers.delete", || {
            self.triggers.borrow_mut().retain(|trigger| trigger.id != id);
            Ok(())
        })
    }
}

impl Memory {
    /// Leaves a trigger behind, as an earlier installation would have.
    pub fn add_trigger(&self, handler: &str, calendar: Option<&str>) {
        let serial = self.drawn.get() + 1;
        self.drawn.set(serial);
        let trigger =
            Trigger { id: format!("t{serial}"), handler: handler.into(), calendar: calendar.map(str::to_owned) };
        self.triggers.borrow_mut().push(trigger);
    }
}

impl Lock for Memory {
    fn acquire(&self, _milliseconds: u32) -> Result<bool, HostError> {
        self.call("lock.acquire", || {
            assert_ne!(self.lock.get(), Keeper::Us, "the lock is not re-entrant");
            let is_free = self.lock.get() == Keeper::Nobody;
            if is_free {
                self.lock.set(Keeper::Us);
            }
            Ok(is_free)
        })
    }

    fn release(&self) -> Result<(), HostError> {
        self.call("lock.release", || {
            assert_eq!(self.lock.get(), Keeper::Us, "a lock was given back that was not held");
            self.lock.set(Keeper::Nobody);
            Ok(())
        })
    }
}

impl Log for Memory {
    fn write(&self, line: &str) {
        if !self.is_dead.get() {
            self.log.borrow_mut().push(line.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Method;

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
        let save = |memory: &Memory, key: &str| memory.save(&[(key.into(), "v".into())]).is_ok();
        let run = |fault: Fault| {
            let memory = Memory::default();
            memory.fault.set(Some(fault));
            let answered = ["a", "b", "c"].map(|key| save(&memory, key));
            let stored: Vec<String> = memory.properties.borrow().keys().cloned().collect();
            (answered, stored.concat())
        };
        assert_eq!(run(Fault::Refused(2, "quota")), ([true, false, true], "ac".into()));
        assert_eq!(run(Fault::AnswerLost(2)), ([true, false, true], "abc".into()));
        assert_eq!(run(Fault::KilledBefore(2)), ([true, false, false], "a".into()));
        assert_eq!(run(Fault::KilledAfter(2)), ([true, false, false], "ab".into()));
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
        assert_eq!(memory.get_all(&["k", "other"]).unwrap().len(), 1);
        memory.advance(60);
        assert_eq!(memory.get_all(&["k"]).unwrap().len(), 0);
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
