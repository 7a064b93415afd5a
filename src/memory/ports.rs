//! The scripted host's ports: calls are recorded, and answers come from the test or from the records.
//!
//! [`Memory`] counts calls and plays faults.

use super::{play, CalendarCall, Keeper, Memory};
use crate::base::json::Json;
use crate::base::table::Table;
use crate::base::time::{Instant, Offsets};
use crate::port::{
    Cache, Calendar, CalendarApp, Clock, EventWrite, HostError, Http, Identity, Lock, Log, Mail, NewDraft, Properties,
    Random, Reply, Request, Scope, Trigger, Triggers,
};

impl Clock for Memory {
    fn now(&self) -> Instant {
        self.now.get()
    }

    fn offsets(&self, zone: &str, _from: Instant, _to: Instant) -> Offsets {
        Offsets(self.zones.borrow().get(zone).map(|offset| (Instant(0), *offset)).into_iter().collect())
    }

    fn sleep(&self, seconds: i64) {
        self.now.set(self.now.get().plus(seconds));
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
            // Every request arrives, even if one lost answer loses all answers.
            let played: Vec<Result<Reply, HostError>> = played.collect();
            played.into_iter().collect()
        })
    }
}

impl Calendar for Memory {
    fn list(&self, calendar: &str, options: &Json) -> Result<String, HostError> {
        let asked = CalendarCall {
            verb: "list",
            calendar: calendar.into(),
            options: options.clone(),
            ..CalendarCall::default()
        };
        self.ask("calendar.list", &asked)
    }

    fn get(&self, calendar: &str, event: &str, options: &Json) -> Result<String, HostError> {
        let (calendar, event) = (calendar.to_owned(), event.to_owned());
        let asked = CalendarCall { verb: "get", calendar, event, options: options.clone(), ..CalendarCall::default() };
        self.ask("calendar.get", &asked)
    }

    fn patch(&self, write: &EventWrite<'_>) -> Result<String, HostError> {
        let asked = CalendarCall {
            verb: "patch",
            calendar: write.calendar.into(),
            event: write.event.into(),
            options: write.options.clone(),
            body: write.body.clone(),
            etag: write.etag.into(),
        };
        self.ask("calendar.patch", &asked)
    }

    fn insert(&self, calendar: &str, body: &Json, options: &Json) -> Result<String, HostError> {
        let (calendar, options, body) = (calendar.to_owned(), options.clone(), body.clone());
        self.ask(
            "calendar.insert",
            &CalendarCall { verb: "insert", calendar, options, body, ..CalendarCall::default() },
        )
    }

    fn setting(&self, name: &str) -> Result<String, HostError> {
        let text = |json: Json| json.text().map(str::to_owned).ok_or(HostError::NotFound);
        self.call("calendar.setting", || self.granted(&["calendar.setting.", name].concat()).and_then(text))
    }
}

impl CalendarApp for Memory {
    fn calendar(&self, _id: Option<&str>) -> Result<Json, HostError> {
        self.call("app.calendar", || self.granted("app.calendar"))
    }

    fn event(&self, _calendar: &str, _event: &str) -> Result<Json, HostError> {
        self.call("app.event", || self.granted("app.event"))
    }
}

impl Mail for Memory {
    fn headers(&self, _token: &str, _message: &str) -> Result<Json, HostError> {
        self.call("mail.headers", || self.granted("mail.headers"))
    }

    fn create_draft(&self, draft: &NewDraft<'_>) -> Result<String, HostError> {
        self.call("mail.draft", || {
            let mut drafts = self.drafts.borrow_mut();
            drafts.push([draft.to, draft.subject, draft.text, draft.html].map(str::to_owned));
            Ok(format!("draft-{}", drafts.len()))
        })
    }
}

impl Cache for Memory {
    fn get_all(&self, keys: &[&str]) -> Result<Table<String, String>, HostError> {
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

    fn remove_all(&self, keys: &[&str]) -> Result<(), HostError> {
        self.call("cache.remove", || {
            self.cache.borrow_mut().retain(|key, _| !keys.contains(&key.as_str()));
            Ok(())
        })
    }
}

impl Properties for Memory {
    fn load(&self, scope: Scope, prefixes: &[&str]) -> Result<Table<String, String>, HostError> {
        self.call("properties.load", || {
            let store = match scope {
                Scope::User => self.properties.borrow(),
                Scope::Script => self.script_properties.borrow(),
            };
            let wanted = |key: &str| prefixes.iter().any(|prefix| key.starts_with(prefix));
            Ok(store.iter().filter(|(key, _)| wanted(key)).map(|(key, value)| (key.clone(), value.clone())).collect())
        })
    }

    fn save(&self, scope: Scope, entries: &[(String, String)]) -> Result<(), HostError> {
        self.call("properties.save", || {
            let store = match scope {
                Scope::User => &self.properties,
                Scope::Script => &self.script_properties,
            };
            store.borrow_mut().extend(entries.iter().cloned());
            Ok(())
        })
    }

    fn clear(&self) -> Result<(), HostError> {
        self.call("properties.clear", || {
            self.properties.borrow_mut().clear();
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

    fn edition(&self) -> Result<String, HostError> {
        Ok("1.2.3, sha256 abc".into())
    }

    fn grant_url(&self, _scopes: &[&str]) -> Result<Option<String>, HostError> {
        Ok(Some("https://script.google.com/macros/d/script-1/authorize".into()))
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
