//! Google permissions that a user may leave out: which are missing, as refused calls have shown, and how to grant them.
//!
//! <https://developers.google.com/apps-script/concepts/scopes>

use crate::model::account::{Access, Account};

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

/// Each with its scope; its index in the list is its bit in the account's record.
const ALL: [(Permission, &str); 5] = [
    (Permission::Message, "gmail.addons.current.message.metadata"),
    (Permission::Draft, "gmail.addons.current.action.compose"),
    (Permission::Settings, "calendar.settings.readonly"),
    (Permission::Directory, "admin.directory.user.readonly"),
    (Permission::Profile, "userinfo.profile"),
];

/// The missing permissions, and where the user can grant them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// The missing permissions.
    pub missing: Vec<Permission>,
    /// The URL of Google's page; none if Google names none that a card may link to.
    pub url: Option<String>,
}

impl Account {
    /// Remembers whether a permission is missing.
    pub fn mark(&mut self, permission: Permission, access: Access) {
        let bit = 1 << permission as u8;
        self.missing_permissions = match access {
            Access::Refused => self.missing_permissions | bit,
            Access::Granted => self.missing_permissions & !bit,
        };
    }

    /// Whether a permission is known to be missing.
    pub fn lacks(&self, permission: Permission) -> bool {
        self.missing_permissions & (1 << permission as u8) != 0
    }

    /// Which of the first `most` permissions are missing, and their scopes.
    pub fn missing(&self, most: usize) -> (Vec<Permission>, Vec<&'static str>) {
        ALL.iter().take(most).filter(|(permission, _)| self.lacks(*permission)).copied().unzip()
    }

    /// Forgets that any of the first `most` permissions is missing.
    pub fn forget_missing(&mut self, most: usize) {
        self.missing_permissions &= -1 << most;
    }
}

/// How many permissions may be missing.
pub const EVERY: usize = ALL.len();
/// How many of them the card beside a message needs; they come first.
pub const MAIL: usize = 2;
