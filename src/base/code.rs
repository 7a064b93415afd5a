//! Short codes: digests, base64url, and texts that must not be printed.

use core::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

/// A token, a password or another secret. It is never printed, and compared only as a whole.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret text.
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    /// The text itself, for the code that has to send or store it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("(secret)")
    }
}

/// The SHA-256 digest of a text.
pub fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Base64url without padding.
pub fn base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// Base32 with the extended hexadecimal alphabet in lower case and without padding (RFC 4648), of which Google's event ids are made.
pub fn base32hex(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits) as usize & 31]));
        }
        buffer &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits)) as usize & 31]));
    }
    text
}

/// Reads base64url without padding.
pub fn parse_base64url(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

/// A fingerprint of six characters (36 bits): enough to notice that a text changed, too short to recover the text.
pub fn fingerprint(text: &str) -> String {
    let mut code = base64url(&sha256(text)[..5]);
    code.truncate(6);
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print() {
        let secret = Secret::new("token-1");
        assert_eq!(format!("{secret:?}"), "(secret)");
        assert_eq!(secret.reveal(), "token-1");
    }

    #[test]
    fn a_fingerprint_is_six_characters_and_follows_the_text() {
        assert_eq!(fingerprint("a").len(), 6);
        assert_ne!(fingerprint("a"), fingerprint("b"));
        assert_eq!(fingerprint("회의"), fingerprint("회의"));
    }

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn base32hex_is_that_of_the_standard() {
        for (bytes, text) in [
            ("", ""),
            ("f", "co"),
            ("fo", "cpng"),
            ("foo", "cpnmu"),
            ("foob", "cpnmuog"),
            ("fooba", "cpnmuoj1"),
            ("foobar", "cpnmuoj1e8"),
        ] {
            assert_eq!(base32hex(bytes.as_bytes()), text);
        }
        assert_eq!(base32hex(&[255; 16]).len(), 26);
    }

    #[test]
    fn base64url_reads_what_it_writes() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(parse_base64url(&base64url(&bytes)), Some(bytes));
        assert_eq!(parse_base64url("§"), None);
    }
}
