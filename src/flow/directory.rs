//! The organisation's directory at Google, read with an administrator's consent where a user's own permission is not enough.
//!
//! An administrator of the add-on connects it once: OAuth 2.0 authorization code with PKCE, with the directory's read scope only. The
//! refresh token is stored in a script property only; an access token is used only by the execution that requested it.
//! The digest of a refresh token that Google has revoked is stored, so that nobody uses that token again, a new one is not mistaken
//! for it, and the administrators' card says what to do. Users work on without the directory.
//!
//! <https://developers.google.com/identity/protocols/oauth2/web-server>

use crate::base::json::Json;
use crate::flow::oauth::{begin, redirect_uri};
use crate::google::directory::{self, ask, entry, read, send, DirectoryView, TokenRefusal};
use crate::model::authorization::Callback;
use crate::model::policy::Policy;
use crate::model::setup::{token_digest, Connection, Directory};
use crate::port::{HostError, Ports};
use crate::store::setup;
use crate::ui::i18n::{Catalog, Message};
use crate::ui::response::Response;
use crate::ui::view::page;

/// The function that Google calls with the result of the administrator's consent.
pub const CALLBACK: &str = "onGoogleCallback";

/// The address at which an administrator consents; none without a client. It is valid for an hour, for this user and this project.
pub fn authorize_url(
    ports: &Ports<'_>,
    directory: &Directory,
    locale: Option<&str>,
) -> Result<Option<String>, HostError> {
    if directory.client.is_none() {
        return Ok(None);
    }
    Ok(directory::authorize_url(directory, &begin(ports, CALLBACK, locale)?))
}

/// A user's entry, read with the administrator's consent; `Null` if it can't be read now.
#[inline(never)] // Few executions need it, and only they compile it.
pub fn look_up(ports: &Ports<'_>, directory: &Directory, email: &str, schema: &str) -> Json {
    let (Connection::On, Some(token)) = (directory.connection(), &directory.token) else { return Json::Null };
    let fields = [("grant_type", "refresh_token"), ("refresh_token", token.reveal())];
    // The entry is requested only once for a user, so a transient failure is worth a second try.
    let renewed = match ask(ports, directory, &fields) {
        Err(TokenRefusal::Passing) => ask(ports, directory, &fields),
        renewed => renewed,
    };
    let refused = match &renewed {
        Ok(reply) => match reply.get("access_token").text() {
            Some(access) => {
                return read(send(ports, || entry(access, email, schema, DirectoryView::Administrator)).as_ref())
            }
            None => TokenRefusal::Passing,
        },
        Err(refused) => *refused,
    };
    match refused {
        TokenRefusal::Final => {
            ports.log.write("directory: refresh token revoked");
            // If this is not stored, the next user's request finds it out again.
            let _ = setup::keep_directory_ended(ports, token_digest(token));
        }
        TokenRefusal::Passing => ports.log.write("directory: not reached"),
    }
    Json::Null
}

/// Completes an administrator's consent. Only an administrator of the add-on who may read the directory can connect it.
#[inline(never)] // Executions that draw a card come through the caller, and don't compile this.
pub fn finish(ports: &Ports<'_>, callback: &Callback) -> Response {
    let message = connect(ports, callback).unwrap_or_else(|message| message);
    if message != Message::DirectoryDone {
        ports.log.write("directory: not connected");
    }
    let catalog = Catalog::for_locale(ports.texts, callback.locale.as_deref().unwrap_or_default());
    Response::Html { html: page::html(catalog, &message) }
}

fn connect(ports: &Ports<'_>, callback: &Callback) -> Result<Message, Message> {
    let failed = |_| Message::DirectoryFailed;
    let setup = setup::load(ports).map_err(failed)?;
    let email = ports.identity.email().map_err(failed)?;
    if !setup.names(&email) {
        return Err(Message::NotAdministrator);
    }
    if callback.was_denied {
        return Err(Message::DirectoryDenied);
    }
    let given = callback.code.as_deref().zip(callback.verifier.as_deref());
    let (code, verifier) = given.ok_or(Message::DirectoryFailed)?;
    let redirect = redirect_uri(ports).map_err(failed)?;
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect.as_str()),
        ("code_verifier", verifier),
    ];
    let reply = ask(ports, &setup.directory, &fields).map_err(|_| Message::DirectoryFailed)?;
    let tokens = reply.get("access_token").text().zip(reply.get("refresh_token").text());
    let (access, refresh) = tokens.ok_or(Message::DirectoryFailed)?;
    // A connection that can't read anything would be noticed only when users miss their site.
    let schema = setup.policy.unwrap_or_else(Policy::default).schema;
    let own = send(ports, || entry(access, &email, &schema, DirectoryView::Administrator));
    if own.map_or(0, |reply| reply.status) != 200 {
        return Err(Message::DirectoryRefused);
    }
    setup::keep_directory_token(ports, refresh).map_err(failed)?;
    Ok(Message::DirectoryDone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::code::Secret;
    use crate::google::directory::{TOKENS, USERS};
    use crate::memory::Memory;
    use crate::port::Reply;
    use crate::store::setup::{
        DIRECTORY_ENDED as ENDED, DIRECTORY_TOKEN as TOKEN, GOOGLE_CLIENT_ID as CLIENT_ID,
        GOOGLE_CLIENT_SECRET as CLIENT_SECRET,
    };

    fn connected(ended: &str) -> Memory {
        let host = Memory::default();
        for (key, value) in [(CLIENT_ID, "c1"), (CLIENT_SECRET, "s1"), (TOKEN, "r1"), (ENDED, ended)] {
            host.script_properties.borrow_mut().insert(key.into(), value.into());
        }
        host
    }

    fn directory(host: &Memory) -> Directory {
        setup::load(&host.ports()).unwrap().directory
    }

    #[allow(clippy::unnecessary_wraps)] // The host's callback has this type.
    fn reply(status: u16, body: &str) -> Result<Reply, HostError> {
        Ok(Reply { status, headers: Vec::new(), body: body.into() })
    }

    #[test]
    fn a_dead_token_is_told_from_the_one_that_takes_its_place() {
        let dead = token_digest(&Secret::new("r1"));
        assert_eq!(directory(&connected("")).connection(), Connection::On);
        let host = connected(&dead);
        assert_eq!(directory(&host).connection(), Connection::Ended);
        assert_eq!(look_up(&host.ports(), &directory(&host), "host@example.com", "Webex"), Json::Null);
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
        let entry = look_up(&host.ports(), &directory(&host), "host@example.com", "Webex");
        assert_eq!(entry.get("id").text(), Some("1"));
        host.answer("POST", TOKENS, reply(500, ""));
        host.answer("POST", TOKENS, reply(500, ""));
        assert_eq!(look_up(&host.ports(), &directory(&host), "host@example.com", "Webex"), Json::Null);
        assert_eq!(directory(&host).connection(), Connection::On);
        host.answer("POST", TOKENS, reply(400, r#"{"error":"invalid_grant"}"#));
        assert_eq!(look_up(&host.ports(), &directory(&host), "host@example.com", "Webex"), Json::Null);
        assert_eq!((directory(&host).connection(), host.unplayed()), (Connection::Ended, 0));
    }
}
