//! Events are written only in the version that was read, and reserved before a meeting is made for them.

use meetwright::model::event::reservation::reserve;
use meetwright::model::link::{LinkState, Refusal};
use meetwright::port::HostError;
use serde_json::{json, Value};

use crate::google::event;
use crate::stage::Stage;
use crate::webex::{status, BASE};

fn review() -> Value {
    event("Review", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z")
}

/// proves: A5, E12, N6
#[test]
fn one_event_is_written_through_the_calendar_service_on_the_version_that_was_read() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &review());
    stage.leave_as("e1", LinkState::Deleted);
    stage.webex.meetings.borrow_mut().clear();
    let written = stage.google.write("e1", &json!({ "description": "x" }));
    stage.host.calendar("patch", "e1", Ok(written.to_string()));
    stage.host.calendar("patch", "e1", Err(HostError::PreconditionFailed));
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.host.unplayed()), (Some(LinkState::Attaching), 0), "{written}");
    stage.host.advance(60);
    stage.trigger();
    let (id, _) = stage.webex.only();
    assert_eq!((stage.state("e1"), stage.google.shown("e1")), (Some(LinkState::Linked), Some(id)));
    assert_eq!(stage.host.count("calendar.patch"), 1);
}

/// proves: A5, E95
#[test]
fn an_event_that_changed_before_it_was_reserved_gets_its_meeting_from_the_next_run() {
    let reserved = |stage: &Stage| stage.google.events.borrow()["e1"].1["extendedProperties"]["private"].clone();
    for (failure, is_tried_again) in [(HostError::PreconditionFailed, true), (HostError::Forbidden, false)] {
        let stage = Stage::linked();
        stage.keep_in_step("e1", &review());
        stage.leave_as("e1", LinkState::Deleted);
        stage.webex.meetings.borrow_mut().clear();
        stage.google.write("e1", &json!({ "description": "x" }));
        stage.host.calendar("patch", "e1", Err(failure));
        stage.trigger();
        assert_eq!((stage.state("e1"), stage.host.unplayed()), (Some(LinkState::Deleted), 0));
        assert_eq!((stage.webex.meetings.borrow().len(), stage.sent()), (0, vec![]));
        stage.trigger();
        let expected = if is_tried_again { LinkState::Linked } else { LinkState::Deleted };
        assert_eq!(
            (stage.state("e1"), reserved(&stage)),
            (Some(expected), if is_tried_again { json!({}) } else { json!(null) })
        );
    }
}

/// proves: E95
#[test]
fn an_event_that_somebody_elses_add_on_has_reserved_gets_no_second_meeting() {
    let stage = Stage::linked();
    stage.keep_in_step("e1", &event("Review", "2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z"));
    stage.leave_as("e1", LinkState::Deleted);
    stage.webex.meetings.borrow_mut().clear();
    let at = stage.host.now.get();
    stage.google.write(
        "e1",
        &json!({ "extendedProperties": serde_json::from_str::<serde_json::Value>(
        &reserve("e1", "owner@example.com", at).to_string()).unwrap() }),
    );
    stage.trigger();
    assert_eq!((stage.state("e1"), stage.webex.meetings.borrow().len()), (Some(LinkState::Deleted), 0));
    stage.host.advance(86_400);
    stage.google.write("e1", &json!({ "description": "x" }));
    stage.trigger();
    assert_eq!(stage.state("e1"), Some(LinkState::Linked), "the other one did not finish");
    assert_eq!(stage.google.events.borrow()["e1"].1["extendedProperties"]["private"], json!({}));
}

/// proves: E112
#[test]
fn a_meeting_that_cant_be_read_for_good_is_not_written_and_keeps_no_later_change_waiting() {
    for (code, expected) in [(403, LinkState::Failed(Refusal::Forbidden)), (503, LinkState::Attaching)] {
        let stage = Stage::linked();
        let id = stage.keep_in_step("e1", &review());
        stage.leave_as("e1", LinkState::Attaching);
        stage.google.write("e1", &json!({ "conferenceData": null }));
        let before = stage.host.properties.borrow()["calendars"].clone();
        stage.host.answer("GET", &[BASE, "/meetings/", &id].concat(), Ok(status(code)));
        stage.trigger();
        assert_eq!((stage.state("e1"), stage.host.unplayed()), (Some(expected), 0), "{code}");
        let has_moved = stage.host.properties.borrow()["calendars"] != before;
        assert_eq!(has_moved, code == 403, "{code}");
        stage.trigger();
        let asked = stage.sent().len();
        assert_eq!(asked == 0, code == 403, "{code}: a refusal is not repeated until the event changes");
    }
}
