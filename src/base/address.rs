//! Reads addresses from header fields and forms: `"Last, First" <a@example.com>, b@example.com (comment)` (RFC 5322).
//!
//! Only the addresses are kept, not the names. Tests compare the results with those of a mail parser.

/// The most addresses that are taken.
const LIMIT: usize = 200;

/// The addresses of a field in their order, each once, in lower case.
pub fn addresses(field: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in parts(field) {
        let address = bare(&part).to_ascii_lowercase();
        if is_address(&address) && !found.contains(&address) && found.len() < LIMIT {
            found.push(address);
        }
    }
    found
}

/// The parts of a typed field that are neither empty nor an address, as they were typed.
pub fn misread(field: &str) -> Vec<String> {
    let typed = field.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    typed.filter(|part| addresses(part).is_empty()).map(str::to_owned).collect()
}

/// Whether a text is an address that mail can be sent to: one `@`, a dotted domain, no blanks, controls or brackets.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_mark = |c| matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '"' | '\\' | '@');
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !is_mark(c);
    let is_domain = domain.bytes().any(|byte| byte == b'.') && !domain.starts_with('.') && !domain.ends_with('.');
    !local.is_empty() && is_domain && text.len() <= 254 && local.chars().all(plain) && domain.chars().all(plain)
}

/// Splits a field at commas, semicolons, colons of groups and line breaks outside of quotes and brackets, and drops comments.
fn parts(field: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut is_quoted = false;
    let mut comments = 0_usize;
    let mut is_bracketed = false;
    let mut characters = field.chars();
    while let Some(character) = characters.next() {
        let keeps = is_quoted || is_bracketed;
        match character {
            '\\' if is_quoted || comments > 0 => {
                // A backslash escapes the next character.
                characters.next();
            }
            '"' if comments == 0 => is_quoted = !is_quoted,
            '(' if !keeps => comments += 1,
            ')' if comments > 0 && !keeps => comments -= 1,
            _ if comments > 0 => {}
            ',' | ';' | ':' | '\n' if !keeps => parts.push(String::new()),
            _ => {
                is_bracketed = (is_bracketed || character == '<') && character != '>';
                // A quoted text is a name, even if it looks like an address.
                let kept = if is_quoted { '_' } else { character };
                parts.last_mut().into_iter().for_each(|part| part.push(kept));
            }
        }
    }
    parts
}

/// The text in angle brackets; without brackets, the whole part.
fn bare(part: &str) -> &str {
    let inner = part.rsplit_once('<').map(|(_, rest)| rest.split('>').next().unwrap_or_default());
    inner.unwrap_or(part).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// proves: A19, A20
    #[test]
    fn header_fields_are_read_as_a_mail_parser_reads_them() {
        for field in [
            "a@example.com",
            "A Person <a@example.com>, b@example.com",
            "\"Last, First\" <a@example.com>, \"b@other.example\" <b@example.com>",
            "\"Quoted \\\" mark, still\" <a@example.com>",
            "Team: a@example.com, B <b@example.com>;",
            "undisclosed-recipients:;",
            "A B <a+tag@mail.example.com>",
            "",
        ] {
            let theirs: Vec<String> = mailparse::addrparse(field)
                .map(|list| {
                    let single = |info: &mailparse::SingleInfo| info.addr.to_lowercase();
                    list.iter()
                        .flat_map(|address| match address {
                            mailparse::MailAddr::Single(info) => vec![single(info)],
                            mailparse::MailAddr::Group(group) => group.addrs.iter().map(single).collect(),
                        })
                        .collect()
                })
                .unwrap_or_default();
            assert_eq!(addresses(field), theirs, "{field}");
        }
    }

    #[test]
    fn what_was_typed_and_is_no_address_is_named() {
        assert_eq!(misread("a@example.com, nobody;; B <b@example.com>\n x@y "), ["nobody", "x@y"]);
    }

    #[test]
    fn comments_doubles_and_what_is_no_address_are_left_out() {
        assert_eq!(addresses("a@example.com (a comment, b@example.com), A@EXAMPLE.com"), ["a@example.com"]);
        assert_eq!(addresses("nobody, @example.com, a@b, x y@example.com, <script>@example.com"), [] as [&str; 0]);
        assert_eq!(
            addresses("a@example.com; b@example.com\nc@example.com"),
            ["a@example.com", "b@example.com", "c@example.com"]
        );
        assert_eq!(addresses("\"unclosed <a@example.com>"), [] as [&str; 0]);
    }
}
