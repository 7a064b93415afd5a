//! What the administrators have set up for everyone: the Webex integration, the policy, and the connection to Google's directory.

use crate::base::code::{base64url, sha256, Secret};
use crate::base::time::Instant;
use crate::model::policy::{CachedPolicy, Policy};

/// The records in the script's properties.
pub struct Setup {
    /// The Webex integration; none if it is not registered.
    pub integration: Option<Integration>,
    /// The policy; none if it can't be read.
    pub policy: Option<Policy>,
    /// The connection to the organisation's directory.
    pub directory: Directory,
    /// The administrators' addresses, as they were typed.
    pub administrators: String,
}

impl Setup {
    /// Whether any administrator is named.
    pub fn has_administrators(&self) -> bool {
        !self.administrators.trim().is_empty()
    }

    /// Whether this address is an administrator's.
    pub fn names(&self, email: &str) -> bool {
        let mut named = self.administrators.split([',', ';', ' ', '\n', '\t']);
        !email.is_empty() && named.any(|address| address.trim().eq_ignore_ascii_case(email))
    }

    /// The copy for a user; none if the policy can't be read.
    pub fn copy(&self, now: Instant, email: &str) -> Option<CachedPolicy> {
        Some(CachedPolicy { at: now, is_administrator: self.names(email), policy: self.policy.clone()? })
    }
}

/// The Webex integration that the administrator registered, kept in the script's properties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integration {
    /// Its client id.
    pub client_id: String,
    /// Its client secret.
    pub client_secret: Secret,
}

/// The state of the connection to the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    /// There is no OAuth client for it.
    NoClient,
    /// Nobody has connected it.
    Off,
    /// It is connected.
    On,
    /// Google has revoked the refresh token.
    Ended,
}

/// The OAuth client at Google and the administrator's consent by which the organisation's directory is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// The client's id and secret.
    pub client: Option<(String, Secret)>,
    /// The refresh token.
    pub token: Option<Secret>,
    /// The digest of a refresh token that Google has revoked.
    pub ended: String,
}

impl Directory {
    /// The state of the connection.
    pub fn connection(&self) -> Connection {
        match (&self.client, &self.token) {
            (None, _) => Connection::NoClient,
            (Some(_), None) => Connection::Off,
            (Some(_), Some(token)) if token_digest(token) == self.ended => Connection::Ended,
            (Some(_), Some(_)) => Connection::On,
        }
    }
}

/// The digest by which a revoked token is remembered.
pub fn token_digest(token: &Secret) -> String {
    base64url(&sha256(token.reveal()))
}
