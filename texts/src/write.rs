//! Writes what was read: lines for the add-on, and Rust code that finds a message's line and arguments.

use std::fmt::Write as _;

use crate::read::{Language, Message, Part};

/// The lines of a language, in the order of the source language.
///
/// `{0}` stands for the first argument; `{1|one=a minute|*={1} minutes}` chooses by the second. The argument's name in the
/// source decides its number, so a translation may use the arguments in any order.
pub fn lines(source: &Language, language: &Language) -> Vec<String> {
    let translated = |message: &Message| {
        let found = language.messages.iter().find(|one| one.id == message.id);
        let mut line = String::new();
        write_parts(&mut line, &found.unwrap_or(message).parts, &message.arguments());
        line
    };
    source.messages.iter().map(translated).collect()
}

fn write_parts(line: &mut String, parts: &[Part], arguments: &[&str]) {
    let number = |name: &String| arguments.iter().position(|argument| argument == name).unwrap_or_default();
    for part in parts {
        match part {
            Part::Text(text) => line.push_str(text),
            Part::Argument(name) => {
                // Writing to a string can't fail.
                let _ = write!(line, "{{{}}}", number(name));
            }
            Part::Select { argument, variants } => {
                let _ = write!(line, "{{{}", number(argument));
                for (index, variant) in variants.iter().enumerate() {
                    let is_last = index + 1 == variants.len();
                    let _ = write!(line, "|{}=", if is_last { "*" } else { &variant.key });
                    write_parts(line, &variant.parts, arguments);
                }
                line.push('}');
            }
        }
    }
}

/// Rust code for the module that declares `Message` and `Argument`: the line of each message, and its arguments.
pub fn rust_code(source: &Language) -> String {
    let mut code = String::from(
        "#[allow(clippy::too_many_lines, clippy::match_same_arms)] // A line for each message.\nimpl Message {\n    /// The line of its text in every language.\n    pub(super) fn line(&self) -> u16 {\n        match self {\n",
    );
    for (line, message) in source.messages.iter().enumerate() {
        let fields: Vec<String> = message.arguments().iter().map(|name| format!("{name}: _")).collect();
        let _ = writeln!(code, "            Message::{} => {line},", pattern(message, &fields));
    }
    code.push_str("        }\n    }\n\n    /// The argument of that number.\n    pub(super) fn argument(&self, number: u8) -> Argument<'_> {\n        match (self, number) {\n");
    for message in &source.messages {
        let names = message.arguments();
        for (number, name) in names.iter().enumerate() {
            let rest = if names.len() > 1 { ", .." } else { "" };
            let _ = writeln!(
                code,
                "            (Message::{} {{ {name}{rest} }}, {number}) => {name}.into(),",
                variant(&message.id)
            );
        }
    }
    code.push_str("            _ => Argument::Text(\"\"),\n        }\n    }\n}\n");
    code
}

fn pattern(message: &Message, fields: &[String]) -> String {
    let name = variant(&message.id);
    if fields.is_empty() {
        name
    } else {
        format!("{name} {{ {} }}", fields.join(", "))
    }
}

/// The variant of a message: `signed-in-as` is `SignedInAs`.
fn variant(id: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        [&first.to_ascii_uppercase(), rest].concat()
    };
    id.split('-').map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    #[test]
    fn a_translation_may_use_the_arguments_in_any_order() {
        let source = read::language("en", "saved = Saved.\nspan = { $start } to { $end }\nleft = { $minutes ->\n    [one] a minute\n   *[other] { $minutes } minutes\n }.\n").unwrap();
        let korean = read::language("ko", "left = { $minutes }.\nspan = { $end } < { $start }\nsaved = x\n").unwrap();
        assert_eq!(lines(&source, &source), ["Saved.", "{0} to {1}", "{0|one=a minute|*={0} minutes}."]);
        assert_eq!(lines(&source, &korean), ["x", "{1} < {0}", "{0}."]);
    }

    #[test]
    fn the_code_names_every_variant_with_all_of_its_fields() {
        let source = read::language("en", "saved = Saved.\nclock-12 = { $hour }:{ $minute }\n").unwrap();
        let code = rust_code(&source);
        assert!(
            code.contains("Message::Saved => 0,") && code.contains("Message::Clock12 { hour: _, minute: _ } => 1,"),
            "{code}"
        );
        assert!(code.contains("(Message::Clock12 { minute, .. }, 1) => minute.into(),"), "{code}");
    }
}
