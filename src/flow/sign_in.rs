//! Links the user's Webex account: the end of the authorization, and the URL of the settings.
//!
//! <https://developers.google.com/apps-script/reference/script/script-app#newStateToken()>

use crate::base::json::Json;
use crate::flow::error::{Error, Reason};
use crate::flow::explain::explain;
use crate::flow::oauth::{integration, redirect_uri, webex_url};
use crate::flow::profile::{self, Profile};
use crate::flow::{cached_lists, triggers};
use crate::model::account::{choose_site, Account};
use crate::model::authorization::Callback;
use crate::model::hold::HoldAnswer;
use crate::model::link::{Link, Switch};
use crate::model::policy::{AddressMatch, Policy};
use crate::model::setup::Setup;
use crate::port::Ports;
use crate::store::cache::ROOM;
use crate::store::{setup, State, Want};
use crate::ui::i18n::{Catalog, Message};
use crate::ui::response::Response;
use crate::ui::view::page;
use crate::webex::{endpoint, oauth, Client, Failure};

/// How long the callback waits for the lock, in milliseconds.
const LOCK_WAIT: u32 = 10_000;
/// The page of a user's settings at Webex.
const WEBEX_SETTINGS: &str = "https://settings.webex.com/";

/// Completes an authorization: exchanges the code, asks who the user is, saves both, and sets the triggers.
#[inline(never)] // Executions that draw a card come through the caller, and don't compile this.
pub fn finish(ports: &Ports<'_>, callback: &Callback) -> Response {
    let message = match link(ports, callback) {
        Ok(_) => Message::CallbackDone,
        Err(None) => Message::CallbackDenied,
        Err(Some(error)) => {
            ports.log.write(&["sign-in: ", &error.chain()].concat());
            match error {
                Error::AddressesDiffer
                | Error::SiteForbidden
                | Error::Refused(_)
                | Error::Webex(Failure::NotConfigured) => explain(&error),
                _ => Message::CallbackFailed,
            }
        }
    };
    let catalog = Catalog::for_locale(ports.texts, callback.locale.as_deref().unwrap_or_default());
    Response::Html { html: page::html(catalog, &message) }
}

/// `Err(None)` means that the person denied access.
fn link(ports: &Ports<'_>, callback: &Callback) -> Result<Account, Option<Error>> {
    if callback.was_denied {
        return Err(None);
    }
    if callback.lacks_scopes {
        return Err(Some(Error::Refused(Reason::Scope)));
    }
    let given = callback.code.as_deref().zip(callback.verifier.as_deref());
    let (code, verifier) = given.ok_or(Some(Failure::SignedOut.into()))?;
    exchange(ports, code, verifier, callback.locale.as_deref()).map_err(Some)
}

fn exchange(ports: &Ports<'_>, code: &str, verifier: &str, locale: Option<&str>) -> Result<Account, Error> {
    let setup = setup::load(ports)?;
    let integration = setup.integration.as_ref().ok_or(Failure::NotConfigured)?;
    // A policy that can't be read could forbid the sign-in.
    let policy = setup.policy.as_ref().ok_or(Failure::NotConfigured)?;
    let redirect = redirect_uri(ports).map_err(Failure::Unreachable)?;
    let tokens = oauth::exchange(ports, integration, code, verifier, &redirect)?;
    if !ports.lock.acquire(LOCK_WAIT)? {
        return Err(Error::Busy);
    }
    let mut state = State::load(ports, Want::AllLinks)?.locked();
    state.fold_intents();
    state.tokens = Some(tokens);
    // A person who signs in wants to stay, so a deletion that was under way ends.
    state.holds.retain(|hold| hold.answer != HoldAnswer::Leave);
    let found = ask_webex(ports, &mut state, policy)?;
    let google = ports.identity.email()?;
    let before = state.account.take().unwrap_or_default();
    let switch = found.switch_from(&before);
    let former_site = before.site.clone();
    let account = found.account(before, google, locale, policy);
    if policy.addresses == AddressMatch::Required && account.addresses_differ() {
        return Err(Error::AddressesDiffer);
    }
    let profile = profile::complete(ports, account, &found.sites, policy, &setup.directory);
    let primary = profile.primary.clone();
    let account = with_site(profile, &found.sites, policy)?;
    if let Some(switch) = switch {
        switch_account(ports, &mut state, switch, former_site.as_deref())?;
    }
    keep(ports, &mut state, &setup, account.clone(), primary.as_deref())?;
    Ok(account)
}

/// The user at Webex.
struct Found {
    /// Their address.
    webex: String,
    /// Their sites, as far as the policy allows them.
    sites: Vec<Json>,
}

/// Asks Webex who the user is and which sites they have.
fn ask_webex(ports: &Ports<'_>, state: &mut State, policy: &Policy) -> Result<Found, Error> {
    let answers = Client::new(ports, state).send_all(&[endpoint::me(), endpoint::sites()])?;
    let [me, sites] = <[_; 2]>::try_from(answers).map_err(|_| Failure::Malformed)?;
    let me = me.map_err(|failure| match failure {
        Failure::Forbidden => Error::Refused(Reason::Scope),
        failure => failure.into(),
    })?;
    let webex = me.get("emails").items().first().and_then(Json::text).ok_or(Failure::Malformed)?;
    // If the site list may not be read, Webex chooses the site. A transient failure must not have this lasting effect.
    let mut sites = match sites {
        Err(failure) if failure.is_transient() => return Err(failure.into()),
        sites => sites.unwrap_or_default().get("sites").items().to_vec(),
    };
    sites.retain(|site| policy.sites.is_empty() || policy.allows_site(site.get("siteUrl").text()));
    Ok(Found { webex: webex.to_owned(), sites })
}

impl Found {
    /// Whether the user was linked to another account before, or has come back to an earlier one.
    fn switch_from(&self, before: &Account) -> Option<Switch> {
        let is_same = before.webex.is_empty() || before.webex.eq_ignore_ascii_case(&self.webex);
        let is_back = before.former.as_deref().is_some_and(|former| former.eq_ignore_ascii_case(&self.webex));
        (!is_same).then_some(if is_back { Switch::Back } else { Switch::Away })
    }

    /// The account before Google's values are added.
    fn account(&self, before: Account, google: String, locale: Option<&str>, policy: &Policy) -> Account {
        let is_other = self.switch_from(&before).is_some();
        let is_own = |host: &String| {
            self.sites.is_empty() || self.sites.iter().any(|site| site.get("siteUrl").text() == Some(host))
        };
        // Another account has other sites.
        let is_kept = |site: &String| !is_other && policy.allows_site(Some(site)) && is_own(site);
        Account {
            google,
            webex: self.webex.clone(),
            locale: before.locale.or_else(|| locale.map(str::to_owned)),
            site: before.site.filter(is_kept),
            former: if is_other { Some(before.webex) } else { before.former },
            ..before
        }
    }
}

/// The account with the site on which meetings are made; the user is asked if there are several.
fn with_site(profile: Profile, sites: &[Json], policy: &Policy) -> Result<Account, Error> {
    let Profile { account, is_unclear, .. } = profile;
    // Webex's own choice could be a site that is not allowed, so one of the named sites is taken.
    let named = || policy.sites.first().and_then(|_| choose_site(sites.get(..1)?));
    // If the directory names only unusable sites, the user is asked before the default is taken.
    let default = || choose_site(sites).filter(|_| !is_unclear || sites.len() == 1);
    let site = account.site.clone().or_else(default);
    let needs_site_choice = site.is_none() && sites.len() > 1;
    let account = Account { site: site.or_else(named), needs_site_choice, ..account };
    if policy.allows_site(account.site.as_deref()) {
        Ok(account)
    } else {
        Err(Error::SiteForbidden)
    }
}

/// Saves the account with its policy, and sets its triggers.
fn keep(
    ports: &Ports<'_>,
    state: &mut State,
    setup: &Setup,
    account: Account,
    primary: Option<&str>,
) -> Result<(), Error> {
    let now = ports.clock.now();
    state.policy = setup.copy(now, &account.google);
    // If the primary calendar's id is not known, it is the user's address.
    state.calendar_index(primary.unwrap_or(&account.google));
    state.account = Some(account);
    state.apply();
    state.last_hourly_run = state.last_hourly_run.or(Some(now));
    // The triggers are set before the account is saved: a linked account without them would not be asked to sign in again, and
    // without the clock no hourly run would set the missing ones. A failure is tried once more; after that the account is
    // linked without triggers.
    if let Err(error) = triggers::set_first(ports, state).or_else(|_| triggers::set_first(ports, state)) {
        ports.log.write(&["triggers: ", &error.chain()].concat());
    }
    Ok(state.save(ports)?)
}

/// Stops following the meetings of the account before, or follows them again, and deletes what is cached of that account.
fn switch_account(ports: &Ports<'_>, state: &mut State, switch: Switch, site: Option<&str>) -> Result<(), Error> {
    let now = ports.clock.now();
    let links: Vec<Link> = state.links().map(|link| link.after_switch(switch, now)).collect();
    for link in links {
        state.replace(link);
    }
    let mut keys = cached_lists::keys(site);
    keys.push(ROOM.to_owned());
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    Ok(ports.cache.remove_all(&keys)?)
}

/// The URL behind Calendar's "Settings" button: Webex's settings, or the sign-in for someone who is not linked.
#[inline(never)] // Executions that draw a card come through the caller, and don't compile this.
pub fn settings_url(ports: &Ports<'_>) -> Response {
    let url = match State::load(ports, Want::Records) {
        Ok(state) if state.tokens.is_none() => {
            let locale = state.account.as_ref().and_then(|account| account.locale.clone());
            integration(ports).and_then(|integration| webex_url(ports, &integration, locale.as_deref())).ok()
        }
        Ok(_) | Err(_) => None,
    };
    Response::Url { url: url.unwrap_or_else(|| WEBEX_SETTINGS.to_owned()) }
}
