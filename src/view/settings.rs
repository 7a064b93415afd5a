//! The settings card.

use crate::action::{field, Action};
use crate::card::{Card, Section};
use crate::i18n::{Catalog, Message};
use crate::settings::{Kind, Settings, Spread};
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
    let spread = Selection::radio(field::SPREAD, &say(&Message::SpreadLabel))
        .choice(&say(&Message::SpreadStanding), Spread::Standing.name(), settings.spread.name())
        .choice(&say(&Message::SpreadEach), Spread::Each.name(), settings.spread.name());
    let sites = (sites.len() > 1).then_some(site_list);
    Card::new("settings", &say(&Message::SettingsTitle))
        .section(Section::new().with(kind).maybe(sites).with(template_list).with(spread))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    fn choice(value: &str) -> Choice {
        Choice { value: value.into(), label: ["Label of ", value].concat() }
    }

    fn drawn(template: Option<&str>, site: Option<&str>, sites: &[Choice]) -> String {
        let settings = Settings { template: template.map(str::to_owned), ..Settings::default() };
        let card = card(Catalog::default(), &settings, site, sites, &[choice("t1"), choice("t2")]);
        Json::from(card).to_string()
    }

    fn chosen(drawn: &str) -> Vec<&str> {
        let value = |part: &'_ str| part.rsplit_once("\"value\":\"").map(|(before, _)| before.len());
        let parts = drawn.split(",\"selected\":true").collect::<Vec<_>>();
        let ended = &parts[..parts.len() - 1];
        ended.iter().filter_map(|part| Some(part[value(part)?..].split('"').nth(3).unwrap_or_default())).collect()
    }

    /// proves: F12
    #[test]
    fn each_list_shows_what_is_chosen_also_when_webex_lists_it_no_longer() {
        assert_eq!(chosen(&drawn(None, None, &[])), ["meeting", "-", "standing"]);
        assert_eq!(chosen(&drawn(Some("t2"), None, &[])), ["meeting", "t2", "standing"]);
        assert_eq!(chosen(&drawn(Some("t-removed"), None, &[])), ["meeting", "t-removed", "standing"]);
    }

    /// proves: F11, P6
    #[test]
    fn a_single_site_is_nothing_to_choose() {
        let (one, other) = (choice("a.webex.com"), choice("b.webex.com"));
        assert!(!drawn(None, None, core::slice::from_ref(&one)).contains("Webex site"));
        let both = drawn(None, Some("b.webex.com"), &[one, other]);
        assert_eq!(chosen(&both), ["meeting", "b.webex.com", "-", "standing"]);
    }
}
