//! Text for the formatted fields of a card, which read a subset of HTML: text of other people can't become markup.

use crate::base::json::Json;
use crate::base::text::escape;

/// The content of a formatted field: escaped text with formatting by the add-on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// Plain text, with markup escaped.
    pub fn plain(text: &str) -> Text {
        Text(escape(text))
    }

    /// Lines under each other.
    pub fn lines(lines: &[Text]) -> Text {
        let lines: Vec<&str> = lines.iter().map(|line| line.0.as_str()).collect();
        Text(lines.join("<br>"))
    }
}

impl From<Text> for Json {
    fn from(text: Text) -> Json {
        text.0.into()
    }
}

/// The text as the wire form has it.
impl Text {
    /// The escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
