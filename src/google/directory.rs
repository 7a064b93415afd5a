//! The organisation's directory at Google: the consent to read it, and its entries.
//!
//! <https://developers.google.com/identity/protocols/oauth2/web-server>

use crate::base::json::Json;
use crate::base::url::{encode, form};
use crate::model::authorization::AuthorizationRequest;
use crate::model::setup::Directory;
use crate::port::{Method, Ports, Reply, Request};

/// The only scope of the consent.
const SCOPE: &str = "https://www.googleapis.com/auth/admin.directory.user.readonly";
const AUTHORIZE: &str = "https://accounts.google.com/o/oauth2/v2/auth?";
pub(crate) const TOKENS: &str = "https://accounts.google.com/o/oauth2/token";
/// <https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/get>
pub(crate) const USERS: &str = "https://www.googleapis.com/admin/directory/v1/users/";

/// How a directory entry is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DirectoryView {
    /// The view for everybody in the organisation.
    Public,
    /// The view for Google's administrators.
    Administrator,
}

/// Why there is no access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefusal {
    /// Google says that the grant has ended, or there is no client.
    Final,
    /// It may work later.
    Passing,
}

/// The URL at which an administrator consents; none without a client.
pub fn authorize_url(directory: &Directory, begun: &AuthorizationRequest) -> Option<String> {
    let (client, _) = directory.client.as_ref()?;
    let query = form(&[
        ("response_type", "code"),
        ("client_id", client),
        ("redirect_uri", &begun.redirect),
        ("scope", SCOPE),
        ("state", &begun.state),
        ("code_challenge", &begun.challenge),
        ("code_challenge_method", "S256"),
        // Without these parameters Google gives no refresh token to a person who has consented before.
        ("access_type", "offline"),
        ("prompt", "consent"),
    ]);
    Some([AUTHORIZE, &query].concat())
}

/// Asks the token endpoint.
pub fn ask(ports: &Ports<'_>, directory: &Directory, fields: &[(&str, &str)]) -> Result<Json, TokenRefusal> {
    let (client, secret) = directory.client.as_ref().ok_or(TokenRefusal::Final)?;
    let mut all = fields.to_vec();
    all.extend([("client_id", client.as_str()), ("client_secret", secret.reveal())]);
    let request = Request {
        method: Method::Post,
        url: TOKENS.to_owned(),
        headers: Vec::new(),
        body: Some(("application/x-www-form-urlencoded", form(&all))),
    };
    let reply = ports.http.send_all(&[request]).unwrap_or_default().into_iter().next().unwrap_or_default();
    match reply.status {
        200 => Json::parse(&reply.body).map_err(|_| TokenRefusal::Passing),
        400 | 401 if is_invalid_grant(&reply.body) => Err(TokenRefusal::Final),
        _ => Err(TokenRefusal::Passing),
    }
}

/// Whether the grant has ended for good (RFC 6749 section 5.2). Other refusals may pass, and must not end the connection for everyone.
fn is_invalid_grant(body: &str) -> bool {
    Json::parse(body).unwrap_or_default().get("error").text() == Some("invalid_grant")
}

/// The request for a user's entry with the custom fields of one schema.
pub fn entry(token: &str, email: &str, schema: &str, view: DirectoryView) -> Request {
    let view = match view {
        DirectoryView::Public => "&viewType=domain_public",
        DirectoryView::Administrator => "",
    };
    let url = [USERS, &encode(email), "?projection=custom&customFieldMask=", schema, view].concat();
    Request { method: Method::Get, url, headers: vec![("Authorization", ["Bearer ", token].concat())], body: None }
}

/// The content of a reply; `Null` if it is a refusal.
pub fn read(reply: Option<&Reply>) -> Json {
    match reply {
        Some(reply) if reply.status == 200 => Json::parse(&reply.body).unwrap_or_default(),
        Some(_) | None => Json::Null,
    }
}

/// Whether the same request may be answered later.
pub fn passes(reply: &Reply) -> bool {
    reply.status == 429 || reply.status >= 500
}

/// Sends a request that only reads, and repeats it once after a transient failure.
pub fn send(ports: &Ports<'_>, request: impl Fn() -> Request) -> Option<Reply> {
    let once = || ports.http.send_all(&[request()]).unwrap_or_default().into_iter().next();
    once().filter(|reply| !passes(reply)).or_else(once)
}
