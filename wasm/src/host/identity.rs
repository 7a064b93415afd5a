//! The user and the script of this execution, and the granted permissions.

use meetwright::port::Identity;

use super::{caught, JsHost, Returned};
use crate::codec::{entries, texts};

impl Identity for JsHost {
    fn email(&self) -> Returned<String> {
        caught(self.host.email())
    }

    fn access_token(&self) -> Returned<String> {
        caught(self.host.access_token())
    }

    fn edition(&self) -> Returned<String> {
        caught(self.host.edition())
    }

    fn grant_url(&self, scopes: &[&str]) -> Returned<Option<String>> {
        caught(self.host.grant_url(texts(scopes)?))
    }

    fn script_id(&self) -> Returned<String> {
        caught(self.host.script_id())
    }

    fn state_token(&self, callback: &str, seconds: u32, arguments: &[(&str, &str)]) -> Returned<String> {
        caught(self.host.state_token(callback, seconds, entries(arguments.iter().copied())?))
    }
}
