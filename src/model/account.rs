//! The Webex account that a Google account is linked to.

use crate::base::json::{object, Json};
use crate::model::language::Hours;

/// The user at Webex. It holds no token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The Google address that linked it.
    pub google: String,
    /// The Webex address.
    pub webex: String,
    /// The site on which meetings are made; none for Webex's own choice.
    pub site: Option<String>,
    /// The user's time zone, as Google last reported it.
    pub zone: Option<String>,
    /// The user's language, as Google last reported it.
    pub locale: Option<String>,
    /// The user's full name, for invitations.
    pub name: Option<String>,
    /// Whether the user's clock counts to twelve or to twenty-four.
    pub hours: Hours,
    /// The Webex address that was linked before this one. Its meetings are not changed.
    pub former: Option<String>,
    /// Whether Google lets the add-on use CalendarApp, as tried at linking.
    pub calendar_app: Access,
    /// A bit for each optional Google permission that a refused call showed to be missing.
    pub missing_permissions: i64,
    /// Whether the user still has to choose the site on which meetings are made.
    pub needs_site_choice: bool,
}

/// Whether a service may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// No, or not tried.
    #[default]
    Refused,
    /// Yes.
    Granted,
}

impl Account {
    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<Account> {
        let owned = |name: &str| json.get(name).text().map(str::to_owned);
        Some(Account {
            google: owned("google")?,
            webex: owned("webex")?,
            site: owned("site"),
            zone: owned("zone"),
            locale: owned("locale"),
            name: owned("name"),
            former: owned("former"),
            hours: if json.get("hours24").is_true() { Hours::TwentyFour } else { Hours::Twelve },
            missing_permissions: json.get("off").int().unwrap_or_default(),
            needs_site_choice: json.get("siteOpen").is_true(),
            calendar_app: if json.get("calendarApp").is_true() { Access::Granted } else { Access::Refused },
        })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        object([
            ("google", self.google.as_str().into()),
            ("webex", self.webex.as_str().into()),
            ("site", self.site.as_deref().into()),
            ("zone", self.zone.as_deref().into()),
            ("locale", self.locale.as_deref().into()),
            ("name", self.name.as_deref().into()),
            ("former", self.former.as_deref().into()),
            ("hours24", (self.hours == Hours::TwentyFour).then_some(true).into()),
            ("off", (self.missing_permissions != 0).then_some(self.missing_permissions).into()),
            ("siteOpen", self.needs_site_choice.then_some(true).into()),
            ("calendarApp", (self.calendar_app == Access::Granted).then_some(true).into()),
        ])
        .to_string()
    }

    /// Whether the two addresses differ, letter case aside.
    pub fn addresses_differ(&self) -> bool {
        !self.google.eq_ignore_ascii_case(&self.webex)
    }
}

/// The site to use from Webex's list: the only one, or the default. Without either there is none, and the user is asked.
///
/// <https://developer.webex.com/docs/api/v1/meeting-preferences/get-site-list>
pub fn choose_site(sites: &[Json]) -> Option<String> {
    let host = |site: &Json| site.get("siteUrl").text().filter(|host| is_site(host)).map(str::to_owned);
    match sites {
        [only] => host(only),
        several => several.iter().find(|site| site.get("default").is_true()).and_then(host),
    }
}

/// Whether a text is the host name of a Webex site.
pub fn is_site(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    host.len() <= 100 && host.ends_with(".webex.com") && host.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites(text: &str) -> Vec<Json> {
        Json::parse(text).unwrap().items().to_vec()
    }

    /// proves: F11, P6
    #[test]
    fn one_site_or_a_default_is_taken_without_asking() {
        let one = sites(r#"[{"siteUrl":"a.webex.com","default":false}]"#);
        assert_eq!(choose_site(&one).as_deref(), Some("a.webex.com"));
        let flagged = sites(r#"[{"siteUrl":"a.webex.com"},{"siteUrl":"b.webex.com","default":true}]"#);
        assert_eq!(choose_site(&flagged).as_deref(), Some("b.webex.com"));
        let open = sites(r#"[{"siteUrl":"a.webex.com"},{"siteUrl":"b.webex.com"}]"#);
        assert_eq!(choose_site(&open), None);
        assert_eq!(choose_site(&sites(r#"[{"siteUrl":"evil.example/.webex.com"}]"#)), None);
    }

    /// proves: F2
    #[test]
    fn addresses_are_compared_without_letter_case() {
        let mut account =
            Account { google: "Host@Example.com".into(), webex: "host@example.com".into(), ..Account::default() };
        assert!(!account.addresses_differ());
        account.webex = "other@example.com".into();
        assert!(account.addresses_differ());
        assert_eq!(Account::read(&Json::parse(&account.write()).unwrap()), Some(account));
    }
}
