//! Parses JSON text strictly by RFC 8259, and guarantees three more things.
//!
//! * A fraction is cut off, and a number that is too large saturates: no floating-point number is needed on the way.
//! * A lone surrogate becomes U+FFFD, so that half an emoji in one title does not make a whole list unreadable.
//! * Nesting has a limit, so that a reply can't use up the stack.
//!
//! The tests compare it with `serde_json`, which weighs 9 KB more in the module.

use core::iter;

use super::{Json, NotJson};

/// The deepest nesting that is read, that of `serde_json`.
const DEPTH: u8 = 127;

impl Json {
    /// Parses JSON text; nesting beyond 127 levels is refused.
    pub fn parse(text: &str) -> Result<Self, NotJson> {
        let mut reader = Reader { text, at: 0, depth: DEPTH };
        let value = reader.value().ok_or(NotJson)?;
        reader.space();
        if reader.peek().is_some() {
            return Err(NotJson);
        }
        Ok(value)
    }
}

/// A position in a text. Every method reads on from there, and `None` means that the text is not JSON.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Steps over a text if it is the next one.
    fn skip(&mut self, text: &str) -> Option<()> {
        let is_next = self.text.as_bytes().get(self.at..)?.starts_with(text.as_bytes());
        is_next.then(|| self.at += text.len())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Steps over white space and a mark if that is next.
    fn mark(&mut self, mark: &str) -> Option<()> {
        self.space();
        self.skip(mark)
    }

    fn value(&mut self) -> Option<Json> {
        self.space();
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'[' => self.sequence("]", Reader::value).map(Json::List),
            b'{' => self.sequence("}", Reader::member).map(Json::Map),
            b'n' => self.skip("null").map(|()| Json::Null),
            b't' => self.skip("true").map(|()| Json::Bool(true)),
            b'f' => self.skip("false").map(|()| Json::Bool(false)),
            _ => self.number(),
        }
    }

    fn sequence<T>(&mut self, end: &str, item: fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.at += 1;
        self.depth = self.depth.checked_sub(1)?;
        let mut items = Vec::new();
        if self.mark(end).is_none() {
            items.push(item(self)?);
            while self.mark(",").is_some() {
                items.push(item(self)?);
            }
            self.mark(end)?;
        }
        self.depth += 1;
        Some(items)
    }

    fn member(&mut self) -> Option<(String, Json)> {
        self.space();
        let name = self.string()?;
        self.mark(":")?;
        Some((name, self.value()?))
    }

    fn string(&mut self) -> Option<String> {
        self.skip("\"")?;
        let mut string = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..=31) {
                self.at += 1;
            }
            string.push_str(self.text.get(from..self.at)?);
            match self.take()? {
                b'"' => return Some(string),
                b'\\' => string.push(self.escaped()?),
                _ => return None,
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.take()? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unit()?,
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<char> {
        let first = self.hex()?;
        let after_first = self.at;
        if (0xd800..0xdc00).contains(&first) && self.skip("\\u").is_some() {
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
            }
            self.at = after_first;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit << 4 | char::from(self.take()?).to_digit(16)?))
    }

    fn number(&mut self) -> Option<Json> {
        let sign = if self.skip("-").is_some() { -1 } else { 1 };
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return None;
        }
        let fraction = if self.skip(".").is_some() { self.digits()? } else { "" };
        let mut shift: i64 = 0;
        if self.skip("e").or_else(|| self.skip("E")).is_some() {
            let sign = if self.skip("-").is_some() { -1 } else { 1 };
            if sign > 0 {
                let _ = self.skip("+");
            }
            shift = accumulate(sign, self.digits()?.bytes());
        }
        // Twenty more zeros make any number too large, so the loop needs no more digits, whatever the exponent.
        let known = whole.len() + fraction.len();
        let places = i64::try_from(whole.len()).ok()?.saturating_add(shift).max(0);
        let places = usize::try_from(places).unwrap_or(usize::MAX).min(known + 20);
        let digits = whole.bytes().chain(fraction.bytes()).chain(iter::repeat(b'0'));
        Some(Json::Int(accumulate(sign, digits.take(places))))
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<&'a str> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.text.get(from..self.at).filter(|digits| !digits.is_empty())
    }
}

fn accumulate(sign: i64, digits: impl Iterator<Item = u8>) -> i64 {
    digits.fold(0, |number: i64, digit| number.saturating_mul(10).saturating_add(sign * i64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether two values are the same but for what a floating-point number loses, which rounds fractions up to a whole number.
    fn alike(one: &Json, other: &Json, slack: u64) -> bool {
        match (one, other) {
            (Json::Int(one), Json::Int(other)) => one.abs_diff(*other) <= (one.unsigned_abs() >> 52) + slack,
            (Json::List(one), Json::List(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(one, other)| alike(one, other, slack))
            }
            (Json::Map(one), Json::Map(other)) => {
                let is_same = |(one, other): (&(String, Json), &(String, Json))| {
                    one.0 == other.0 && alike(&one.1, &other.1, slack)
                };
                one.len() == other.len() && one.iter().zip(other).all(is_same)
            }
            _ => one == other,
        }
    }

    #[track_caller]
    fn check(text: &str) -> bool {
        let (ours, theirs) = (Json::parse(text), serde_json::from_str::<Json>(text));
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => {
                assert!(alike(ours, theirs, text.contains('.').into()), "{text}: {ours:?}, {theirs:?}");
            }
            (Err(_), Err(_)) => {}
            // Our parser saturates where the range of floating-point numbers ends.
            (_, Err(error)) if error.to_string().starts_with("number out of range") => {}
            _ => panic!("{text:?}: {ours:?}, {theirs:?}"),
        }
        ours.is_ok()
    }

    struct Dice(u32);

    impl Dice {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 17;
            self.0 ^= self.0 << 5;
            self.0 as usize % end
        }

        fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.below(of.len())]
        }

        fn value(&mut self, depth: usize) -> String {
            let space = |dice: &mut Dice| dice.one(&["", "", "", " ", "\n\t", "\r "]);
            let form = self.below(if depth == 0 { 3 } else { 5 });
            let text = match form {
                0 => self.one(&["null", "true", "false", "\"\"", "[]", "{ }"]).to_owned(),
                1 => {
                    let whole = self.one(&[
                        "0",
                        "-0",
                        "7",
                        "-12",
                        "1795521600000",
                        "9223372036854775807",
                        "-9223372036854775809",
                        "99999999999999999999",
                    ]);
                    let rest =
                        self.one(&["", "", "", ".5", ".000", "e0", "e3", "E-2", "e+12", "e40", ".25e2", "e-400"]);
                    [whole, rest].concat()
                }
                2 => self.string(),
                _ => {
                    let items: Vec<String> = (0..self.below(4))
                        .map(|_| {
                            let name =
                                if form == 3 { String::new() } else { [&self.string(), space(self), ":"].concat() };
                            [name, self.value(depth - 1)].concat()
                        })
                        .collect();
                    let items = items.join(",");
                    if form == 3 {
                        format!("[{items}]")
                    } else {
                        format!("{{{items}}}")
                    }
                }
            };
            [space(self), &text, space(self)].concat()
        }

        fn string(&mut self) -> String {
            let parts = [
                "a",
                "",
                " ",
                "한",
                "👩",
                r"\n",
                r"\t",
                r"\b",
                r"\f",
                r"\r",
                r#"\""#,
                r"\\",
                r"\/",
                r"\u0041",
                r"\u00e9",
                r"\uD83d\uDE00",
                r"\uffff",
            ];
            let text: Vec<&str> = (0..self.below(6)).map(|_| self.one(&parts)).collect();
            format!("\"{}\"", text.concat())
        }
    }

    #[test]
    fn what_another_reader_reads_is_read_the_same() {
        let mut dice = Dice(2_463_534_242);
        for _ in 0..20_000 {
            let text = dice.value(5);
            assert!(check(&text), "{text}");
        }
    }

    #[test]
    fn what_another_reader_refuses_is_refused() {
        let mut dice = Dice(88_172_645);
        let odd = [
            "", ",", ":", "\"", "\\", "[", "]", "{", "}", "0", "-", "+", ".", "e", "E", "1", "nul", "u", "\u{1}",
            "\u{a0}", "é", "/", "\u{feff}",
        ];
        let mut refused = 0;
        for _ in 0..60_000 {
            let mut text: Vec<char> = dice.value(3).chars().collect();
            for _ in 0..=dice.below(2) {
                let at = dice.below(text.len() + 1);
                let end = (at + dice.below(3)).min(text.len());
                text.splice(at..end, dice.one(&odd).chars());
            }
            let text: String = text.into_iter().collect();
            // The two parsers differ on purpose about lone surrogates.
            if !text.to_ascii_lowercase().contains("\\ud") {
                refused += usize::from(!check(&text));
            }
        }
        assert!(refused > 10_000, "{refused}");
    }

    #[test]
    fn half_a_pair_becomes_a_replacement_character() {
        for (text, expected) in [
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""\ud83d!""#, "\u{fffd}!"),
            (r#""\ude00\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
        ] {
            assert_eq!(Json::parse(text), Ok(expected.into()), "{text}");
        }
        for text in [r#""\ud83""#, r#""\ud83d\u""#, r#""\u+123""#, r#""\u00é""#] {
            assert_eq!(Json::parse(text), Err(NotJson), "{text}");
        }
    }

    #[test]
    fn fractions_are_cut_off_and_large_numbers_saturate() {
        for (text, expected) in [
            ("1.9", 1),
            ("-1.9", -1),
            ("1e300", i64::MAX),
            ("-1e999999999999999999999", i64::MIN),
            ("1e-999999999999999999999", 0),
            ("0e999999999999999999999", 0),
            ("12.345e2", 1234),
            ("9007199254740993", 9_007_199_254_740_993),
        ] {
            assert_eq!(Json::parse(text), Ok(Json::Int(expected)), "{text}");
        }
    }

    #[test]
    fn nesting_has_the_limit_of_the_other_reader() {
        for depth in [1, 126, 127, 128, 100_000] {
            assert_eq!(check(&["[".repeat(depth), "]".repeat(depth)].concat()), depth < 128);
            check(&"[".repeat(depth));
        }
        assert!(check(&["[", &"[{}],".repeat(300), "0]"].concat()), "only depth is limited");
        assert_eq!(Json::parse("<html>"), Err(NotJson));
    }
}
