//! Cards: a typed tree whose JSON *is* `google.apps.card.v1`.
//!
//! It knows the cards' limits and form. The views decide what a card says.
//! Text of other people can't become markup: formatted fields take [`Text`], which escapes by construction.
//!
//! <https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1>

use crate::base::json::{object, unless_empty, Json};
use crate::base::text::{cut, one_line};
use crate::ui::formatted::Text;
use crate::ui::widget::{Button, Widget};

/// The most sections of a card, and the most widgets of a section.
pub const LIMIT: usize = 100;

/// The longest header or title; longer ones are cut.
const TITLE_LIMIT: usize = 200;

/// A card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    header: Header,
    sections: Vec<Section>,
    name: Option<&'static str>,
    footer: Option<Button>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Header {
    title: String,
    subtitle: Option<String>,
}

impl Card {
    /// A card with a title, under the name by which navigation finds it.
    pub fn new(name: &'static str, title: &str) -> Card {
        let header = Header { title: heading(title), subtitle: None };
        Card { header, name: Some(name), ..Card::default() }
    }

    /// Adds a line under the title.
    #[must_use]
    pub fn subtitle(mut self, subtitle: &str) -> Card {
        self.header.subtitle = Some(heading(subtitle));
        self
    }

    /// Adds a section unless it is empty.
    #[must_use]
    pub fn section(mut self, section: Section) -> Card {
        if !section.widgets.is_empty() && self.sections.len() < LIMIT {
            self.sections.push(section);
        }
        self
    }

    /// Puts a filled button at the foot of the card.
    #[must_use]
    pub fn footer(mut self, button: Button) -> Card {
        self.footer = Some(button.filled());
        self
    }
}

impl From<Card> for Json {
    fn from(card: Card) -> Json {
        let Header { title, subtitle } = card.header;
        object([
            ("header", object([("title", title.into()), ("subtitle", subtitle.into())])),
            ("sections", unless_empty(card.sections)),
            ("name", card.name.into()),
            ("fixedFooter", card.footer.map(|button| object([("primaryButton", button.into())])).into()),
        ])
    }
}

/// A part of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    header: Option<String>,
    widgets: Vec<Widget>,
}

impl Section {
    /// A section without heading.
    pub fn new() -> Section {
        Section::default()
    }

    /// A section with a heading.
    pub fn titled(title: &str) -> Section {
        // A section's heading is a formatted field.
        Section { header: Some(Text::plain(&heading(title)).as_str().to_owned()), widgets: Vec::new() }
    }

    /// Adds a widget.
    #[must_use]
    pub fn with(mut self, widget: impl Into<Widget>) -> Section {
        if self.widgets.len() < LIMIT {
            self.widgets.push(widget.into());
        }
        self
    }

    /// Adds a widget if there is one.
    #[must_use]
    pub fn maybe<W: Into<Widget>>(self, widget: Option<W>) -> Section {
        match widget {
            Some(widget) => self.with(widget),
            None => self,
        }
    }

    /// Adds a widget for each item.
    #[must_use]
    pub fn each<T, W: Into<Widget>>(self, items: impl IntoIterator<Item = T>, widget: impl Fn(T) -> W) -> Section {
        items.into_iter().fold(self, |section, item| section.with(widget(item)))
    }
}

impl From<Section> for Json {
    fn from(section: Section) -> Json {
        object([("header", section.header.into()), ("widgets", section.widgets.into())])
    }
}

fn heading(text: &str) -> String {
    cut(&one_line(text), TITLE_LIMIT)
}
