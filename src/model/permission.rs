//! Google permissions that a user may leave out: which are missing, as calls that were refused have shown, and how to grant them.
//!
//! Nothing is asked before each run: what a refused call showed is remembered, and Google is asked only where a card is about to say it.
//!
//! <https://developers.google.com/apps-script/concepts/scopes>

use crate::model::account::Account;
use crate::port::{HostError, Ports};

/// A permission that may be missing, in the order of its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// The headers of the open message.
    Message,
    /// Drafts.
    Draft,
    /// Zone, language and clock.
    Settings,
    /// The directory entry.
    Directory,
    /// Name and language.
    Profile,
}

/// Each with its scope; its place in the list is its bit in the account's record.
const ALL: [(Permission, &str); 5] = [
    (Permission::Message, "gmail.addons.current.message.metadata"),
    (Permission::Draft, "gmail.addons.current.action.compose"),
    (Permission::Settings, "calendar.settings.readonly"),
    (Permission::Directory, "admin.directory.user.readonly"),
    (Permission::Profile, "userinfo.profile"),
];

/// What is off, and where the user can grant it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// What is off.
    pub off: Vec<Permission>,
    /// Google's page; none if Google names none that a card may link to.
    pub url: Option<String>,
}

impl Account {
    /// Remembers whether a permission is missing.
    pub fn mark(&mut self, permission: Permission, is_missing: bool) {
        let bit = 1 << permission as u8;
        self.off = if is_missing { self.off | bit } else { self.off & !bit };
    }

    /// The same from what a call answered, as far as that tells.
    pub fn heed(&mut self, permission: Permission, refused: Option<&HostError>) {
        match refused {
            None => self.mark(permission, false),
            Some(HostError::ScopeMissing) => self.mark(permission, true),
            Some(_) => {}
        }
    }

    /// Whether a permission is known to be missing.
    pub fn lacks(&self, permission: Permission) -> bool {
        self.off & (1 << permission as u8) != 0
    }

    /// What is off still, of all or of what a message's card needs; once all of it was granted it is not remembered any longer.
    pub fn grants(&mut self, ports: &Ports<'_>, most: usize) -> Grants {
        let mut grants = Grants::default();
        let mut scopes = Vec::new();
        for (permission, scope) in ALL.iter().take(most) {
            if self.lacks(*permission) {
                grants.off.push(*permission);
                scopes.push(*scope);
            }
        }
        if scopes.is_empty() {
            return grants;
        }
        match ports.identity.grant_url(&scopes) {
            Ok(None) => {
                self.off &= -1 << most;
                Grants::default()
            }
            asked => Grants { url: asked.ok().flatten(), ..grants },
        }
    }
}

/// How many permissions may be missing.
pub const EVERY: usize = ALL.len();
/// How many of them, the first, the card beside a message needs.
pub const MAIL: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: E79
    #[test]
    fn a_refused_call_is_remembered_and_one_that_works_forgets_it() {
        let mut account = Account::default();
        account.heed(Permission::Draft, Some(&HostError::ScopeMissing));
        account.heed(Permission::Draft, Some(&HostError::ScopeMissing));
        account.heed(Permission::Message, Some(&HostError::Unreachable));
        assert_eq!((account.off, account.lacks(Permission::Draft)), (2, true));
        account.heed(Permission::Draft, Some(&HostError::Quota));
        assert!(account.lacks(Permission::Draft) && !account.lacks(Permission::Message));
        account.heed(Permission::Draft, None);
        assert_eq!(account.off, 0);
    }
}
