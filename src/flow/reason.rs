//! Finds out why Webex refused a request, while a person waits for the answer, and caches it for a few minutes.
//!
//! Webex documents no error codes, so no text of a refusal is read. The scopes that were granted, the list of
//! the user's sites and whether the chosen one may be read distinguish the reasons.
//!
//! <https://developer.webex.com/docs/api/v1/meeting-preferences/get-site-list>

use crate::base::json::Json;
use crate::flow::error::{Error, Reason};
use crate::model::account::is_site;
use crate::port::Ports;
use crate::store::cache::{self, ROOM, SITES};
use crate::store::{State, Want};
use crate::webex::client::Answer;
use crate::webex::{endpoint, Client, Failure};

/// How long it is kept, in seconds.
const REFUSED_LIFE: u32 = 300;
const NOTHING: &str = "-";
const OFF: &str = "off";
const LICENCE: &str = "licence";

/// Adds the reason to an error that is a refusal; other errors stay as they are. `otherwise` is the reason if the user may do
/// everything else.
pub fn find_reason(ports: &Ports<'_>, error: Error, otherwise: Reason) -> Error {
    match error {
        Error::Webex(Failure::Forbidden) => match find(ports, otherwise) {
            Ok(reason) => Error::Refused(reason),
            Err(found @ (Error::SiteForbidden | Error::Webex(Failure::SignedOut))) => found,
            // If Webex can't be asked now, the reason is unknown.
            Err(_) => Error::Refused(Reason::Other),
        },
        error => error,
    }
}

#[inline(never)] // Most executions meet no refusal and don't compile it.
fn find(ports: &Ports<'_>, otherwise: Reason) -> Result<Reason, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if state.tokens.as_ref().is_some_and(|tokens| tokens.lacks_scopes) {
        return Ok(Reason::Scope);
    }
    let site = state.account.as_ref().and_then(|account| account.site.clone());
    let of = site.as_deref().unwrap_or_default();
    let key = cache::refused(site.as_deref());
    let cached = ports.cache.get_all(&[&key])?;
    let known = match cached.get(&key) {
        Some(known) => known.clone(),
        None => {
            let calls = [endpoint::sites(), endpoint::templates(site.as_deref(), "en_US")];
            let answers = Client::new(ports, &mut state).send_all(&calls)?;
            let [sites, read] = <[_; 2]>::try_from(answers).map_err(|_| Failure::Malformed)?;
            let is_refused = |answer: &Answer| matches!(answer, Err(Failure::Forbidden));
            let known = if is_refused(&sites) {
                OFF
            } else {
                let sites = sites?;
                let sites = sites.get("sites").items();
                if sites.is_empty() {
                    LICENCE
                } else if site.is_some() && !sites.iter().any(|own| own.get("siteUrl").text() == Some(of)) {
                    return lose_site(ports, &mut state, sites);
                } else if is_refused(&read) {
                    OFF
                } else {
                    NOTHING
                }
            };
            ports.cache.put_all(&[(&key, known.to_owned())], REFUSED_LIFE)?;
            known.to_owned()
        }
    };
    Ok(match known.as_str() {
        OFF => Reason::Off,
        LICENCE => Reason::Licence,
        _ => otherwise,
    })
}

/// Replaces a chosen site that the user lost: the only other one is taken; among several the user has to choose.
fn lose_site(ports: &Ports<'_>, state: &mut State, sites: &[Json]) -> Result<Reason, Error> {
    let rules = state.rules();
    let usable = |site: &&Json| {
        let host = site.get("siteUrl").text();
        host.is_some_and(is_site) && rules.allows_site(host)
    };
    let mut usable = sites.iter().filter(usable);
    let first = usable.next().ok_or(Error::SiteForbidden)?.get("siteUrl").text();
    let is_open = usable.next().is_some();
    // If the administrators name the sites, Webex's own choice could be a site that is not allowed.
    let first = first.filter(|_| !is_open || !rules.allows_site(None));
    if let Some(account) = &mut state.account {
        account.site = first.map(str::to_owned);
        account.needs_site_choice = is_open;
    }
    state.save(ports)?;
    // Another site has another room, and the cached list is outdated.
    ports.cache.remove_all(&[ROOM, SITES])?;
    Ok(if is_open { Reason::Site } else { Reason::Moved })
}
