//! How the administrators' policy reaches a user's records: a copy that is renewed when it is old, and what it leaves of the
//! user's choices.
//!
//! It decides nothing; what the policy says is [`crate::model::policy`]'s.

use super::{State, POLICY, TOKENS};
use crate::model::account::Account;
use crate::model::policy::{Copy, Match, Policy, Setup};
use crate::port::{Ports, Scope};
use crate::ui::i18n::{Catalog, Language};

impl State {
    /// Brings the copy of the policy up to date where it is old, and applies it.
    ///
    /// A policy that can't be read leaves the copy as it was: nobody's meetings stop for it.
    pub(super) fn heed(&mut self, ports: &Ports<'_>) {
        let now = ports.clock.now();
        let is_fresh = self.policy.as_ref().is_some_and(|copy| copy.is_fresh(now));
        if let (false, Some(account)) = (is_fresh, &self.account) {
            if let Some(copy) = Setup::load(ports).ok().and_then(|setup| setup.copy(now, &account.google)) {
                let mut entries = vec![(POLICY.to_owned(), copy.write())];
                self.policy = Some(copy);
                let was_signed_in = self.tokens.is_some();
                self.apply();
                if was_signed_in && self.tokens.is_none() {
                    entries.push((TOKENS.to_owned(), String::new()));
                }
                // Not kept, it is read again next time.
                if ports.properties.save(Scope::User, &entries).is_ok() {
                    self.stored.extend(entries);
                }
            } else {
                ports.log.write("policy unreadable");
            }
        }
    }

    /// What the policy leaves of the user's choices. Someone whose addresses have to match and don't is signed out.
    pub fn apply(&mut self) {
        let Some(Copy { policy, .. }) = &self.policy else {
            self.settings = self.own.clone().unwrap_or_default();
            return;
        };
        self.settings = policy.settings(self.own.as_ref());
        let differ = self.account.as_ref().is_some_and(Account::addresses_differ);
        if policy.addresses == Match::Required && differ {
            self.tokens = None;
        }
    }

    /// The texts that others read: in the language that the administrators chose, else in this one, else in the user's own.
    pub fn catalog(&self, locale: Option<&str>) -> Catalog {
        let chosen = self.policy.as_ref().and_then(|copy| copy.policy.language);
        let own = self.account.as_ref().and_then(|account| account.locale.as_deref());
        Catalog::for_locale(chosen.map(Language::tag).or(locale).or(own).unwrap_or_default())
    }

    /// The policy that holds.
    pub fn rules(&self) -> Policy {
        self.policy.as_ref().map(|copy| copy.policy.clone()).unwrap_or_default()
    }
}
