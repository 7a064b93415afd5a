//! Compares a language with the source language, and its plural forms with the rules of its grammar.

use std::collections::BTreeSet;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::read::{visit, Language, Message, Part, Variant};

/// Numbers up to here are tried: every rule for whole numbers shows all of its categories below it.
const TRIED: u32 = 1200;

/// The names of the plural categories.
///
/// <https://cldr.unicode.org/index/cldr-spec/plural-rules>
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What is wrong with a language: missing and surplus messages, other arguments, wrong variants.
pub fn problems(source: &Language, language: &Language) -> Vec<String> {
    let ids = |language: &Language| language.messages.iter().map(|one| one.id.clone()).collect::<BTreeSet<_>>();
    let (wanted, present) = (ids(source), ids(language));
    let file = format!("{}.ftl", language.tag);
    let missing = wanted.difference(&present).map(|id| format!("{file}: {id} is missing"));
    let surplus = present.difference(&wanted).map(|id| format!("{file}: {id} is not in {}.ftl", source.tag));
    let mut wrong: Vec<String> = missing.chain(surplus).collect();
    let rules = match plural_rules(&language.tag) {
        Ok(rules) => rules,
        Err(why) => return vec![format!("{file}: {why}")],
    };
    for message in &language.messages {
        let original = source.messages.iter().find(|one| one.id == message.id);
        let found = original.into_iter().flat_map(|original| differences(original, message));
        wrong.extend(found.chain(variants(message, &rules)).map(|why| format!("{file}: {}: {why}", message.id)));
    }
    wrong
}

fn plural_rules(tag: &str) -> Result<PluralRules, String> {
    let id: LanguageIdentifier = tag.parse().map_err(|_| "the file's name is no language tag".to_owned())?;
    let exact = PluralRules::create(id.clone(), PluralRuleType::CARDINAL);
    let primary = LanguageIdentifier::from_parts(id.language, None, None, &[]);
    exact.or_else(|_| PluralRules::create(primary, PluralRuleType::CARDINAL)).map_err(ToString::to_string)
}

/// How a message differs from the source's: other arguments, or choices between other names.
fn differences(original: &Message, message: &Message) -> Vec<String> {
    let set = |message: &Message| message.arguments().into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    let (wanted, present) = (set(original), set(message));
    let mut wrong: Vec<String> = wanted.difference(&present).map(|name| format!("${name} is missing")).collect();
    wrong.extend(present.difference(&wanted).map(|name| format!("there is no ${name}")));
    let choices = names(original);
    for (argument, keys) in names(message) {
        let known = choices.iter().find(|(other, _)| *other == argument);
        if let Some((_, known)) = known.filter(|(_, known)| *known != keys) {
            wrong.push(format!("${argument} chooses between {keys:?} instead of {known:?}"));
        }
    }
    wrong
}

/// The names between which each argument chooses; choices by a number's plural are left out.
fn names(message: &Message) -> Vec<(&str, BTreeSet<&str>)> {
    let mut found = Vec::new();
    visit(&message.parts, &mut |part| {
        if let Part::Select { argument, variants } = part {
            if !by_plural(variants) {
                found.push((argument.as_str(), variants.iter().map(|variant| variant.key.as_str()).collect()));
            }
        }
    });
    found
}

/// Whether the variants are for plural categories, perhaps with single numbers beside them.
fn by_plural(variants: &[Variant]) -> bool {
    variants.iter().any(|variant| CATEGORIES.contains(&variant.key.as_str()))
}

/// What is wrong with the variants of a message: a number for which the wrong plural form would be taken.
fn variants(message: &Message, rules: &PluralRules) -> Vec<String> {
    let mut wrong = Vec::new();
    visit(&message.parts, &mut |part| {
        if let Part::Select { argument, variants } = part {
            let keys: Vec<&str> = variants.iter().map(|variant| variant.key.as_str()).collect();
            if keys.iter().collect::<BTreeSet<_>>().len() != keys.len() {
                wrong.push(format!("${argument} has a variant twice"));
            }
            if by_plural(variants) {
                wrong.extend(plural_problem(argument, &keys, rules));
            }
        }
    });
    wrong
}

fn plural_problem(argument: &str, keys: &[&str], rules: &PluralRules) -> Option<String> {
    if keys.last() != Some(&"other") {
        return Some(format!("the variant of ${argument} for every other number is *[other]"));
    }
    let category = |number: u32| rules.select(number).map_or("other", name);
    let covers = |number: u32| keys.contains(&number.to_string().as_str()) || keys.contains(&category(number));
    if let Some(number) = (0..=TRIED).find(|number| !covers(*number)) {
        return Some(format!("${argument} has no variant [{}], which {number} needs", category(number)));
    }
    let used = |key: &str| (0..=TRIED).any(|number| number.to_string() == key || category(number) == key);
    let surplus = keys.iter().find(|key| **key != "other" && !used(key))?;
    Some(format!("${argument} has a variant [{surplus}], which no number of this language takes"))
}

#[allow(clippy::needless_pass_by_value)] // As `map_or` hands it over.
fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    const SOURCE: &str = "who = By { $who }\nleft = { $n ->\n    [one] one\n   *[other] { $n }\n }\npart = { $part ->\n    [title] t\n   *[time] u\n }\n";

    fn check(tag: &str, translated: &str, expected: &[&str]) {
        let source = read::language("en", SOURCE).unwrap();
        let language = read::language(tag, translated).unwrap();
        assert_eq!(problems(&source, &language), expected, "{translated}");
    }

    #[test]
    fn a_language_has_the_messages_and_arguments_of_the_source() {
        check("en", SOURCE, &[]);
        let rest = "part = { $part ->\n    [title] t\n   *[time] u\n }\n";
        check("ko", &["who = { $who }\nleft = { $n }\n", rest].concat(), &[]);
        check("ko", &["who = { $who }\n", rest].concat(), &["ko.ftl: left is missing"]);
        check("ko", &["who = { $who }\nleft = { $n }\nx = y\n", rest].concat(), &["ko.ftl: x is not in en.ftl"]);
        check("ko", &["who = By\nleft = { $n }\n", rest].concat(), &["ko.ftl: who: $who is missing"]);
        check("ko", &["who = { $who } { $when }\nleft = { $n }\n", rest].concat(), &["ko.ftl: who: there is no $when"]);
    }

    #[test]
    fn a_choice_has_the_names_of_the_source() {
        let with = |keys: &str| ["who = { $who }\nleft = { $n }\npart = { $part ->\n", keys, " }\n"].concat();
        check("ko", &with("    [time] u\n   *[title] t\n"), &[]);
        let other = r#"ko.ftl: part: $part chooses between {"guests", "title"} instead of {"time", "title"}"#;
        check("ko", &with("    [guests] u\n   *[title] t\n"), &[other]);
    }

    #[test]
    fn a_plural_has_the_forms_of_its_language() {
        let with = |tag, forms: &str, expected: &[&str]| {
            let rest = "part = { $part ->\n    [title] t\n   *[time] u\n }\n";
            check(tag, &["who = { $who }\nleft = { $n ->\n", forms, " }\n", rest].concat(), expected);
        };
        with("de", "    [one] a\n   *[other] { $n }\n", &[]);
        with("de", "   *[other] { $n }\n", &["de.ftl: left: $n has no variant [one], which 1 needs"]);
        with("de", "    [1] a\n   *[other] { $n }\n", &[]);
        with(
            "pl",
            "    [one] a\n    [few] b\n   *[other] { $n }\n",
            &["pl.ftl: left: $n has no variant [many], which 0 needs"],
        );
        with(
            "ko",
            "    [one] a\n   *[other] { $n }\n",
            &["ko.ftl: left: $n has a variant [one], which no number of this language takes"],
        );
        with(
            "de",
            "    [other] a\n   *[one] { $n }\n",
            &["de.ftl: left: the variant of $n for every other number is *[other]"],
        );
    }
}
