//! The administrators' card and its form. Google is asked each time who the user is, whatever a cached policy says.
//!
//! The version in the form keeps two administrators from overwriting each other's changes. There is no lock across users, so if two
//! save within the same second, both succeed and the later one wins.

use crate::flow::directory::authorize_url;
use crate::flow::error::Error;
use crate::flow::panel::settings;
use crate::flow::panel::sign_in::is_linked;
use crate::model::language::Language;
use crate::model::policy::{is_name, AddressMatch, Enforcement, OnBehalf, Policy};
use crate::model::settings::{Kind, SeriesFallback};
use crate::model::setup::Setup;
use crate::port::Ports;
use crate::store::{setup, State, Want};
use crate::ui::action::field;
use crate::ui::card::Card;
use crate::ui::entry::{FormInput, Viewer};
use crate::ui::i18n::Message;
use crate::ui::response::Response;
use crate::ui::view;
use crate::ui::view::admin::{NO, YES};

/// The card, which only an administrator gets.
#[inline(never)] // An execution without this click does not compile it.
pub(super) fn card(ports: &Ports<'_>, viewer: &Viewer) -> Result<Card, Error> {
    let setup = setup_for_administrator(ports)?;
    let mut state = State::load(ports, Want::Records)?;
    let templates = if is_linked(&state) { settings::lists(ports, viewer, &mut state)?.1 } else { Vec::new() };
    let connect = authorize_url(ports, &setup.directory, viewer.locale.as_deref())?;
    Ok(view::admin::card(viewer.catalog(ports.texts), &setup, &templates, connect.as_deref()))
}

/// Saves the form for everyone.
#[inline(never)] // An execution without this click does not compile it.
pub(super) fn save(ports: &Ports<'_>, viewer: &Viewer, form: &FormInput, version: i64) -> Result<Response, Error> {
    let setup = setup_for_administrator(ports)?;
    // A policy that can't be read has no version, and any form replaces it.
    if setup.policy.as_ref().is_some_and(|policy| policy.version != version) {
        return Err(Error::Outdated);
    }
    let webex = || client(form, field::CLIENT_ID, field::CLIENT_SECRET);
    let google = || client(form, field::GOOGLE_ID, field::GOOGLE_SECRET);
    let (policy, webex, google) = match read(form, version).and_then(|policy| Ok((policy, webex()?, google()?))) {
        Ok(read) => read,
        Err(message) => return Ok(Response::notify(viewer.catalog(ports.texts).say(&message))),
    };
    setup::keep(ports, &policy, webex, google)?;
    Ok(Response::update(card(ports, viewer)?, Some(viewer.catalog(ports.texts).say(&Message::AdminSaved))))
}

fn setup_for_administrator(ports: &Ports<'_>) -> Result<Setup, Error> {
    let setup = setup::load(ports)?;
    if setup.names(&ports.identity.email()?) {
        Ok(setup)
    } else {
        Err(Error::NotAdministrator)
    }
}

/// The client that was typed: id and secret, or neither.
fn client<'a>(form: &'a FormInput, id: &str, secret: &str) -> Result<Option<(&'a str, &'a str)>, Message> {
    match (form.typed(id), form.typed(secret)) {
        ("", "") => Ok(None),
        ("", _) | (_, "") => Err(Message::AdminHalf),
        both => Ok(Some(both)),
    }
}

/// The policy that was typed, as the next version, or what is wrong with it.
fn read(form: &FormInput, version: i64) -> Result<Policy, Message> {
    let host = |site: &str| site.trim_start_matches("https://").trim_end_matches('/').to_ascii_lowercase();
    let parts = form.typed(field::SITES).split([',', ';', ' ', '\n', '\t', '\r']);
    let sites: Vec<String> = parts.filter(|part| !part.is_empty()).map(host).collect();
    let wrong: Vec<&str> =
        sites.iter().map(String::as_str).filter(|site| !crate::model::account::is_site(site)).collect();
    if !wrong.is_empty() {
        return Err(Message::AdminBadSites { sites: crate::base::text::cut(&wrong.join(", "), 120) });
    }
    let name = |name: &str, otherwise: String| match form.typed(name) {
        "" => Ok(otherwise),
        name if is_name(name) => Ok(name.to_owned()),
        _ => Err(Message::AdminBadName),
    };
    let enforcement = |name: &str| if form.typed(name) == NO { Enforcement::Forced } else { Enforcement::Suggested };
    let usual = Policy::default();
    let addresses = if form.typed(field::ADDRESSES) == NO { AddressMatch::Required } else { AddressMatch::Free };
    Ok(Policy {
        version: version.saturating_add(1),
        sites,
        kind: Kind::from_name(form.typed(field::KIND)),
        template: form.template.clone().flatten(),
        template_enforcement: enforcement(field::TEMPLATE_ENFORCEMENT),
        series_fallback: SeriesFallback::from_name(form.typed(field::SERIES_FALLBACK)).unwrap_or_default(),
        fallback_enforcement: enforcement(field::FALLBACK_ENFORCEMENT),
        addresses,
        language: Language::from_tag(form.typed(field::LANGUAGE)),
        on_behalf: if form.typed(field::ON_BEHALF) == YES { OnBehalf::Tried } else { OnBehalf::Never },
        schema: name(field::SCHEMA, usual.schema)?,
        field: name(field::SCHEMA_FIELD, usual.field)?,
    })
}
