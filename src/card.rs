//! Cards: a typed tree whose serialised form *is* `google.apps.card.v1`.
//!
//! It knows limits and form, and no meaning; what a card says is the views'.
//! Text of other people can't become markup: formatted fields take [`Text`], which escapes by construction.
//!
//! <https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1>

use serde::Serialize;

use crate::text::{cut, one_line};
use crate::widget::{Button, Widget};

/// The most sections of a card, and the most widgets of a section.
pub const LIMIT: usize = 100;

/// The longest header or title that is still read.
const TITLE_LIMIT: usize = 200;

/// A card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    header: Header,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sections: Vec<Section>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed_footer: Option<Footer>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Header {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Footer {
    primary_button: Button,
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
        let primary_button = button.filled();
        self.fixed_footer = Some(Footer { primary_button });
        self
    }
}

/// A part of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Section {
    #[serde(skip_serializing_if = "Option::is_none")]
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
        Section { header: Some(Text::plain(&heading(title)).0), widgets: Vec::new() }
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

/// The content of a formatted field: escaped text with formatting of our own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text(String);

impl Text {
    /// Text as it is, whatever it holds.
    pub fn plain(text: &str) -> Text {
        Text(crate::text::escape(text))
    }

    /// Text in bold.
    pub fn bold(text: &str) -> Text {
        Text(["<b>", &Text::plain(text).0, "</b>"].concat())
    }

    /// Lines under each other.
    pub fn lines(lines: &[Text]) -> Text {
        let lines: Vec<&str> = lines.iter().map(|line| line.0.as_str()).collect();
        Text(lines.join("<br>"))
    }
}

fn heading(text: &str) -> String {
    cut(&one_line(text), TITLE_LIMIT)
}
