//! Fills in a line of a language's texts.
//!
//! A line is plain words with places in braces: `{0}` is the first argument, and `{1|one=a minute|*={1} minutes}` one of
//! several texts, chosen by the second. The crate `texts` writes them from the Fluent files and refuses everything else.

use crate::model::language::Language;

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
            Argument::Number(number) => key == language.plural(number) || key == number.to_string(),
        }
    }
}

/// Writes the line with its places filled in.
pub(super) fn fill<'a>(out: &mut String, line: &str, language: Language, argument: &dyn Fn(u8) -> Argument<'a>) {
    let (words, mut rest) = cut(line, outside(line, b'{'));
    out.push_str(words);
    while let Some(after) = rest.strip_prefix('{') {
        let (place, after) = cut(after, outside(after, b'}'));
        let (number, variants) = cut(place, outside(place, b'|'));
        let value = argument(number.bytes().next().map_or(0, |digit| digit.wrapping_sub(b'0')));
        if variants.is_empty() {
            value.write(out);
        } else if let Some(chosen) = choose(variants, value, language) {
            fill(out, chosen, language, argument);
        }
        let after = after.strip_prefix('}').unwrap_or_default();
        let (words, next) = cut(after, outside(after, b'{'));
        out.push_str(words);
        rest = next;
    }
}

/// The text that an argument chooses among `|key=text|*=text`.
fn choose<'a>(variants: &'a str, value: Argument<'_>, language: Language) -> Option<&'a str> {
    let mut rest = variants;
    loop {
        let (variant, after) = rest.strip_prefix('|').map(|rest| cut(rest, outside(rest, b'|')))?;
        let (key, text) = cut(variant, outside(variant, b'='));
        if value.chooses(key, language) {
            return text.strip_prefix('=');
        }
        rest = after;
    }
}

/// Both sides of a place in a text; slicing would bring the texts of its panics.
fn cut(text: &str, at: usize) -> (&str, &str) {
    (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default())
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
