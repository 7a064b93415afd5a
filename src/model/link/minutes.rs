//! The instants in the stored line of a link: whole minutes in base 36.

use crate::base::text::number;
use crate::base::time::{Instant, MINUTE};

/// Whole minutes since 1970 in base 36. A due time is rounded up, so that nothing is due too early.
pub(super) fn minutes(instant: Instant) -> String {
    let mut rest = u64::try_from(instant.plus(MINUTE - 1).0.div_euclid(MINUTE)).unwrap_or(0);
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((rest % 36) as u32, 36).unwrap_or('0'));
        rest /= 36;
        if rest == 0 {
            return digits.iter().rev().collect();
        }
    }
}

/// Reads whole minutes.
pub(super) fn read_minutes(text: &str) -> Option<Instant> {
    let minutes = number(text, 36).filter(|minutes| (0..=u32::MAX.into()).contains(minutes))?;
    Some(Instant(minutes * MINUTE))
}
