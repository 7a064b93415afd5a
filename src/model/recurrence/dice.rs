//! Random rules for tests, the same ones every time.
//!
//! Only rules are made about whose meaning other implementations agree; comments say what is left out for this.

use super::rule::WEEK_DAYS;

/// A small linear congruential generator; the same numbers every time.
pub struct Dice(pub u64);

impl Dice {
    /// A number from zero on.
    pub fn below(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap_or(0) % sides
    }

    /// Some of these items, joined by commas; in most cases none.
    fn some(&mut self, one_in: u32, draw: &mut dyn FnMut(&mut Dice) -> String) -> Option<String> {
        if self.below(one_in) > 0 {
            return None;
        }
        let mut drawn: Vec<String> = (0..=self.below(3)).map(|_| draw(self)).collect();
        drawn.sort();
        drawn.dedup();
        Some(drawn.join(","))
    }

    fn signed(&mut self, most: u32) -> String {
        format!("{}{}", if self.below(3) == 0 { "-" } else { "" }, self.below(most) + 1)
    }

    /// A rule without its end.
    pub fn rule(&mut self) -> String {
        let freq = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"][self.below(4) as usize];
        let mut parts = vec![format!("FREQ={freq}")];
        if self.below(2) == 0 {
            parts.push(format!("INTERVAL={}", self.below(4) + 1));
        }
        let is_long = freq == "MONTHLY" || freq == "YEARLY";
        // Where a rule names nth days and plain ones, libraries want a day to be both; calendars want either.
        let is_counted = is_long && self.below(2) == 0;
        let mut days = |dice: &mut Dice| {
            let day = WEEK_DAYS[dice.below(7) as usize];
            let nth = if is_counted { dice.signed(4) } else { String::new() };
            nth + day
        };
        let by_day = self.some(2, &mut days);
        let by_month = self.some(4, &mut |dice| (dice.below(12) + 1).to_string());
        let by_month_day = if freq == "WEEKLY" { None } else { self.some(3, &mut |dice| dice.signed(31)) };
        // Libraries begin the first week with the start, so that positions count fewer days there; it is left out here.
        let has_set = freq != "WEEKLY" && (by_day.is_some() || by_month_day.is_some());
        let positions = if has_set { self.some(4, &mut |dice| dice.signed(4)) } else { None };
        let week_start = if self.below(3) == 0 { Some("SU".to_owned()) } else { None };
        let named = [("BYDAY", by_day), ("BYMONTH", by_month), ("BYMONTHDAY", by_month_day)];
        for (name, value) in named.into_iter().chain([("BYSETPOS", positions), ("WKST", week_start)]) {
            parts.extend(value.map(|value| format!("{name}={value}")));
        }
        parts.join(";")
    }
}
