//! Signing in to Webex: OAuth 2.0 authorization code with PKCE (RFC 7636), and the life of the tokens.
//!
//! The `state` of the authorization is Google's own state token, sealed for this project and this user; the PKCE verifier travels inside it.
//! A transient failure is never taken for a revocation.
//!
//! <https://developer.webex.com/docs/integrations>

use crate::base::code::{base64url, sha256, Secret};
use crate::base::json::{object, Json};
use crate::base::time::{Instant, DAY, MINUTE};
use crate::model::settings::Integration;
use crate::port::{HostError, Method, Ports, Reply, Request, Scope};
use crate::store::{Guard, State};
use crate::webex::endpoint::encode;
use crate::webex::{Failure, BASE};

/// What the add-on asks of Webex.
pub const SCOPES: &str = "meeting:schedules_read meeting:schedules_write meeting:preferences_read spark:people_read";

/// The function that Google calls with the authorization's answer.
pub const CALLBACK: &str = "onWebexCallback";
/// The argument of the state token that carries the PKCE verifier.
pub const VERIFIER: &str = "verifier";
/// The argument that carries the language of the page on which the sign-in ends.
pub const LOCALE: &str = "locale";

/// How long a sign-in may take, in seconds: Google's limit for state tokens.
const STATE_LIFE: u32 = 3600;
/// A token is renewed when it has less than this left.
const MARGIN: i64 = 5 * MINUTE;

/// The tokens of a linked account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Goes with every request.
    pub access: Secret,
    /// When `access` ends.
    pub expires: Instant,
    /// Gets a new `access`.
    pub refresh: Secret,
    /// Whether Webex granted less than was asked for.
    pub lacks: bool,
}

impl Tokens {
    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Tokens> {
        Some(Tokens {
            access: Secret::new(json.get("access").text()?),
            expires: Instant(json.get("expires").int()?),
            refresh: Secret::new(json.get("refresh").text()?),
            lacks: json.get("lacks").is_true(),
        })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        object([
            ("access", self.access.reveal().into()),
            ("expires", self.expires.0.into()),
            ("refresh", self.refresh.reveal().into()),
            ("lacks", self.lacks.then_some(true).into()),
        ])
        .to_string()
    }

    /// Reads the token endpoint's reply; a refresh token or a list of scopes that it leaves out stays as it was.
    fn granted(json: &Json, now: Instant, kept: Option<&Tokens>) -> Option<Tokens> {
        let refresh = json.get("refresh_token").text().map(Secret::new);
        let life = json.get("expires_in").int().unwrap_or(12 * 3600).clamp(MINUTE, 400 * DAY);
        Some(Tokens {
            access: Secret::new(json.get("access_token").text()?),
            expires: now.plus(life),
            refresh: refresh.or(kept.map(|kept| kept.refresh.clone()))?,
            lacks: match json.get("scope").text() {
                Some(granted) => !SCOPES.split(' ').all(|needed| granted.split(' ').any(|scope| scope == needed)),
                None => kept.is_some_and(|kept| kept.lacks),
            },
        })
    }
}

/// An authorization that begins: what its address carries beside the client.
pub struct Begun {
    /// Google's state token, with the verifier inside.
    pub state: String,
    /// The challenge that belongs to the verifier.
    pub challenge: String,
    /// Where the answer goes.
    pub redirect: String,
}

/// Begins an authorization whose answer `callback` gets.
pub fn begin(ports: &Ports<'_>, callback: &str, locale: Option<&str>) -> Result<Begun, HostError> {
    let mut random = [0; 32];
    ports.random.fill(&mut random)?;
    let verifier = base64url(&random);
    let sealed = [(VERIFIER, verifier.as_str()), (LOCALE, locale.unwrap_or_default())];
    let state = ports.identity.state_token(callback, STATE_LIFE, &sealed)?;
    Ok(Begun { state, challenge: challenge(&verifier), redirect: redirect_uri(ports)? })
}

/// The address at which the user signs in. It is valid for an hour, for this user and this project.
pub fn authorize_url(ports: &Ports<'_>, integration: &Integration, locale: Option<&str>) -> Result<String, Failure> {
    let Begun { state, challenge, redirect } = begin(ports, CALLBACK, locale).map_err(Failure::Unreachable)?;
    let query = form(&[
        ("response_type", "code"),
        ("client_id", &integration.client_id),
        ("redirect_uri", &redirect),
        ("scope", SCOPES),
        ("state", &state),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]);
    Ok([BASE, "/authorize?", &query].concat())
}

/// Exchanges an authorization code for tokens.
pub fn exchange(ports: &Ports<'_>, integration: &Integration, code: &str, verifier: &str) -> Result<Tokens, Failure> {
    let redirect = redirect_uri(ports).map_err(Failure::Unreachable)?;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &redirect),
        ("code_verifier", verifier),
    ];
    let reply = ask(ports, integration, &fields)?;
    let json = Json::parse(&reply.body).map_err(|_| Failure::Malformed)?;
    Tokens::granted(&json, ports.clock.now(), None).ok_or(Failure::Malformed)
}

/// Renews the access token if it is about to end.
pub fn ensure_fresh(ports: &Ports<'_>, state: &mut State) -> Result<(), Failure> {
    let tokens = state.tokens.as_ref().ok_or(Failure::SignedOut)?;
    if tokens.expires > ports.clock.now().plus(MARGIN) {
        return Ok(());
    }
    refresh(ports, state)
}

/// Renews the access token and saves it at once, since Webex may have replaced the refresh token.
///
/// One that another execution has renewed meanwhile is taken over instead of being overwritten.
pub fn refresh(ports: &Ports<'_>, state: &mut State) -> Result<(), Failure> {
    let old = state.tokens.clone().ok_or(Failure::SignedOut)?;
    let integration = Integration::load(ports)?;
    let fields = [("grant_type", "refresh_token"), ("refresh_token", old.refresh.reveal())];
    let reply = match ask(ports, &integration, &fields) {
        Ok(reply) => reply,
        Err(Failure::SignedOut) => return take_over(ports, state, &old),
        Err(failure) => return Err(failure),
    };
    let json = Json::parse(&reply.body).map_err(|_| Failure::Malformed)?;
    let granted = Tokens::granted(&json, ports.clock.now(), Some(&old)).ok_or(Failure::Malformed)?;
    if state.guard == Guard::Shared {
        let stored = stored_tokens(ports)?;
        if let Some(newer) = stored.filter(|stored| stored.access != old.access && stored.expires > granted.expires) {
            state.adopt_tokens(newer);
            return Ok(());
        }
    }
    state.tokens = Some(granted);
    state.save(ports).map_err(Failure::Unreachable)
}

fn stored_tokens(ports: &Ports<'_>) -> Result<Option<Tokens>, Failure> {
    let stored = ports.properties.load(Scope::User, &["tokens"]).map_err(Failure::Unreachable)?;
    Ok(State::read(stored).tokens)
}

/// The refresh token was refused: perhaps another execution has used it. If the stored one is newer, it is used; else the link is over.
fn take_over(ports: &Ports<'_>, state: &mut State, old: &Tokens) -> Result<(), Failure> {
    let newer = stored_tokens(ports)?.filter(|tokens| tokens.access != old.access);
    match newer {
        Some(tokens) => {
            state.adopt_tokens(tokens);
            Ok(())
        }
        None => {
            // Without tokens nobody tries again until the user signs in; account, links and what is waiting stay.
            state.tokens = None;
            state.save(ports).map_err(Failure::Unreachable)?;
            Err(Failure::SignedOut)
        }
    }
}

/// The PKCE challenge of a verifier (RFC 7636, S256).
fn challenge(verifier: &str) -> String {
    base64url(&sha256(verifier))
}

/// Where authorizations end; it is registered with Webex and with Google.
pub fn redirect_uri(ports: &Ports<'_>) -> Result<String, HostError> {
    let script = ports.identity.script_id()?;
    Ok(["https://script.google.com/macros/d/", &script, "/usercallback"].concat())
}

/// Asks the token endpoint. Client id and secret go into the body, as Webex wants them.
fn ask(ports: &Ports<'_>, integration: &Integration, fields: &[(&str, &str)]) -> Result<Reply, Failure> {
    let mut all = fields.to_vec();
    all.push(("client_id", &integration.client_id));
    all.push(("client_secret", integration.client_secret.reveal()));
    let request = Request {
        method: Method::Post,
        url: [BASE, "/access_token"].concat(),
        headers: Vec::new(),
        body: Some(("application/x-www-form-urlencoded", form(&all))),
    };
    let replies = ports.http.send_all(&[request]).map_err(Failure::Unreachable)?;
    let reply = replies.into_iter().next().ok_or(Failure::Malformed)?;
    match reply.status {
        200..=299 => Ok(reply),
        400 | 401 if Json::parse(&reply.body).unwrap_or_default().get("error").text() == Some("invalid_client") => {
            Err(Failure::NotConfigured)
        }
        // Any other 400 or 401 of this endpoint says that the grant is used up, revoked or foreign.
        400 | 401 => Err(Failure::SignedOut),
        _ => Err(Failure::of(&reply)),
    }
}

/// A form as the body of a request, or as a query.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| [name, "=", &encode(value)].concat()).collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7636, appendix B.
    #[test]
    fn the_challenge_is_that_of_the_standard() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_reply_without_refresh_token_keeps_the_old_one() {
        let reply = Json::parse(r#"{"access_token":"a2","expires_in":1209600}"#).unwrap();
        let kept = Tokens { access: Secret::new("a1"), expires: Instant(5), refresh: Secret::new("r1"), lacks: true };
        let tokens = Tokens::granted(&reply, Instant(100), Some(&kept)).unwrap();
        assert_eq!((tokens.refresh, tokens.expires, tokens.lacks), (kept.refresh, Instant(1_209_700), true));
        assert_eq!(Tokens::granted(&reply, Instant(100), None), None);
    }

    /// proves: F1, P8
    #[test]
    fn scopes_that_the_reply_leaves_out_are_noticed() {
        let lacks = |scope: &str| {
            let reply = [r#"{"access_token":"a","refresh_token":"r","scope":""#, scope, r#""}"#].concat();
            Tokens::granted(&Json::parse(&reply).unwrap(), Instant(0), None).unwrap().lacks
        };
        assert!(!lacks(&["spark:kms ", SCOPES].concat()));
        assert!(lacks("spark:kms meeting:schedules_read meeting:preferences_read spark:people_read"));
    }

    #[test]
    fn tokens_are_read_back_and_never_printed() {
        let tokens = Tokens { access: Secret::new("a1"), expires: Instant(5), refresh: Secret::new("r1"), lacks: true };
        assert_eq!(Tokens::read(&Json::parse(&tokens.write()).unwrap()), Some(tokens.clone()));
        let printed = format!("{tokens:?}");
        assert!(!printed.contains("a1") && !printed.contains("r1"), "{printed}");
    }
}
