//! Starts an authorization at Webex or at Google: OAuth 2.0 authorization code with PKCE (RFC 7636).
//!
//! The `state` of an authorization is Google's own state token, sealed for this project and this user; the PKCE verifier travels
//! inside it.
//!
//! <https://developers.google.com/apps-script/reference/script/script-app#newStateToken()>

use crate::base::code::{base64url, sha256};
use crate::model::authorization::{AuthorizationRequest, LOCALE, VERIFIER};
use crate::model::setup::Integration;
use crate::port::{HostError, Ports};
use crate::store::setup;
use crate::webex::{oauth, Failure};

/// The function that Google calls with the result of Webex's authorization.
pub const CALLBACK: &str = "onWebexCallback";

/// How long a sign-in may take, in seconds: Google's limit for state tokens.
const STATE_LIFE: u32 = 3600;

/// Starts an authorization whose result `callback` gets.
pub fn begin(ports: &Ports<'_>, callback: &str, locale: Option<&str>) -> Result<AuthorizationRequest, HostError> {
    let mut random = [0; 32];
    ports.random.fill(&mut random)?;
    let verifier = base64url(&random);
    let sealed = [(VERIFIER, verifier.as_str()), (LOCALE, locale.unwrap_or_default())];
    let state = ports.identity.state_token(callback, STATE_LIFE, &sealed)?;
    Ok(AuthorizationRequest { state, challenge: challenge(&verifier), redirect: redirect_uri(ports)? })
}

/// The Webex integration; [`Failure::NotConfigured`] where none is registered.
pub fn integration(ports: &Ports<'_>) -> Result<Integration, Failure> {
    setup::load(ports).map_err(Failure::Unreachable)?.integration.ok_or(Failure::NotConfigured)
}

/// The address at which the user signs in to Webex. It is valid for an hour, for this user and this project.
pub fn webex_url(ports: &Ports<'_>, integration: &Integration, locale: Option<&str>) -> Result<String, Failure> {
    let begun = begin(ports, CALLBACK, locale).map_err(Failure::Unreachable)?;
    Ok(oauth::authorize_url(integration, &begun))
}

/// The redirect URI of authorizations, which is registered at Webex and at Google.
pub fn redirect_uri(ports: &Ports<'_>) -> Result<String, HostError> {
    let script = ports.identity.script_id()?;
    Ok(["https://script.google.com/macros/d/", &script, "/usercallback"].concat())
}

/// The PKCE challenge of a verifier (RFC 7636, S256).
fn challenge(verifier: &str) -> String {
    base64url(&sha256(verifier))
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
}
