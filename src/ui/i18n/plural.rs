//! Which form of a word a language uses for a whole number.
//!
//! <https://cldr.unicode.org/index/cldr-spec/plural-rules>

use crate::model::language::Language;

/// The plural category of a number.
pub(super) fn plural(language: Language, number: i64) -> &'static str {
    match (language, number) {
        (Language::English, 1) => "one",
        (Language::English | Language::Korean, _) => "other",
    }
}

#[cfg(test)]
mod tests {
    use intl_pluralrules::{PluralRuleType, PluralRules};
    use unic_langid::LanguageIdentifier;

    use super::*;

    #[test]
    fn the_categories_are_those_of_cldr() {
        for language in Language::ALL {
            let tag: LanguageIdentifier = language.tag().parse().unwrap();
            let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).unwrap();
            for number in 0..2000_u32 {
                let expected = format!("{:?}", rules.select(number).unwrap()).to_ascii_lowercase();
                assert_eq!(plural(language, i64::from(number)), expected, "{language:?} {number}");
            }
        }
    }
}
