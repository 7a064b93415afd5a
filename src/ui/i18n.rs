//! Languages: every sentence that a person reads, by [`Message`], through one door: [`Catalog::say`].
//!
//! Each language is one exhaustive match, so a missing text does not compile.
//! Dates and times are written in the way of the language, in the zone that the caller computed.

mod en;
mod ko;
mod message;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::model::language::{Hours, Language};

pub use message::Message;

/// The texts of one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Catalog {
    language: Language,
    hours: Hours,
}

impl Catalog {
    /// The catalog for a locale such as `pt-BR`: the whole tag, then its language, then English.
    pub fn for_locale(locale: &str) -> Catalog {
        let primary = locale.split(['-', '_']).next().unwrap_or_default();
        let language = [locale, primary].iter().find_map(|tag| Language::from_tag(&tag.to_ascii_lowercase()));
        Catalog { language: language.unwrap_or_default(), hours: Hours::default() }
    }

    /// Every language's.
    pub fn all() -> [Catalog; 2] {
        Language::ALL.map(|language| Catalog { language, hours: Hours::default() })
    }

    /// The same texts for someone who reads the clock this way.
    #[must_use]
    pub fn with_hours(self, hours: Hours) -> Catalog {
        Catalog { hours, ..self }
    }

    /// The sentence in this language.
    pub fn say(self, message: &Message) -> String {
        match self.language {
            Language::English => en::say(message),
            Language::Korean => ko::say(message),
        }
    }

    /// A span of local time, such as `Tue, Dec 1, 9:00 – 10:00 AM`; the day is written once unless there are two.
    pub fn span(self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        match self.language {
            Language::English => en::span(start, end, self.hours),
            Language::Korean => ko::span(start, end, self.hours),
        }
    }

    /// The days of an all-day event, such as `Tue, Dec 1, all day`.
    pub fn days(self, first: NaiveDate, last: NaiveDate) -> String {
        match self.language {
            Language::English => en::days(first, last),
            Language::Korean => ko::days(first, last),
        }
    }

    /// A moment of local time, such as `Tue, Dec 1, 9:00 AM`; the year is written where it is not the present one.
    pub fn moment(self, time: NaiveDateTime, now: NaiveDateTime) -> String {
        let year = (time.year() != now.year()).then_some(time.year());
        match self.language {
            Language::English => en::moment(time, year, self.hours),
            Language::Korean => ko::moment(time, year, self.hours),
        }
    }

    /// Webex's name of the language, for texts that Webex writes.
    pub fn webex_locale(self) -> &'static str {
        match self.language {
            Language::English => "en_US",
            Language::Korean => "ko_KR",
        }
    }

    /// The language's own tag, for HTML.
    pub fn tag(self) -> &'static str {
        self.language.tag()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Instant;

    fn at(text: &str) -> NaiveDateTime {
        Instant::parse(text).unwrap().local(0)
    }

    /// proves: F15
    #[test]
    fn a_locale_falls_back_to_its_language_and_then_to_english() {
        for (locale, save) in
            [("ko-KR", "저장"), ("ko", "저장"), ("KO_kr", "저장"), ("en-GB", "Save"), ("pt-BR", "Save"), ("", "Save")]
        {
            assert_eq!(Catalog::for_locale(locale).say(&Message::Save), save, "{locale}");
        }
    }

    /// proves: F15
    #[test]
    fn times_are_written_in_the_way_of_the_language() {
        let (start, noon) = (at("2026-12-01T09:00:00Z"), at("2026-12-01T12:30:00Z"));
        let (en, ko) = (Catalog::for_locale("en"), Catalog::for_locale("ko"));
        assert_eq!(en.span(start, noon), "Tue, Dec 1, 9:00 AM – 12:30 PM");
        assert_eq!(ko.span(start, noon), "12월 1일 (화) 오전 9:00 ~ 오후 12:30");
        assert_eq!(en.with_hours(Hours::TwentyFour).span(start, noon), "Tue, Dec 1, 9:00 – 12:30");
        assert_eq!(ko.with_hours(Hours::TwentyFour).span(start, noon), "12월 1일 (화) 9:00 ~ 12:30");
        assert_eq!(en.moment(noon, start), "Tue, Dec 1, 12:30 PM");
        assert_eq!(ko.moment(noon, start), "12월 1일 (화) 오후 12:30");
        let (first, last) = (start.date(), at("2026-12-03T00:00:00Z").date());
        assert_eq!(en.days(first, first), "Tue, Dec 1, all day");
        assert_eq!(ko.days(first, first), "12월 1일 (화) 종일");
        assert_eq!(en.days(first, last), "Tue, Dec 1 – Thu, Dec 3, all day");
        assert_eq!(ko.days(first, last), "12월 1일 (화) ~ 12월 3일 (목) 종일");
        let later = at("2027-01-01T00:00:00Z");
        assert_eq!(en.moment(start, later), "Tue, Dec 1, 2026, 9:00 AM");
        assert_eq!(ko.with_hours(Hours::TwentyFour).moment(start, later), "2026년 12월 1일 (화) 9:00");
        let next = at("2026-12-02T00:15:00Z");
        assert_eq!(en.span(start, next), "Tue, Dec 1, 9:00 AM – Wed, Dec 2, 12:15 AM");
        assert_eq!(ko.span(start, next), "12월 1일 (화) 오전 9:00 ~ 12월 2일 (수) 오전 12:15");
    }
}
