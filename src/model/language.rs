//! Languages and ways to read the clock, as people and administrators choose them. The texts are in [`crate::ui::i18n`].

/// A language that the product speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Korean];

    /// Its own tag, for HTML and stored records.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
        }
    }

    /// Webex's name of it, for texts that Webex writes.
    ///
    /// <https://developer.webex.com/docs/api/v1/meetings/list-meeting-templates>
    pub fn webex_locale(self) -> &'static str {
        match self {
            Language::English => "en_US",
            Language::Korean => "ko_KR",
        }
    }

    /// The plural category of a whole number.
    ///
    /// <https://cldr.unicode.org/index/cldr-spec/plural-rules>
    pub fn plural(self, number: i64) -> &'static str {
        match (self, number) {
            (Language::English, 1) => "one",
            (Language::English | Language::Korean, _) => "other",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Korean => "한국어",
        }
    }

    /// The language of that tag.
    pub fn from_tag(tag: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// The texts of the product, which lie beside the module.
pub trait Texts {
    /// A line of a language's texts, with its places to fill in. A line crosses when it is needed: a card says some twenty of 250.
    fn text(&self, language: Language, line: u16) -> String;
}

/// The texts as they were built, for tests: the add-on gets them from its host.
#[cfg(any(test, feature = "memory"))]
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn;

#[cfg(any(test, feature = "memory"))]
impl Texts for BuiltIn {
    fn text(&self, language: Language, line: u16) -> String {
        const BUILT_IN: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
        let found = BUILT_IN.iter().find(|(tag, _)| *tag == language.tag());
        found.and_then(|(_, lines)| lines.get(usize::from(line))).map_or_else(String::new, |line| (*line).to_owned())
    }
}

/// How a clock is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hours {
    /// Twice to twelve.
    #[default]
    Twelve,
    /// Once to twenty-four.
    TwentyFour,
}

#[cfg(test)]
mod tests {
    use intl_pluralrules::{PluralRuleType, PluralRules};
    use unic_langid::LanguageIdentifier;

    use super::*;

    #[test]
    fn plural_categories_are_those_of_cldr() {
        for language in Language::ALL {
            let tag: LanguageIdentifier = language.tag().parse().unwrap();
            let rules = PluralRules::create(tag, PluralRuleType::CARDINAL).unwrap();
            for number in 0..2000_u32 {
                let expected = format!("{:?}", rules.select(number).unwrap()).to_ascii_lowercase();
                assert_eq!(language.plural(i64::from(number)), expected, "{language:?} {number}");
            }
        }
    }
}
