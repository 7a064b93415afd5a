//! English.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::message::Message;
use crate::model::language::Hours;
use crate::model::link::Part;

#[allow(clippy::too_many_lines, clippy::match_same_arms)] // One line a sentence, whether or not two languages' sentences agree.
pub(super) fn say(message: &Message) -> String {
    let text = match message {
        Message::MeetingTitle => "Webex meeting",
        Message::SignInTitle => "Connect Webex",
        Message::SignInWhy => "Sign in to Webex once. After that, Webex meetings follow your calendar: time, title and guests.",
        Message::SignInButton => "Sign in to Webex",
        Message::SignInAgain => "Webex has ended your sign-in. Sign in again; nothing that is waiting gets lost.",
        Message::NotConfigured => "Meetwright is not set up yet. An administrator has to enter the Webex integration's client ID and secret.",
        Message::HomeTitle => "Your Webex meetings",
        Message::SignedInAs { webex } => return format!("Webex account: {webex}"),
        Message::AddressesDiffer { google, webex } => {
            return format!("You are {google} at Google and {webex} at Webex. Meetings are hosted by the Webex account.");
        }
        Message::NextMeetings => "Next meetings",
        Message::NoMeetings => "No Webex meetings in the next seven days.",
        Message::Join => "Join",
        Message::Settings => "Settings",
        Message::Refresh => "Refresh",
        Message::EventTitle => "Webex for this event",
        Message::AddMeeting => "Add Webex meeting",
        Message::AddRoom => "Use my Personal Room",
        Message::NoConference => "This event has no Webex meeting.",
        Message::SaveFirst => "This event is not saved yet. Choose Webex under “Add video conferencing”, or save the event and open it again.",
        Message::CannotWrite => "You can't change the conference of this event.",
        Message::OtherConference => "This event already has a conference that Meetwright did not make. It is left alone.",
        Message::RoomOnEvent => "This event takes place in your Personal Room.",
        Message::SeriesStanding => "Webex can't repeat the way this event does. One standing meeting serves every occurrence.",
        Message::SeriesEach => {
            "Webex can't repeat the way this event does. Each occurrence of the next four weeks has a meeting of its own."
        }
        Message::SeriesEmpty => "Every occurrence was cancelled.",
        Message::SeriesFallbackLabel => "If Webex can't repeat the way an event does",
        Message::SeriesFallbackStanding => "One standing meeting for all occurrences",
        Message::SeriesFallbackEach => "A meeting for each occurrence of the next four weeks",
        Message::NoMeetingForKind => "Entries such as out of office, focus time and working location can't have a meeting.",
        Message::EventIsOver => "This event is over.",
        Message::Details => "How to join",
        Message::Remove => "Remove",
        Message::SyncNow => "Sync now",
        Message::CreateAgain => "Make a new meeting",
        Message::StateInStep => "In step with Webex",
        Message::StatePending => "The meeting is being made.",
        Message::StateWaiting => "Ready. Save the event to keep the meeting.",
        Message::StateBehind => "The last change has not reached Webex yet. Meetwright tries again within the hour.",
        Message::StateDiffers { part, days } => {
            let what = match part {
                Part::Title => "title",
                Part::Time => "time",
                Part::Guests => "list of invitees",
            };
            let since = match days {
                0 => "today".to_owned(),
                1 => "yesterday".to_owned(),
                days => format!("{days} days ago"),
            };
            return format!(
                "The {what} was changed at Webex, as found {since}. “Sync now” restores what the calendar says, and so does the next change of the event."
            );
        }
        Message::StateForeign => {
            "This meeting belongs to the Webex account that you were linked to before. It is left alone, and its link still works."
        }
        Message::TwoMeetings => "The location of this event names another meeting. Guests may not know which one to join.",
        Message::HeldDeletions { count } => {
            return format!(
                "{count} Webex meetings would be deleted because their events are gone. They are kept until you decide."
            );
        }
        Message::DeleteHeld => "Delete the meetings",
        Message::KeepHeld => "Keep the meetings",
        Message::HeldAnswered => "Your answer is saved. Meetwright acts on it within the hour.",
        Message::QuotaSpent => {
            "Webex lets you make 100 meetings a day, and nearly all of today's are used. This one is created tomorrow."
        }
        Message::StateLeaving { minutes } => {
            return format!("The meeting will be deleted in {}. Add it again to keep it.", minutes_text(*minutes));
        }
        Message::StateGone => "The meeting was deleted at Webex.",
        Message::StateForbidden => "Webex does not let you change this meeting. Ask the meeting's host or your Webex administrator.",
        Message::StateRejected => "Webex does not accept this time or title. Change the event to try again.",
        Message::StateUnknown => "Meetwright does not keep this meeting up to date.",
        Message::HostedByOther => {
            "Somebody else hosts this meeting or organizes this event, so your Meetwright does not change it. If they use Meetwright, theirs keeps it up to date."
        }
        Message::StateLabel => "State",
        Message::MeetingNumber => "Meeting number",
        Message::Password => "Password",
        Message::VideoAddress => "Video address",
        Message::CallIn { toll_free: true } => "Call in, toll-free",
        Message::CallIn { toll_free: false } => "Call in",
        Message::AccessCode => "Access code",
        Message::JoinLink => "Link",
        Message::Removed { minutes } => {
            return format!("Removed. The Webex meeting is deleted in {}.", minutes_text(*minutes));
        }
        Message::Synced => "Webex is in step.",
        Message::ClampLengthened => "Webex meetings last at least ten minutes, so this one is longer than its event.",
        Message::ClampShortened => "Webex meetings last at most 23 hours 59 minutes, so this one is shorter than its event.",
        Message::ClampAllDay => "For an all-day event the meeting lasts from 00:00 to 23:59 of its first day.",
        Message::ClampStartsNow => "The event has begun, so the meeting starts now.",
        Message::SettingsTitle => "Settings",
        Message::DefaultKind => "Default for new meetings",
        Message::KindMeeting => "A Webex meeting of its own",
        Message::KindRoom => "My Personal Room",
        Message::Site => "Webex site",
        Message::SiteByWebex => "My default Webex site",
        Message::Template => "Meeting template",
        Message::TemplateNone => "None",
        Message::Save => "Save",
        Message::Saved => "Saved.",
        Message::StoredRebuilt => "Some stored data could not be read. It was kept aside and is being rebuilt from your calendar.",
        Message::ErrorTitle => "That did not work",
        Message::ErrorTemporary => "Webex or Google can't be reached right now. Try again in a few minutes; nothing is lost.",
        Message::ErrorForbidden => "Webex refuses this. Your account may lack a host licence, or the site may not allow this add-on. Ask your Webex administrator.",
        Message::ErrorRejected { reason } => {
            return format!("Webex does not accept this: {reason}. Change the event and try again.");
        }
        Message::ErrorNotFound => "This event can't be read. It may have been deleted or moved; close and open it again.",
        Message::ErrorStorageFull => "There is no room for another meeting. Remove meetings that you no longer need.",
        Message::ErrorGooglePermission => "A Google permission is missing. Open the add-on again and allow what it asks for.",
        Message::ErrorGoogleAccess => "Google does not let you change this event. Ask its owner.",
        Message::SignInScopes => "Webex did not grant everything that Meetwright needs. Sign in again; if that does not help, your administrator has to add scopes to the Webex integration.",
        Message::RefusedOff => "Your Webex site does not let Meetwright in. Ask your Webex administrator to allow it.",
        Message::RefusedLicence => "Your Webex account seems to lack a host licence. Ask your Webex administrator for one.",
        Message::RefusedSite => "You can no longer use your Webex site. Refresh and choose another one.",
        Message::RefusedMoved => "You can no longer use your Webex site. Try again on your remaining one.",
        Message::ChooseSite => "Choose the Webex site of your meetings.",
        Message::PermissionsOff { what } => return ["Off, since a Google permission is missing: ", what].concat(),
        Message::PermissionMessage => "filling in from the message",
        Message::PermissionDraft => "drafts",
        Message::PermissionSettings => "zone and clock",
        Message::PermissionDirectory => "directory",
        Message::PermissionProfile => "name",
        Message::GrantButton => "Allow at Google",
        Message::ErrorBusy => "Your calendar is being synced. Try again in a moment.",
        Message::ErrorUnknownAction => "This button is out of date. Refresh the panel and try again.",
        Message::CallbackDone => "You are signed in to Webex.",
        Message::CallbackDenied => "You did not sign in to Webex. Start again from the panel when you like.",
        Message::CallbackFailed => "Signing in did not work. Close this window and start again from the panel.",
        Message::CallbackClose => "This window closes by itself. If it stays open, close it and refresh the panel.",
        Message::JoinNotes { link } => return format!("Join the Webex meeting: {link}"),
        Message::RoomMissing => "You have no Personal Room at Webex. Use a meeting of its own instead.",
        Message::MeetingOfAnother => "This event shows a meeting that was made for another event.",
        Message::OwnMeeting => "Make a meeting of its own",
        Message::MailTitle => "Meet about this message",
        Message::MailUnread => "The message can't be read: allow “View your email message metadata” to have this filled in.",
        Message::MailOf { when } => return format!("Message of {when}"),
        Message::MailSubject => "Title",
        Message::MailGuests => "Guests",
        Message::MailGuestsHint => "Addresses, separated by commas",
        Message::MailStart => "Start",
        Message::MailMinutes => "Length",
        Message::MailKind => "Where",
        Message::MailInvite => "Invitation",
        Message::InviteDraft => "Write a draft that I send myself",
        Message::InviteNow => "Let Google Calendar invite the guests now",
        Message::Schedule => "Schedule",
        Message::Scheduled => "Scheduled",
        Message::DraftReady => "The invitation is among your drafts. Read it and send it.",
        Message::InvitedNow => "Google Calendar has invited the guests.",
        Message::CopyText => "Copy this invitation into a message:",
        Message::MailBadStart => "Choose a start in the future.",
        Message::InvitationPlain => "You are invited to a Webex meeting.",
        Message::ServiceOff => "Your administrator has switched off the Calendar service that keeps Webex in step.",
        Message::Minutes { minutes } => return format!("{minutes} minutes"),
        Message::MailBadAddresses { addresses } => return format!("These are no addresses: {addresses}. Correct them and try again."),
        Message::InvitationFrom { name } => return format!("{name} invites you to a Webex meeting."),
        Message::MadeBy { who } => return format!("Made by {who}"),
        Message::CalendarNamed { name } => return format!("Calendar: {name}"),
        Message::OrganizedBy { who } => return format!("Organized by {who}"),
        Message::HostIs { who } => return format!("Webex host: {who}"),
        Message::NeedsSharing => {
            "To change this calendar you need its owner's permission “Make changes to events”. Without it, make the event in your own calendar."
        }
        Message::AboutPermission => "About this permission",
        Message::HostAs { who } => return format!("Let {who} host it"),
        Message::BehalfRefused { who } => {
            return format!("Webex does not let you act for {who}. They have to give you “Scheduling permission” on a Webex site where both may host. Webex may still keep this to administrators.")
        }
        Message::AdminBehalf => "Offer the owner of a shared calendar as host",
        Message::AdminBehalfNote => "Webex documents this for its administrators only, so Webex may refuse it.",
        Message::PutIntoField => "Show it in the conference field",
        Message::AddressesMustMatch => "Your administrator wants you to use the same address at Google and at Webex. Sign in to Webex with your Google address.",
        Message::KindForbidden => "Your administrator does not allow this kind of meeting.",
        Message::SiteForbidden => "Your administrator does not allow meetings on your Webex site. Choose another site in the settings, or sign in with an account that has one.",
        Message::NotAdministrator => "Only the administrators named in the project's settings may do this.",
        Message::AdminTitle => "Administration",
        Message::AdminMissing => "To do: enter the client ID and secret of your Webex integration.",
        Message::AdminBroken => "To do: your organization's settings can't be read, so nobody new can sign in. Check each setting and save.",
        Message::AdminReady => "The Webex integration is set up. Its client ID and secret are never shown.",
        Message::AdminClientId => "Client ID of the Webex integration",
        Message::AdminClientSecret => "Client secret",
        Message::AdminKeep => "Leave empty to keep the present value",
        Message::AdminHalf => "Enter client ID and secret together.",
        Message::AdminSites => "Webex sites allowed",
        Message::AdminSitesHint => "For example acme.webex.com; leave empty to allow all",
        Message::AdminBadSites { sites } => return ["These are not Webex sites: ", sites].concat(),
        Message::AdminKinds => "Kinds of meetings allowed",
        Message::AdminAllKinds => "All",
        Message::AdminMayChangeTemplate => "May users choose another meeting template?",
        Message::AdminMayChangeFallback => "May users choose another way to meet such a series?",
        Message::AdminYes => "Yes",
        Message::AdminNo => "No",
        Message::AdminAddresses => "A user's addresses at Google and Webex",
        Message::AdminMayDiffer => "May differ",
        Message::AdminMustMatch => "Must be the same",
        Message::AdminSchema => "Directory schema that names a user's Webex site",
        Message::AdminField => "Field of that schema with the Webex site",
        Message::AdminBadName => "Names of schemas and fields may contain only letters, digits, - and _.",
        Message::AdminLanguage => "Language of texts that guests read",
        Message::AdminOwnLanguage => "Each user's own language",
        Message::AdminOutdated => "Another administrator has saved meanwhile. Open this card again.",
        Message::AdminSaved => "Saved. It applies to everyone within ten minutes.",
        Message::AdminDecided => "Your administrator has set the other options.",
        Message::DirectoryTitle => "Google directory",
        Message::DirectoryNoClient => "To do if users may not read their own directory entry: enter a Google OAuth client, save, then connect.",
        Message::DirectoryOff => "The directory is not connected. Each user's entry is read with that user's own permission.",
        Message::DirectoryOn => "The directory is connected. It is read for users who may not read their own entry.",
        Message::DirectoryEnded => "To do: Google has ended the connection to the directory. Connect again; until then users choose their site themselves.",
        Message::DirectoryConnect => "Connect directory",
        Message::DirectoryClientId => "Client ID of the Google OAuth client",
        Message::DirectoryDone => "The directory is connected.",
        Message::DirectoryDenied => "The directory was not connected. Start again from the panel when you like.",
        Message::DirectoryFailed => "Connecting the directory did not work. Close this window and start again from the panel.",
        Message::DirectoryRefused => "This Google account may not read the directory, so nothing was connected. Start again with an account that may.",
        Message::ShowData => "Show my data",
        Message::DataTitle => "My data",
        Message::DataNeverShown => "Kept for signing in to Webex, never shown",
        Message::DataCached => "Lists of sites and templates, your Personal Room and names of calendars are also cached, for six hours at most.",
        Message::DataAccount => "Your Google and Webex accounts",
        Message::DataTokens => "Sign-in to Webex",
        Message::DataSettings => "Your settings",
        Message::DataCalendars => "Calendars that Meetwright watches",
        Message::DataHourly => "Last hourly check",
        Message::DataQuota => "Use of today's limits",
        Message::DataHold => "Deletions that wait for your answer",
        Message::DataAudited => "Meeting that was checked last",
        Message::DataPolicy => "Copy of your administrator's settings",
        Message::DataLinks { part } => return format!("Meetings by event, part {part}"),
        Message::DataIntents { part } => return format!("New meetings by event, part {part}"),
        Message::DataAside { what } => return format!("Unreadable record, kept aside: {what}"),
        Message::EraseData => "Erase my data",
        Message::Disconnect => "Disconnect",
        Message::DisconnectWhat => "This erases your sign-in to Webex, your settings, the links between events and meetings, and the triggers that follow your calendar.",
        Message::DisconnectStays => "Your meetings stay at Webex and on their events, and follow your calendar no longer. Webex may list Meetwright among your apps until the permission ends.",
        Message::Disconnected => "Disconnected. Nothing about you is stored any more.",
        Message::DeleteUpcoming { count } => {
            return ["Upcoming meetings: ", &count.to_string(), ". They can be deleted first, at Webex and on their events. Nobody gets a mail; past and running meetings stay. It may take several clicks, or some hours without you."].concat();
        }
        Message::DeleteAndDisconnect => "Delete meetings, then disconnect",
        Message::MeetingsLeft { count } => {
            return ["Meetings still to be deleted: ", &count.to_string(), ". Then you are disconnected. The deletion goes on every hour and whenever you click. If you disconnect at once, the rest stay."].concat();
        }
    };
    text.to_owned()
}

fn minutes_text(minutes: i64) -> String {
    if minutes == 1 {
        "a minute".to_owned()
    } else {
        format!("{minutes} minutes")
    }
}

pub(super) fn span(start: NaiveDateTime, end: NaiveDateTime, hours: Hours) -> String {
    let until =
        if start.date() == end.date() { clock(end, hours) } else { [day(end.date()), clock(end, hours)].join(", ") };
    format!("{}, {} – {until}", day(start.date()), clock(start, hours))
}

pub(super) fn days(first: NaiveDate, last: NaiveDate) -> String {
    let until = if first == last { String::new() } else { [" – ", &day(last)].concat() };
    [&day(first), until.as_str(), ", all day"].concat()
}

pub(super) fn moment(time: NaiveDateTime, year: Option<i32>, hours: Hours) -> String {
    let year = year.map(|year| format!(", {year}")).unwrap_or_default();
    format!("{}{year}, {}", day(time.date()), clock(time, hours))
}

fn day(time: NaiveDate) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let weekday = DAYS[time.weekday().num_days_from_monday() as usize];
    format!("{weekday}, {} {}", MONTHS[time.month0() as usize], time.day())
}

fn clock(time: NaiveDateTime, hours: Hours) -> String {
    if hours == Hours::TwentyFour {
        return format!("{}:{:02}", time.hour(), time.minute());
    }
    let (afternoon, hour) = time.hour12();
    format!("{hour}:{:02} {}", time.minute(), if afternoon { "PM" } else { "AM" })
}
