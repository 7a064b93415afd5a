//! Invitees: the difference between an event's guests and those that Webex has on its list.

use crate::base::json::Json;
use crate::model::meeting::MeetingId;
use crate::plan::proposal::Guests;
use crate::webex::endpoint::{self, Call, BULK_LIMIT};

/// The invitees of a meeting at Webex, as far as they are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invited {
    /// Nothing remains to be done.
    Done,
    /// These invitees, by id and address.
    Known(Vec<(String, String)>),
    /// Unknown: they have to be listed first.
    Unknown,
}

/// Ids and addresses, in lower case, of a list of invitees.
pub fn read_invitees(items: &[Json]) -> Vec<(String, String)> {
    let invitee =
        |item: &Json| Some((item.get("id").text()?.to_owned(), item.get("email").text()?.to_ascii_lowercase()));
    items.iter().filter_map(invitee).collect()
}

/// The calls that turn the list of invitees into the event's guests; a partial list removes nobody.
pub fn difference(meeting: &MeetingId, guests: &Guests, invited: &[(String, String)]) -> Vec<Call> {
    let missing: Vec<String> =
        guests.emails.iter().filter(|email| invited.iter().all(|(_, other)| other != *email)).cloned().collect();
    let mut calls: Vec<Call> =
        missing.chunks(BULK_LIMIT).map(|chunk| endpoint::insert_invitees(meeting, chunk)).collect();
    if !guests.is_partial {
        let gone = invited.iter().filter(|(_, email)| !guests.emails.contains(email));
        calls.extend(gone.map(|(id, _)| endpoint::delete_invitee(id)));
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::Method;

    fn calls(emails: &[&str], invited: &[(&str, &str)], is_partial: bool) -> Vec<(Method, String)> {
        let emails = emails.iter().map(|email| (*email).to_owned()).collect();
        let guests = Guests { emails, is_partial, none_so_far: false };
        let invited: Vec<_> = invited.iter().map(|(id, email)| ((*id).to_owned(), (*email).to_owned())).collect();
        let meeting = MeetingId::read("m1").unwrap();
        difference(&meeting, &guests, &invited).into_iter().map(|call| (call.method, call.path)).collect()
    }

    /// proves: P10
    #[test]
    fn missing_guests_are_inserted_together_and_others_deleted() {
        let insert = (Method::Post, "/meetingInvitees/bulkInsert".to_owned());
        let delete = (Method::Delete, "/meetingInvitees/i2?sendEmail=false".to_owned());
        let invited = [("i1", "a@example.com"), ("i2", "b@example.com")];
        assert_eq!(calls(&["a@example.com", "c@example.com"], &invited, false), [insert.clone(), delete]);
        assert_eq!(calls(&["a@example.com", "b@example.com"], &invited, false), []);
        let many: Vec<String> = (0..250).map(|number| format!("guest-{number}@example.com")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(calls(&many, &[], false), [insert.clone(), insert.clone(), insert]);
    }

    /// proves: E63, E66
    #[test]
    fn a_partial_list_removes_nobody() {
        assert_eq!(calls(&["a@example.com"], &[("i2", "b@example.com"), ("i1", "a@example.com")], true), []);
    }
}
