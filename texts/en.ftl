### English: every text that Meetwright shows or sends.
###
### The other languages have the same messages, and the build fails where one is missing or says something that this file
### does not have. A text may hold no vertical bar and no line break. Webex, Meetwright, Google Calendar and Gmail are not translated.

## Signing in and the homepage

# The title of a meeting whose event has none.
meeting-title = Webex meeting
sign-in-title = Connect Webex
sign-in-why = Sign in to Webex once. After that, Webex meetings follow your calendar: time, title and guests.
sign-in-button = Sign in to Webex
sign-in-again = Webex has ended your sign-in. Sign in again; nothing that is waiting gets lost.
not-configured = Meetwright is not set up yet. An administrator has to enter the Webex integration's client ID and secret.
home-title = Your Webex meetings
# $webex: an address, such as person@example.com.
signed-in-as = Webex account: { $webex }
# $google and $webex: addresses.
addresses-differ = You are { $google } at Google and { $webex } at Webex. Meetings are hosted by the Webex account.
next-meetings = Next meetings
no-meetings = No Webex meetings in the next seven days.
# A button.
join = Join
settings = Settings
# A button.
refresh = Refresh

## The card of an event

event-title = Webex for this event
# A button; also in the conferencing menu.
add-meeting = Add Webex meeting
add-room = Use my Personal Room
no-conference = This event has no Webex meeting.
# “Add video conferencing” is what Google Calendar's own menu is called in the reader's language.
save-first = This event is not saved yet. Choose Webex under “Add video conferencing”, or save the event and open it again.
cannot-write = You can't change the conference of this event.
other-conference = This event already has a conference that Meetwright did not make. It is left alone.
room-on-event = This event takes place in your Personal Room.
# The event repeats in a way that Webex has no rule for.
series-standing = Webex can't repeat the way this event does, or too many of its occurrences differ. One standing meeting serves every occurrence.
series-each = Webex can't repeat the way this event does, or too many of its occurrences differ. Each occurrence of the next four weeks has a meeting of its own.
series-empty = Every occurrence was cancelled.
# A label; the two next texts are the choices.
series-fallback-label = If Webex can't repeat the way an event does
series-fallback-standing = One standing meeting for all occurrences
series-fallback-each = A meeting for each occurrence of the next four weeks
organizer-adds = A meeting that a guest adds would not follow this event. Ask its organizer to add it.
no-meeting-for-kind = Entries such as out of office, focus time and working location can't have a meeting.
event-is-over = This event is over.
details = How to join
# A button: takes the meeting off the event.
remove = Remove
sync-now = Sync now
create-again = Make a new meeting
# The meeting at Webex says what the calendar says.
state-in-step = In step with Webex
state-pending = The meeting is being made.
state-waiting = Ready. Save the event to keep the meeting.
guests-omitted = This event has more guests than Google lists to add-ons, so that not all of them are invited at Webex. They can join with the link.
state-parked = The last change has not reached Webex yet. Meetwright could not read this calendar, and tries again once a day. “Sync now” sends it at once.
state-behind = The last change has not reached Webex yet. Meetwright tries again within the hour.
# $minutes: 1 to 60.
state-leaving = The meeting will be deleted in { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }. Add it again to keep it.
# $part: what differs. $days: how long ago it was found.
state-differs = The { $part ->
        [title] title
        [time] time
       *[guests] list of invitees
    } was changed at Webex, as found { $days ->
        [0] today
        [1] yesterday
       *[other] { $days } days ago
    }. “Sync now” restores what the calendar says, and so does the next change of the event.
state-foreign = This meeting belongs to the Webex account that you were linked to before. It is left alone, and its link still works.
two-meetings = The location of this event names another meeting. Guests may not know which one to join.
# $count: two or more, since a single deletion is not held.
held-deletions =
    { $count ->
        [one] One Webex meeting would be deleted because its event is gone. It is kept until you decide.
       *[other] { $count } Webex meetings would be deleted because their events are gone. They are kept until you decide.
    }
delete-held = Delete the meetings
keep-held = Keep the meetings
held-answered = Your answer is saved. Meetwright acts on it within the hour.
quota-spent = Webex lets you make 100 meetings a day, and nearly all of today's are used. This one is created tomorrow.
state-gone = The meeting was deleted at Webex.
state-forbidden = Webex does not let you change this meeting. Ask the meeting's host or your Webex administrator.
state-rejected = Webex does not accept this time or title. Change the event to try again.
state-unknown = Meetwright does not keep this meeting up to date.
hosted-by-other = Somebody else hosts this meeting or organizes this event, so your Meetwright does not change it. If they use Meetwright, theirs keeps it up to date.

## Joining a meeting

state-label = State
meeting-number = Meeting number
password = Password
video-address = Video address
# A label of a phone number; toll-free or not.
call-in =
    { $toll-free ->
        [true] Call in, toll-free
       *[false] Call in
    }
access-code = Access code
join-link = Link

## After a click, and what Webex's limits change

# $minutes: 1 to 60.
removed = Removed. The Webex meeting is deleted in { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }.
synced = Webex is in step.
clamp-lengthened = Webex meetings last at least ten minutes, so this one is longer than its event.
clamp-shortened = Webex meetings last at most 23 hours 59 minutes, so this one is shorter than its event.
clamp-all-day = For an all-day event the meeting lasts from 00:00 to 23:59 of its first day.
clamp-starts-now = The event has begun, so the meeting starts now.

## Settings

settings-title = Settings
default-kind = Default for new meetings
kind-meeting = A Webex meeting of its own
kind-room = My Personal Room
site = Webex site
site-by-webex = My default Webex site
template = Meeting template
template-none = None
save = Save
saved = Saved.
stored-rebuilt = Some stored data could not be read. It was kept aside and is being rebuilt from your calendar.

## What went wrong

error-title = That did not work
error-temporary = Webex or Google can't be reached right now. Try again in a few minutes; nothing is lost.
error-forbidden = Webex refuses this. Your account may lack a host licence, or the site may not allow this add-on. Ask your Webex administrator.
# $reason: Webex's own words, in English.
error-rejected = Webex does not accept this: { $reason }. Change the event and try again.
error-not-found = This event can't be read. It may have been deleted or moved; close and open it again.
error-storage-full = There is no room for another meeting. Remove meetings that you no longer need.
error-google-permission = A Google permission is missing. Open the add-on again and allow what it asks for.
error-google-access = Google does not let you change this event. Ask its owner.
sign-in-scopes = Webex did not grant everything that Meetwright needs. Sign in again; if that does not help, your administrator has to add scopes to the Webex integration.
refused-off = Your Webex site does not let Meetwright in. Ask your Webex administrator to allow it.
refused-licence = Your Webex account seems to lack a host licence. Ask your Webex administrator for one.
refused-site = You can no longer use your Webex site. Refresh and choose another one.
refused-moved = You can no longer use your Webex site. Try again on your remaining one.
choose-site = Choose the Webex site of your meetings.
# $what: the texts permission-…, separated by commas.
permissions-off = Off, since a Google permission is missing: { $what }
permission-message = filling in from the message
permission-draft = drafts
permission-settings = zone and clock
permission-directory = directory
permission-profile = name
grant-button = Allow at Google
error-busy = Your calendar is being synced. Try again in a moment.
error-unknown-action = This button is out of date. Refresh the panel and try again.

## The page after signing in

callback-done = You are signed in to Webex.
callback-denied = You did not sign in to Webex. Start again from the panel when you like.
callback-failed = Signing in did not work. Close this window and start again from the panel.
callback-close = This window closes by itself. If it stays open, close it and refresh the panel.

## What guests read, and meetings of other events

join-notes = Join the Webex meeting: { $link }
room-missing = You have no Personal Room at Webex. Use a meeting of its own instead.
meeting-of-another = This event shows a meeting that was made for another event.
own-meeting = Make a meeting of its own
host-instead = Replace by a meeting of mine
put-into-field = Show it in the conference field

## Scheduling from a message in Gmail

mail-title = Meet about this message
# The quoted words are Google's name of the permission in the reader's language.
mail-unread = The message can't be read: allow “View your email message metadata” to have this filled in.
# $when: a date and time as moment writes it.
mail-of = Message of { $when }
mail-subject = Title
mail-guests = Guests
mail-guests-hint = Addresses, separated by commas
mail-start = Start
mail-minutes = Length
# A length in a list, such as 30 minutes.
minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
mail-kind = Where
mail-invite = Invitation
invite-draft = Write a draft that I send myself
invite-now = Let Google Calendar invite the guests now
schedule = Schedule
scheduled = Scheduled
draft-ready = The invitation is among your drafts. Read it and send it.
invited-now = Google Calendar has invited the guests.
copy-text = Copy this invitation into a message:
mail-bad-addresses = These are not addresses: { $addresses }. Correct them and try again.
mail-bad-start = Choose a start in the future.
invitation-from = { $name } invites you to a Webex meeting.
invitation-plain = You are invited to a Webex meeting.

## Shared calendars

made-by = Made by { $who }
calendar-named = Calendar: { $name }
organized-by = Organized by { $who }
host-is = Webex host: { $who }
host-claimed = According to the event, { $who } hosts its meeting.
# The quoted words are Google Calendar's name of the permission in the reader's language.
needs-sharing = To change this calendar you need its owner's permission “Make changes to events”. Without it, make the event in your own calendar.
about-permission = About this permission
host-as = Let { $who } host it
# “Scheduling permission” is Webex's name of the setting.
behalf-refused = Webex does not let you act for { $who }. They have to give you “Scheduling permission” on a Webex site where both may host. Webex may still keep this to administrators.
admin-behalf = Offer the owner of a shared calendar as host
admin-behalf-note = Webex documents this for its administrators only, so Webex may refuse it.

## What administrators decided

service-off = Your administrator has switched off the Calendar service that keeps Webex in step.
addresses-must-match = Your administrator wants you to use the same address at Google and at Webex. Sign in to Webex with your Google address.
kind-forbidden = Your administrator does not allow this kind of meeting.
site-forbidden = Your administrator does not allow meetings on your Webex site. Choose another site in the settings, or sign in with an account that has one.
not-administrator = Only the administrators named in the project's settings may do this.

## The administrators' card

admin-title = Administration
admin-missing = To do: enter the client ID and secret of your Webex integration.
admin-broken = To do: your organization's settings can't be read, so nobody new can sign in. Check each setting and save.
admin-ready = The Webex integration is set up. Its client ID and secret are never shown.
admin-client-id = Client ID of the Webex integration
admin-client-secret = Client secret
admin-keep = Leave empty to keep the present value
admin-half = Enter client ID and secret together.
admin-sites = Webex sites allowed
admin-sites-hint = For example acme.webex.com; leave empty to allow all
admin-bad-sites = These are not Webex sites: { $sites }
admin-kinds = Kinds of meetings allowed
admin-all-kinds = All
admin-may-change-template = May users choose another meeting template?
admin-may-change-fallback = May users choose another way to meet such a series?
admin-yes = Yes
admin-no = No
admin-addresses = A user's addresses at Google and Webex
admin-may-differ = May differ
admin-must-match = Must be the same
admin-schema = Directory schema that names a user's Webex site
admin-field = Field of that schema with the Webex site
admin-bad-name = Names of schemas and fields may contain only letters, digits, - and _.
admin-language = Language of texts that guests read
admin-own-language = Each user's own language
admin-outdated = Another administrator has saved meanwhile. Open this card again.
admin-saved = Saved. It applies to everyone within ten minutes.
admin-decided = Your administrator has set the other options.

## The administrators' card: the directory

directory-title = Google directory
directory-no-client = To do if users may not read their own directory entry: enter a Google OAuth client, save, then connect.
directory-off = The directory is not connected. Each user's entry is read with that user's own permission.
directory-on = The directory is connected. It is read for users who may not read their own entry.
directory-ended = To do: Google has ended the connection to the directory. Connect again; until then users choose their site themselves.
directory-connect = Connect directory
directory-client-id = Client ID of the Google OAuth client
directory-done = The directory is connected.
directory-denied = The directory was not connected. Start again from the panel when you like.
directory-failed = Connecting the directory did not work. Close this window and start again from the panel.
directory-refused = This Google account may not read the directory, so nothing was connected. Start again with an account that may.

## My data and disconnecting

show-data = Show my data
data-title = My data
data-never-shown = Kept for signing in to Webex, never shown
data-cached = Lists of sites and templates, your Personal Room and names of calendars are also cached, for six hours at most.
data-account = Your Google and Webex accounts
data-tokens = Sign-in to Webex
data-settings = Your settings
data-calendars = Calendars that Meetwright watches
data-hourly = Last hourly check
data-quota = Use of today's limits
data-hold = Deletions that wait for your answer
data-audited = Meeting that was checked last
data-policy = Copy of your administrator's settings
# $part: a number; the record is stored in parts.
data-links = Meetings by event, part { $part }
# $part: a number.
data-intents = New meetings by event, part { $part }
# $what: the name of the record.
data-aside = Unreadable record, kept aside: { $what }
erase-data = Erase my data
disconnect = Disconnect
disconnect-what = This erases your sign-in to Webex, your settings, the links between events and meetings, and the triggers that follow your calendar.
disconnect-stays = Your meetings stay at Webex and on their events, and follow your calendar no longer. Webex may list Meetwright among your apps until the permission ends.
disconnected = Disconnected. Nothing about you is stored any more.
# $count: upcoming meetings.
delete-upcoming =
    { $count ->
        [one] You have one upcoming meeting. It
       *[other] You have { $count } upcoming meetings. They
    } can be deleted first, at Webex and on the event. Nobody gets a mail; past and running meetings stay. It may take several clicks, or some hours without you.
delete-and-disconnect = Delete meetings, then disconnect
# $count: meetings.
meetings-left = Meetings still to be deleted: { $count }. Then you are disconnected. The deletion goes on every hour and whenever you click. If you disconnect at once, the rest stay.

## Dates and times

# Short, as in Google Calendar.
weekday =
    { $weekday ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    }
# Short, as in Google Calendar. $month: 1 to 12.
month =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
# $weekday and $month: as weekday and month write them. $day: 1 to 31.
day = { $weekday }, { $month } { $day }
day-with-year = { $weekday }, { $month } { $day }, { $year }
# $minute: two digits.
clock-12 =
    { $hour }:{ $minute } { $afternoon ->
        [true] PM
       *[false] AM
    }
# $minute: two digits.
clock-24 = { $hour }:{ $minute }
# $day: as day or day-with-year writes it. $time: as clock-12 or clock-24 writes it.
moment = { $day }, { $time }
# Start and end on one day.
span = { $day }, { $start } – { $end }
# Start and end on different days.
span-over-days = { $first }, { $start } – { $last }, { $end }
all-day = { $day }, all day
all-days = { $first } – { $last }, all day
