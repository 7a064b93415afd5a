//! The administrators' card. The ids and secrets of the clients at Webex and Google are never shown.

use crate::model::language::Language;
use crate::model::policy::{AddressMatch, Enforcement, OnBehalf, Policy};
use crate::model::settings::Kind;
use crate::model::setup::{Connection, Directory, Setup};
use crate::ui::action::{field, Action};
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::view::settings::{series_fallback, template, Choice};
use crate::ui::widget::{Button, Selection, TextInput};

/// The form's value for a rule that leaves no choice.
pub const NO: &str = "no";
/// The form's value for one that does.
pub const YES: &str = "yes";

/// The administrators' card; `connect` is the address at which an administrator consents to have the directory read.
pub fn card(catalog: Catalog<'_>, setup: &Setup, templates: &[Choice], connect: Option<&str>) -> Card {
    let policy = setup.policy.clone().unwrap_or_default();
    Card::new("admin", &catalog.say(&Message::AdminTitle))
        .section(integration(catalog, setup))
        .section(rules(catalog, &policy, templates))
        .section(directory(catalog, &setup.directory, connect))
        .footer(Button::action(&catalog.say(&Message::Save), Action::SaveAdmin(policy.version)))
}

/// Whether the integration at Webex is registered, and the fields that register it.
fn integration(catalog: Catalog<'_>, setup: &Setup) -> Section {
    let plain = |message: &Message| Text::plain(&catalog.say(message));
    let state = match setup.integration {
        Some(_) => Message::AdminReady,
        None => Message::AdminMissing,
    };
    Section::new()
        .maybe(setup.policy.is_none().then(|| plain(&Message::AdminBroken)))
        .with(plain(&state))
        .with(secret(catalog, field::CLIENT_ID, &Message::AdminClientId))
        .with(secret(catalog, field::CLIENT_SECRET, &Message::AdminClientSecret))
}

/// The fields of the policy.
fn rules(catalog: Catalog<'_>, policy: &Policy, templates: &[Choice]) -> Section {
    let say = |message: &Message| catalog.say(message);
    let pair = |name, label: &Message, (yes, no): (&Message, &Message), is_forced: bool| {
        let chosen = if is_forced { NO } else { YES };
        Selection::radio(name, &say(label)).choice(&say(yes), YES, chosen).choice(&say(no), NO, chosen)
    };
    let answers = (&Message::AdminYes, &Message::AdminNo);
    let may_change = |name, label, enforcement| pair(name, label, answers, enforcement == Enforcement::Forced);
    let (other_template, other_way) = (&Message::AdminMayChangeTemplate, &Message::AdminMayChangeFallback);
    let addresses = (&Message::AdminMayDiffer, &Message::AdminMustMatch);
    let must_match = policy.addresses == AddressMatch::Required;
    let is_never = policy.on_behalf == OnBehalf::Never;
    let sites = TextInput::field(field::SITES, &say(&Message::AdminSites), &policy.sites.join("\n"));
    Section::new()
        .with(sites.hint(&say(&Message::AdminSitesHint)))
        .with(kinds(catalog, policy))
        .with(template(catalog, policy.template.as_deref(), templates))
        .with(may_change(field::TEMPLATE_ENFORCEMENT, other_template, policy.template_enforcement))
        .with(series_fallback(catalog, policy.series_fallback))
        .with(may_change(field::FALLBACK_ENFORCEMENT, other_way, policy.fallback_enforcement))
        .with(pair(field::ADDRESSES, &Message::AdminAddresses, addresses, must_match))
        .with(language(catalog, policy))
        .with(pair(field::ON_BEHALF, &Message::AdminBehalf, answers, is_never))
        .with(Text::plain(&say(&Message::AdminBehalfNote)))
        .with(TextInput::line(field::SCHEMA, &say(&Message::AdminSchema), &policy.schema))
        .with(TextInput::line(field::SCHEMA_FIELD, &say(&Message::AdminField), &policy.field))
}

/// The choice of the kinds of conference that users may add.
fn kinds(catalog: Catalog<'_>, policy: &Policy) -> Selection {
    let say = |message: &Message| catalog.say(message);
    let chosen = policy.kind.map_or("all", Kind::name);
    Selection::radio(field::KIND, &say(&Message::AdminKinds))
        .choice(&say(&Message::AdminAllKinds), "all", chosen)
        .choice(&say(&Message::KindMeeting), Kind::Meeting.name(), chosen)
        .choice(&say(&Message::KindRoom), Kind::PersonalRoom.name(), chosen)
}

/// The choice of the language of what others read.
fn language(catalog: Catalog<'_>, policy: &Policy) -> Selection {
    let chosen = policy.language.map_or("own", Language::tag);
    let own = catalog.say(&Message::AdminOwnLanguage);
    let choice = Selection::radio(field::LANGUAGE, &catalog.say(&Message::AdminLanguage)).choice(&own, "own", chosen);
    Language::ALL.iter().fold(choice, |choice, offered| choice.choice(offered.name(), offered.tag(), chosen))
}

/// A field that is empty whatever is stored.
fn secret(catalog: Catalog<'_>, name: &'static str, label: &Message) -> TextInput {
    TextInput::line(name, &catalog.say(label), "").hint(&catalog.say(&Message::AdminKeep))
}

/// Whether the directory is connected, and what connects it.
fn directory(catalog: Catalog<'_>, directory: &Directory, connect: Option<&str>) -> Section {
    let state = match directory.connection() {
        Connection::NoClient => Message::DirectoryNoClient,
        Connection::Off => Message::DirectoryOff,
        Connection::On => Message::DirectoryOn,
        Connection::Ended => Message::DirectoryEnded,
    };
    Section::titled(&catalog.say(&Message::DirectoryTitle))
        .with(Text::plain(&catalog.say(&state)))
        .maybe(connect.map(|url| Button::authorize(&catalog.say(&Message::DirectoryConnect), url)))
        .with(secret(catalog, field::GOOGLE_ID, &Message::DirectoryClientId))
        .with(secret(catalog, field::GOOGLE_SECRET, &Message::AdminClientSecret))
}
