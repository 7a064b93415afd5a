//! Text that other people wrote: titles, names, addresses. It is put on one line, cut at the limits of Webex and cards, and never trusted.

/// The parts of a text before and after the first occurrence of a mark.
///
/// The standard library's search for a text weighs 2 KB; it is made for texts much longer than those searched here.
pub fn split_once<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(mark.len()).position(|part| part == mark.as_bytes())?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// Reads a number of this base. All code uses this function, since the standard library adds code for every number type.
#[inline(never)]
pub fn number(text: &str, base: u32) -> Option<i64> {
    i64::from_str_radix(text, base).ok()
}

/// Puts a text on one line: control characters and runs of white space become one space.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Cuts a text to at most `units` UTF-16 units, as Java and JavaScript services count, but never inside a character or joined emoji.
pub fn cut(text: &str, units: usize) -> String {
    if text.encode_utf16().count() <= units {
        return text.to_owned();
    }
    let room = units.saturating_sub(1);
    let mut used = 0;
    let mut end = 0;
    for (position, character) in text.char_indices() {
        if used + character.len_utf16() > room {
            break;
        }
        used += character.len_utf16();
        end = position + character.len_utf8();
    }
    // Cut with `get`, since the message of a failed index would bring Unicode tables into the module.
    let mut kept = text.get(..end).unwrap_or_default();
    // A joined emoji is cut before its first part, not between two of them.
    let joins = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    while text.get(kept.len()..).is_some_and(|rest| rest.starts_with(joins)) || kept.ends_with('\u{200d}') {
        let mut shorter = kept.chars();
        if shorter.next_back().is_none() {
            break;
        }
        kept = shorter.as_str();
    }
    let mut cut = kept.trim_end().to_owned();
    cut.push('…');
    cut
}

/// Escapes a text for the formatted fields of a card, which read a subset of HTML.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_where_it_stands_first() {
        for (text, mark, expected) in [
            ("a~b~c", "~", Some(("a", "b~c"))),
            ("한_Rx", "_R", Some(("한", "x"))),
            ("aab", "ab", Some(("a", ""))),
            ("ab", "abc", None),
            ("", "x", None),
        ] {
            assert_eq!((split_once(text, mark), text.split_once(mark)), (expected, expected), "{text}");
        }
    }

    /// proves: E86
    #[test]
    fn a_long_title_is_cut_on_a_character_boundary() {
        assert_eq!(cut("short", 128), "short");
        let long = "한".repeat(10_000);
        assert_eq!(cut(&long, 128).encode_utf16().count(), 128);
        let emoji = "👍".repeat(100);
        let kept = cut(&emoji, 128);
        assert!(kept.encode_utf16().count() <= 128 && kept.ends_with("👍…"));
    }

    /// proves: E86
    #[test]
    fn a_joined_emoji_is_not_torn() {
        let family = format!("{}👩\u{200d}👩\u{200d}👧", "a".repeat(124));
        let kept = cut(&family, 128);
        assert_eq!(kept, format!("{}…", "a".repeat(124)));
        assert_eq!(cut("\u{200d}\u{200d}\u{200d}", 2), "…");
    }

    /// proves: E86
    #[test]
    fn newlines_and_controls_become_one_space() {
        assert_eq!(one_line(" a\r\n\tb\u{0}c\u{2028}d "), "a b c d");
        assert_eq!(one_line("\n\n"), "");
    }

    #[test]
    fn markup_is_shown_not_obeyed() {
        assert_eq!(escape("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }
}
