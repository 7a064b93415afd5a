//! The data of signing in: the scopes that are requested, the tokens that Webex grants, and the callback to the script.

use crate::base::code::Secret;
use crate::base::json::{object, Json};
use crate::base::time::{Instant, DAY, MINUTE};

/// The scopes that the add-on requests from Webex.
pub const SCOPES: &str = "meeting:schedules_read meeting:schedules_write meeting:preferences_read spark:people_read";

/// The argument of the state token that carries the PKCE verifier.
pub const VERIFIER: &str = "verifier";
/// The argument that carries the language of the page on which the sign-in ends.
pub const LOCALE: &str = "locale";

/// The tokens of a linked account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// The access token, which every request carries.
    pub access: Secret,
    /// When the access token expires.
    pub expires: Instant,
    /// The refresh token, which gets a new access token.
    pub refresh: Secret,
    /// Whether Webex granted fewer scopes than were requested.
    pub lacks_scopes: bool,
    /// Whether Webex last refused to renew them without saying that they have ended: the user is asked to sign in, and it is tried again.
    pub was_refused: bool,
}

impl Tokens {
    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Tokens> {
        Some(Tokens {
            access: Secret::new(json.get("access").text()?),
            expires: Instant(json.get("expires").int()?),
            refresh: Secret::new(json.get("refresh").text()?),
            lacks_scopes: json.get("lacks").is_true(),
            was_refused: json.get("refused").is_true(),
        })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        object([
            ("access", self.access.reveal().into()),
            ("expires", self.expires.0.into()),
            ("refresh", self.refresh.reveal().into()),
            ("lacks", self.lacks_scopes.then_some(true).into()),
            ("refused", self.was_refused.then_some(true).into()),
        ])
        .to_string()
    }

    /// Reads the token endpoint's reply. What it omits of refresh token and scopes is taken from `kept`.
    pub fn granted(json: &Json, now: Instant, kept: Option<&Tokens>) -> Option<Tokens> {
        let refresh = json.get("refresh_token").text().map(Secret::new);
        let life = json.get("expires_in").int().unwrap_or(12 * 3600).clamp(MINUTE, 400 * DAY);
        Some(Tokens {
            access: Secret::new(json.get("access_token").text()?),
            expires: now.plus(life),
            refresh: refresh.or(kept.map(|kept| kept.refresh.clone()))?,
            lacks_scopes: match json.get("scope").text() {
                Some(granted) => !SCOPES.split(' ').all(|needed| granted.split(' ').any(|scope| scope == needed)),
                None => kept.is_some_and(|kept| kept.lacks_scopes),
            },
            was_refused: false,
        })
    }
}

/// The result of an authorization, as Google passes it to the callback.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Callback {
    /// The code to exchange.
    pub code: Option<String>,
    /// The PKCE verifier out of the state token.
    pub verifier: Option<String>,
    /// The person's language, out of the state token.
    pub locale: Option<String>,
    /// Whether the person denied access.
    pub was_denied: bool,
    /// Whether the integration lacks some of the requested scopes.
    pub lacks_scopes: bool,
}

/// The start of an authorization: what its URL contains besides the client.
pub struct AuthorizationRequest {
    /// Google's state token, with the verifier inside.
    pub state: String,
    /// The challenge that belongs to the verifier.
    pub challenge: String,
    /// The redirect URI.
    pub redirect: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_without_refresh_token_keeps_the_old_one() {
        let reply = Json::parse(r#"{"access_token":"a2","expires_in":1209600}"#).unwrap();
        let kept = Tokens {
            access: Secret::new("a1"),
            expires: Instant(5),
            refresh: Secret::new("r1"),
            lacks_scopes: true,
            was_refused: true,
        };
        let tokens = Tokens::granted(&reply, Instant(100), Some(&kept)).unwrap();
        assert_eq!((tokens.refresh, tokens.expires, tokens.lacks_scopes), (kept.refresh, Instant(1_209_700), true));
        assert_eq!(Tokens::granted(&reply, Instant(100), None), None);
    }

    /// proves: F1, P8
    #[test]
    fn scopes_that_the_reply_leaves_out_are_noticed() {
        let lacks = |scope: &str| {
            let reply = [r#"{"access_token":"a","refresh_token":"r","scope":""#, scope, r#""}"#].concat();
            Tokens::granted(&Json::parse(&reply).unwrap(), Instant(0), None).unwrap().lacks_scopes
        };
        assert!(!lacks(&["spark:kms ", SCOPES].concat()));
        assert!(lacks("spark:kms meeting:schedules_read meeting:preferences_read spark:people_read"));
    }

    #[test]
    fn tokens_are_read_back_and_never_printed() {
        let tokens = Tokens {
            access: Secret::new("a1"),
            expires: Instant(5),
            refresh: Secret::new("r1"),
            lacks_scopes: true,
            was_refused: true,
        };
        assert_eq!(Tokens::read(&Json::parse(&tokens.write()).unwrap()), Some(tokens.clone()));
        let printed = format!("{tokens:?}");
        assert!(!printed.contains("a1") && !printed.contains("r1"), "{printed}");
    }
}
