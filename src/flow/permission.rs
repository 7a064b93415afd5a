//! Google permissions that a user may leave out: remembers which ones refused calls showed to be missing, and asks Google where to grant them.
//!
//! Google is asked only when a card is about to show it, not in every run.

use crate::model::account::{Access, Account};
use crate::model::permission::{Grants, Permission};
use crate::port::{HostError, Ports};

/// Remembers whether a permission is missing, if the result of a call shows it.
pub fn note(account: &mut Account, permission: Permission, refused: Option<&HostError>) {
    match refused {
        None => account.mark(permission, Access::Granted),
        Some(HostError::ScopeMissing) => account.mark(permission, Access::Refused),
        Some(_) => {}
    }
}

/// The permissions that are still missing, of all or of those that a message's card needs. Once all are granted, they are forgotten.
pub fn grants(ports: &Ports<'_>, account: &mut Account, most: usize) -> Grants {
    let (missing, scopes) = account.missing(most);
    if scopes.is_empty() {
        return Grants::default();
    }
    match ports.identity.grant_url(&scopes) {
        Ok(None) => {
            account.forget_missing(most);
            Grants::default()
        }
        asked => Grants { missing, url: asked.ok().flatten() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: E79
    #[test]
    fn a_refused_call_is_remembered_and_one_that_works_forgets_it() {
        let mut account = Account::default();
        note(&mut account, Permission::Draft, Some(&HostError::ScopeMissing));
        note(&mut account, Permission::Draft, Some(&HostError::ScopeMissing));
        note(&mut account, Permission::Message, Some(&HostError::Unreachable));
        assert_eq!((account.missing_permissions, account.lacks(Permission::Draft)), (2, true));
        note(&mut account, Permission::Draft, Some(&HostError::Quota));
        assert!(account.lacks(Permission::Draft) && !account.lacks(Permission::Message));
        note(&mut account, Permission::Draft, None);
        assert_eq!(account.missing_permissions, 0);
    }
}
