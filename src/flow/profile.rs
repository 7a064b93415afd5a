//! Reads the user's values at Google once, when they link their account: zone, language, clock, name, Webex site.
//!
//! Each source needs a permission that may be missing. A value that can't be read stays as it was.

use crate::base::json::Json;
use crate::base::text::split_once;
use crate::flow::directory::look_up as look_up_for_all;
use crate::flow::permission::note;
use crate::google::directory::{self, DirectoryView};
use crate::model::account::{is_site, Access, Account};
use crate::model::language::Hours;
use crate::model::permission::Permission;
use crate::model::policy::Policy;
use crate::model::setup::Directory;
use crate::port::{Method, Ports, Reply, Request};

/// <https://developers.google.com/identity/openid-connect/openid-connect#obtaininguserprofileinformation>
const USERINFO: &str = "https://openidconnect.googleapis.com/v1/userinfo";

/// The values that Google gave.
pub struct Profile {
    /// The account, completed.
    pub account: Account,
    /// The primary calendar's id, where CalendarApp may be asked for it.
    pub primary: Option<String>,
    /// Whether the directory names sites, but none that can be used.
    pub is_unclear: bool,
}

/// Completes an account with Google's values. `sites` are the user's own at Webex; the directory may name one of them.
pub fn complete(
    ports: &Ports<'_>,
    account: Account,
    sites: &[Json],
    policy: &Policy,
    connected: &Directory,
) -> Profile {
    let (mut account, primary) = with_calendar(ports, with_settings(ports, account));
    let replies = look_up(ports, &account.google, &policy.schema);
    let (profile, own) = (directory::read(replies.first()), replies.get(1));
    // The administrator's consent is used only if the user may not read the directory and the site is still open.
    let is_refused = own.is_some_and(|reply| reply.status == 403);
    let entry = if is_refused && account.site.is_none() && sites.len() != 1 {
        look_up_for_all(ports, connected, &account.google, &policy.schema)
    } else {
        directory::read(own)
    };
    if let [profiled, ..] = replies.as_slice() {
        let is_missing = profiled.status == 401 || profile.get("name").text().is_none();
        account.mark(Permission::Profile, access(is_missing));
    }
    if let Some(own) = own {
        // <https://developers.google.com/workspace/admin/directory/v1/limits>
        let is_missing = own.status == 403 && split_once(&own.body, "insufficientPermissions").is_some();
        account.mark(Permission::Directory, access(is_missing));
    }
    let (site, is_unclear) = site_of(&entry, sites, policy);
    let owned = |json: &Json| json.text().map(str::to_owned);
    let account = Account {
        name: owned(profile.get("name")).or(account.name),
        locale: account.locale.or(owned(profile.get("locale"))),
        site: account.site.or(site),
        ..account
    };
    Profile { account, primary, is_unclear }
}

/// The user's Calendar settings.
///
/// <https://developers.google.com/workspace/calendar/api/v3/reference/settings>
fn with_settings(ports: &Ports<'_>, mut account: Account) -> Account {
    let setting = |name: &str| ports.calendar.setting(name);
    let zone = setting("timezone");
    note(&mut account, Permission::Settings, zone.as_ref().err());
    // If one is refused, all three are.
    let Some(zone) = zone.ok().filter(|value| !value.is_empty()) else { return account };
    let setting = |name: &str| setting(name).ok().filter(|value| !value.is_empty());
    let hours = match setting("format24HourTime").as_deref() {
        Some("true") => Hours::TwentyFour,
        _ => Hours::Twelve,
    };
    Account { zone: Some(zone), locale: setting("locale").or(account.locale), hours, ..account }
}

/// Tries whether Google lets the add-on use CalendarApp, and reads the primary calendar's id. If the zone is unknown, it is read too:
/// events without a zone are in the calendar's zone.
fn with_calendar(ports: &Ports<'_>, account: Account) -> (Account, Option<String>) {
    match ports.calendar_app.calendar(None) {
        Ok(primary) => {
            let owned = |name: &str| primary.get(name).text().map(str::to_owned);
            let account =
                Account { calendar_app: Access::Granted, zone: account.zone.or_else(|| owned("timeZone")), ..account };
            (account, owned("id"))
        }
        Err(_) => (Account { calendar_app: Access::Refused, ..account }, None),
    }
}

/// The user's profile and directory entry, with the script's own token, in one round trip.
fn look_up(ports: &Ports<'_>, email: &str, schema: &str) -> Vec<Reply> {
    let token = ports.identity.access_token().or_else(|_| ports.identity.access_token());
    let Ok(token) = token else { return Vec::new() };
    let profile = Request {
        method: Method::Get,
        url: USERINFO.to_owned(),
        headers: vec![("Authorization", ["Bearer ", &token].concat())],
        body: None,
    };
    // A user who is no administrator may read only the public view.
    let requests = [profile, directory::entry(&token, email, schema, DirectoryView::Public)];
    let send = || ports.http.send_all(&requests).unwrap_or_default();
    // It is requested only once, so a transient failure is worth a second try.
    Some(send()).filter(|replies| !replies.is_empty() && !replies.iter().any(directory::passes)).unwrap_or_else(send)
}

fn access(is_missing: bool) -> Access {
    if is_missing {
        Access::Refused
    } else {
        Access::Granted
    }
}

/// The only site of the user that a directory entry names, in one value or several. Without one, whether it names any.
fn site_of(entry: &Json, sites: &[Json], policy: &Policy) -> (Option<String>, bool) {
    let value = entry.at(&["customSchemas", &policy.schema, &policy.field]);
    let values = if value.text().is_some() { core::slice::from_ref(value) } else { value.items() };
    let (mut found, mut is_unclear) = (None, false);
    for value in values {
        let named = value.text().or(value.get("value").text()).unwrap_or_default().trim().to_ascii_lowercase();
        let host = named.strip_prefix("https://").unwrap_or(&named).trim_end_matches('/');
        let is_own = sites.is_empty() || sites.iter().any(|site| site.get("siteUrl").text() == Some(host));
        if !is_site(host) || !is_own || !policy.allows_site(Some(host)) {
            is_unclear |= !host.is_empty();
        } else if found.as_deref().is_some_and(|other| other != host) {
            return (None, true);
        } else {
            found = Some(host.to_owned());
        }
    }
    is_unclear &= found.is_none();
    (found, is_unclear)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(value: &str, own: &str) -> (Option<String>, bool) {
        let entry = format!(r#"{{"customSchemas":{{"Webex":{{"siteURL":{value}}}}}}}"#);
        site_of(&Json::parse(&entry).unwrap(), Json::parse(own).unwrap().items(), &Policy::default())
    }

    /// proves: E80, F11, R2
    #[test]
    fn a_directory_entry_names_a_site_only_if_it_is_one_of_the_users_own() {
        let own = r#"[{"siteUrl":"a.webex.com"},{"siteUrl":"b.webex.com"}]"#;
        let one = |host: &str| (Some(host.to_owned()), false);
        assert_eq!(site(r#""b.webex.com""#, own), one("b.webex.com"));
        assert_eq!(site(r#""https://B.webex.com/""#, own), one("b.webex.com"));
        assert_eq!(
            site(r#"[{"value":"b.webex.com"},{"value":"old.webex.com"},{"value":" B.webex.com"}]"#, own),
            one("b.webex.com")
        );
        let unclear = (None, true);
        assert_eq!(site(r#""c.webex.com""#, own), unclear);
        assert_eq!(site(r#""evil.example""#, "[]"), unclear);
        assert_eq!(site(r#""a.webex.com, b.webex.com""#, own), unclear);
        assert_eq!(site(r#"[{"value":"a.webex.com"},{"value":"b.webex.com"}]"#, own), unclear);
        for nothing in ["null", r#""""#, "[]"] {
            assert_eq!(site(nothing, own), (None, false), "{nothing}");
        }
    }
}
