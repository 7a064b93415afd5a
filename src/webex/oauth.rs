//! Webex's side of signing in: OAuth 2.0 authorization code with PKCE (RFC 7636), and the renewal of tokens.
//!
//! A transient failure does not count as a revocation. The caller stores the tokens.
//!
//! <https://developer.webex.com/docs/integrations>

use crate::base::json::Json;
use crate::base::url::form;
use crate::model::authorization::{AuthorizationRequest, Tokens, SCOPES};
use crate::model::setup::Integration;
use crate::port::{Method, Ports, Reply, Request};
use crate::webex::failure::Failure;
use crate::webex::BASE;

/// The URL at which the user signs in.
pub fn authorize_url(integration: &Integration, begun: &AuthorizationRequest) -> String {
    let query = form(&[
        ("response_type", "code"),
        ("client_id", &integration.client_id),
        ("redirect_uri", &begun.redirect),
        ("scope", SCOPES),
        ("state", &begun.state),
        ("code_challenge", &begun.challenge),
        ("code_challenge_method", "S256"),
    ]);
    [BASE, "/authorize?", &query].concat()
}

/// Exchanges an authorization code for tokens.
pub fn exchange(
    ports: &Ports<'_>,
    integration: &Integration,
    code: &str,
    verifier: &str,
    redirect: &str,
) -> Result<Tokens, Failure> {
    let fields =
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier)];
    granted(ports, &ask(ports, integration, &fields)?, None)
}

/// Gets a new access token; [`Failure::SignedOut`] means that the refresh token is not valid any more.
pub fn refresh(ports: &Ports<'_>, integration: &Integration, old: &Tokens) -> Result<Tokens, Failure> {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", old.refresh.reveal())];
    granted(ports, &ask(ports, integration, &fields)?, Some(old))
}

fn granted(ports: &Ports<'_>, reply: &Reply, kept: Option<&Tokens>) -> Result<Tokens, Failure> {
    let json = Json::parse(&reply.body).map_err(|_| Failure::Malformed)?;
    Tokens::granted(&json, ports.clock.now(), kept).ok_or(Failure::Malformed)
}

/// Asks the token endpoint. Webex expects client id and secret in the body.
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
        // Any other 400 or 401 of this endpoint means that the grant was used, was revoked or belongs to another client.
        400 | 401 => Err(Failure::SignedOut),
        _ => Err(Failure::of(&reply)),
    }
}
