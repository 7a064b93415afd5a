//! Renews the user's copy of the administrators' policy when it is old, and applies it to the user's settings.
//!
//! [`crate::model::policy`] decides what the policy means.

use super::keys::{POLICY, TOKENS};
use super::{setup, State};
use crate::model::account::Account;
use crate::model::language::Language;
use crate::model::policy::{AddressMatch, CachedPolicy, Forbidden, Policy};
use crate::model::settings::Kind;
use crate::port::{Ports, Scope};

impl State {
    /// Renews the copy of the policy if it is old, and applies it.
    ///
    /// If the policy can't be read, the copy stays as it is, so that meetings are still followed.
    pub(super) fn refresh_policy(&mut self, ports: &Ports<'_>) {
        let now = ports.clock.now();
        let is_fresh = self.policy.as_ref().is_some_and(|copy| copy.is_fresh(now));
        if let (false, Some(account)) = (is_fresh, &self.account) {
            if let Some(copy) = setup::load(ports).ok().and_then(|setup| setup.copy(now, &account.google)) {
                let mut entries = vec![(POLICY.to_owned(), copy.write())];
                self.policy = Some(copy);
                let was_signed_in = self.tokens.is_some();
                self.apply();
                if was_signed_in && self.tokens.is_none() {
                    entries.push((TOKENS.to_owned(), String::new()));
                }
                // If it is not saved, it is read again next time.
                if ports.properties.save(Scope::User, &entries).is_ok() {
                    self.stored.extend(entries);
                }
            } else {
                ports.log.write("policy unreadable");
            }
        }
    }

    /// Applies the policy to the user's settings. A user whose addresses have to match and don't is signed out.
    pub fn apply(&mut self) {
        let Some(CachedPolicy { policy, .. }) = &self.policy else {
            self.settings = self.own.clone().unwrap_or_default();
            return;
        };
        self.settings = policy.settings(self.own.as_ref());
        let differ = self.account.as_ref().is_some_and(Account::addresses_differ);
        if policy.addresses == AddressMatch::Required && differ {
            self.tokens = None;
        }
    }

    /// The locale of texts that others read: the administrators' choice, else this one, else the user's own.
    pub fn text_locale<'a>(&'a self, locale: Option<&'a str>) -> &'a str {
        let chosen = self.policy.as_ref().and_then(|copy| copy.policy.language);
        let own = self.account.as_ref().and_then(|account| account.locale.as_deref());
        chosen.map(Language::tag).or(locale).or(own).unwrap_or_default()
    }

    /// Whether the user may host such a conference on the chosen site.
    pub fn permits(&self, kind: Kind) -> Result<(), Forbidden> {
        self.rules().permits(self.account.as_ref(), kind)
    }

    /// The policy that applies.
    pub fn rules(&self) -> Policy {
        self.policy.as_ref().map(|copy| copy.policy.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: P11, F15
    #[test]
    fn what_guests_read_is_in_the_chosen_language_or_in_the_users_own() {
        let account = Some(Account { locale: Some("en-GB".into()), ..Account::default() });
        let mut state = State { account, ..State::default() };
        let tags = |state: &State| [state.text_locale(None), state.text_locale(Some("ko-KR"))].map(str::to_owned);
        assert_eq!(tags(&state), ["en-GB", "ko-KR"]);
        state.policy = Some(CachedPolicy {
            policy: Policy { language: Some(Language::Korean), ..Policy::default() },
            ..CachedPolicy::default()
        });
        assert_eq!(tags(&state), ["ko", "ko"]);
    }
}
