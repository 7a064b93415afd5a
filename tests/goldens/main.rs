//! The golden files: what the add-on answers, in English, as the JSON that `appsscript/render.js` must reproduce.
//! The answers in every other language have the same form, and none of their sentences is English.
//!
//! `MEETWRIGHT_GOLDEN=write cargo test --test goldens` writes them again; review the difference before committing it.

mod samples;

use meetwright::base::json::Json;
use meetwright::model::language::Language;
use meetwright::model::meeting::Meeting;
use meetwright::model::settings::Kind;
use meetwright::ui::i18n::catalog;
use meetwright::ui::i18n::{Catalog, Message};
use meetwright::ui::response::{ConferenceAnswer, ConferenceData, ConferenceError, Response};
use meetwright::ui::view::event::{self};
use meetwright::ui::view::home::{self, Home};
use meetwright::ui::view::page;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use samples::*;

/// Every answer that says something in a language.
fn spoken(catalog: Catalog<'_>) -> Vec<(&'static str, Response)> {
    let mut all: Vec<_> = cards(catalog).into_iter().map(|(name, card)| (name, Response::card(card))).collect();
    let home = || {
        home::card(
            catalog,
            &Home { account: &account("host@example.com"), upcoming: vec![], was_rebuilt: false, held: None },
        )
    };
    all.push(("notification", Response::notify(catalog.say(&Message::ErrorBusy))));
    all.push(("pushed", Response::push(event::details(catalog, &meeting()))));
    all.push(("updated", Response::update(home(), Some(catalog.say(&Message::Saved)))));
    all.push(("menu", Response::Universal { cards: vec![home()] }));
    all.push(("callback", Response::Html { html: page::html(catalog, &Message::CallbackDone) }));
    all
}

/// Every golden file by its name.
fn goldens() -> BTreeMap<String, Response> {
    let mut all = spoken(catalog("en"));
    let data = |meeting: &Meeting, kind: Kind, notes: Option<&str>| {
        ConferenceData::of(meeting, kind, "e1", notes.map(str::to_owned))
    };
    let conference = |data: ConferenceData| Response::Conference(ConferenceAnswer::ConferenceData(data));
    let refused = |error: ConferenceError| Response::Conference(ConferenceAnswer::Error(error));
    let sign_in = ConferenceError::Authentication { authentication_url: AUTHORIZE.into() };
    let plain = [
        ("calendar", Response::Calendar { conference_data: data(&meeting(), Kind::Meeting, None) }),
        ("conference", conference(data(&meeting(), Kind::Meeting, Some("Join: <here>")))),
        ("conference-room", conference(data(&room(), Kind::PersonalRoom, None))),
        ("conference-sign-in", refused(sign_in)),
        ("conference-forbidden", refused(ConferenceError::ConferenceSolutionForbidden)),
        ("conference-permanent", refused(ConferenceError::Permanent)),
        ("conference-denied", refused(ConferenceError::PermissionDenied)),
        ("conference-temporary", refused(ConferenceError::Temporary)),
        ("nothing", Response::Nothing),
        ("url", Response::Url { url: AUTHORIZE.into() }),
    ];
    all.extend(plain.map(|(name, response)| (name, response)));
    let count = all.len();
    let all: BTreeMap<_, _> = all.into_iter().map(|(name, response)| ([name, ".json"].concat(), response)).collect();
    assert_eq!(all.len(), count, "two answers have one name");
    all
}

fn written(response: &Response) -> String {
    let value = serde_json::json!({ "response": Json::from(response.clone()) });
    let mut text = serde_json::to_string_pretty(&value).unwrap();
    text.push('\n');
    text
}

#[test]
fn every_answer_is_as_its_golden_file_says() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let goldens = goldens();
    let is_writing = std::env::var("MEETWRIGHT_GOLDEN").is_ok_and(|mode| mode == "write");
    let present = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let stale: Vec<String> =
        present.filter(|name| name.contains(".json") && !goldens.contains_key(name.as_str())).collect();
    if is_writing {
        for name in &stale {
            fs::remove_file(folder.join(name)).unwrap();
        }
        for (name, response) in &goldens {
            fs::write(folder.join(name), written(response)).unwrap();
        }
        return;
    }
    assert_eq!(stale, Vec::<String>::new(), "files that no answer belongs to");
    for (name, response) in &goldens {
        let expected = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert_eq!(written(response), expected, "{name}: if the change is meant, run with MEETWRIGHT_GOLDEN=write");
    }
}

/// Walks two answers side by side: the same members in the same order. Collects the texts that both have in one place.
fn walk(name: &str, one: &serde_json::Value, other: &serde_json::Value, same: &mut Vec<(String, String)>) {
    use serde_json::Value;
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{name}");
            one.iter().for_each(|(key, value)| walk(&format!("{name}.{key}"), value, &other[key], same));
        }
        (Value::Array(one), Value::Array(other)) => {
            assert_eq!(one.len(), other.len(), "{name}");
            one.iter().zip(other).for_each(|(one, other)| walk(name, one, other, same));
        }
        (Value::String(one), Value::String(other)) if one == other => same.push((name.to_owned(), one.clone())),
        (Value::String(_), Value::String(_)) => {}
        _ => assert_eq!(one, other, "{name}"),
    }
}

/// The members of an answer that no person reads.
const MACHINE: [&str; 10] =
    ["name", "key", "kind", "url", "function", "value", "type", "onClose", "openAs", "valueMsEpoch"];

/// What the sample cards are given from outside, and the names that no language translates.
const GIVEN: [&str; 18] = [
    "Tue, Dec 1, 9:00 AM",
    "evil.example",
    "Q&amp;A",
    "👩",
    "txt.exe",
    "${title}",
    "javascript:",
    "Standup <b>",
    "Review",
    "Budget",
    "You &lt;are&gt; invited",
    ".webex.com",
    "25521234567",
    "p&lt;1&gt;&amp;",
    "+1-",
    "t-removed",
    "1.2.3, sha256",
    "Meetwright",
];

/// Whether a text of an answer is for the machine or comes from outside.
fn is_data(place: &str, text: &str) -> bool {
    let member = place.rsplit('.').next().unwrap_or_default();
    let is_language = Language::ALL.iter().any(|language| language.name() == text);
    MACHINE.contains(&member) || is_language || GIVEN.iter().any(|given| text.contains(given))
}

/// proves: F15, N9
#[test]
fn the_answers_of_every_language_have_one_form_and_none_has_english_sentences() {
    let value = |response: &Response| serde_json::to_value(Json::from(response.clone())).unwrap();
    let english = spoken(catalog("en"));
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let mut same = Vec::new();
        for ((name, one), (_, other)) in english.iter().zip(spoken(catalog(language.tag()))) {
            walk(name, &value(one), &value(&other), &mut same);
        }
        same.retain(|(place, text)| !is_data(place, text));
        same.dedup();
        assert_eq!(same, Vec::new(), "{language:?}");
    }
}

/// proves: E86
#[test]
fn a_title_never_becomes_markup() {
    let hostile = cards(catalog("en")).into_iter().filter(|(name, _)| name.contains("hostile"));
    for (name, card) in hostile {
        let card = serde_json::to_value(Json::from(card)).unwrap();
        // The header is plain text; everything below it is formatted.
        let sections = card["sections"].to_string();
        assert!(!sections.contains("<a ") && !sections.contains("<b>"), "{name}: {sections}");
    }
}
