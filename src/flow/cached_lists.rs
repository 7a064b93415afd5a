//! The cache keys of a user's lists, for code that deletes them.

use crate::model::language::Language;
use crate::store::cache::{self, SITES};

/// The keys under which sites, and the templates of a site in every language, are cached.
pub fn keys(site: Option<&str>) -> Vec<String> {
    let mut keys: Vec<String> = Language::ALL.map(|language| cache::templates(language.webex_locale(), site)).into();
    keys.push(SITES.to_owned());
    keys
}
