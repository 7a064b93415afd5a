//! The cache keys of a user's lists, for code that deletes them.

use crate::store::cache::{self, SITES};
use crate::ui::i18n::Catalog;

/// The keys under which sites, and the templates of a site in every language, are cached.
pub fn keys(site: Option<&str>) -> Vec<String> {
    let mut keys: Vec<String> = Catalog::all().map(|catalog| cache::templates(catalog.webex_locale(), site)).into();
    keys.push(SITES.to_owned());
    keys
}
