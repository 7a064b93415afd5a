//! Korean.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::message::Message;
use crate::model::language::Hours;
use crate::model::link::Part;

#[allow(clippy::too_many_lines, clippy::match_same_arms)] // One line a sentence, whether or not two languages' sentences agree.
pub(super) fn say(message: &Message) -> String {
    let text = match message {
        Message::MeetingTitle => "Webex 회의",
        Message::SignInTitle => "Webex 연결",
        Message::SignInWhy => "Webex에 한 번만 로그인하세요. 그다음부터는 Webex 회의의 시간, 제목, 참석자가 캘린더를 따라갑니다.",
        Message::SignInButton => "Webex에 로그인",
        Message::SignInAgain => "Webex 로그인이 만료되었습니다. 다시 로그인하세요. 대기 중인 작업은 사라지지 않습니다.",
        Message::NotConfigured => "Meetwright가 아직 설정되지 않았습니다. 관리자가 Webex 통합의 클라이언트 ID와 비밀 키를 입력해야 합니다.",
        Message::HomeTitle => "내 Webex 회의",
        Message::SignedInAs { webex } => return format!("Webex 계정: {webex}"),
        Message::AddressesDiffer { google, webex } => {
            return format!("Google 계정은 {google}, Webex 계정은 {webex}입니다. 회의는 Webex 계정이 주최합니다.");
        }
        Message::NextMeetings => "다음 회의",
        Message::NoMeetings => "앞으로 7일 동안 Webex 회의가 없습니다.",
        Message::Join => "참여",
        Message::Settings => "설정",
        Message::Refresh => "새로고침",
        Message::EventTitle => "이 일정의 Webex",
        Message::AddMeeting => "Webex 회의 추가",
        Message::AddRoom => "내 개인 룸 사용",
        Message::NoConference => "이 일정에는 Webex 회의가 없습니다.",
        Message::SaveFirst => "아직 저장되지 않은 일정입니다. ‘화상 회의 추가’에서 Webex를 선택하거나, 일정을 저장한 뒤 다시 여세요.",
        Message::CannotWrite => "이 일정의 화상 회의를 변경할 수 없습니다.",
        Message::OtherConference => "이 일정에는 Meetwright가 만들지 않은 화상 회의가 있습니다. 그대로 둡니다.",
        Message::RoomOnEvent => "이 일정은 내 개인 룸에서 열립니다.",
        Message::SeriesStanding => "Webex는 이 일정처럼 반복할 수 없습니다. 하나의 상설 회의를 모든 회차에 사용합니다.",
        Message::SeriesEach => "Webex는 이 일정처럼 반복할 수 없습니다. 앞으로 4주 동안의 회차마다 별도의 회의가 있습니다.",
        Message::SeriesEmpty => "모든 회차가 취소되었습니다.",
        Message::SeriesFallbackLabel => "Webex가 일정처럼 반복할 수 없는 경우",
        Message::SeriesFallbackStanding => "모든 회차에 하나의 상설 회의",
        Message::SeriesFallbackEach => "앞으로 4주 동안의 회차마다 별도의 회의",
        Message::NoMeetingForKind => "부재중, 방해 금지 시간, 근무 위치와 같은 항목에는 회의를 추가할 수 없습니다.",
        Message::EventIsOver => "이미 끝난 일정입니다.",
        Message::Details => "참여 방법",
        Message::Remove => "삭제",
        Message::SyncNow => "지금 동기화",
        Message::CreateAgain => "새 회의 만들기",
        Message::StateInStep => "Webex와 동기화됨",
        Message::StatePending => "회의를 만드는 중입니다.",
        Message::StateWaiting => "준비되었습니다. 회의를 유지하려면 일정을 저장하세요.",
        Message::StateBehind => "마지막 변경이 아직 Webex에 반영되지 않았습니다. 한 시간 안에 다시 시도합니다.",
        Message::StateDiffers { part, days } => {
            let what = match part {
                Part::Title => "제목",
                Part::Time => "시간",
                Part::Guests => "초대 목록",
            };
            let since = match days {
                0 => "오늘".to_owned(),
                days => format!("{days}일 전"),
            };
            return format!(
                "Webex에서 {what} 변경이 확인되었습니다({since}). 지금 동기화하거나 일정을 다시 변경하면 캘린더의 내용으로 복원됩니다."
            );
        }
        Message::StateForeign => {
            "이 회의는 이전에 연결했던 Webex 계정의 회의입니다. 변경하지 않으며 링크는 계속 사용할 수 있습니다."
        }
        Message::TwoMeetings => "이 일정의 위치에 다른 회의가 적혀 있습니다. 참석자가 어느 회의에 참가해야 할지 혼동할 수 있습니다.",
        Message::HeldDeletions { count } => {
            return format!("일정이 없어져 Webex 회의 {count}개가 삭제될 예정입니다. 결정하실 때까지 유지됩니다.");
        }
        Message::DeleteHeld => "회의 삭제",
        Message::KeepHeld => "회의 유지",
        Message::HeldAnswered => "답변이 저장되었습니다. 한 시간 안에 처리됩니다.",
        Message::QuotaSpent => {
            "Webex에서는 하루에 회의를 100개까지 만들 수 있으며 오늘 분이 거의 소진되었습니다. 이 회의는 내일 만들어집니다."
        }
        Message::StateLeaving { minutes } => {
            return format!("{minutes}분 후에 회의가 삭제됩니다. 유지하려면 다시 추가하세요.");
        }
        Message::StateGone => "Webex에서 회의가 삭제되었습니다.",
        Message::StateForbidden => "Webex에서 이 회의를 변경할 권한이 없습니다. 회의 주최자나 Webex 관리자에게 문의하세요.",
        Message::StateRejected => "Webex가 이 시간이나 제목을 받아들이지 않습니다. 일정을 변경하면 다시 시도합니다.",
        Message::StateUnknown => "Meetwright가 최신 상태로 유지하지 않는 회의입니다.",
        Message::HostedByOther => {
            "다른 사람이 이 회의의 호스트이거나 이 일정의 주최자이므로 내 Meetwright는 변경하지 않습니다. 그 사람이 Meetwright를 사용하면 그쪽에서 최신 상태로 유지합니다."
        }
        Message::StateLabel => "상태",
        Message::MeetingNumber => "회의 번호",
        Message::Password => "비밀번호",
        Message::VideoAddress => "화상 주소",
        Message::CallIn { toll_free: true } => "전화 참여(무료)",
        Message::CallIn { toll_free: false } => "전화 참여",
        Message::AccessCode => "액세스 코드",
        Message::JoinLink => "링크",
        Message::Removed { minutes } => return format!("삭제했습니다. Webex 회의는 {minutes}분 후에 삭제됩니다."),
        Message::Synced => "Webex와 동기화되었습니다.",
        Message::ClampLengthened => "Webex 회의는 최소 10분이므로 일정보다 깁니다.",
        Message::ClampShortened => "Webex 회의는 최대 23시간 59분이므로 일정보다 짧습니다.",
        Message::ClampAllDay => "종일 일정의 회의는 첫날 00:00부터 23:59까지입니다.",
        Message::ClampStartsNow => "일정이 이미 시작되어 회의가 지금 시작됩니다.",
        Message::SettingsTitle => "설정",
        Message::DefaultKind => "새 회의의 기본값",
        Message::KindMeeting => "별도의 Webex 회의",
        Message::KindRoom => "내 개인 룸",
        Message::Site => "Webex 사이트",
        Message::SiteByWebex => "내 기본 Webex 사이트",
        Message::Template => "회의 템플릿",
        Message::TemplateNone => "없음",
        Message::Save => "저장",
        Message::Saved => "저장했습니다.",
        Message::StoredRebuilt => "저장된 데이터 일부를 읽을 수 없어 따로 보관하고 캘린더에서 다시 만들고 있습니다.",
        Message::ErrorTitle => "작업을 완료하지 못했습니다",
        Message::ErrorTemporary => "지금은 Webex나 Google에 연결할 수 없습니다. 몇 분 후에 다시 시도하세요. 사라지는 것은 없습니다.",
        Message::ErrorForbidden => "Webex가 허용하지 않습니다. 호스트 라이선스가 없거나 사이트에서 이 부가기능을 허용하지 않을 수 있습니다. Webex 관리자에게 문의하세요.",
        Message::ErrorRejected { reason } => {
            return format!("Webex가 받아들이지 않습니다: {reason}. 일정을 변경한 뒤 다시 시도하세요.");
        }
        Message::ErrorNotFound => "이 일정을 읽을 수 없습니다. 삭제되었거나 이동되었을 수 있으니 닫았다가 다시 여세요.",
        Message::ErrorStorageFull => "회의를 더 저장할 공간이 없습니다. 필요 없는 회의를 삭제하세요.",
        Message::ErrorGooglePermission => "Google 권한이 없습니다. 부가기능을 다시 열고 요청하는 권한을 허용하세요.",
        Message::ErrorGoogleAccess => "이 일정을 변경할 수 없습니다. 소유자에게 문의하세요.",
        Message::SignInScopes => "Webex 권한이 부족합니다. 다시 로그인하세요. 그래도 안 되면 관리자가 Webex 통합에 범위를 추가해야 합니다.",
        Message::RefusedOff => "Webex 사이트가 Meetwright를 허용하지 않습니다. Webex 관리자에게 허용을 요청하세요.",
        Message::RefusedLicence => "Webex 호스트 라이선스가 없는 것 같습니다. Webex 관리자에게 요청하세요.",
        Message::RefusedSite => "이 Webex 사이트를 더 이상 쓸 수 없습니다. 새로 고쳐 다른 사이트를 선택하세요.",
        Message::RefusedMoved => "이 Webex 사이트를 더 이상 쓸 수 없습니다. 남은 사이트로 다시 시도하세요.",
        Message::ChooseSite => "회의를 만들 Webex 사이트를 선택하세요.",
        Message::PermissionsOff { what } => return ["Google 권한이 없어 꺼진 기능: ", what].concat(),
        Message::PermissionMessage => "메일에서 자동 입력",
        Message::PermissionDraft => "초안",
        Message::PermissionSettings => "시간대와 시계",
        Message::PermissionDirectory => "디렉터리",
        Message::PermissionProfile => "이름",
        Message::GrantButton => "Google에서 허용",
        Message::ErrorBusy => "캘린더를 동기화하는 중입니다. 잠시 후 다시 시도하세요.",
        Message::ErrorUnknownAction => "오래된 버튼입니다. 패널을 새로고침한 뒤 다시 시도하세요.",
        Message::CallbackDone => "Webex에 로그인했습니다.",
        Message::CallbackDenied => "Webex에 로그인하지 않았습니다. 원할 때 패널에서 다시 시작하세요.",
        Message::CallbackFailed => "로그인하지 못했습니다. 이 창을 닫고 패널에서 다시 시작하세요.",
        Message::CallbackClose => "이 창은 저절로 닫힙니다. 닫히지 않으면 직접 닫고 패널을 새로고침하세요.",
        Message::JoinNotes { link } => return format!("Webex 회의 참여: {link}"),
        Message::RoomMissing => "Webex에 개인 룸이 없습니다. 별도의 회의를 사용하세요.",
        Message::MeetingOfAnother => "다른 일정을 위해 만든 회의가 표시되어 있습니다.",
        Message::OwnMeeting => "별도의 회의 만들기",
        Message::MailTitle => "이 메일로 회의 만들기",
        Message::MailUnread => "메일을 읽을 수 없습니다. 자동으로 채우려면 “이메일 메시지 메타데이터 보기”를 허용하세요.",
        Message::MailOf { when } => return format!("{when}에 온 메일"),
        Message::MailSubject => "제목",
        Message::MailGuests => "참석자",
        Message::MailGuestsHint => "쉼표로 구분한 주소",
        Message::MailStart => "시작",
        Message::MailMinutes => "길이",
        Message::MailKind => "장소",
        Message::MailInvite => "초대",
        Message::InviteDraft => "초안을 만들고 직접 보내기",
        Message::InviteNow => "지금 Google Calendar로 참석자 초대",
        Message::Schedule => "예약",
        Message::Scheduled => "예약됨",
        Message::DraftReady => "초대장이 임시보관함에 있습니다. 읽어 보고 보내세요.",
        Message::InvitedNow => "Google Calendar가 참석자를 초대했습니다.",
        Message::CopyText => "이 초대장을 메일에 복사하세요.",
        Message::MailBadStart => "미래의 시작 시간을 선택하세요.",
        Message::InvitationPlain => "Webex 회의에 초대합니다.",
        Message::ServiceOff => "관리자가 Webex 동기화에 필요한 Calendar 서비스를 껐습니다.",
        Message::Minutes { minutes } => return format!("{minutes}분"),
        Message::MailBadAddresses { addresses } => return format!("주소가 아닙니다: {addresses}. 고친 뒤 다시 시도하세요."),
        Message::InvitationFrom { name } => return format!("{name} 님이 Webex 회의에 초대합니다."),
        Message::MadeBy { who } => return format!("만든 사람: {who}"),
        Message::CalendarNamed { name } => return format!("캘린더: {name}"),
        Message::OrganizedBy { who } => return format!("주최자: {who}"),
        Message::HostIs { who } => return format!("Webex 호스트: {who}"),
        Message::NeedsSharing => {
            "이 캘린더를 변경하려면 소유자의 ‘일정 변경’ 권한이 필요합니다. 없으면 내 캘린더에 일정을 만드세요."
        }
        Message::AboutPermission => "이 권한에 대하여",
        Message::HostAs { who } => return format!("{who} 님을 호스트로"),
        Message::BehalfRefused { who } => {
            return format!("Webex에서 {who} 님을 대신할 수 없습니다. 함께 호스트인 사이트에서 ‘Scheduling permission’을 받아야 하며, 관리자만 허용될 수도 있습니다.")
        }
        Message::AdminBehalf => "공유 캘린더의 소유자를 호스트로 제안",
        Message::AdminBehalfNote => "Webex 문서에는 Webex 관리자만 할 수 있다고 되어 있으므로 Webex가 거부할 수 있습니다.",
        Message::PutIntoField => "화상 회의 항목에 표시",
        Message::AddressesMustMatch => "관리자가 Google과 Webex에서 같은 주소를 쓰도록 정했습니다. Google 주소로 Webex에 로그인하세요.",
        Message::KindForbidden => "관리자가 이 종류의 회의를 허용하지 않습니다.",
        Message::SiteForbidden => "관리자가 이 Webex 사이트의 회의를 허용하지 않습니다. 설정에서 다른 사이트를 선택하거나 다른 계정으로 로그인하세요.",
        Message::NotAdministrator => "프로젝트 설정에 지정된 관리자만 할 수 있습니다.",
        Message::AdminTitle => "관리",
        Message::AdminMissing => "할 일: Webex 통합의 클라이언트 ID와 비밀 키를 입력하세요.",
        Message::AdminBroken => "할 일: 조직 설정을 읽을 수 없어 새로 로그인할 수 없습니다. 각 항목을 확인하고 저장하세요.",
        Message::AdminReady => "Webex 통합이 입력되어 있습니다. 클라이언트 ID와 비밀 키는 표시되지 않습니다.",
        Message::AdminClientId => "Webex 통합의 클라이언트 ID",
        Message::AdminClientSecret => "클라이언트 비밀 키",
        Message::AdminKeep => "비워 두면 그대로 유지",
        Message::AdminHalf => "클라이언트 ID와 비밀 키를 함께 입력하세요.",
        Message::AdminSites => "허용하는 Webex 사이트",
        Message::AdminSitesHint => "예: acme.webex.com, 비워 두면 모두 허용",
        Message::AdminBadSites { sites } => return ["Webex 사이트가 아닙니다: ", sites].concat(),
        Message::AdminKinds => "허용하는 회의 종류",
        Message::AdminAllKinds => "모두",
        Message::AdminMayChangeTemplate => "사용자가 다른 회의 템플릿을 선택할 수 있습니까?",
        Message::AdminMayChangeFallback => "사용자가 이러한 반복 일정의 방식을 다르게 선택할 수 있습니까?",
        Message::AdminYes => "예",
        Message::AdminNo => "아니요",
        Message::AdminAddresses => "사용자의 Google 주소와 Webex 주소",
        Message::AdminMayDiffer => "달라도 됨",
        Message::AdminMustMatch => "같아야 함",
        Message::AdminSchema => "사용자의 Webex 사이트가 있는 디렉터리 스키마",
        Message::AdminField => "Webex 사이트가 있는 스키마의 필드",
        Message::AdminBadName => "스키마와 필드 이름에는 영문자, 숫자, -, _만 쓸 수 있습니다.",
        Message::AdminLanguage => "참석자가 읽는 글의 언어",
        Message::AdminOwnLanguage => "사용자 자신의 언어",
        Message::AdminOutdated => "다른 관리자가 먼저 저장했습니다. 이 카드를 다시 여세요.",
        Message::AdminSaved => "저장되었습니다. 10분 안에 모두에게 적용됩니다.",
        Message::AdminDecided => "다른 옵션은 관리자가 설정했습니다.",
        Message::DirectoryTitle => "Google 디렉터리",
        Message::DirectoryNoClient => "할 일(사용자가 자신의 항목을 읽을 수 없는 경우): Google의 OAuth 클라이언트를 입력하고 저장한 뒤 연결하세요.",
        Message::DirectoryOff => "디렉터리가 연결되어 있지 않습니다. 사용자의 항목은 사용자 자신의 권한으로만 읽습니다.",
        Message::DirectoryOn => "디렉터리가 연결되어 있습니다. 자신의 항목을 읽을 수 없는 사용자를 위해 사용됩니다.",
        Message::DirectoryEnded => "할 일: Google이 디렉터리 연결을 끊었습니다. 다시 연결하세요. 그때까지는 사용자가 사이트를 직접 선택합니다.",
        Message::DirectoryConnect => "디렉터리 연결",
        Message::DirectoryClientId => "Google OAuth 클라이언트의 ID",
        Message::DirectoryDone => "디렉터리가 연결되었습니다.",
        Message::DirectoryDenied => "디렉터리를 연결하지 않았습니다. 원할 때 패널에서 다시 시작하세요.",
        Message::DirectoryFailed => "디렉터리를 연결하지 못했습니다. 이 창을 닫고 패널에서 다시 시작하세요.",
        Message::DirectoryRefused => "이 Google 계정은 디렉터리를 읽을 수 없어 연결하지 않았습니다. 읽을 수 있는 계정으로 다시 시작하세요.",
        Message::ShowData => "내 데이터 보기",
        Message::DataTitle => "내 데이터",
        Message::DataNeverShown => "Webex 로그인용으로 보관하며 표시하지 않음",
        Message::DataCached => "그 밖에 사이트와 템플릿 목록, 개인 룸, 캘린더 이름을 최대 6시간 보관합니다.",
        Message::DataAccount => "내 Google 계정과 Webex 계정",
        Message::DataTokens => "Webex 로그인",
        Message::DataSettings => "내 설정",
        Message::DataCalendars => "Meetwright가 확인하는 캘린더",
        Message::DataHourly => "마지막 정기 확인",
        Message::DataQuota => "오늘 사용한 한도",
        Message::DataHold => "답변을 기다리는 삭제",
        Message::DataAudited => "마지막으로 확인한 회의",
        Message::DataPolicy => "관리자 설정의 사본",
        Message::DataLinks { part } => return format!("일정별 회의, {part}부"),
        Message::DataIntents { part } => return format!("일정별 새 회의, {part}부"),
        Message::DataAside { what } => return format!("읽을 수 없어 따로 보관한 데이터: {what}"),
        Message::EraseData => "내 데이터 지우기",
        Message::Disconnect => "연결 해제",
        Message::DisconnectWhat => "Webex 로그인, 설정, 일정과 회의의 연결, 캘린더를 따라가는 트리거를 지웁니다.",
        Message::DisconnectStays => "회의는 Webex와 일정에 남고 더는 캘린더를 따라가지 않습니다. 권한이 끝날 때까지 Webex의 앱 목록에 Meetwright가 보일 수 있습니다.",
        Message::Disconnected => "연결이 해제되었습니다. 저장된 데이터가 없습니다.",
        Message::DeleteUpcoming { count } => {
            return ["예정된 회의 ", &count.to_string(), "개를 먼저 Webex와 일정에서 삭제할 수 있습니다. 메일은 보내지 않으며 지난 회의와 진행 중인 회의는 남습니다. 여러 번 클릭하거나 몇 시간이 걸릴 수 있습니다."].concat();
        }
        Message::DeleteAndDisconnect => "회의를 삭제하고 연결 해제",
        Message::MeetingsLeft { count } => {
            return ["삭제할 회의가 ", &count.to_string(), "개 남았으며 그 뒤에 연결이 해제됩니다. 매시간 또는 클릭하면 계속됩니다. 바로 연결을 해제하면 나머지는 남습니다."].concat();
        }
    };
    text.to_owned()
}

pub(super) fn span(start: NaiveDateTime, end: NaiveDateTime, hours: Hours) -> String {
    let until =
        if start.date() == end.date() { clock(end, hours) } else { [day(end.date()), clock(end, hours)].join(" ") };
    format!("{} {} ~ {until}", day(start.date()), clock(start, hours))
}

pub(super) fn days(first: NaiveDate, last: NaiveDate) -> String {
    let until = if first == last { String::new() } else { [" ~ ", &day(last)].concat() };
    [&day(first), until.as_str(), " 종일"].concat()
}

pub(super) fn moment(time: NaiveDateTime, year: Option<i32>, hours: Hours) -> String {
    let year = year.map(|year| format!("{year}년 ")).unwrap_or_default();
    format!("{year}{} {}", day(time.date()), clock(time, hours))
}

fn day(time: NaiveDate) -> String {
    const DAYS: [&str; 7] = ["월", "화", "수", "목", "금", "토", "일"];
    let weekday = DAYS[time.weekday().num_days_from_monday() as usize];
    format!("{}월 {}일 ({weekday})", time.month(), time.day())
}

fn clock(time: NaiveDateTime, hours: Hours) -> String {
    if hours == Hours::TwentyFour {
        return format!("{}:{:02}", time.hour(), time.minute());
    }
    let (afternoon, hour) = time.hour12();
    format!("{} {hour}:{:02}", if afternoon { "오후" } else { "오전" }, time.minute())
}
