//! The widgets of the add-on's cards, and their actions.

use crate::base::json::{object, Json};
use crate::base::time::Instant;
use crate::ui::action::Action;
use crate::ui::formatted::Text;

/// A widget of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Widget {
    /// Formatted text.
    TextParagraph(Text),
    /// A line with a label above and below.
    DecoratedText(Line),
    /// Buttons side by side.
    ButtonList(Vec<Button>),
    /// A choice among several items.
    SelectionInput(Selection),
    /// A line or a field to type into.
    TextInput(TextInput),
    /// A date and a time to pick.
    DateTimePicker(DateTimePicker),
}

impl From<Widget> for Json {
    fn from(widget: Widget) -> Json {
        object([match widget {
            Widget::TextParagraph(text) => ("textParagraph", object([("text", text.into())])),
            Widget::DecoratedText(line) => ("decoratedText", line.into()),
            Widget::ButtonList(buttons) => ("buttonList", object([("buttons", buttons.into())])),
            Widget::SelectionInput(selection) => ("selectionInput", selection.into()),
            Widget::TextInput(input) => ("textInput", input.into()),
            Widget::DateTimePicker(picker) => ("dateTimePicker", picker.into()),
        }])
    }
}

/// A line of text with a label above it and perhaps a button. The label is not a formatted field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    top_label: String,
    text: Text,
    button: Option<Button>,
}

impl Line {
    /// A line with a label above it.
    pub fn labelled(label: &str, text: &str) -> Line {
        Line { top_label: label.to_owned(), text: Text::plain(text), button: None }
    }

    /// Adds a button at the end.
    #[must_use]
    pub fn button(mut self, button: Option<Button>) -> Line {
        self.button = button;
        self
    }
}

impl From<Line> for Json {
    fn from(line: Line) -> Json {
        object([
            ("topLabel", line.top_label.into()),
            ("text", line.text.into()),
            ("wrapText", true.into()),
            ("button", line.button.into()),
        ])
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    text: String,
    on_click: OnClick,
    style: Option<&'static str>,
}

impl Button {
    /// A button that runs an action.
    pub fn action(text: &str, action: Action) -> Button {
        Button { text: text.to_owned(), on_click: OnClick::Action(action), style: None }
    }

    /// A button that opens a URL in a new tab.
    pub fn link(text: &str, url: &str) -> Button {
        let on_click = OnClick::OpenLink(OpenLink { url: url.to_owned(), open_as: None, on_close: None });
        Button { text: text.to_owned(), on_click, style: None }
    }

    /// A button that opens an authorization window and reloads the add-on when that closes.
    pub fn authorize(text: &str, url: &str) -> Button {
        let link = OpenLink { url: url.to_owned(), open_as: Some("OVERLAY"), on_close: Some("RELOAD") };
        Button { text: text.to_owned(), on_click: OnClick::OpenLink(link), style: None }
    }

    /// The same button, filled: the main action of a card.
    #[must_use]
    pub fn filled(mut self) -> Button {
        self.style = Some("FILLED");
        self
    }
}

impl From<Button> for Json {
    fn from(button: Button) -> Json {
        let on_click = match button.on_click {
            OnClick::Action(action) => ("action", action.into()),
            OnClick::OpenLink(link) => ("openLink", link.into()),
        };
        object([("text", button.text.into()), ("onClick", object([on_click])), ("type", button.style.into())])
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum OnClick {
    Action(Action),
    OpenLink(OpenLink),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct OpenLink {
    url: String,
    open_as: Option<&'static str>,
    on_close: Option<&'static str>,
}

impl From<OpenLink> for Json {
    fn from(link: OpenLink) -> Json {
        object([("url", link.url.into()), ("openAs", link.open_as.into()), ("onClose", link.on_close.into())])
    }
}

/// A choice among several items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    name: &'static str,
    label: String,
    form: &'static str,
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
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

impl From<Selection> for Json {
    fn from(selection: Selection) -> Json {
        object([
            ("name", selection.name.into()),
            ("label", selection.label.into()),
            ("type", selection.form.into()),
            ("items", selection.items.into()),
        ])
    }
}

impl From<Item> for Json {
    fn from(item: Item) -> Json {
        object([("text", item.text.into()), ("value", item.value.into()), ("selected", item.selected.into())])
    }
}

/// A line to type into, or a field of several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextInput {
    name: &'static str,
    label: String,
    hint_text: Option<String>,
    value: String,
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

    /// Adds a hint on what to type.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> TextInput {
        self.hint_text = Some(hint.to_owned());
        self
    }
}

impl From<TextInput> for Json {
    fn from(input: TextInput) -> Json {
        object([
            ("name", input.name.into()),
            ("label", input.label.into()),
            ("hintText", input.hint_text.into()),
            ("value", Some(input.value).filter(|value| !value.is_empty()).into()),
            ("type", input.form.into()),
        ])
    }
}

/// A date and a time to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTimePicker {
    name: &'static str,
    label: String,
    /// Milliseconds since 1970, as text: 64-bit numbers are text in Google's JSON.
    value_ms_epoch: String,
    timezone_offset_date: i32,
}

impl DateTimePicker {
    /// A picker with this instant as its value, shown with an offset in seconds east of UTC.
    pub fn new(name: &'static str, label: &str, at: Instant, offset: i32) -> DateTimePicker {
        DateTimePicker {
            name,
            label: label.to_owned(),
            value_ms_epoch: at.0.saturating_mul(1000).to_string(),
            timezone_offset_date: offset / 60,
        }
    }
}

impl From<DateTimePicker> for Json {
    fn from(picker: DateTimePicker) -> Json {
        object([
            ("name", picker.name.into()),
            ("label", picker.label.into()),
            ("type", "DATE_AND_TIME".into()),
            ("valueMsEpoch", picker.value_ms_epoch.into()),
            ("timezoneOffsetDate", i64::from(picker.timezone_offset_date).into()),
        ])
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
        Widget::TextParagraph(text)
    }
}

impl From<Line> for Widget {
    fn from(line: Line) -> Widget {
        Widget::DecoratedText(line)
    }
}

impl From<Button> for Widget {
    fn from(button: Button) -> Widget {
        Widget::ButtonList(vec![button])
    }
}

impl From<Vec<Button>> for Widget {
    fn from(buttons: Vec<Button>) -> Widget {
        Widget::ButtonList(buttons)
    }
}

impl From<Selection> for Widget {
    fn from(selection: Selection) -> Widget {
        Widget::SelectionInput(selection)
    }
}
