//! The keys of the user's cache, whose entries may disappear at any time.

use crate::base::code::fingerprint;

/// How long lists and names are kept, in seconds: the longest that the cache allows.
pub const LIST_LIFE: u32 = 21_600;

/// The mark of a run that did not get the lock, which asks the lock's holder to list the calendar again.
pub const DIRTY: &str = "dirty";
/// The user's sites.
pub const SITES: &str = "sites";
/// The Personal Room.
pub const ROOM: &str = "room";

/// The meeting templates of a site, in one of Webex's languages.
pub fn templates(locale: &str, site: Option<&str>) -> String {
    ["templates", ".", locale, ".", site.unwrap_or_default()].concat()
}

/// The reason for Webex's refusals on a site.
pub fn refused(site: Option<&str>) -> String {
    ["refused.", site.unwrap_or_default()].concat()
}

/// The name of a shared calendar.
pub fn calendar(id: &str) -> String {
    ["calendar.", &fingerprint(id)].concat()
}
