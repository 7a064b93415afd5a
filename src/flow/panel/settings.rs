//! The settings card and its form. Sites and templates come from the cache or from Webex.

use crate::base::json::Json;
use crate::flow::error::Error;
use crate::flow::panel::home::home;
use crate::flow::panel::sign_in::{is_linked, sign_in_card};
use crate::flow::permission::grants;
use crate::flow::personal_room;
use crate::model::permission::EVERY;
use crate::port::Ports;
use crate::store::cache::{self, LIST_LIFE, SITES};
use crate::store::{State, Want};
use crate::ui::card::Card;
use crate::ui::entry::{FormInput, Viewer};
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;
use crate::ui::view::settings::{Choice, SettingsCard};
use crate::webex::{endpoint, Client, Failure};

/// How long it is remembered that a list could not be read, in seconds.
const FAILED_LIST_LIFE: u32 = 300;
/// The settings card.
pub fn card(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let mut state = State::load(ports, Want::Records)?;
    if !is_linked(&state) {
        return sign_in_card(ports, viewer, &state);
    }
    let (sites, templates) = lists(ports, viewer, &mut state)?;
    let site = state.account.as_ref().and_then(|account| account.site.clone());
    let rules = state.rules();
    let sites: Vec<Choice> = sites.into_iter().filter(|site| rules.allows_site(Some(&site.value))).collect();
    let release = ports.identity.edition()?;
    let grants = state.account.as_mut().map(|account| grants(ports, account, EVERY)).unwrap_or_default();
    // Values behind a permission that was granted meanwhile are read at the next sign-in, or when the refused call is repeated.
    state.save(ports)?;
    let shown = SettingsCard {
        settings: &state.settings,
        site: site.as_deref(),
        sites: &sites,
        templates: &templates,
        copy: state.policy.as_ref(),
        release: &release,
        grants: &grants,
        is_asked: state.account.as_ref().is_some_and(|account| account.needs_site_choice),
    };
    Ok(view::settings::card(viewer.catalog(ports.texts), &shown))
}

/// Saves the form.
pub(super) fn save(ports: &Ports<'_>, viewer: &Viewer, form: &FormInput) -> Result<Response, Error> {
    let mut state = State::load(ports, Want::Records)?;
    let mut own = state.settings.clone();
    own.kind = form.kind.unwrap_or(own.kind);
    own.series_fallback = form.series_fallback.unwrap_or(own.series_fallback);
    if let Some(template) = &form.template {
        own.template.clone_from(template);
    }
    state.own = Some(own);
    state.apply();
    let rules = state.rules();
    let mut was_asked = false;
    if let (Some(site), Some(account)) = (&form.site, &mut state.account) {
        let chosen = site.clone().filter(|site| crate::model::account::is_site(site));
        if !rules.allows_site(chosen.as_deref()) {
            return Err(Error::SiteForbidden);
        }
        if chosen != account.site {
            personal_room::forget(ports)?;
        }
        account.site = chosen;
        was_asked = core::mem::take(&mut account.needs_site_choice);
    }
    state.save(ports)?;
    if was_asked {
        return Ok(Response::update(home(ports, viewer)?, Some(viewer.catalog(ports.texts).say(&Message::Saved))));
    }
    Ok(Response::update(card(ports, viewer)?, Some(viewer.catalog(ports.texts).say(&Message::Saved))))
}

/// Sites and templates, from the cache or from Webex. A list that can't be read counts as empty, and is requested again a little later.
pub(super) fn lists(
    ports: &Ports<'_>,
    viewer: &Viewer,
    state: &mut State,
) -> Result<(Vec<Choice>, Vec<Choice>), Error> {
    let site = state.account.as_ref().and_then(|account| account.site.clone());
    let locale = viewer.catalog(ports.texts).language().webex_locale();
    let templates_key = cache::templates(locale, site.as_deref());
    let cached = ports.cache.get_all(&[SITES, &templates_key])?;
    let known = |key: &str| cached.get(key).and_then(|text| Json::parse(text).ok());
    if let (Some(sites), Some(templates)) = (known(SITES), known(&templates_key)) {
        return Ok((read_choices(&sites), read_choices(&templates)));
    }
    let calls = [endpoint::sites(), endpoint::templates(site.as_deref(), locale)];
    let mut answers = Client::new(ports, state).send_all(&calls)?.into_iter();
    let mut next = || answers.next().unwrap_or(Err(Failure::Malformed));
    let (sites, templates) = (next(), next());
    let seconds = if sites.is_ok() && templates.is_ok() { LIST_LIFE } else { FAILED_LIST_LIFE };
    let sites = choices(sites.unwrap_or_default().get("sites"), "siteUrl", "siteUrl");
    let templates = choices(templates.unwrap_or_default().get("items"), "id", "name");
    let entries = [(SITES, sites.to_string()), (templates_key.as_str(), templates.to_string())];
    ports.cache.put_all(&entries, seconds)?;
    Ok((read_choices(&sites), read_choices(&templates)))
}

/// The cached form of a list: values and labels only.
fn choices(items: &Json, value: &str, label: &str) -> Json {
    let pair = |item: &Json| Some(Json::List(vec![item.get(value).text()?.into(), item.get(label).text()?.into()]));
    Json::List(items.items().iter().filter_map(pair).collect())
}

fn read_choices(pairs: &Json) -> Vec<Choice> {
    let choice = |pair: &Json| match pair.items() {
        [value, label] => Some(Choice { value: value.text()?.to_owned(), label: label.text()?.to_owned() }),
        _ => None,
    };
    pairs.items().iter().filter_map(choice).collect()
}
