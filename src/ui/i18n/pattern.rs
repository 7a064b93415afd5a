//! Fills in a line of a language's texts.
//!
//! A line is plain words with places in braces: `{0}` is the first argument, and `{1|one=a minute|*={1} minutes}` one of
//! several texts, chosen by the second. The crate `texts` writes them from the Fluent files and refuses everything else.

use crate::model::language::Language;
use crate::ui::i18n::plural::plural;

/// What a place is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument<'a> {
    /// Words as they are, or a name that a text is chosen by.
    Text(&'a str),
    /// A whole number; a text is chosen by it or by its plural category.
    Number(i64),
}

impl Argument<'_> {
    fn write(self, out: &mut String) {
        match self {
            Argument::Text(text) => out.push_str(text),
            Argument::Number(number) => out.push_str(&number.to_string()),
        }
    }

    /// Whether the text under this key is the one for the argument.
    fn chooses(self, key: &str, language: Language) -> bool {
        match self {
            _ if key == "*" => true,
            Argument::Text(text) => key == text,
            Argument::Number(number) => key == plural(language, number) || key == number.to_string(),
        }
    }
}

/// Writes the line with its places filled in.
pub(super) fn fill<'a>(out: &mut String, line: &str, language: Language, argument: &dyn Fn(u8) -> Argument<'a>) {
    let mut rest = line;
    while let Some((words, after)) = rest.split_once('{') {
        out.push_str(words);
        let (place, after) = after.split_at(end_of_place(after));
        rest = after.get(1..).unwrap_or_default();
        let (number, variants) = place.split_at(place.find('|').unwrap_or(place.len()));
        let value = argument(number.parse().unwrap_or_default());
        if variants.is_empty() {
            value.write(out);
        } else if let Some(chosen) = choose(variants, value, language) {
            fill(out, chosen, language, argument);
        }
    }
    out.push_str(rest);
}

/// The text that an argument chooses among `|key=text|*=text`.
fn choose<'a>(variants: &'a str, value: Argument<'_>, language: Language) -> Option<&'a str> {
    let mut rest = variants.strip_prefix('|')?;
    loop {
        let (variant, after) = rest.split_at(end_of_variant(rest));
        let (key, text) = variant.split_once('=')?;
        if value.chooses(key, language) {
            return Some(text);
        }
        rest = after.strip_prefix('|')?;
    }
}

/// Where the brace closes that opened before the text.
fn end_of_place(text: &str) -> usize {
    outside(text, b'}')
}

/// Where the next variant begins.
fn end_of_variant(text: &str) -> usize {
    outside(text, b'|')
}

/// The first such mark that is not inside another pair of braces, or the end.
fn outside(text: &str, mark: u8) -> usize {
    let mut depth = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if byte == mark && depth == 0 => return at,
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, arguments: &[Argument<'_>], expected: &str) {
        let mut out = String::new();
        fill(&mut out, line, Language::English, &|number| arguments[usize::from(number)]);
        assert_eq!(out, expected, "{line}");
    }

    #[test]
    fn places_are_filled_in_any_order() {
        check("Saved.", &[], "Saved.");
        check("{1} to {0}!", &[Argument::Text("b"), Argument::Number(-7)], "-7 to b!");
        check("{0}", &[Argument::Text("{1|x=y}")], "{1|x=y}");
    }

    #[test]
    fn a_text_is_chosen_by_name_number_or_plural() {
        let line = "The {0|title=title|*=time of {1}} is {1|0=now|one=a day|*={1} days} off";
        let check =
            |name, number, expected: &str| check(line, &[Argument::Text(name), Argument::Number(number)], expected);
        check("title", 0, "The title is now off");
        check("title", 1, "The title is a day off");
        check("time", 12, "The time of 12 is 12 days off");
    }
}
