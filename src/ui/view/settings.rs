//! The settings card.

use crate::base::text::cut;
use crate::model::permission::Grants;
use crate::model::policy::{CachedPolicy, Enforcement};
use crate::model::settings::{Kind, SeriesFallback, Settings};
use crate::ui::action::{field, Action};
use crate::ui::card::{Card, Section};
use crate::ui::formatted::Text;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::widget::{Button, Line, Selection};

/// An item of a list at Webex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The stored value.
    pub value: String,
    /// The shown label.
    pub label: String,
}

/// The most items of a list.
const CHOICES: usize = 50;

/// The content of the settings card.
#[derive(Clone, Copy, Debug)]
pub struct SettingsCard<'a> {
    /// The settings that apply to the user.
    pub settings: &'a Settings,
    /// The chosen site.
    pub site: Option<&'a str>,
    /// The sites to choose from.
    pub sites: &'a [Choice],
    /// The templates to choose from.
    pub templates: &'a [Choice],
    /// The administrators' policy.
    pub copy: Option<&'a CachedPolicy>,
    /// The add-on's version and the digest of its module.
    pub release: &'a str,
    /// The missing optional permissions.
    pub grants: &'a Grants,
    /// Whether the person is asked for the site.
    pub is_asked: bool,
}

/// The settings card. If a list could not be read, the earlier choice stays selectable.
pub fn card(catalog: Catalog<'_>, shown: &SettingsCard<'_>) -> Card {
    let SettingsCard { settings, site, sites, templates, copy, release, grants, is_asked } = *shown;
    let policy = copy.map(|copy| &copy.policy);
    let open = |weight: Option<Enforcement>| weight != Some(Enforcement::Forced);
    let say = |message: &Message| catalog.say(message);
    let kind = Selection::radio(field::KIND, &say(&Message::DefaultKind))
        .choice(&say(&Message::KindMeeting), Kind::Meeting.name(), settings.kind.name())
        .choice(&say(&Message::KindRoom), Kind::PersonalRoom.name(), settings.kind.name());
    let kind = policy.and_then(|policy| policy.kind).is_none().then_some(kind);
    let site_list = list(
        Selection::dropdown(field::SITE, &say(&Message::Site)),
        &say(&Message::SiteByWebex),
        site.unwrap_or_default(),
        sites,
    );
    let chosen = settings.template.as_deref();
    let template = open(policy.map(|policy| policy.template_enforcement)).then(|| template(catalog, chosen, templates));
    let series_fallback = open(policy.map(|policy| policy.fallback_enforcement))
        .then(|| series_fallback(catalog, settings.series_fallback));
    let is_cut = kind.is_none() || template.is_none() || series_fallback.is_none();
    let decided = is_cut.then(|| Text::plain(&say(&Message::AdminDecided)));
    let sites = (sites.len() > 1).then_some(site_list);
    let is_administrator = copy.is_some_and(|copy| copy.is_administrator);
    let admin = is_administrator.then(|| Button::action(&say(&Message::AdminTitle), Action::OpenAdmin));
    let data = vec![
        Button::action(&say(&Message::ShowData), Action::ShowData),
        Button::action(&say(&Message::Disconnect), Action::AskDisconnect),
    ];
    let asked = is_asked.then(|| Text::plain(&say(&Message::ChooseSite)));
    Card::new("settings", &say(&Message::SettingsTitle))
        .section(Section::new().maybe(asked))
        .section(Section::new().maybe(kind).maybe(sites).maybe(template).maybe(series_fallback).maybe(decided))
        .section(super::permission::section(catalog, grants))
        .section(Section::new().with(data).maybe(admin))
        .section(Section::new().with(Line::labelled("Meetwright", release)))
        .footer(Button::action(&say(&Message::Save), Action::SaveSettings))
}

/// The choice of a template.
pub fn template(catalog: Catalog<'_>, chosen: Option<&str>, templates: &[Choice]) -> Selection {
    let label = catalog.say(&Message::Template);
    let nothing = catalog.say(&Message::TemplateNone);
    list(Selection::dropdown(field::TEMPLATE, &label), &nothing, chosen.unwrap_or_default(), templates)
}

/// The choice of the fallback for series that Webex can't express.
pub fn series_fallback(catalog: Catalog<'_>, chosen: SeriesFallback) -> Selection {
    Selection::radio(field::SERIES_FALLBACK, &catalog.say(&Message::SeriesFallbackLabel))
        .choice(&catalog.say(&Message::SeriesFallbackStanding), SeriesFallback::Standing.name(), chosen.name())
        .choice(&catalog.say(&Message::SeriesFallbackEach), SeriesFallback::Each.name(), chosen.name())
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
    use crate::base::json::Json;
    use crate::ui::i18n::catalog;

    fn choice(value: &str) -> Choice {
        Choice { value: value.into(), label: ["Label of ", value].concat() }
    }

    fn drawn(template: Option<&str>, site: Option<&str>, sites: &[Choice]) -> String {
        let settings = Settings { template: template.map(str::to_owned), ..Settings::default() };
        let templates = [choice("t1"), choice("t2")];
        let shown = SettingsCard {
            settings: &settings,
            site,
            sites,
            templates: &templates,
            copy: None,
            release: "1",
            grants: &Grants::default(),
            is_asked: false,
        };
        let card = card(catalog("en"), &shown);
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
