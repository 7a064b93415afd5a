//! Languages: every sentence that a person reads, by [`Message`], through one door: [`Catalog::say`].
//!
//! The texts lie in `texts/`, one Fluent file per language. The build checks them against [`Message`] and against each other, so
//! a text that is missing or wrong does not build. The add-on reads them from its host, line by line, and only its own language.
//! Dates and times are texts as well; the caller gives local times.

mod message;
mod pattern;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::model::language::{Hours, Language, Texts};
use crate::ui::i18n::pattern::fill;

pub use message::Message;

/// The texts of one language.
#[derive(Clone, Copy)]
pub struct Catalog<'a> {
    texts: &'a dyn Texts,
    language: Language,
    hours: Hours,
}

impl<'a> Catalog<'a> {
    /// The texts of a language.
    pub fn new(texts: &'a dyn Texts, language: Language) -> Catalog<'a> {
        Catalog { texts, language, hours: Hours::default() }
    }

    /// The catalog for a locale such as `pt-BR`: the whole tag, then its language, then English.
    pub fn for_locale(texts: &'a dyn Texts, locale: &str) -> Catalog<'a> {
        let primary = locale.split(['-', '_']).next().unwrap_or_default();
        let language = [locale, primary].iter().find_map(|tag| Language::from_tag(&tag.to_ascii_lowercase()));
        Catalog::new(texts, language.unwrap_or_default())
    }

    /// The same texts for someone who reads the clock this way.
    #[must_use]
    pub fn with_hours(self, hours: Hours) -> Catalog<'a> {
        Catalog { hours, ..self }
    }

    /// The sentence in this language.
    pub fn say(self, message: &Message) -> String {
        let line = self.texts.text(self.language, message.line());
        if !line.contains('{') {
            return line;
        }
        let mut text = String::with_capacity(line.len() + 32);
        fill(&mut text, &line, self.language, &|number| message.argument(number));
        text
    }

    /// A span of local time, such as `Tue, Dec 1, 9:00 – 10:00 AM`; the day is written once unless there are two.
    pub fn span(self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        let (first, last) = (start.date(), end.date());
        let (start, end) = (self.clock(start), self.clock(end));
        if first == last {
            return self.say(&Message::Span { day: self.day(first), start, end });
        }
        self.say(&Message::SpanOverDays { first: self.day(first), start, last: self.day(last), end })
    }

    /// The days of an all-day event, such as `Tue, Dec 1, all day`.
    pub fn days(self, first: NaiveDate, last: NaiveDate) -> String {
        if first == last {
            return self.say(&Message::AllDay { day: self.day(first) });
        }
        self.say(&Message::AllDays { first: self.day(first), last: self.day(last) })
    }

    /// A moment of local time, such as `Tue, Dec 1, 9:00 AM`; the year is written where it is not the present one.
    pub fn moment(self, time: NaiveDateTime, now: NaiveDateTime) -> String {
        let date = time.date();
        let day = if time.year() == now.year() {
            self.day(date)
        } else {
            let (weekday, month) = self.weekday_and_month(date);
            self.say(&Message::DayWithYear { weekday, month, day: date.day(), year: date.year() })
        };
        self.say(&Message::Moment { day, time: self.clock(time) })
    }

    fn day(self, date: NaiveDate) -> String {
        let (weekday, month) = self.weekday_and_month(date);
        self.say(&Message::Day { weekday, month, day: date.day() })
    }

    fn weekday_and_month(self, date: NaiveDate) -> (String, String) {
        let weekday = self.say(&Message::Weekday { weekday: date.weekday() });
        (weekday, self.say(&Message::Month { month: date.month() }))
    }

    fn clock(self, time: NaiveDateTime) -> String {
        let digits = time.minute().to_string();
        let minute = if digits.len() == 1 { ["0", &digits].concat() } else { digits };
        match self.hours {
            Hours::TwentyFour => self.say(&Message::Clock24 { hour: time.hour(), minute }),
            Hours::Twelve => {
                let (afternoon, hour) = time.hour12();
                self.say(&Message::Clock12 { hour, minute, afternoon })
            }
        }
    }

    /// The language of the texts.
    pub fn language(self) -> Language {
        self.language
    }
}

/// The catalog of a language's tag, for tests.
#[cfg(any(test, feature = "memory"))]
pub fn catalog(tag: &str) -> Catalog<'static> {
    Catalog::for_locale(&crate::model::language::BuiltIn, tag)
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
            assert_eq!(catalog(locale).say(&Message::Save), save, "{locale}");
        }
    }

    /// proves: F15
    #[test]
    fn times_are_written_in_the_way_of_the_language() {
        let (start, noon) = (at("2026-12-01T09:00:00Z"), at("2026-12-01T12:30:00Z"));
        let (en, ko) = (catalog("en"), catalog("ko"));
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

    /// proves: F15
    #[test]
    fn plural_forms_and_choices_follow_the_number_and_the_language() {
        let (en, ko) = (catalog("en"), catalog("ko"));
        for (minutes, english, korean) in [(1, "in a minute.", "1분"), (2, "in 2 minutes.", "2분")] {
            let message = Message::StateLeaving { minutes };
            assert!(en.say(&message).contains(english) && ko.say(&message).contains(korean), "{minutes}");
        }
        let differs = |days| en.say(&Message::StateDiffers { part: crate::model::link::Part::Guests, days });
        for (days, words) in [(0, "found today."), (1, "found yesterday."), (2, "found 2 days ago.")] {
            assert!(
                differs(days).starts_with("The list of invitees was changed") && differs(days).contains(words),
                "{days}"
            );
        }
    }
}
