//! What the administrators of an organisation decide for everyone, and a user's copy of it.
//!
//! Each user's records hold a copy of at most [`FRESH`] seconds, so that most cards need no round trip for it.
//! If the policy can't be read, users with a copy keep it and nobody new can sign in, since an unreadable rule could forbid it.
//! The store loads and saves it.

use crate::base::json::{object, Json};
use crate::base::time::{Instant, MINUTE};
use crate::model::account::{is_site, Account};
use crate::model::language::Language;
use crate::model::settings::{Kind, SeriesFallback, Settings};

/// How old a user's copy may be, in seconds.
const FRESH: i64 = 10 * MINUTE;
/// The custom schema and its field in which a directory entry holds the user's Webex site, unless the policy names others.
const SCHEMA: &str = "Webex";
const FIELD: &str = "siteURL";

/// Whether users may change a choice of the administrators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enforcement {
    /// Users who have not chosen get it.
    #[default]
    Suggested,
    /// Everyone gets it.
    Forced,
}

/// Whether a person administrates the add-on for the organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdminRole {
    /// No.
    #[default]
    User,
    /// Yes.
    Administrator,
}

/// Whether the Google and the Webex address must be the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AddressMatch {
    /// They may differ.
    #[default]
    Free,
    /// They must be the same.
    Required,
}

/// Whether a meeting may be made for the owner of a shared calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnBehalf {
    /// The user is always the host.
    #[default]
    Never,
    /// The owner is offered as the host. Webex documents this for administrators' scopes only, so it may refuse.
    Tried,
}

/// The administrators' decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The version grows with each save, so that two administrators don't overwrite each other's changes.
    pub version: i64,
    /// The Webex sites on which meetings are made; none for any.
    pub sites: Vec<String>,
    /// The only kind of conference; none for all.
    pub kind: Option<Kind>,
    /// The template of new meetings.
    pub template: Option<String>,
    /// Whether users may choose another template.
    pub template_enforcement: Enforcement,
    /// What a series becomes that Webex can't express.
    pub series_fallback: SeriesFallback,
    /// Whether users may choose otherwise.
    pub fallback_enforcement: Enforcement,
    /// Whether addresses must match.
    pub addresses: AddressMatch,
    /// The language of titles, descriptions and invitations, which others read; none for each user's own.
    pub language: Option<Language>,
    /// Whether a meeting may be made for the owner of a shared calendar.
    pub on_behalf: OnBehalf,
    /// The directory's schema that contains the site.
    pub schema: String,
    /// Its field.
    pub field: String,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            version: 0,
            sites: Vec::new(),
            kind: None,
            template: None,
            template_enforcement: Enforcement::default(),
            series_fallback: SeriesFallback::default(),
            fallback_enforcement: Enforcement::default(),
            addresses: AddressMatch::default(),
            language: None,
            on_behalf: OnBehalf::default(),
            schema: SCHEMA.to_owned(),
            field: FIELD.to_owned(),
        }
    }
}

impl Policy {
    /// Reads the stored form. An unknown value makes it unreadable, since it could forbid something.
    pub fn read(json: &Json) -> Option<Policy> {
        let Json::Map(_) = json else { return None };
        let owned = |name: &str| json.get(name).text().map(str::to_owned);
        let sites =
            json.get("sites").items().iter().map(|site| Some(site.text().filter(|site| is_site(site))?.to_owned()));
        let kind = match json.get("kind").text() {
            Some(name) => Some(Kind::from_name(name)?),
            None => None,
        };
        let language = match json.get("language").text() {
            Some(tag) => Some(Language::from_tag(tag)?),
            None => None,
        };
        let weight = |name: &str| if json.get(name).is_true() { Enforcement::Forced } else { Enforcement::Suggested };
        let name = |member: &str, otherwise: &str| match json.get(member).text() {
            Some(name) => is_name(name).then(|| name.to_owned()),
            None => Some(otherwise.to_owned()),
        };
        Some(Policy {
            version: json.get("version").int()?,
            sites: sites.collect::<Option<_>>()?,
            kind,
            template: owned("template"),
            template_enforcement: weight("templateForced"),
            series_fallback: json
                .get("spread")
                .text()
                .map_or(Some(SeriesFallback::default()), SeriesFallback::from_name)?,
            fallback_enforcement: weight("spreadForced"),
            addresses: if json.get("match").is_true() { AddressMatch::Required } else { AddressMatch::Free },
            language,
            on_behalf: if json.get("behalf").is_true() { OnBehalf::Tried } else { OnBehalf::Never },
            schema: name("schema", SCHEMA)?,
            field: name("field", FIELD)?,
        })
    }

    /// The stored form.
    pub fn write(&self) -> Json {
        let sites: Vec<Json> = self.sites.iter().map(|site| site.as_str().into()).collect();
        object([
            ("version", self.version.into()),
            ("sites", sites.into()),
            ("kind", self.kind.map(Kind::name).into()),
            ("template", self.template.as_deref().into()),
            ("templateForced", (self.template_enforcement == Enforcement::Forced).into()),
            ("spread", self.series_fallback.name().into()),
            ("spreadForced", (self.fallback_enforcement == Enforcement::Forced).into()),
            ("match", (self.addresses == AddressMatch::Required).into()),
            ("language", self.language.map(Language::tag).into()),
            ("behalf", (self.on_behalf == OnBehalf::Tried).then_some(true).into()),
            ("schema", self.schema.as_str().into()),
            ("field", self.field.as_str().into()),
        ])
    }

    /// The settings that apply to a user with these settings of their own, or with none.
    pub fn settings(&self, own: Option<&Settings>) -> Settings {
        let suggested = || Settings {
            template: self.template.clone(),
            series_fallback: self.series_fallback,
            ..Settings::default()
        };
        let mut settings = own.cloned().unwrap_or_else(suggested);
        if self.template_enforcement == Enforcement::Forced {
            settings.template.clone_from(&self.template);
        }
        if self.fallback_enforcement == Enforcement::Forced {
            settings.series_fallback = self.series_fallback;
        }
        settings.kind = self.kind.unwrap_or(settings.kind);
        settings
    }

    /// Whether meetings may be made on this site.
    pub fn allows_site(&self, site: Option<&str>) -> bool {
        self.sites.is_empty() || site.is_some_and(|site| self.sites.iter().any(|allowed| allowed == site))
    }

    /// Whether a user with this account may host such a conference on the chosen site.
    pub fn permits(&self, account: Option<&Account>, kind: Kind) -> Result<(), Forbidden> {
        if !self.allows_kind(kind) {
            return Err(Forbidden::Kind);
        }
        match account {
            Some(account) if !self.allows_site(account.site.as_deref()) => Err(Forbidden::Site),
            Some(_) | None => Ok(()),
        }
    }

    /// Whether this kind of conference may be made.
    pub fn allows_kind(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|only| only == kind)
    }
}

/// What the administrators don't allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// This kind of conference.
    Kind,
    /// The chosen site.
    Site,
}

/// Whether a text is the name of a directory's schema or field.
///
/// <https://developers.google.com/workspace/admin/directory/reference/rest/v1/schemas>
pub fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    (1..=60).contains(&name.len()) && name.chars().all(plain)
}

/// A user's copy of the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CachedPolicy {
    /// When it was made.
    pub at: Instant,
    /// Whether the user was an administrator when the copy was made. Administrators' actions check it again.
    pub is_administrator: bool,
    /// The policy.
    pub policy: Policy,
}

impl CachedPolicy {
    /// Whether it may be used.
    pub fn is_fresh(&self, now: Instant) -> bool {
        self.at <= now && now < self.at.plus(FRESH)
    }

    /// Reads the stored form.
    pub fn read(json: &Json) -> Option<CachedPolicy> {
        Some(CachedPolicy {
            at: Instant(json.get("at").int()?),
            is_administrator: json.get("administrator").is_true(),
            policy: Policy::read(json.get("policy"))?,
        })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        let administrator = self.is_administrator.then_some(true);
        object([("at", self.at.0.into()), ("administrator", administrator.into()), ("policy", self.policy.write())])
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Policy> {
        Policy::read(&Json::parse(text).unwrap())
    }

    fn strict() -> Policy {
        Policy {
            version: 7,
            sites: vec!["a.webex.com".into()],
            kind: Some(Kind::PersonalRoom),
            template: Some("t1".into()),
            template_enforcement: Enforcement::Forced,
            series_fallback: SeriesFallback::Each,
            fallback_enforcement: Enforcement::Suggested,
            addresses: AddressMatch::Required,
            language: Some(Language::Korean),
            on_behalf: OnBehalf::Tried,
            schema: "Telephony".into(),
            field: "webex_site".into(),
        }
    }

    #[test]
    fn a_policy_is_read_back_and_one_that_makes_no_sense_is_none() {
        assert_eq!(Policy::read(&strict().write()), Some(strict()));
        assert_eq!(read(r#"{"version":1}"#), Some(Policy { version: 1, ..Policy::default() }));
        for broken in [
            "3",
            "{}",
            r#"{"version":1,"sites":["evil.example"]}"#,
            r#"{"version":1,"sites":[5]}"#,
            r#"{"version":1,"kind":"hologram"}"#,
            r#"{"version":1,"spread":"x"}"#,
            r#"{"version":1,"language":"xx"}"#,
            r#"{"version":1,"schema":"a/b"}"#,
        ] {
            assert_eq!(read(broken), None, "{broken}");
        }
    }

    /// proves: P11
    #[test]
    fn a_suggestion_counts_until_the_user_chooses_and_a_force_always() {
        let own =
            Settings { kind: Kind::Meeting, template: Some("own".into()), series_fallback: SeriesFallback::Standing };
        let chosen = strict().settings(Some(&own));
        assert_eq!(
            (chosen.template.as_deref(), chosen.series_fallback, chosen.kind),
            (Some("t1"), SeriesFallback::Standing, Kind::PersonalRoom)
        );
        assert_eq!(strict().settings(None).series_fallback, SeriesFallback::Each);
        assert_eq!(Policy::default().settings(Some(&own)), own);
    }

    #[test]
    fn sites_and_kinds_are_open_until_some_are_named() {
        let open = Policy::default();
        assert!(open.allows_site(None) && open.allows_site(Some("b.webex.com")) && open.allows_kind(Kind::Meeting));
        let strict = strict();
        assert!(
            strict.allows_site(Some("a.webex.com"))
                && !strict.allows_site(Some("b.webex.com"))
                && !strict.allows_site(None)
        );
        assert!(strict.allows_kind(Kind::PersonalRoom) && !strict.allows_kind(Kind::Meeting));
    }
}
