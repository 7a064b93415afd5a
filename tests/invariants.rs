//! The invariants that `src/lib.rs` names, and the project's rules that the compiler can't check, read from the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use meetwright::base::code::Secret;
use meetwright::model::language::{BuiltIn, Language, Texts};
use meetwright::port::{Method, Request};
use meetwright::store::State;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Every file under a folder with this ending, by its path from the root.
fn files(folder: &str, ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![Path::new(ROOT).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let name = path.strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(!found.is_empty(), "nothing under {folder}");
    found
}

/// A source without its unit tests.
fn before_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap()
}

/// The core's sources without tests; without the scripted host.
fn core() -> BTreeMap<String, String> {
    let mut core = files("src", ".rs");
    core.retain(|name, _| !name.starts_with("src/memory"));
    // The parent module marks a test-only module with `#[cfg(test)]`.
    let for_tests: Vec<String> = core
        .iter()
        .flat_map(|(name, source)| {
            let folder = name.trim_end_matches(".rs").to_owned();
            let after = source.split("#[cfg(test)]\n").skip(1).filter_map(|rest| rest.lines().next());
            let names =
                after.filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
            names.map(move |module| format!("{folder}/{module}.rs")).collect::<Vec<_>>()
        })
        .collect();
    core.retain(|name, _| !for_tests.contains(name));
    for source in core.values_mut() {
        *source = before_tests(source).to_owned();
    }
    core
}

/// The code of a source: its lines without comments.
fn code(source: &str) -> String {
    let lines = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_core_knows_no_javascript_and_no_clock_of_its_own() {
    for (name, source) in core() {
        for word in ["js_sys", "wasm_bindgen", "web_sys", "JsValue", "SystemTime", "Utc::now", "Local::now", "std::env"]
        {
            assert!(!code(&source).contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn what_is_pure_asks_no_port() {
    let core = core();
    let is_pure = |name: &str| {
        ["src/base", "src/model/recurrence", "src/plan", "src/ui"].iter().any(|part| name.starts_with(part))
    };
    let named = [
        "src/plan/plan.rs",
        "src/model/event.rs",
        "src/model/meeting.rs",
        "src/model/link.rs",
        "src/base/time.rs",
        "src/ui/card.rs",
    ];
    let pure: Vec<_> = core.iter().filter(|(name, _)| is_pure(name) || named.contains(&name.as_str())).collect();
    assert!(pure.len() > 10);
    for (name, source) in pure {
        for word in ["Ports", "crate::port", "ports."] {
            assert!(!code(source).contains(word), "{name} names {word}");
        }
    }
}

/// Each port is called in few files, so that a call in a loop over events would show up in a new one.
#[test]
fn each_port_is_called_from_the_modules_that_gather_for_it() {
    let doors: [(&str, &[&str]); 9] = [
        (
            "http",
            &[
                "src/flow/profile.rs",
                "src/google/calendar.rs",
                "src/google/directory.rs",
                "src/webex/client.rs",
                "src/webex/oauth.rs",
            ],
        ),
        ("calendar", &["src/flow/profile.rs", "src/google/calendar.rs"]),
        ("calendar_app", &["src/flow/panel/shared.rs", "src/flow/profile.rs", "src/google/calendar.rs"]),
        ("mail", &["src/flow/mail.rs"]),
        (
            "properties",
            &[
                "src/flow/disconnect.rs",
                "src/flow/session.rs",
                "src/store.rs",
                "src/store/policy_copy.rs",
                "src/store/setup.rs",
            ],
        ),
        (
            "cache",
            &[
                "src/flow/disconnect.rs",
                "src/flow/panel/settings.rs",
                "src/flow/panel/shared.rs",
                "src/flow/personal_room.rs",
                "src/flow/reason.rs",
                "src/flow/sign_in.rs",
                "src/flow/sync/run.rs",
            ],
        ),
        ("lock", &["src/flow/add_meeting.rs", "src/flow/lock.rs", "src/flow/sign_in.rs"]),
        ("triggers", &["src/flow/disconnect.rs", "src/flow/triggers.rs"]),
        ("random", &["src/flow/oauth.rs", "src/flow/sync/act.rs"]),
    ];
    for (port, expected) in doors {
        let call = format!("ports.{port}.");
        let found: Vec<String> =
            core().into_iter().filter(|(_, source)| code(source).contains(&call)).map(|(name, _)| name).collect();
        let expected: Vec<String> = expected.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(BTreeSet::from_iter(found), BTreeSet::from_iter(expected), "{port}");
    }
}

#[test]
fn nothing_in_the_core_panics_on_purpose() {
    for (name, source) in core() {
        for word in [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!", "println!", "dbg!"] {
            assert!(!code(&source).contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn unsafe_is_written_in_one_file() {
    let mut sources = files("src", ".rs");
    sources.extend(files("wasm/src", ".rs"));
    let found: Vec<&str> = sources
        .iter()
        .filter(|(_, source)| code(source).split(|c: char| !c.is_alphanumeric()).any(|word| word == "unsafe"))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(found, ["wasm/src/entropy.rs"]);
}

#[test]
fn every_file_says_its_role_first_and_none_is_a_drawer_for_everything() {
    let mut sources = files("src", ".rs");
    sources.extend(files("wasm/src", ".rs"));
    sources.extend(files("tests", ".rs"));
    for (name, source) in sources {
        assert!(source.starts_with("//! "), "{name} begins without its role");
        let lines = before_tests(&source).lines().count();
        assert!(lines <= CEILING, "{name} has {lines} lines");
    }
}

/// The most lines of a file before its tests.
const CEILING: usize = 400;

/// <https://developer.webex.com> and Google's pages are where a reader checks what is sent.
#[test]
fn every_request_links_the_page_that_describes_it() {
    let endpoints = core().remove("src/webex/endpoint.rs").unwrap();
    let mut documented = 0;
    let mut comment = String::new();
    for line in endpoints.lines() {
        if line.starts_with("///") {
            comment.push_str(line);
        } else {
            if line.starts_with("pub fn") && line.ends_with("-> Call {") {
                assert!(comment.contains("<https://developer.webex.com/docs/api/v1/"), "{line}");
                documented += 1;
            }
            comment.clear();
        }
    }
    assert!(documented >= 12, "{documented}");
    for name in ["src/google/calendar.rs", "src/webex/oauth.rs", "src/store.rs", "src/flow/add_meeting.rs"] {
        assert!(core()[name].contains("<https://developer"), "{name}");
    }
}

/// Words of Webex's API: the paths and body members of requests, and the members that are read from replies.
fn webex_words(core: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = ["webexapis", "webex.com", "Bearer"].map(str::to_owned).into();
    for name in ["src/webex/endpoint.rs", "src/model/meeting.rs"] {
        for literal in code(&core[name]).split('"').skip(1).step_by(2) {
            let is_member = literal.chars().all(char::is_alphanumeric) && literal.chars().any(char::is_uppercase);
            let is_path = literal.starts_with("/meeting") || literal.starts_with("/people");
            if is_member && literal.starts_with(char::is_lowercase) || is_path {
                words.insert(literal.split('?').next().unwrap().to_owned());
            }
        }
    }
    // Google's conference data has a member of the same name.
    words.remove("accessCode");
    words
}

#[test]
fn the_scripts_name_nothing_of_webex() {
    let words = webex_words(&core());
    for word in ["integrationTags", "webLink", "sipAddress", "/meetings", "/meetingInvitees/bulkInsert", "sendEmail"] {
        assert!(words.contains(word), "{word} is looked for: {words:?}");
    }
    for (name, source) in files("appsscript", ".js") {
        for word in &words {
            assert!(!source.contains(word.as_str()), "{name} names {word}");
        }
    }
}

/// The lines of a language's texts without their places to fill in.
fn lines(language: Language) -> Vec<String> {
    let words = |line: String| {
        let mut depth = 0;
        line.chars()
            .filter(|c| {
                depth += i32::from(*c == '{');
                let is_outside = depth == 0;
                depth -= i32::from(*c == '}');
                is_outside
            })
            .collect()
    };
    (0..u16::MAX).map(|line| BuiltIn.text(language, line)).take_while(|line| !line.is_empty()).map(words).collect()
}

/// proves: N9, F15
#[test]
fn every_sentence_is_translated() {
    let (en, ko) = (lines(Language::English), lines(Language::Korean));
    assert!(en.len() > 200 && en.len() == ko.len(), "{} {}", en.len(), ko.len());
    for (english, korean) in en.iter().zip(&ko).filter(|(english, _)| english.contains(char::is_alphabetic)) {
        let is_korean = korean.chars().any(|c| ('가'..='힣').contains(&c));
        assert!(is_korean && english != korean, "{english}: {korean}");
    }
}

#[test]
fn secrets_do_not_print() {
    let tokens = r#"{"access":"token-access","expires":5,"refresh":"token-refresh"}"#;
    let state = State::read([("tokens".to_owned(), tokens.to_owned())].into_iter().collect());
    assert!(state.tokens.is_some());
    let request = Request {
        method: Method::Get,
        url: "https://webexapis.com/v1/people/me?key=token-query".into(),
        headers: vec![("Authorization", "Bearer token-header".into())],
        body: Some(("application/json", "token-body".into())),
    };
    let printed = format!("{:?} {request:?} {:?}", state.tokens, Secret::new("token-secret"));
    assert!(!printed.contains("token-"), "{printed}");
}

/// A row is proved by tests that name it, at most three rows each.
#[test]
fn tests_name_rows_that_exist_and_three_at_most() {
    let mut sources = files("src", ".rs");
    sources.extend(files("tests", ".rs"));
    let mut named = 0;
    for (name, source) in sources {
        for line in source.lines().filter_map(|line| line.trim().strip_prefix("/// proves: ")) {
            let rows: Vec<&str> = line.split(", ").collect();
            assert!(rows.len() <= 3, "{name}: {line}");
            for row in rows {
                let (kind, number) = row.split_at(1);
                let last = match kind {
                    "A" => 28,
                    "R" => 3,
                    "S" | "F" | "N" => 15,
                    "P" => 12,
                    "E" => 118,
                    _ => 0,
                };
                assert!((1..=last).contains(&number.parse().unwrap_or(0)), "{name}: {row}");
                named += 1;
            }
        }
    }
    assert!(named > 100, "{named}");
}
