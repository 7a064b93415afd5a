//! What lies in the cache of a user's lists, for those who have to forget it.

use crate::model::language::Language;
use crate::store::cache::{self, SITES};

/// The keys under which sites, and the templates of a site in every language, lie in the cache.
pub fn keys(site: Option<&str>) -> Vec<String> {
    let mut keys: Vec<String> = Language::ALL.map(|language| cache::templates(language.webex_locale(), site)).into();
    keys.push(SITES.to_owned());
    keys
}
