//! The widgets that the add-on's cards use, and what a click on them does.

use serde::{Serialize, Serializer};

use crate::action::Action;
use crate::card::Text;
use crate::time::Instant;

/// A widget of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Widget {
    /// Formatted text.
    TextParagraph(Paragraph),
    /// A line with a label above and below.
    DecoratedText(Line),
    /// Buttons side by side.
    ButtonList(ButtonList),
    /// A choice out of several.
    SelectionInput(Selection),
    /// A line or a field to type into.
    TextInput(TextInput),
    /// A date and a time to pick.
    DateTimePicker(DateTimePicker),
    /// A rule.
    Divider(Divider),
}

/// Formatted text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    text: Text,
}

/// A rule between widgets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Divider {}

/// Buttons side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ButtonList {
    buttons: Vec<Button>,
}

/// A line of text with a label above it and perhaps a button. The label is not a formatted field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    top_label: String,
    text: Text,
    wrap_text: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    button: Option<Button>,
}

impl Line {
    /// A line with a label above it.
    pub fn labelled(label: &str, text: &str) -> Line {
        Line { top_label: label.to_owned(), text: Text::plain(text), wrap_text: true, button: None }
    }

    /// Adds a button at the end.
    #[must_use]
    pub fn button(mut self, button: Option<Button>) -> Line {
        self.button = button;
        self
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Button {
    text: String,
    on_click: OnClick,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    style: Option<&'static str>,
}

impl Button {
    /// A button that runs an action.
    pub fn action(text: &str, action: Action) -> Button {
        Button { text: text.to_owned(), on_click: OnClick::Action(action), style: None }
    }

    /// A button that opens an address in a tab of its own.
    pub fn link(text: &str, url: &str) -> Button {
        let on_click = OnClick::OpenLink(OpenLink { url: url.to_owned(), open_as: None, on_close: None });
        Button { text: text.to_owned(), on_click, style: None }
    }

    /// A button that opens an authorization window and reloads the add-on when that closes.
    pub fn authorize(text: &str, url: &str) -> Button {
        let link = OpenLink { url: url.to_owned(), open_as: Some("OVERLAY"), on_close: Some("RELOAD") };
        Button { text: text.to_owned(), on_click: OnClick::OpenLink(link), style: None }
    }

    /// The same button, filled: the one thing to do on a card.
    #[must_use]
    pub fn filled(mut self) -> Button {
        self.style = Some("FILLED");
        self
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
enum OnClick {
    #[serde(serialize_with = "action_form")]
    Action(Action),
    OpenLink(OpenLink),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct OpenLink {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_as: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_close: Option<&'static str>,
}

/// A choice out of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Selection {
    name: &'static str,
    label: String,
    #[serde(rename = "type")]
    form: &'static str,
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Item {
    text: String,
    value: String,
    selected: bool,
}

impl Selection {
    /// A list that folds open.
    pub fn dropdown(name: &'static str, label: &str) -> Selection {
        Selection { name, label: label.to_owned(), form: "DROPDOWN", items: Vec::new() }
    }

    /// Radio buttons under each other.
    pub fn radio(name: &'static str, label: &str) -> Selection {
        Selection { form: "RADIO_BUTTON", ..Selection::dropdown(name, label) }
    }

    /// Adds a choice; `chosen` is the value that is selected at first.
    #[must_use]
    pub fn choice(mut self, text: &str, value: &str, chosen: &str) -> Selection {
        let selected = value == chosen;
        self.items.push(Item { text: text.to_owned(), value: value.to_owned(), selected });
        self
    }
}

/// A line to type into, or a field of several lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextInput {
    name: &'static str,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint_text: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    value: String,
    #[serde(rename = "type")]
    form: &'static str,
}

impl TextInput {
    /// One line.
    pub fn line(name: &'static str, label: &str, value: &str) -> TextInput {
        TextInput { name, label: label.to_owned(), hint_text: None, value: value.to_owned(), form: "SINGLE_LINE" }
    }

    /// Several lines.
    pub fn field(name: &'static str, label: &str, value: &str) -> TextInput {
        TextInput { form: "MULTIPLE_LINE", ..TextInput::line(name, label, value) }
    }

    /// Adds a word on what to type.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> TextInput {
        self.hint_text = Some(hint.to_owned());
        self
    }
}

/// A date and a time to pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DateTimePicker {
    name: &'static str,
    label: String,
    #[serde(rename = "type")]
    form: &'static str,
    /// Milliseconds since 1970, as text: 64-bit numbers are text in Google's JSON.
    value_ms_epoch: String,
    timezone_offset_date: i32,
}

impl DateTimePicker {
    /// A picker that stands at an instant, shown with an offset in seconds east of UTC.
    pub fn new(name: &'static str, label: &str, at: Instant, offset: i32) -> DateTimePicker {
        DateTimePicker {
            name,
            label: label.to_owned(),
            form: "DATE_AND_TIME",
            value_ms_epoch: at.0.saturating_mul(1000).to_string(),
            timezone_offset_date: offset / 60,
        }
    }
}

impl From<TextInput> for Widget {
    fn from(input: TextInput) -> Widget {
        Widget::TextInput(input)
    }
}

impl From<DateTimePicker> for Widget {
    fn from(picker: DateTimePicker) -> Widget {
        Widget::DateTimePicker(picker)
    }
}

impl From<Text> for Widget {
    fn from(text: Text) -> Widget {
        Widget::TextParagraph(Paragraph { text })
    }
}

impl From<Line> for Widget {
    fn from(line: Line) -> Widget {
        Widget::DecoratedText(line)
    }
}

impl From<Button> for Widget {
    fn from(button: Button) -> Widget {
        Widget::ButtonList(ButtonList { buttons: vec![button] })
    }
}

impl From<Vec<Button>> for Widget {
    fn from(buttons: Vec<Button>) -> Widget {
        Widget::ButtonList(ButtonList { buttons })
    }
}

impl From<Selection> for Widget {
    fn from(selection: Selection) -> Widget {
        Widget::SelectionInput(selection)
    }
}

#[derive(Serialize)]
struct ActionForm {
    function: &'static str,
    parameters: Vec<Parameter>,
}

#[derive(Serialize)]
struct Parameter {
    key: &'static str,
    value: String,
}

fn action_form<S: Serializer>(action: &Action, serializer: S) -> Result<S::Ok, S::Error> {
    let parameters = action.parameters().into_iter().map(|(key, value)| Parameter { key, value });
    ActionForm { function: crate::action::FUNCTION, parameters: parameters.collect() }.serialize(serializer)
}
