//! The administrators' card. What is entered of the clients at Webex and Google is never drawn.

use crate::model::language::Language;
use crate::model::policy::{AddressMatch, Enforcement, OnBehalf};
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

/// The administrators' card; `connect` is where an administrator consents to have the directory read.
pub fn card(catalog: Catalog<'_>, setup: &Setup, templates: &[Choice], connect: Option<&str>) -> Card {
    let say = |message: &Message| catalog.say(message);
    let policy = setup.policy.clone().unwrap_or_default();
    let state = match setup.integration {
        Some(_) => Message::AdminReady,
        None => Message::AdminMissing,
    };
    let broken = setup.policy.is_none().then(|| Text::plain(&say(&Message::AdminBroken)));
    let pair = |name, label: &Message, (yes, no): (&Message, &Message), is_forced: bool| {
        let chosen = if is_forced { NO } else { YES };
        Selection::radio(name, &say(label)).choice(&say(yes), YES, chosen).choice(&say(no), NO, chosen)
    };
    let may_change = |name, label: &Message, enforcement| {
        let answers = (&Message::AdminYes, &Message::AdminNo);
        pair(name, label, answers, enforcement == Enforcement::Forced)
    };
    let chosen = policy.kind.map_or("", Kind::name);
    let kinds = Selection::radio(field::KIND, &say(&Message::AdminKinds))
        .choice(&say(&Message::AdminAllKinds), "all", if chosen.is_empty() { "all" } else { chosen })
        .choice(&say(&Message::KindMeeting), Kind::Meeting.name(), chosen)
        .choice(&say(&Message::KindRoom), Kind::PersonalRoom.name(), chosen);
    let addresses = pair(
        field::ADDRESSES,
        &Message::AdminAddresses,
        (&Message::AdminMayDiffer, &Message::AdminMustMatch),
        policy.addresses == AddressMatch::Required,
    );
    let chosen = policy.language.map_or("own", Language::tag);
    let mut language = Selection::radio(field::LANGUAGE, &say(&Message::AdminLanguage));
    language = language.choice(&say(&Message::AdminOwnLanguage), "own", chosen);
    for offered in Language::ALL {
        language = language.choice(offered.name(), offered.tag(), chosen);
    }
    let on_behalf = pair(
        field::ON_BEHALF,
        &Message::AdminBehalf,
        (&Message::AdminYes, &Message::AdminNo),
        policy.on_behalf == OnBehalf::Never,
    );
    let sites = TextInput::field(field::SITES, &say(&Message::AdminSites), &policy.sites.join("\n"));
    Card::new("admin", &say(&Message::AdminTitle))
        .section(
            Section::new()
                .maybe(broken)
                .with(Text::plain(&say(&state)))
                .with(secret(catalog, field::CLIENT_ID, &Message::AdminClientId))
                .with(secret(catalog, field::CLIENT_SECRET, &Message::AdminClientSecret)),
        )
        .section(
            Section::new()
                .with(sites.hint(&say(&Message::AdminSitesHint)))
                .with(kinds)
                .with(template(catalog, policy.template.as_deref(), templates))
                .with(may_change(
                    field::TEMPLATE_ENFORCEMENT,
                    &Message::AdminMayChangeTemplate,
                    policy.template_enforcement,
                ))
                .with(series_fallback(catalog, policy.series_fallback))
                .with(may_change(
                    field::FALLBACK_ENFORCEMENT,
                    &Message::AdminMayChangeFallback,
                    policy.fallback_enforcement,
                ))
                .with(addresses)
                .with(language)
                .with(on_behalf)
                .with(Text::plain(&say(&Message::AdminBehalfNote)))
                .with(TextInput::line(field::SCHEMA, &say(&Message::AdminSchema), &policy.schema))
                .with(TextInput::line(field::SCHEMA_FIELD, &say(&Message::AdminField), &policy.field)),
        )
        .section(directory(catalog, &setup.directory, connect))
        .footer(Button::action(&say(&Message::Save), Action::SaveAdmin(policy.version)))
}

/// A field that is empty whatever is stored.
fn secret(catalog: Catalog<'_>, name: &'static str, label: &Message) -> TextInput {
    TextInput::line(name, &catalog.say(label), "").hint(&catalog.say(&Message::AdminKeep))
}

/// How it stands with the directory, and what connects it.
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
