//! The organisation's directory at Google, read with an administrator's consent where a user's own permission doesn't reach it.
//!
//! An administrator of the add-on connects it once: OAuth 2.0 authorization code with PKCE, for the directory's read scope alone. The
//! refresh token lies in a script property and nowhere else; an access token lives as long as the execution that asked for it.
//! A token that Google has ended is written down by its digest, so that a new one is never taken for the dead one, nobody asks with
//! the dead one again, and the administrators' card says what to do. Users go on without.
//!
//! <https://developers.google.com/identity/protocols/oauth2/web-server>

use crate::base::code::{base64url, sha256, Secret};
use crate::base::json::Json;
use crate::base::table::Table;
use crate::flow::auth::{self, form};
use crate::model::policy::{Policy, Setup};
use crate::port::{HostError, Method, Ports, Reply, Request, Scope};
use crate::ui::entry::Callback;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::response::Response;
use crate::ui::view::page;
use crate::webex::endpoint::encode;

/// The function that Google calls with the answer of the administrator's consent.
pub const CALLBACK: &str = "onGoogleCallback";

/// The script property that holds the client id of the organisation's OAuth client at Google.
pub const CLIENT_ID: &str = "GOOGLE_CLIENT_ID";
/// The script property that holds its secret.
pub const CLIENT_SECRET: &str = "GOOGLE_CLIENT_SECRET";
/// The script property that holds the refresh token.
pub const TOKEN: &str = "DIRECTORY_TOKEN";
/// The script property that holds the digest of a refresh token that Google has ended.
pub const ENDED: &str = "DIRECTORY_ENDED";

/// All that the consent is asked for.
const SCOPE: &str = "https://www.googleapis.com/auth/admin.directory.user.readonly";
const AUTHORIZE: &str = "https://accounts.google.com/o/oauth2/v2/auth?";
const TOKENS: &str = "https://accounts.google.com/o/oauth2/token";
/// <https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/get>
const USERS: &str = "https://www.googleapis.com/admin/directory/v1/users/";

/// How a directory entry is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As everybody in the organisation may.
    Public,
    /// As Google's administrators may.
    Administrator,
}

/// How it stands with the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// There is no OAuth client with which to ask.
    NoClient,
    /// Nobody has connected it.
    Off,
    /// It is connected.
    On,
    /// Google has ended it.
    Ended,
}

/// Why there is no access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// Google takes neither the grant nor the client for what they say they are, and will not later.
    Final,
    /// It may work another time.
    Passing,
}

/// What the script's properties hold of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    client: Option<(String, Secret)>,
    token: Option<Secret>,
    ended: String,
}

impl Directory {
    /// Reads it from what was loaded.
    pub fn read(stored: &Table<String, String>) -> Directory {
        let value = |key: &str| stored.get(key).map(|value| value.trim()).filter(|value| !value.is_empty());
        let client = value(CLIENT_ID).zip(value(CLIENT_SECRET));
        Directory {
            client: client.map(|(id, secret)| (id.to_owned(), Secret::new(secret))),
            token: value(TOKEN).map(Secret::new),
            ended: value(ENDED).unwrap_or_default().to_owned(),
        }
    }

    /// How it stands.
    pub fn connection(&self) -> Connection {
        match (&self.client, &self.token) {
            (None, _) => Connection::NoClient,
            (Some(_), None) => Connection::Off,
            (Some(_), Some(token)) if digest(token) == self.ended => Connection::Ended,
            (Some(_), Some(_)) => Connection::On,
        }
    }

    /// The address at which an administrator consents; none without a client. It is valid for an hour, for this user and this project.
    pub fn authorize_url(&self, ports: &Ports<'_>, locale: Option<&str>) -> Result<Option<String>, HostError> {
        let Some((client, _)) = &self.client else { return Ok(None) };
        let begun = auth::begin(ports, CALLBACK, locale)?;
        let query = form(&[
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", &begun.redirect),
            ("scope", SCOPE),
            ("state", &begun.state),
            ("code_challenge", &begun.challenge),
            ("code_challenge_method", "S256"),
            // Without these Google gives no refresh token to whoever has consented before.
            ("access_type", "offline"),
            ("prompt", "consent"),
        ]);
        Ok(Some([AUTHORIZE, &query].concat()))
    }

    /// A user's entry as the administrator's consent shows it; `Null` if there is none to be had now.
    #[inline(never)] // Few need it, and nobody else has it compiled.
    pub fn look_up(&self, ports: &Ports<'_>, email: &str, schema: &str) -> Json {
        let (Connection::On, Some(token)) = (self.connection(), &self.token) else { return Json::Null };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token.reveal())];
        // The entry is asked for once and never again, so a failure that passes is worth a second try.
        let renewed = match self.ask(ports, &fields) {
            Err(Refusal::Passing) => self.ask(ports, &fields),
            renewed => renewed,
        };
        let refused = match &renewed {
            Ok(reply) => match reply.get("access_token").text() {
                Some(access) => {
                    return read(send(ports, || entry(access, email, schema, View::Administrator)).as_ref())
                }
                None => Refusal::Passing,
            },
            Err(refused) => *refused,
        };
        match refused {
            Refusal::Final => {
                ports.log.write("directory: the connection has ended");
                // Not kept, the next user finds it out again.
                let _ = ports.properties.save(Scope::Script, &[(ENDED.to_owned(), digest(token))]);
            }
            Refusal::Passing => ports.log.write("directory: not reached"),
        }
        Json::Null
    }

    /// Asks the token endpoint.
    fn ask(&self, ports: &Ports<'_>, fields: &[(&str, &str)]) -> Result<Json, Refusal> {
        let (client, secret) = self.client.as_ref().ok_or(Refusal::Final)?;
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
            200 => Json::parse(&reply.body).map_err(|_| Refusal::Passing),
            400 | 401 => Err(Refusal::Final),
            _ => Err(Refusal::Passing),
        }
    }
}

/// Under what a dead token is remembered.
fn digest(token: &Secret) -> String {
    base64url(&sha256(token.reveal()))
}

/// The request for a user's entry, of the custom fields those of one schema.
pub fn entry(token: &str, email: &str, schema: &str, view: View) -> Request {
    let view = match view {
        View::Public => "&viewType=domain_public",
        View::Administrator => "",
    };
    let url = [USERS, &encode(email), "?projection=custom&customFieldMask=", schema, view].concat();
    Request { method: Method::Get, url, headers: vec![("Authorization", ["Bearer ", token].concat())], body: None }
}

/// What a reply says; `Null` if it is a refusal.
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

/// Sends a request that only reads, a second time where the first failed for a reason that passes.
fn send(ports: &Ports<'_>, request: impl Fn() -> Request) -> Option<Reply> {
    let once = || ports.http.send_all(&[request()]).unwrap_or_default().into_iter().next();
    once().filter(|reply| !passes(reply)).or_else(once)
}

/// Ends an administrator's consent: whoever is no administrator of the add-on, or may not read the directory, connects nothing.
#[inline(never)] // Cards come through the same function, and need not have this compiled.
pub fn finish(ports: &Ports<'_>, callback: &Callback) -> Response {
    let message = connect(ports, callback).unwrap_or_else(|message| message);
    if message != Message::DirectoryDone {
        ports.log.write("directory: not connected");
    }
    let catalog = Catalog::for_locale(callback.locale.as_deref().unwrap_or_default());
    Response::Html { html: page::html(catalog, &message) }
}

fn connect(ports: &Ports<'_>, callback: &Callback) -> Result<Message, Message> {
    let failed = |_| Message::DirectoryFailed;
    let setup = Setup::load(ports).map_err(failed)?;
    let email = ports.identity.email().map_err(failed)?;
    if !setup.names(&email) {
        return Err(Message::NotAdministrator);
    }
    if callback.was_denied {
        return Err(Message::DirectoryDenied);
    }
    let given = callback.code.as_deref().zip(callback.verifier.as_deref());
    let (code, verifier) = given.ok_or(Message::DirectoryFailed)?;
    let redirect = auth::redirect_uri(ports).map_err(failed)?;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect.as_str()),
        ("code_verifier", verifier),
    ];
    let reply = setup.directory.ask(ports, &fields).map_err(|_| Message::DirectoryFailed)?;
    let tokens = reply.get("access_token").text().zip(reply.get("refresh_token").text());
    let (access, refresh) = tokens.ok_or(Message::DirectoryFailed)?;
    // One that reads nothing would only be found out by users who then stay without their site.
    let schema = setup.policy.unwrap_or_else(Policy::default).schema;
    let own = send(ports, || entry(access, &email, &schema, View::Administrator));
    if own.map_or(0, |reply| reply.status) != 200 {
        return Err(Message::DirectoryRefused);
    }
    let entries = [(TOKEN.to_owned(), refresh.to_owned()), (ENDED.to_owned(), String::new())];
    ports.properties.save(Scope::Script, &entries).map_err(failed)?;
    Ok(Message::DirectoryDone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;

    fn connected(ended: &str) -> Memory {
        let host = Memory::default();
        for (key, value) in [(CLIENT_ID, "c1"), (CLIENT_SECRET, "s1"), (TOKEN, "r1"), (ENDED, ended)] {
            host.script_properties.borrow_mut().insert(key.into(), value.into());
        }
        host
    }

    fn directory(host: &Memory) -> Directory {
        Setup::load(&host.ports()).unwrap().directory
    }

    #[allow(clippy::unnecessary_wraps)] // As the host answers.
    fn reply(status: u16, body: &str) -> Result<Reply, HostError> {
        Ok(Reply { status, headers: Vec::new(), body: body.into() })
    }

    #[test]
    fn a_dead_token_is_told_from_the_one_that_takes_its_place() {
        let dead = digest(&Secret::new("r1"));
        assert_eq!(directory(&connected("")).connection(), Connection::On);
        let host = connected(&dead);
        assert_eq!(directory(&host).connection(), Connection::Ended);
        assert_eq!(directory(&host).look_up(&host.ports(), "host@example.com", "Webex"), Json::Null);
        assert_eq!(host.count("http"), 0, "nobody asks with a dead one");
        host.script_properties.borrow_mut().insert(TOKEN.into(), "r2".into());
        assert_eq!(directory(&host).connection(), Connection::On);
        assert_eq!(Directory::default().connection(), Connection::NoClient);
        assert!(!format!("{:?}", directory(&host)).contains("r2"));
    }

    /// proves: R1, R2
    #[test]
    fn an_entry_is_read_with_a_fresh_token_and_a_failure_that_passes_ends_nothing() {
        let host = connected("");
        host.answer("POST", TOKENS, reply(503, ""));
        host.answer("POST", TOKENS, reply(200, r#"{"access_token":"a1","expires_in":3599}"#));
        host.answer("GET", &[USERS, "host%40example.com"].concat(), reply(200, r#"{"id":"1"}"#));
        let entry = directory(&host).look_up(&host.ports(), "host@example.com", "Webex");
        assert_eq!(entry.get("id").text(), Some("1"));
        host.answer("POST", TOKENS, reply(500, ""));
        host.answer("POST", TOKENS, reply(500, ""));
        assert_eq!(directory(&host).look_up(&host.ports(), "host@example.com", "Webex"), Json::Null);
        assert_eq!(directory(&host).connection(), Connection::On);
        host.answer("POST", TOKENS, reply(400, r#"{"error":"invalid_grant"}"#));
        assert_eq!(directory(&host).look_up(&host.ports(), "host@example.com", "Webex"), Json::Null);
        assert_eq!((directory(&host).connection(), host.unplayed()), (Connection::Ended, 0));
    }
}
