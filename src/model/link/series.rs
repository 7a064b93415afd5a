//! What a link remembers of a series, in its stored form: how it is kept at Webex, and which occurrences differ.

use super::{minutes, read_minutes};
use crate::base::time::Instant;

/// How a series is kept at Webex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As a series with the same occurrences.
    Rule,
    /// As one meeting on every day, since Webex can't express the rule; its link serves every occurrence.
    Standing,
    /// As [`Form::Standing`], and each of the next occurrences has a meeting of its own.
    Each,
    /// Not at all: every occurrence was cancelled.
    Empty,
}

/// What is remembered of a series, so that a change to one occurrence is told from one that is known.
///
/// Occurrences that are as the rule says take no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// How it is kept.
    pub form: Form,
    /// Whether the occurrences at Webex were compared with those of the calendar since either changed.
    pub is_settled: bool,
    /// The fingerprint of an occurrence as the rule says.
    pub base: String,
    /// The fingerprint of the dates that the rule's lines add or leave out.
    pub dates: String,
    /// Those that differ: when the rule put them, and their fingerprints.
    pub exceptions: Vec<(Instant, String)>,
}

/// The most exceptions that are remembered for one series; what is beyond is compared each time that it is reported.
pub const EXCEPTIONS_LIMIT: usize = 100;

impl Series {
    pub(super) fn write(&self) -> String {
        let form = match (self.form, self.is_settled) {
            (Form::Rule, true) => "r",
            (Form::Rule, false) => "R",
            (Form::Standing, true) => "s",
            (Form::Standing, false) => "S",
            (Form::Each, true) => "e",
            (Form::Each, false) => "E",
            (Form::Empty, true) => "n",
            (Form::Empty, false) => "N",
        };
        let mut text = [form, &self.base, &self.dates].concat();
        for (original, print) in self.exceptions.iter().take(EXCEPTIONS_LIMIT) {
            let minutes = minutes(*original);
            // Six digits reach into the 63rd century.
            let padding = "000000".get(minutes.len()..).unwrap_or_default();
            text.push_str(padding);
            text.push_str(&minutes);
            text.push_str(print);
        }
        text
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (form, is_settled) = match text.get(..1)? {
            "r" => (Form::Rule, true),
            "R" => (Form::Rule, false),
            "s" => (Form::Standing, true),
            "S" => (Form::Standing, false),
            "e" => (Form::Each, true),
            "E" => (Form::Each, false),
            "n" => (Form::Empty, true),
            "N" => (Form::Empty, false),
            _ => return None,
        };
        let (base, dates) = (text.get(1..7)?.to_owned(), text.get(7..13)?.to_owned());
        let mut rest = text.get(13..)?;
        let mut exceptions = Vec::new();
        while !rest.is_empty() {
            let (original, print) = (rest.get(..6)?, rest.get(6..12)?);
            exceptions.push((read_minutes(original)?, print.to_owned()));
            rest = rest.get(12..)?;
        }
        Some(Series { form, is_settled, base, dates, exceptions })
    }

    pub(super) fn size(&self) -> usize {
        1 + 13 + 12 * self.exceptions.len().min(EXCEPTIONS_LIMIT)
    }

    /// The same series as one meeting for all days.
    #[must_use]
    pub fn standing(self) -> Self {
        Series { form: Form::Standing, is_settled: true, ..self }
    }

    /// The fingerprint under which an occurrence is known.
    pub fn known(&self, original: Instant) -> &str {
        let exception = self.exceptions.iter().find(|(instant, _)| *instant == original);
        exception.map_or(&self.base, |(_, print)| print)
    }
}
