//! What Webex's refusals mean for the add-on.
//!
//! Webex documents no error codes, so the status decides; only the sentence about a running meeting is recognised, since such a meeting is changed later.
//!
//! <https://developer.webex.com/docs/basics>

use crate::base::json::Json;
use crate::base::text::{cut, one_line, split_once};
use crate::port::{HostError, Reply};

/// Why a call to Webex failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The user has to sign in to Webex (again).
    #[error("sign-in to Webex needed")]
    SignedOut,
    /// The administrator has not registered the Webex integration.
    #[error("Webex integration not configured")]
    NotConfigured,
    /// The user may not do this: no host licence, a missing scope, or not the host (403).
    #[error("not allowed by Webex")]
    Forbidden,
    /// The meeting or invitee is not there (404, 410).
    #[error("not found at Webex")]
    NotFound,
    /// It exists already (409).
    #[error("in conflict at Webex")]
    Conflict,
    /// The meeting is running; it can be changed when it has ended.
    #[error("meeting in progress")]
    InProgress,
    /// Too many requests (429).
    #[error("rate limit of Webex reached")]
    RateLimited {
        /// How long to wait.
        seconds: i64,
    },
    /// Webex refuses the request's content; its own words, not to be logged.
    #[error("request rejected by Webex")]
    Rejected(String),
    /// Webex is unavailable (5xx).
    #[error("Webex unavailable")]
    Unavailable,
    /// Webex gave an undocumented answer.
    #[error("reply of Webex not understood")]
    Malformed,
    /// The request or its answer was lost.
    #[error("Webex not reached")]
    Unreachable(#[source] HostError),
}

/// How long to wait when Webex names no time.
const DEFAULT_WAIT: i64 = 60;

impl Failure {
    /// The failure of a reply with a status of 400 or above.
    pub fn of(reply: &Reply) -> Failure {
        let message = message(&reply.body);
        if split_once(&message, "in progress").is_some() {
            return Failure::InProgress;
        }
        match reply.status {
            401 => Failure::SignedOut,
            403 => Failure::Forbidden,
            404 | 410 => Failure::NotFound,
            409 => Failure::Conflict,
            423 | 429 => Failure::RateLimited { seconds: retry_after(reply) },
            // A redirect could lead anywhere, so it is not followed. It comes from a proxy and not from Webex's API.
            300..=399 | 500.. => Failure::Unavailable,
            _ => Failure::Rejected(cut(&message, 200)),
        }
    }

    /// Whether the same call may succeed later without anyone doing anything.
    pub fn is_transient(&self) -> bool {
        match self {
            Failure::InProgress
            | Failure::RateLimited { .. }
            | Failure::Unavailable
            | Failure::Malformed
            | Failure::Unreachable(_) => true,
            Failure::SignedOut
            | Failure::NotConfigured
            | Failure::Forbidden
            | Failure::NotFound
            | Failure::Conflict
            | Failure::Rejected(_) => false,
        }
    }

    /// Whether Webex may have refused the rule of a series, so that the fallback rule is worth a try.
    pub fn may_be_the_rule(&self) -> bool {
        matches!(self, Failure::Rejected(_) | Failure::Conflict)
    }

    /// Whether signing in would help.
    pub fn needs_sign_in(&self) -> bool {
        matches!(self, Failure::SignedOut)
    }

    /// Whether a call that was sent may have had its effect although it failed.
    pub fn may_have_had_effect(&self) -> bool {
        matches!(self, Failure::Unavailable | Failure::Malformed | Failure::Unreachable(_))
    }

    /// How long to wait before trying again.
    pub fn wait(&self) -> i64 {
        match self {
            Failure::RateLimited { seconds } => *seconds,
            _ => DEFAULT_WAIT,
        }
    }
}

/// Webex's explanation: the first description, else the message. `errors` may be missing, and the body may be HTML.
fn message(body: &str) -> String {
    let json = Json::parse(body).unwrap_or_default();
    let described = json.get("errors").items().first().and_then(|error| error.get("description").text());
    // The add-on's sentences go on after it, so the full stop is removed.
    one_line(described.or(json.get("message").text()).unwrap_or_default()).trim_end_matches('.').to_owned()
}

fn retry_after(reply: &Reply) -> i64 {
    let seconds = reply.header("retry-after").and_then(|text| text.trim().parse().ok());
    seconds.unwrap_or(DEFAULT_WAIT).clamp(1, 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        Reply { status, headers: vec![("retry-after".into(), "3600".into())], body: body.into() }
    }

    #[test]
    fn a_rate_limit_in_html_names_its_time() {
        let failure = Failure::of(&reply(429, "<html>Too many</html>"));
        assert_eq!(failure, Failure::RateLimited { seconds: 3600 });
        assert!(failure.is_transient() && !failure.may_have_had_effect());
    }

    #[test]
    fn the_message_stands_in_for_missing_errors() {
        let bare = r#"{"message":"timezone and offset do not match","trackingId":"T"}"#;
        assert_eq!(Failure::of(&reply(400, bare)), Failure::Rejected("timezone and offset do not match".into()));
        let full = r#"{"message":"x","errors":[{"description":"Meeting is in progress"}]}"#;
        assert_eq!(Failure::of(&reply(403, full)), Failure::InProgress);
        let stopped = r#"{"message":"too long."}"#;
        assert_eq!(Failure::of(&reply(400, stopped)), Failure::Rejected("too long".into()));
        assert_eq!(Failure::of(&reply(400, "")), Failure::Rejected(String::new()));
    }
}
