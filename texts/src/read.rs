//! Reads a Fluent file into the few forms that our texts use, and refuses the others.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

/// The texts of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The language's tag, such as `pt-BR`.
    pub tag: String,
    /// Its messages in the order of the file.
    pub messages: Vec<Message>,
}

/// One text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its name, such as `signed-in-as`.
    pub id: String,
    /// What it is made of.
    pub parts: Vec<Part>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// The argument of that name.
    Argument(String),
    /// One of several texts, chosen by an argument.
    Select {
        /// The argument that chooses.
        argument: String,
        /// The texts to choose from; the last one is for everything else.
        variants: Vec<Variant>,
    },
}

/// A text that is chosen for a value of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The value: a name, a number, or a plural category.
    pub key: String,
    /// What it is made of.
    pub parts: Vec<Part>,
}

impl Message {
    /// The names of its arguments, each once, in the order in which they first occur.
    pub fn arguments(&self) -> Vec<&str> {
        let mut found = Vec::new();
        visit(&self.parts, &mut |part| match part {
            Part::Argument(name) | Part::Select { argument: name, .. } => {
                if !found.contains(&name.as_str()) {
                    found.push(name.as_str());
                }
            }
            Part::Text(_) => {}
        });
        found
    }
}

/// Shows every part, those inside variants as well.
pub(crate) fn visit<'a>(parts: &'a [Part], see: &mut impl FnMut(&'a Part)) {
    for part in parts {
        see(part);
        if let Part::Select { variants, .. } = part {
            for variant in variants {
                visit(&variant.parts, see);
            }
        }
    }
}

/// Reads the file of a language.
pub fn language(tag: &str, source: &str) -> Result<Language, Vec<String>> {
    let resource = parser::parse(source).map_err(|(_, errors)| {
        let line = |at: usize| source[..at].matches('\n').count() + 1;
        errors.iter().map(|error| format!("{tag}.ftl:{}: {error}", line(error.pos.start))).collect::<Vec<_>>()
    })?;
    let mut wrong = Vec::new();
    let mut messages: Vec<Message> = Vec::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            if let Entry::Term(term) = entry {
                wrong.push(format!("{tag}.ftl: -{}: terms are not supported", term.id.name));
            }
            continue;
        };
        let id = message.id.name.to_owned();
        if messages.iter().any(|other| other.id == id) {
            wrong.push(format!("{tag}.ftl: {id}: it is there twice"));
        }
        let parts = match &message.value {
            Some(pattern) if message.attributes.is_empty() => parts(pattern),
            _ => Err("a message has one text and no attributes".to_owned()),
        };
        match parts {
            Ok(parts) => messages.push(Message { id, parts }),
            Err(why) => wrong.push(format!("{tag}.ftl: {id}: {why}")),
        }
    }
    if wrong.is_empty() {
        Ok(Language { tag: tag.to_owned(), messages })
    } else {
        Err(wrong)
    }
}

fn parts(pattern: &Pattern<&str>) -> Result<Vec<Part>, String> {
    pattern.elements.iter().map(part).collect()
}

fn part(element: &PatternElement<&str>) -> Result<Part, String> {
    match element {
        PatternElement::TextElement { value } => match value.find(['{', '}', '|', '\n']) {
            Some(at) => Err(format!("a text may not hold {:?}", &value[at..=at])),
            None => Ok(Part::Text((*value).to_owned())),
        },
        PatternElement::Placeable { expression: Expression::Inline(inline) } => Ok(Part::Argument(argument(inline)?)),
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            let mut read = Vec::new();
            let mut last = None;
            for variant in variants {
                let key = match &variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                };
                let one = Variant { key: (*key).to_owned(), parts: parts(&variant.value)? };
                if variant.default {
                    last = Some(one);
                } else {
                    read.push(one);
                }
            }
            read.extend(last);
            Ok(Part::Select { argument: argument(selector)?, variants: read })
        }
    }
}

fn argument(inline: &InlineExpression<&str>) -> Result<String, String> {
    match inline {
        InlineExpression::VariableReference { id } => Ok(id.name.replace('-', "_")),
        _ => Err("only arguments such as { $name } can be put into a text".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, wrong: &str) {
        let errors = language("xx", source).expect_err(source);
        assert!(errors.join("\n").contains(wrong), "{source}: {errors:?}");
    }

    #[test]
    fn a_file_is_read_with_its_arguments_and_variants() {
        let source = "# A comment.\nsaved = Saved.\nleft = { $count ->\n    [one] One\n   *[other] { $count } of { $all-of-it }\n } left\n";
        let language = language("xx", source).unwrap();
        assert_eq!(language.messages.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["saved", "left"]);
        assert_eq!(language.messages[1].arguments(), ["count", "all_of_it"]);
        let Part::Select { variants, .. } = &language.messages[1].parts[0] else { panic!("{language:?}") };
        assert_eq!(variants.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["one", "other"]);
    }

    #[test]
    fn what_our_texts_do_not_use_is_refused_with_the_place() {
        check("saved = Saved\nleft = { $count ->\n", "xx.ftl:3");
        check("-brand = Webex\n", "-brand: terms");
        check("saved = Saved\n    .title = x\n", "saved: a message has one text");
        check("saved = { other }\n", "saved: only arguments");
        check("saved = a | b\n", "saved: a text may not hold");
        check("saved = a\n    b\n", "saved: a text may not hold");
        check("saved = a\nsaved = b\n", "saved: it is there twice");
    }
}
