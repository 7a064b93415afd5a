//! Every port call of a journey fails, loses its answer, or is the execution's last; the next runs end where an
//! undisturbed journey ends.
//!
//! The person and Google do what they would do anyway: pick again after an error, save the event, and call hourly.
//! What a real host makes of a lost call is the strict simulator's to show; here the records alone are compared.

use std::collections::BTreeMap;

use meetwright::base::json::Json;
use meetwright::memory::Fault;
use meetwright::model::account::Account;
use meetwright::model::link::LinkState;
use serde_json::{json, Value};

use crate::google::{event, CALENDAR};
use crate::stage::{conference_of, Stage};

/// What the world holds, without ids and times that a second attempt may change.
#[derive(Debug, PartialEq, Eq)]
struct World {
    /// Title, start, end and invitees of each meeting.
    meetings: Vec<(String, String, String, Vec<String>)>,
    /// For each event the title of the meeting that it shows, if that exists.
    shown: BTreeMap<String, Option<String>>,
    links: BTreeMap<String, LinkState>,
    sync_token: String,
}

fn world(stage: &Stage) -> World {
    let meetings = stage.webex.meetings.borrow();
    let mut held: Vec<_> = meetings
        .values()
        .map(|meeting| {
            let mut invited: Vec<String> = meeting.invitees.values().cloned().collect();
            invited.sort();
            (meeting.title.clone(), meeting.start.clone(), meeting.end.clone(), invited)
        })
        .collect();
    held.sort();
    let events = stage.google.events.borrow();
    let shown = events.keys().map(|id| {
        let meeting = stage.google.shown(id).and_then(|meeting| Some(meetings.get(&meeting)?.title.clone()));
        (id.clone(), meeting)
    });
    World {
        shown: shown.collect(),
        links: stage.links().into_iter().map(|(id, link)| (id, link.state)).collect(),
        // Revisions count writes, of which a disturbed journey may have more: whether all were listed is what matters.
        sync_token: {
            let last = events.values().map(|(revision, _)| revision).max().copied().unwrap_or(0);
            let token = format!("\"token\":\"{last}\"");
            stage.host.properties.borrow()["calendars"].contains(&token).to_string()
        },
        meetings: held,
    }
}

/// Every fault at every call.
fn faults(calls: usize) -> impl Iterator<Item = Fault> {
    (1..=calls).flat_map(|call| {
        [
            Fault::Refused(call, "unreachable"),
            Fault::Refused(call, "quota"),
            Fault::Refused(call, "anything"),
            Fault::AnswerLost(call),
            Fault::KilledBefore(call),
            Fault::KilledAfter(call),
        ]
    })
}

/// Plays a journey without faults, and then once with each; `play` answers how many calls its disturbed execution made.
fn check(play: impl Fn(Option<Fault>) -> (Stage, usize)) {
    let (undisturbed, calls) = play(None);
    let expected = world(&undisturbed);
    assert!(calls > 1);
    for fault in faults(calls) {
        let (stage, _) = play(Some(fault));
        let log = stage.host.log.borrow().join("\n");
        assert_eq!(world(&stage), expected, "{fault:?}\n{log}");
    }
}

fn settle(stage: &Stage) {
    for _ in 0..4 {
        stage.hour();
    }
}

/// One execution under a fault; answers its response unless it was killed.
fn under(stage: &Stage, fault: Option<Fault>, run: impl Fn(&Stage) -> Value) -> (Option<Value>, usize) {
    stage.host.fault.set(fault);
    let response = run(stage);
    stage.host.fault.set(None);
    let is_killed = matches!(fault, Some(Fault::KilledBefore(_) | Fault::KilledAfter(_)));
    ((!is_killed).then_some(response), stage.host.calls.borrow().len())
}

fn review(title: &str) -> Value {
    let mut event = event(title, "2026-11-27T09:00:00Z", "2026-11-27T10:00:00Z");
    event["attendees"] = json!([{ "email": "guest-1@example.com" }, { "email": "guest-2@example.com" }]);
    event
}

/// proves: N2, F4, E26
#[test]
fn whatever_happens_while_a_meeting_is_picked_there_is_one_in_the_end() {
    check(|fault| {
        let stage = Stage::linked();
        let (answer, calls) = under(&stage, fault, |stage| stage.pick("createWebexMeeting", "e1"));
        let answer = answer.filter(|answer| answer.get("conferenceData").is_some()).unwrap_or_else(|| {
            stage.host.advance(30);
            stage.pick("createWebexMeeting", "e1")
        });
        stage.google.write("e1", &review("Review"));
        stage.save_conference("e1", &answer["conferenceData"]);
        stage.trigger();
        settle(&stage);
        (stage, calls)
    });
}

/// proves: N2, E14
#[test]
fn whatever_happens_while_a_meeting_is_picked_none_is_left_if_the_person_gives_up() {
    let give_up = |fault| {
        let stage = Stage::linked();
        let (_, calls) = under(&stage, fault, |stage| stage.pick("createWebexMeeting", "e1"));
        for _ in 0..60 {
            stage.hour();
        }
        (stage, calls)
    };
    let (_, calls) = give_up(None);
    for fault in faults(calls) {
        let (stage, _) = give_up(Some(fault));
        assert_eq!(stage.webex.meetings.borrow().len(), 0, "{fault:?}");
        assert!(matches!(stage.state("e1"), None | Some(LinkState::Deleted)), "{fault:?}");
    }
}

/// A calendar in which everything happens at once: a new title, a new time, other guests, a deletion, a removed
/// conference, an event that comes back, one whose meeting was just picked.
fn busy() -> Stage {
    let stage = Stage::linked();
    let ids = ["title", "time", "guests", "deleted", "removed", "back", "picked"];
    for id in &ids[..6] {
        stage.keep_in_step(id, &review(id));
    }
    let back = stage.google.shown("back").unwrap();
    stage.webex.meetings.borrow_mut().remove(&back);
    stage.leave_as("back", LinkState::Deleted);
    stage.google.write("back", &json!({ "conferenceData": conference_of(&back, "back") }));
    stage.google.write("title", &json!({ "summary": "Budget" }));
    stage.google.write("time", &event("time", "2026-11-28T09:00:00Z", "2026-11-28T09:30:00Z"));
    stage.google.write("guests", &json!({ "attendees": [{ "email": "guest-3@example.com" }] }));
    stage.google.remove("deleted");
    stage.google.write("removed", &json!({ "conferenceData": null }));
    let answer = stage.pick("createWebexMeeting", "picked");
    stage.google.write("picked", &review("picked"));
    stage.save_conference("picked", &answer["conferenceData"]);
    stage
}

/// proves: N2, F8, E2
#[test]
fn whatever_happens_while_a_calendar_is_followed_webex_follows_in_the_end() {
    check(|fault| {
        let stage = busy();
        let (_, calls) =
            under(&stage, fault, |stage| stage.call("onCalendarChange", &json!({ "calendarId": CALENDAR })));
        settle(&stage);
        (stage, calls)
    });
}

/// proves: N2, E16
#[test]
fn whatever_happens_while_several_meetings_are_made_again_each_event_has_one() {
    check(|fault| {
        let stage = Stage::linked();
        for number in 0..3 {
            let id = format!("e{number}");
            stage.keep_in_step(&id, &review(&id));
            stage.leave_as(&id, LinkState::Deleted);
            stage.google.write(&id, &json!({ "location": "Room 1" }));
        }
        stage.webex.meetings.borrow_mut().clear();
        let (_, calls) =
            under(&stage, fault, |stage| stage.call("onCalendarChange", &json!({ "calendarId": CALENDAR })));
        settle(&stage);
        (stage, calls)
    });
}

/// proves: N2, E15, E7
#[test]
fn whatever_happens_while_meetings_are_deleted_they_are_gone_in_the_end() {
    check(|fault| {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review("Review"));
        stage.keep_in_step("e2", &review("Budget"));
        stage.google.remove("e1");
        stage.google.remove("e2");
        stage.trigger();
        stage.host.advance(3600);
        let (_, calls) = under(&stage, fault, |stage| stage.call("onHourly", &json!({})));
        settle(&stage);
        (stage, calls)
    });
}

/// proves: N2, E75
#[test]
fn whatever_happens_while_a_token_is_renewed_the_change_arrives() {
    check(|fault| {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review("Review"));
        *stage.webex.access.borrow_mut() = "access-2".into();
        stage.google.write("e1", &json!({ "summary": "Budget" }));
        let (_, calls) =
            under(&stage, fault, |stage| stage.call("onCalendarChange", &json!({ "calendarId": CALENDAR })));
        if stage.host.properties.borrow()["tokens"].is_empty()
            || !stage.host.properties.borrow()["tokens"].contains(&*stage.webex.access.borrow())
        {
            // The renewed tokens were lost with the answer: the person signs in again.
            let tokens = json!({ "access": *stage.webex.access.borrow(), "expires": 1_900_000_000, "refresh": "r" });
            stage.host.properties.borrow_mut().insert("tokens".into(), tokens.to_string());
        }
        settle(&stage);
        (stage, calls)
    });
}

/// proves: N2, F7
#[test]
fn whatever_happens_while_a_meeting_is_removed_from_the_panel_a_second_click_removes_it() {
    check(|fault| {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review("Review"));
        let (answer, calls) = under(&stage, fault, |stage| stage.open_event_then("e1", "Remove"));
        if answer.is_none_or(|answer| answer.get("navigations").is_none()) && stage.google.shown("e1").is_some() {
            stage.open_event("e1").click("Remove");
        }
        settle(&stage);
        (stage, calls)
    });
}

/// proves: N2, F3, F2
#[test]
fn whatever_happens_while_signing_in_a_second_time_links_and_sets_each_trigger_once() {
    let sign_in = |fault: Option<Fault>| {
        let stage = Stage::fresh();
        let argument = |code: &str| json!({ "parameter": { "code": code, "verifier": "v" } });
        *stage.webex.grant.borrow_mut() = Some("code-1".into());
        let (_, calls) = under(&stage, fault, |stage| stage.call("onWebexCallback", &argument("code-1")));
        // Whatever page was shown at the end, the person signs in again only where the card asks for it.
        if !stage.open_home().text().contains("Webex account:") {
            *stage.webex.grant.borrow_mut() = Some("code-2".into());
            stage.call("onWebexCallback", &argument("code-2"));
        }
        stage.open_home();
        let mut triggers: Vec<_> = stage.host.triggers.borrow().iter().map(|trigger| trigger.handler.clone()).collect();
        triggers.sort();
        let account = stage.host.properties.borrow().get("account").cloned();
        // A call that failed for another reason does not tell that its permission is missing.
        let account = account
            .and_then(|text| Account::read(&Json::parse(&text).ok()?))
            .map(|account| Account { off: 0, ..account });
        ((triggers, account), calls)
    };
    let (expected, calls) = sign_in(None);
    for fault in faults(calls) {
        assert_eq!(sign_in(Some(fault)).0, expected, "{fault:?}");
    }
}
