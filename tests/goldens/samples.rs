//! The cards that the golden files show, each from sample data.

use meetwright::base::json::Json;
use meetwright::base::time::Instant;
use meetwright::memory::Memory;
use meetwright::model::account::Account;
use meetwright::model::event::EventRef;
use meetwright::model::link::{LinkState, Refusal, SeriesMode};
use meetwright::model::meeting::Meeting;
use meetwright::model::permission::{Grants, Permission};
use meetwright::model::policy::AdminRole;
use meetwright::model::record::Record;
use meetwright::model::settings::{Kind, Settings};
use meetwright::model::setup::Setup;
use meetwright::model::slot::Clamp;
use meetwright::store::setup::{self, POLICY};
use meetwright::ui::card::Card;
use meetwright::ui::i18n::{Catalog, Message};
use meetwright::ui::view::event::{self, EventCard, Heading, JoinPlace};
use meetwright::ui::view::home::{self, Home, Upcoming};
use meetwright::ui::view::mail::{self, Outcome};
use meetwright::ui::view::settings::{self, Choice, SettingsCard};
use meetwright::ui::view::sign_in::{self, Occasion};
use meetwright::ui::view::{admin, data, shared, trouble};

pub const NOW: Instant = Instant(1_795_521_600);
pub const AUTHORIZE: &str = "https://webexapis.com/v1/authorize?response_type=code&client_id=client-1&state=state-1";
pub const JOIN: &str = "https://acme.webex.com/acme/j.php?MTID=m1";

/// Where a person grants a Google permission.
pub const GRANT: &str = "https://script.google.com/macros/d/script-1/authorize";

/// Hostile titles.
pub const HOSTILE: [&str; 6] = [
    "<a href='https://evil.example'>Join here</a>",
    "\"Q&A\" <b>now</b>",
    "회의 👩‍👩‍👧 일정",
    "\u{202e}txt.exe\u{202c} مراجعة",
    "javascript:alert(1)",
    "${title} {{title}} %s",
];

pub fn meeting() -> Meeting {
    let text = r#"{"id":"870f51ff287b41be84648412901e0402","webLink":"https://acme.webex.com/acme/j.php?MTID=m1",
        "meetingNumber":"25521234567","password":"p<1>&","phoneAndVideoSystemPassword":"12345678",
        "sipAddress":"25521234567@acme.webex.com","telephony":{"accessCode":"25521234567","callInNumbers":[
        {"callInNumber":"+1-415-655-0001","tollType":"toll"},{"callInNumber":"+1-844-621-3956","tollType":"tollFree"}]}}"#;
    Meeting::read(&Json::parse(text).unwrap()).unwrap()
}

pub fn room() -> Meeting {
    let text = r#"{"personalMeetingRoomLink":"https://acme.webex.com/meet/host","sipAddress":"host@acme.webex.com"}"#;
    Meeting::read_room(&Json::parse(text).unwrap()).unwrap()
}

/// Where an administrator connects the directory.
pub const CONNECT: &str = "https://accounts.google.com/o/oauth2/v2/auth?client_id=client-2";
/// A policy that uses every rule.
pub const DECIDED: &str = r#"{"version":4,"sites":["acme.webex.com"],"kind":"meeting","template":"t2","templateForced":true,"spread":"each","match":true,"behalf":true}"#;

/// A project with this policy whose integration is entered.
pub fn setup(policy: &str) -> Setup {
    let host = Memory::default();
    let entries = [
        ("WEBEX_CLIENT_ID", "client-1"),
        ("WEBEX_CLIENT_SECRET", "secret-1"),
        ("GOOGLE_CLIENT_ID", "client-2"),
        ("GOOGLE_CLIENT_SECRET", "secret-2"),
        ("DIRECTORY_TOKEN", "refresh-1"),
        (POLICY, policy),
    ];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned()));
    host.script_properties.borrow_mut().extend(entries.into_iter().filter(|_| !policy.is_empty()));
    setup::load(&host.ports()).unwrap()
}

pub fn target() -> EventRef {
    EventRef { calendar: "host@example.com".into(), event: "e1".into() }
}

pub fn account(webex: &str) -> Account {
    Account { google: "host@example.com".into(), webex: webex.into(), ..Account::default() }
}

pub fn upcoming(titles: &[&str]) -> Vec<Upcoming> {
    let time = "Tue, Dec 1, 9:00 AM – 10:00 AM";
    titles.iter().map(|title| Upcoming { title: (*title).into(), time: time.into(), join: JOIN.into() }).collect()
}

pub fn linked(state: LinkState) -> EventCard {
    let state = Some((state, NOW.plus(600)));
    shown_in(JoinPlace::Field, state)
}

pub fn shown_in(place: JoinPlace, state: Option<(LinkState, Instant)>) -> EventCard {
    EventCard::Linked {
        target: target(),
        state,
        is_parked: false,
        join: Some(JOIN.into()),
        place,
        clamp: None,
        mode: None,
    }
}

pub fn bare(kind: Kind, may_write: bool, state: Option<LinkState>) -> EventCard {
    EventCard::Bare {
        target: target(),
        kind,
        other: Some(kind.other()),
        for_owner: false,
        may_write,
        state: state.map(|state| (state, NOW.plus(600))),
    }
}

pub fn heading(title: &str) -> Heading {
    let time = Some("Tue, Dec 1, 9:00 AM – 10:00 AM".into());
    Heading { title: Some(title.into()), time, ..Heading::default() }
}

pub fn message(catalog: Catalog<'_>, was_read: bool) -> mail::MailForm {
    let sent = catalog.moment(NOW.plus(-3600).local(0), NOW.local(0));
    let read = |text: &str| if was_read { text.to_owned() } else { String::new() };
    mail::MailForm {
        title: read(HOSTILE[1]),
        guests: read("guest-1@example.com"),
        start: NOW,
        offset: 3600,
        minutes: 30,
        kind: Kind::Meeting,
        sent: was_read.then_some(sent),
        was_read,
        grants: Grants::default(),
    }
}

/// Permissions that the user left out.
pub fn left_out(missing: &[Permission]) -> Grants {
    Grants { missing: missing.into(), url: Some(GRANT.into()) }
}

/// Every card of a language.
#[allow(clippy::too_many_lines)] // A line for each card.
pub fn cards(catalog: Catalog<'_>) -> Vec<(&'static str, Card)> {
    let (own, other) = (account("Host@Example.com"), account("person@example.com"));
    let home = |account, titles: &[&str], was_rebuilt| {
        home::card(catalog, &Home { account, upcoming: upcoming(titles), was_rebuilt, held: was_rebuilt.then_some(12) })
    };
    let open = |model: &EventCard| event::card(catalog, &heading("Review"), model, NOW);
    let choice = |value: &str, label: &str| Choice { value: value.into(), label: label.into() };
    let sites = [choice("acme.webex.com", "acme.webex.com"), choice("beta.webex.com", "beta.webex.com")];
    let templates = [choice("t1", "Standup <b>"), choice("t2", "Review & plan")];
    let chosen = Settings { kind: Kind::PersonalRoom, template: Some("t-removed".into()), ..Settings::default() };
    let clamped = EventCard::Linked {
        is_parked: false,
        target: target(),
        state: None,
        join: None,
        place: JoinPlace::Field,
        clamp: Some(Clamp::AllDay),
        mode: None,
    };
    let scheduled = |outcome| {
        mail::done(catalog, "Budget", "Tue, Dec 1, 9:00 AM – 10:00 AM", JOIN, "You <are> invited\n\nBudget", outcome)
    };
    let elsewhere = shown_in(JoinPlace::Elsewhere { may_write: true }, Some((LinkState::Linked, NOW)));
    let standing = EventCard::Linked {
        is_parked: false,
        target: target(),
        state: Some((LinkState::Linked, NOW)),
        join: Some(JOIN.into()),
        place: JoinPlace::Field,
        clamp: None,
        mode: Some(SeriesMode::Standing),
    };
    let shareable = match bare(Kind::Meeting, true, None) {
        EventCard::Bare { target, kind, other, may_write, state, .. } => {
            EventCard::Bare { target, kind, other, for_owner: true, may_write, state }
        }
        other => other,
    };
    let foreign = EventCard::Other { message: Message::OtherConference, join: None };
    let in_room = EventCard::Other { message: Message::RoomOnEvent, join: Some(JOIN.into()) };
    let decided = setup(DECIDED).copy(NOW, "host@example.com");
    let usual = Settings::default();
    let nothing = Grants::default();
    let off = left_out(&[Permission::Message, Permission::Draft, Permission::Profile]);
    let lacking = SettingsCard {
        settings: &usual,
        site: None,
        sites: &[],
        templates: &[],
        copy: None,
        release: "1.2.3, sha256 abc",
        grants: &off,
        is_asked: false,
    };
    let unread = mail::MailForm { grants: left_out(&[Permission::Message]), ..message(catalog, false) };
    let (site, release) = (Some("acme.webex.com"), "1.2.3, sha256 abc");
    let shown = SettingsCard {
        settings: &usual,
        site,
        sites: &sites,
        templates: &templates,
        copy: None,
        release,
        grants: &nothing,
        is_asked: false,
    };
    let lost = SettingsCard { settings: &chosen, site: None, sites: &sites[..1], ..shown };
    let cut = SettingsCard { sites: &[], copy: decided.as_ref(), ..lost };
    let hostile = HOSTILE.join(" ");
    let records = [Record::Account, Record::Tokens, Record::Links(7)].map(|record| (record, hostile.as_str()));
    vec![
        ("sign-in-first", sign_in::card(catalog, Occasion::First, Some(AUTHORIZE), AdminRole::User)),
        ("sign-in-again", sign_in::card(catalog, Occasion::Again, Some(AUTHORIZE), AdminRole::User)),
        ("sign-in-mismatch", sign_in::card(catalog, Occasion::Mismatch, Some(AUTHORIZE), AdminRole::User)),
        ("sign-in-not-configured", sign_in::card(catalog, Occasion::First, None, AdminRole::User)),
        ("sign-in-administrator", sign_in::card(catalog, Occasion::First, None, AdminRole::Administrator)),
        ("home-empty", home(&own, &[], false)),
        ("home-meetings", home(&own, &["Review", "Budget"], false)),
        ("home-hostile-titles", home(&other, &HOSTILE, true)),
        ("event-unsaved", event::card(catalog, &Heading::default(), &EventCard::Unsaved, NOW)),
        ("event-refused", open(&EventCard::Refused(Message::NoMeetingForKind))),
        ("event-standing", open(&standing)),
        ("event-hostile-title", event::card(catalog, &heading(HOSTILE[0]), &foreign, NOW)),
        ("event-bare", open(&bare(Kind::Meeting, true, None))),
        ("event-bare-room-first", open(&bare(Kind::PersonalRoom, true, None))),
        ("event-bare-read-only", open(&bare(Kind::Meeting, false, None))),
        ("event-bare-waiting", open(&bare(Kind::Meeting, true, Some(LinkState::Waiting)))),
        ("event-bare-leaving", open(&bare(Kind::Meeting, true, Some(LinkState::Leaving)))),
        ("event-room", open(&in_room)),
        ("event-linked", open(&linked(LinkState::Linked))),
        ("event-clamped", open(&clamped)),
        ("event-elsewhere", open(&elsewhere)),
        ("event-read-only", open(&EventCard::ReadOnly)),
        ("event-shared", open(&shareable)),
        ("event-host-refused", shared::refused(catalog, &target())),
        ("event-copied", open(&EventCard::Copied { target: target(), may_write: true })),
        ("event-behind", open(&linked(LinkState::Behind))),
        ("event-leaving", open(&linked(LinkState::Leaving))),
        ("event-gone", open(&linked(LinkState::Gone))),
        ("event-failed", open(&linked(LinkState::Failed(Refusal::Forbidden)))),
        ("details", event::details(catalog, &meeting())),
        ("details-room", event::details(catalog, &room())),
        ("settings", settings::card(catalog, &shown)),
        ("settings-lost-choice", settings::card(catalog, &lost)),
        ("settings-decided", settings::card(catalog, &cut)),
        ("settings-left-out", settings::card(catalog, &lacking)),
        ("settings-asked", settings::card(catalog, &SettingsCard { is_asked: true, site: None, ..shown })),
        ("trouble-grant", trouble(catalog, &Message::ErrorGooglePermission, Some(GRANT))),
        ("admin-new", admin::card(catalog, &setup(""), &[], None)),
        ("admin", admin::card(catalog, &setup(DECIDED), &templates, Some(CONNECT))),
        ("admin-broken", admin::card(catalog, &setup("{"), &[], Some(CONNECT))),
        ("data", data::card(catalog, records.into_iter())),
        ("disconnect", data::ask(catalog, 0, None)),
        ("disconnect-upcoming", data::ask(catalog, 40, None)),
        ("leaving", data::ask(catalog, 0, Some(12))),
        ("mail", mail::form(catalog, &message(catalog, true))),
        ("mail-unread", mail::form(catalog, &unread)),
        ("mail-draft", scheduled(Outcome::Draft)),
        ("mail-copy", scheduled(Outcome::Copy)),
        ("trouble", trouble(catalog, &Message::ErrorRejected { reason: "title <too> long".into() }, None)),
    ]
}
