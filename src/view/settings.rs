//! The settings card.

use crate::action::{field, Action};
use crate::card::{Card, Section};
use crate::i18n::{Catalog, Message};
use crate::settings::{Kind, Settings};
use crate::text::cut;
use crate::widget::{Button, Selection};

/// A choice out of a list that Webex keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// The most choices of a list.
const CHOICES: usize = 50;

/// The settings card. A list that could not be read keeps what was chosen before.
pub fn card(catalog: Catalog, settings: &Settings, site: Option<&str>, sites: &[Choice], templates: &[Choice]) -> Card {
    let say = |message: &Message| catalog.say(message);
    let kind = Selection::radio(field::KIND, &say(&Message::DefaultKind))
        .choice(&say(&Message::KindMeeting), Kind::Meeting.name(), settings.kind.name())
        .choice(&say(&Message::KindRoom), Kind::PersonalRoom.name(), settings.kind.name());
    let site_list = list(
        Selection::dropdown(field::SITE, &say(&Message::Site)),
        &say(&Message::SiteByWebex),
        site.unwrap_or_default(),
        sites,
    );
    let template_list = list(
        Selection::dropdown(field::TEMPLATE, &say(&Message::Template)),
        &say(&Message::TemplateNone),
        settings.template.as_deref().unwrap_or_default(),
        templates,
    );
    Card::new("settings", &say(&Message::SettingsTitle))
        .section(Section::new().with(kind).maybe((sites.len() > 1).then_some(site_list)).with(template_list))
        .footer(Button::action(&say(&Message::Save), Action::SaveSettings))
}

fn list(selection: Selection, nothing: &str, chosen: &str, choices: &[Choice]) -> Selection {
    let mut selection = selection.choice(nothing, "-", if chosen.is_empty() { "-" } else { chosen });
    for choice in choices.iter().take(CHOICES) {
        selection = selection.choice(&cut(&choice.label, 80), &choice.value, chosen);
    }
    let is_listed = chosen.is_empty() || choices.iter().take(CHOICES).any(|choice| choice.value == chosen);
    if is_listed {
        selection
    } else {
        selection.choice(&cut(chosen, 80), chosen, chosen)
    }
}
