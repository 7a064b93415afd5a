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

/// How a clock is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hours {
    /// Twice to twelve.
    #[default]
    Twelve,
    /// Once to twenty-four.
    TwentyFour,
}
