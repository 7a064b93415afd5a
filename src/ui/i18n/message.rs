//! Every sentence that a person reads, by what it says. The texts and what they mean stand in `texts/en.ftl`, under the same names.

use chrono::Weekday;

use crate::model::link::Part;
use crate::ui::i18n::pattern::Argument;

/// A sentence, with what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The texts in `texts/en.ftl` say what each is.
pub enum Message {
    MeetingTitle,
    SignInTitle,
    SignInWhy,
    SignInButton,
    SignInAgain,
    NotConfigured,
    HomeTitle,
    SignedInAs { webex: String },
    AddressesDiffer { google: String, webex: String },
    NextMeetings,
    NoMeetings,
    Join,
    Settings,
    Refresh,
    EventTitle,
    AddMeeting,
    AddRoom,
    NoConference,
    SaveFirst,
    CannotWrite,
    OtherConference,
    RoomOnEvent,
    SeriesStanding,
    SeriesEach,
    SeriesEmpty,
    SeriesFallbackLabel,
    SeriesFallbackStanding,
    SeriesFallbackEach,
    NoMeetingForKind,
    OrganizerAdds,
    EventIsOver,
    Details,
    Remove,
    SyncNow,
    CreateAgain,
    StateInStep,
    StatePending,
    StateWaiting,
    StateBehind,
    StateParked,
    GuestsOmitted,
    StateLeaving { minutes: i64 },
    StateDiffers { part: Part, days: i64 },
    StateForeign,
    TwoMeetings,
    HeldDeletions { count: u32 },
    DeleteHeld,
    KeepHeld,
    HeldAnswered,
    QuotaSpent,
    StateGone,
    StateForbidden,
    StateRejected,
    StateUnknown,
    HostedByOther,
    StateLabel,
    MeetingNumber,
    Password,
    VideoAddress,
    CallIn { toll_free: bool },
    AccessCode,
    JoinLink,
    Removed { minutes: i64 },
    Synced,
    ClampLengthened,
    ClampShortened,
    ClampAllDay,
    ClampStartsNow,
    SettingsTitle,
    DefaultKind,
    KindMeeting,
    KindRoom,
    Site,
    SiteByWebex,
    Template,
    TemplateNone,
    Save,
    Saved,
    StoredRebuilt,
    ErrorTitle,
    ErrorTemporary,
    ErrorForbidden,
    ErrorRejected { reason: String },
    ErrorNotFound,
    ErrorStorageFull,
    ErrorGooglePermission,
    ErrorGoogleAccess,
    SignInScopes,
    RefusedOff,
    RefusedLicence,
    RefusedSite,
    RefusedMoved,
    ChooseSite,
    PermissionsOff { what: String },
    PermissionMessage,
    PermissionDraft,
    PermissionSettings,
    PermissionDirectory,
    PermissionProfile,
    GrantButton,
    ErrorBusy,
    ErrorUnknownAction,
    CallbackDone,
    CallbackDenied,
    CallbackFailed,
    CallbackClose,
    JoinNotes { link: String },
    RoomMissing,
    MeetingOfAnother,
    OwnMeeting,
    HostInstead,
    PutIntoField,
    MailTitle,
    MailUnread,
    MailOf { when: String },
    MailSubject,
    MailGuests,
    MailGuestsHint,
    MailStart,
    MailMinutes,
    Minutes { minutes: i64 },
    MailKind,
    MailInvite,
    InviteDraft,
    InviteNow,
    Schedule,
    Scheduled,
    DraftReady,
    InvitedNow,
    CopyText,
    MailBadAddresses { addresses: String },
    MailBadStart,
    InvitationFrom { name: String },
    InvitationPlain,
    MadeBy { who: String },
    CalendarNamed { name: String },
    OrganizedBy { who: String },
    HostIs { who: String },
    HostClaimed { who: String },
    NeedsSharing,
    AboutPermission,
    HostAs { who: String },
    BehalfRefused { who: String },
    AdminBehalf,
    AdminBehalfNote,
    ServiceOff,
    AddressesMustMatch,
    KindForbidden,
    SiteForbidden,
    NotAdministrator,
    AdminTitle,
    AdminMissing,
    AdminBroken,
    AdminReady,
    AdminClientId,
    AdminClientSecret,
    AdminKeep,
    AdminHalf,
    AdminSites,
    AdminSitesHint,
    AdminBadSites { sites: String },
    AdminKinds,
    AdminAllKinds,
    AdminMayChangeTemplate,
    AdminMayChangeFallback,
    AdminYes,
    AdminNo,
    AdminAddresses,
    AdminMayDiffer,
    AdminMustMatch,
    AdminSchema,
    AdminField,
    AdminBadName,
    AdminLanguage,
    AdminOwnLanguage,
    AdminOutdated,
    AdminSaved,
    AdminDecided,
    DirectoryTitle,
    DirectoryNoClient,
    DirectoryOff,
    DirectoryOn,
    DirectoryEnded,
    DirectoryConnect,
    DirectoryClientId,
    DirectoryDone,
    DirectoryDenied,
    DirectoryFailed,
    DirectoryRefused,
    ShowData,
    DataTitle,
    DataNeverShown,
    DataCached,
    DataAccount,
    DataTokens,
    DataSettings,
    DataCalendars,
    DataHourly,
    DataQuota,
    DataHold,
    DataAudited,
    DataPolicy,
    DataLinks { part: u32 },
    DataIntents { part: u32 },
    DataAside { what: String },
    EraseData,
    Disconnect,
    DisconnectWhat,
    DisconnectStays,
    Disconnected,
    DeleteUpcoming { count: u32 },
    DeleteAndDisconnect,
    MeetingsLeft { count: u32 },
    Weekday { weekday: Weekday },
    Month { month: u32 },
    Day { weekday: String, month: String, day: u32 },
    DayWithYear { weekday: String, month: String, day: u32, year: i32 },
    Clock12 { hour: u32, minute: String, afternoon: bool },
    Clock24 { hour: u32, minute: String },
    Moment { day: String, time: String },
    Span { day: String, start: String, end: String },
    SpanOverDays { first: String, start: String, last: String, end: String },
    AllDay { day: String },
    AllDays { first: String, last: String },
}

// The line and the arguments of every variant, from the texts.
include!(concat!(env!("OUT_DIR"), "/messages.rs"));

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Argument::Text(text)
    }
}

impl From<&i64> for Argument<'_> {
    fn from(number: &i64) -> Self {
        Argument::Number(*number)
    }
}

impl From<&u32> for Argument<'_> {
    fn from(number: &u32) -> Self {
        Argument::Number(i64::from(*number))
    }
}

impl From<&i32> for Argument<'_> {
    fn from(number: &i32) -> Self {
        Argument::Number(i64::from(*number))
    }
}

impl From<&bool> for Argument<'_> {
    fn from(is_so: &bool) -> Self {
        Argument::Text(if *is_so { "true" } else { "false" })
    }
}

impl From<&Part> for Argument<'_> {
    fn from(part: &Part) -> Self {
        Argument::Text(match part {
            Part::Title => "title",
            Part::Time => "time",
            Part::Guests => "guests",
        })
    }
}

impl From<&Weekday> for Argument<'_> {
    fn from(weekday: &Weekday) -> Self {
        const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        Argument::Text(NAMES[weekday.num_days_from_monday() as usize])
    }
}
