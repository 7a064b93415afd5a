//! The script's properties: what the administrators have set up for everyone.

use crate::base::code::Secret;
use crate::base::json::Json;
use crate::base::table::Table;
use crate::model::policy::Policy;
use crate::model::setup::{Directory, Integration, Setup};
use crate::port::{HostError, Ports, Scope};

/// The script property that holds the policy.
pub const POLICY: &str = "POLICY";
/// The script property that names the administrators' addresses.
pub const ADMINISTRATORS: &str = "ADMINISTRATORS";
/// The script property that holds the client id of the Webex integration.
pub const WEBEX_CLIENT_ID: &str = "WEBEX_CLIENT_ID";
/// The script property that holds its client secret.
pub const WEBEX_CLIENT_SECRET: &str = "WEBEX_CLIENT_SECRET";
/// The script property that holds the client id of the organisation's OAuth client at Google.
pub const GOOGLE_CLIENT_ID: &str = "GOOGLE_CLIENT_ID";
/// The script property that holds its secret.
pub const GOOGLE_CLIENT_SECRET: &str = "GOOGLE_CLIENT_SECRET";
/// The script property that holds the refresh token for the directory.
pub const DIRECTORY_TOKEN: &str = "DIRECTORY_TOKEN";
/// The script property that holds the digest of a refresh token that Google has revoked.
pub const DIRECTORY_ENDED: &str = "DIRECTORY_ENDED";

/// Loads all of it with one call.
pub fn load(ports: &Ports<'_>) -> Result<Setup, HostError> {
    let keys = [
        WEBEX_CLIENT_ID,
        WEBEX_CLIENT_SECRET,
        POLICY,
        ADMINISTRATORS,
        GOOGLE_CLIENT_ID,
        GOOGLE_CLIENT_SECRET,
        DIRECTORY_TOKEN,
        DIRECTORY_ENDED,
    ];
    let stored = ports.properties.load(Scope::Script, &keys)?;
    let policy = match stored.get(POLICY).filter(|text| !text.is_empty()) {
        Some(text) => Json::parse(text).ok().and_then(|json| Policy::read(&json)),
        None => Some(Policy::default()),
    };
    let integration = client(&stored, WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET);
    let directory = Directory {
        client: client(&stored, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET),
        token: value(&stored, DIRECTORY_TOKEN).map(Secret::new),
        ended: value(&stored, DIRECTORY_ENDED).unwrap_or_default().to_owned(),
    };
    Ok(Setup {
        integration: integration.map(|(client_id, client_secret)| Integration { client_id, client_secret }),
        policy,
        directory,
        administrators: stored.get(ADMINISTRATORS).cloned().unwrap_or_default(),
    })
}

/// Saves a policy for everyone, and the clients at Webex and at Google if there are new ones.
pub fn keep(
    ports: &Ports<'_>,
    policy: &Policy,
    webex: Option<(&str, &str)>,
    google: Option<(&str, &str)>,
) -> Result<(), HostError> {
    let mut entries = vec![(POLICY.to_owned(), policy.write().to_string())];
    let mut put = |key: &str, value: &str| entries.push((key.to_owned(), value.to_owned()));
    if let Some((id, secret)) = webex {
        put(WEBEX_CLIENT_ID, id);
        put(WEBEX_CLIENT_SECRET, secret);
    }
    if let Some((id, secret)) = google {
        put(GOOGLE_CLIENT_ID, id);
        put(GOOGLE_CLIENT_SECRET, secret);
        // A refresh token that was refused for the old client is tried again.
        put(DIRECTORY_ENDED, "");
    }
    ports.properties.save(Scope::Script, &entries)
}

/// Saves the refresh token of a new connection to the directory.
pub fn keep_directory_token(ports: &Ports<'_>, token: &str) -> Result<(), HostError> {
    let entries = [(DIRECTORY_TOKEN.to_owned(), token.to_owned()), (DIRECTORY_ENDED.to_owned(), String::new())];
    ports.properties.save(Scope::Script, &entries)
}

/// Saves the digest of a refresh token that Google has revoked.
pub fn keep_directory_ended(ports: &Ports<'_>, digest: String) -> Result<(), HostError> {
    ports.properties.save(Scope::Script, &[(DIRECTORY_ENDED.to_owned(), digest)])
}

fn value<'a>(stored: &'a Table<String, String>, key: &str) -> Option<&'a str> {
    stored.get(key).map(|value| value.trim()).filter(|value| !value.is_empty())
}

fn client(stored: &Table<String, String>, id: &str, secret: &str) -> Option<(String, Secret)> {
    let (id, secret) = value(stored, id).zip(value(stored, secret))?;
    Some((id.to_owned(), Secret::new(secret)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::Instant;
    use crate::memory::Memory;
    use crate::model::policy::CachedPolicy;

    /// proves: P11
    #[test]
    fn administrators_are_named_whole_and_a_copy_ages() {
        let host = Memory::default();
        let named = "Admin@example.com, second@example.com";
        host.script_properties.borrow_mut().insert(ADMINISTRATORS.into(), named.into());
        let setup = load(&host.ports()).unwrap();
        assert!(setup.names("admin@example.com") && setup.names("second@example.com"));
        assert!(!setup.names("min@example.com") && !setup.names("") && !setup.names("admin@example.com,"));
        let copy = setup.copy(Instant(1000), "admin@example.com").unwrap();
        assert_eq!(CachedPolicy::read(&Json::parse(&copy.write()).unwrap()), Some(copy.clone()));
        assert!(copy.is_fresh(Instant(1599)) && !copy.is_fresh(Instant(1600)) && !copy.is_fresh(Instant(999)));
    }
}
