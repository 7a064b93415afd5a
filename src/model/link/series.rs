//! What a link remembers of a series: how it is kept at Webex, and which occurrences differ from the rule.

use super::minutes::{minutes, read_minutes};
use crate::base::time::Instant;

/// How a series is kept at Webex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesMode {
    /// As a series with the same occurrences.
    Rule,
    /// As one meeting on every day, since Webex can't express the rule; its link serves every occurrence.
    Standing,
    /// As [`SeriesMode::Standing`], and each of the next occurrences has a meeting of its own.
    Each,
    /// Not at all: every occurrence was cancelled.
    Empty,
}

/// What is remembered of a series, so that a new change to an occurrence is distinguished from a known one.
///
/// Occurrences that follow the rule take no room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// How it is kept.
    pub mode: SeriesMode,
    /// Whether the occurrences at Webex were compared with those of the calendar since either changed.
    pub is_reconciled: bool,
    /// The fingerprint of an occurrence that follows the rule.
    pub rule_fingerprint: String,
    /// The fingerprint of the dates that the rule's lines add or leave out.
    pub dates: String,
    /// The occurrences that differ from the rule: the start that the rule gives them, and their fingerprints.
    pub exceptions: Vec<(Instant, String)>,
}

/// The most exceptions that are remembered for one series; further ones are compared each time that they are reported.
pub const EXCEPTIONS_LIMIT: usize = 100;

impl Series {
    pub(super) fn write(&self) -> String {
        let mode = match (self.mode, self.is_reconciled) {
            (SeriesMode::Rule, true) => "r",
            (SeriesMode::Rule, false) => "R",
            (SeriesMode::Standing, true) => "s",
            (SeriesMode::Standing, false) => "S",
            (SeriesMode::Each, true) => "e",
            (SeriesMode::Each, false) => "E",
            (SeriesMode::Empty, true) => "n",
            (SeriesMode::Empty, false) => "N",
        };
        let mut text = [mode, &self.rule_fingerprint, &self.dates].concat();
        for (original, fingerprint) in self.exceptions.iter().take(EXCEPTIONS_LIMIT) {
            let minutes = minutes(*original);
            // Six digits reach into the 63rd century.
            let padding = "000000".get(minutes.len()..).unwrap_or_default();
            text.push_str(padding);
            text.push_str(&minutes);
            text.push_str(fingerprint);
        }
        text
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (mode, is_reconciled) = match text.get(..1)? {
            "r" => (SeriesMode::Rule, true),
            "R" => (SeriesMode::Rule, false),
            "s" => (SeriesMode::Standing, true),
            "S" => (SeriesMode::Standing, false),
            "e" => (SeriesMode::Each, true),
            "E" => (SeriesMode::Each, false),
            "n" => (SeriesMode::Empty, true),
            "N" => (SeriesMode::Empty, false),
            _ => return None,
        };
        let (rule_fingerprint, dates) = (text.get(1..7)?.to_owned(), text.get(7..13)?.to_owned());
        let mut rest = text.get(13..)?;
        let mut exceptions = Vec::new();
        while !rest.is_empty() {
            let (original, fingerprint) = (rest.get(..6)?, rest.get(6..12)?);
            exceptions.push((read_minutes(original)?, fingerprint.to_owned()));
            rest = rest.get(12..)?;
        }
        Some(Series { mode, is_reconciled, rule_fingerprint, dates, exceptions })
    }

    pub(super) fn size(&self) -> usize {
        1 + 13 + 12 * self.exceptions.len().min(EXCEPTIONS_LIMIT)
    }

    /// The same series as one meeting on every day.
    #[must_use]
    pub fn with_one_meeting(self) -> Self {
        Series { mode: SeriesMode::Standing, is_reconciled: true, ..self }
    }

    /// The fingerprint under which an occurrence is known.
    pub fn known(&self, original: Instant) -> &str {
        let exception = self.exceptions.iter().find(|(instant, _)| *instant == original);
        exception.map_or(&self.rule_fingerprint, |(_, fingerprint)| fingerprint)
    }
}
