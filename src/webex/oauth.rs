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
    granted(ports, &accepted(send(ports, integration, &fields)?)?, None)
}

/// Why tokens could not be renewed.
pub enum NotRenewed {
    /// The refresh token is not valid any more, as RFC 6749 section 5.2 says it.
    Ended,
    /// For another reason. [`Failure::SignedOut`] is a refusal whose reason is not told, so that it may pass.
    Failed(Failure),
}

/// Gets a new access token.
pub fn refresh(ports: &Ports<'_>, integration: &Integration, old: &Tokens) -> Result<Tokens, NotRenewed> {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", old.refresh.reveal())];
    let reply = send(ports, integration, &fields).map_err(NotRenewed::Failed)?;
    if is_refused(&reply) && error_of(&reply) == "invalid_grant" {
        return Err(NotRenewed::Ended);
    }
    accepted(reply).and_then(|reply| granted(ports, &reply, Some(old))).map_err(NotRenewed::Failed)
}

fn granted(ports: &Ports<'_>, reply: &Reply, kept: Option<&Tokens>) -> Result<Tokens, Failure> {
    let json = Json::parse(&reply.body).map_err(|_| Failure::Malformed)?;
    Tokens::granted(&json, ports.clock.now(), kept).ok_or(Failure::Malformed)
}

/// Sends a request to the token endpoint. Webex expects client id and secret in the body.
fn send(ports: &Ports<'_>, integration: &Integration, fields: &[(&str, &str)]) -> Result<Reply, Failure> {
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
    replies.into_iter().next().ok_or(Failure::Malformed)
}

/// Whether the token endpoint refused the request.
fn is_refused(reply: &Reply) -> bool {
    matches!(reply.status, 400 | 401)
}

/// The error code of RFC 6749 in a reply; empty if it has none.
fn error_of(reply: &Reply) -> String {
    Json::parse(&reply.body).unwrap_or_default().get("error").text().unwrap_or_default().to_owned()
}

fn accepted(reply: Reply) -> Result<Reply, Failure> {
    match reply.status {
        200..=299 => Ok(reply),
        _ if is_refused(&reply) && error_of(&reply) == "invalid_client" => Err(Failure::NotConfigured),
        _ if is_refused(&reply) => Err(Failure::SignedOut),
        _ => Err(Failure::of(&reply)),
    }
}
