### 한국어: Korean. Webex's terms are those of Cisco's Korean pages. English texts and comments for translators: en.ftl.

## Signing in and the homepage

meeting-title = Webex 회의
sign-in-title = Webex 연결
sign-in-why = Webex에 한 번만 로그인하세요. 그다음부터는 Webex 회의의 시간, 제목, 참석자가 캘린더를 따라갑니다.
sign-in-button = Webex에 로그인
sign-in-again = Webex 로그인이 만료되었습니다. 다시 로그인하세요. 대기 중인 작업은 사라지지 않습니다.
not-configured = Meetwright가 아직 설정되지 않았습니다. 관리자가 Webex 통합의 클라이언트 ID와 비밀 키를 입력해야 합니다.
home-title = 내 Webex 회의
signed-in-as = Webex 계정: { $webex }
addresses-differ = Google 계정은 { $google }, Webex 계정은 { $webex }입니다. 회의는 Webex 계정이 주최합니다.
next-meetings = 다음 회의
no-meetings = 앞으로 7일 동안 Webex 회의가 없습니다.
join = 참여
settings = 설정
refresh = 새로고침

## The card of an event

event-title = 이 일정의 Webex
add-meeting = Webex 회의 추가
add-room = 내 개인 룸 사용
no-conference = 이 일정에는 Webex 회의가 없습니다.
save-first = 아직 저장되지 않은 일정입니다. ‘화상 회의 추가’에서 Webex를 선택하거나, 일정을 저장한 뒤 다시 여세요.
cannot-write = 이 일정의 화상 회의를 변경할 수 없습니다.
other-conference = 이 일정에는 Meetwright가 만들지 않은 화상 회의가 있습니다. 그대로 둡니다.
room-on-event = 이 일정은 내 개인 룸에서 열립니다.
series-standing = Webex가 이 일정처럼 반복할 수 없거나 변경된 회차가 너무 많습니다. 하나의 상설 회의를 모든 회차에 사용합니다.
series-each = Webex가 이 일정처럼 반복할 수 없거나 변경된 회차가 너무 많습니다. 앞으로 4주 동안의 회차마다 별도의 회의가 있습니다.
series-empty = 모든 회차가 취소되었습니다.
series-fallback-label = Webex가 일정처럼 반복할 수 없는 경우
series-fallback-standing = 모든 회차에 하나의 상설 회의
series-fallback-each = 앞으로 4주 동안의 회차마다 별도의 회의
organizer-adds = 참석자가 추가한 회의는 이 일정의 변경을 따라가지 못합니다. 주최자에게 추가를 요청하세요.
no-meeting-for-kind = 부재중, 방해 금지 시간, 근무 위치와 같은 항목에는 회의를 추가할 수 없습니다.
event-is-over = 이미 끝난 일정입니다.
details = 참여 방법
remove = 삭제
sync-now = 지금 동기화
create-again = 새 회의 만들기
state-in-step = Webex와 동기화됨
state-pending = 회의를 만드는 중입니다.
state-waiting = 준비되었습니다. 회의를 유지하려면 일정을 저장하세요.
guests-omitted = 이 일정의 참석자가 Google이 부가기능에 알려 주는 수보다 많아 일부는 Webex에 초대되지 않았습니다. 초대되지 않은 참석자도 링크로 참여할 수 있습니다.
state-parked = 마지막 변경이 아직 Webex에 반영되지 않았습니다. 이 캘린더를 읽을 수 없어 하루에 한 번 다시 시도합니다. “지금 동기화”를 누르면 바로 반영됩니다.
state-behind = 마지막 변경이 아직 Webex에 반영되지 않았습니다. 한 시간 안에 다시 시도합니다.
state-leaving = { $minutes }분 후에 회의가 삭제됩니다. 유지하려면 다시 추가하세요.
state-differs = Webex에서 { $part ->
        [title] 제목
        [time] 시간
       *[guests] 초대 목록
    } 변경이 확인되었습니다({ $days ->
        [0] 오늘
       *[other] { $days }일 전
    }). 지금 동기화하거나 일정을 다시 변경하면 캘린더의 내용으로 복원됩니다.
state-foreign = 이 회의는 이전에 연결했던 Webex 계정의 회의입니다. 변경하지 않으며 링크는 계속 사용할 수 있습니다.
two-meetings = 이 일정의 위치에 다른 회의가 적혀 있습니다. 참석자가 어느 회의에 참가해야 할지 혼동할 수 있습니다.
held-deletions = 일정이 없어져 Webex 회의 { $count }개가 삭제될 예정입니다. 결정하실 때까지 유지됩니다.
delete-held = 회의 삭제
keep-held = 회의 유지
held-answered = 답변이 저장되었습니다. 한 시간 안에 처리됩니다.
quota-spent = Webex에서는 하루에 회의를 100개까지 만들 수 있으며 오늘 분이 거의 소진되었습니다. 이 회의는 내일 만들어집니다.
state-gone = Webex에서 회의가 삭제되었습니다.
state-forbidden = Webex에서 이 회의를 변경할 권한이 없습니다. 회의 주최자나 Webex 관리자에게 문의하세요.
state-rejected = Webex가 이 시간이나 제목을 받아들이지 않습니다. 일정을 변경하면 다시 시도합니다.
state-unknown = Meetwright가 최신 상태로 유지하지 않는 회의입니다.
hosted-by-other = 다른 사람이 이 회의의 호스트이거나 이 일정의 주최자이므로 내 Meetwright는 변경하지 않습니다. 그 사람이 Meetwright를 사용하면 그쪽에서 최신 상태로 유지합니다.

## Joining a meeting

state-label = 상태
meeting-number = 회의 번호
password = 비밀번호
video-address = 화상 주소
call-in =
    { $toll-free ->
        [true] 전화 참여(무료)
       *[false] 전화 참여
    }
access-code = 액세스 코드
join-link = 링크

## After a click, and what Webex's limits change

removed = 삭제했습니다. Webex 회의는 { $minutes }분 후에 삭제됩니다.
synced = Webex와 동기화되었습니다.
clamp-lengthened = Webex 회의는 최소 10분이므로 일정보다 깁니다.
clamp-shortened = Webex 회의는 최대 23시간 59분이므로 일정보다 짧습니다.
clamp-all-day = 종일 일정의 회의는 첫날 00:00부터 23:59까지입니다.
clamp-starts-now = 일정이 이미 시작되어 회의가 지금 시작됩니다.

## Settings

settings-title = 설정
default-kind = 새 회의의 기본값
kind-meeting = 별도의 Webex 회의
kind-room = 내 개인 룸
site = Webex 사이트
site-by-webex = 내 기본 Webex 사이트
template = 회의 템플릿
template-none = 없음
save = 저장
saved = 저장했습니다.
stored-rebuilt = 저장된 데이터 일부를 읽을 수 없어 따로 보관하고 캘린더에서 다시 만들고 있습니다.

## What went wrong

error-title = 작업을 완료하지 못했습니다
error-temporary = 지금은 Webex나 Google에 연결할 수 없습니다. 몇 분 후에 다시 시도하세요. 사라지는 것은 없습니다.
error-forbidden = Webex가 허용하지 않습니다. 호스트 라이선스가 없거나 사이트에서 이 부가기능을 허용하지 않을 수 있습니다. Webex 관리자에게 문의하세요.
error-rejected = Webex가 받아들이지 않습니다: { $reason }. 일정을 변경한 뒤 다시 시도하세요.
error-not-found = 이 일정을 읽을 수 없습니다. 삭제되었거나 이동되었을 수 있으니 닫았다가 다시 여세요.
error-storage-full = 회의를 더 저장할 공간이 없습니다. 필요 없는 회의를 삭제하세요.
error-google-permission = Google 권한이 없습니다. 부가기능을 다시 열고 요청하는 권한을 허용하세요.
error-google-access = 이 일정을 변경할 수 없습니다. 소유자에게 문의하세요.
sign-in-scopes = Webex 권한이 부족합니다. 다시 로그인하세요. 그래도 안 되면 관리자가 Webex 통합에 범위를 추가해야 합니다.
refused-off = Webex 사이트가 Meetwright를 허용하지 않습니다. Webex 관리자에게 허용을 요청하세요.
refused-licence = Webex 호스트 라이선스가 없는 것 같습니다. Webex 관리자에게 요청하세요.
refused-site = 이 Webex 사이트를 더 이상 쓸 수 없습니다. 새로 고쳐 다른 사이트를 선택하세요.
refused-moved = 이 Webex 사이트를 더 이상 쓸 수 없습니다. 남은 사이트로 다시 시도하세요.
choose-site = 회의를 만들 Webex 사이트를 선택하세요.
permissions-off = Google 권한이 없어 꺼진 기능: { $what }
permission-message = 메일에서 자동 입력
permission-draft = 초안
permission-settings = 시간대와 시계
permission-directory = 디렉터리
permission-profile = 이름
grant-button = Google에서 허용
error-busy = 캘린더를 동기화하는 중입니다. 잠시 후 다시 시도하세요.
error-unknown-action = 오래된 버튼입니다. 패널을 새로고침한 뒤 다시 시도하세요.

## The page after signing in

callback-done = Webex에 로그인했습니다.
callback-denied = Webex에 로그인하지 않았습니다. 원할 때 패널에서 다시 시작하세요.
callback-failed = 로그인하지 못했습니다. 이 창을 닫고 패널에서 다시 시작하세요.
callback-close = 이 창은 저절로 닫힙니다. 닫히지 않으면 직접 닫고 패널을 새로고침하세요.

## What guests read, and meetings of other events

join-notes = Webex 회의 참여: { $link }
room-missing = Webex에 개인 룸이 없습니다. 별도의 회의를 사용하세요.
meeting-of-another = 다른 일정을 위해 만든 회의가 표시되어 있습니다.
own-meeting = 별도의 회의 만들기
host-instead = 내가 호스트인 회의로 바꾸기
put-into-field = 화상 회의 항목에 표시

## Scheduling from a message in Gmail

mail-title = 이 메일로 회의 만들기
mail-unread = 메일을 읽을 수 없습니다. 자동으로 채우려면 “이메일 메시지 메타데이터 보기”를 허용하세요.
mail-of = { $when }에 온 메일
mail-subject = 제목
mail-guests = 참석자
mail-guests-hint = 쉼표로 구분한 주소
mail-start = 시작
mail-minutes = 길이
minutes = { $minutes }분
mail-kind = 장소
mail-invite = 초대
invite-draft = 초안을 만들고 직접 보내기
invite-now = 지금 Google Calendar로 참석자 초대
schedule = 예약
scheduled = 예약됨
draft-ready = 초대장이 임시보관함에 있습니다. 읽어 보고 보내세요.
invited-now = Google Calendar가 참석자를 초대했습니다.
copy-text = 이 초대장을 메일에 복사하세요.
mail-bad-addresses = 주소가 아닙니다: { $addresses }. 고친 뒤 다시 시도하세요.
mail-bad-start = 미래의 시작 시간을 선택하세요.
invitation-from = { $name } 님이 Webex 회의에 초대합니다.
invitation-plain = Webex 회의에 초대합니다.

## Shared calendars

made-by = 만든 사람: { $who }
calendar-named = 캘린더: { $name }
organized-by = 주최자: { $who }
host-is = Webex 호스트: { $who }
host-claimed = 일정에 따르면 이 회의의 호스트는 { $who }입니다.
needs-sharing = 이 캘린더를 변경하려면 소유자의 ‘일정 변경’ 권한이 필요합니다. 없으면 내 캘린더에 일정을 만드세요.
about-permission = 이 권한에 대하여
host-as = { $who } 님을 호스트로
behalf-refused = Webex에서 { $who } 님을 대신할 수 없습니다. 함께 호스트인 사이트에서 ‘Scheduling permission’을 받아야 하며, 관리자만 허용될 수도 있습니다.
admin-behalf = 공유 캘린더의 소유자를 호스트로 제안
admin-behalf-note = Webex 문서에는 Webex 관리자만 할 수 있다고 되어 있으므로 Webex가 거부할 수 있습니다.

## What administrators decided

service-off = 관리자가 Webex 동기화에 필요한 Calendar 서비스를 껐습니다.
addresses-must-match = 관리자가 Google과 Webex에서 같은 주소를 쓰도록 정했습니다. Google 주소로 Webex에 로그인하세요.
kind-forbidden = 관리자가 이 종류의 회의를 허용하지 않습니다.
site-forbidden = 관리자가 이 Webex 사이트의 회의를 허용하지 않습니다. 설정에서 다른 사이트를 선택하거나 다른 계정으로 로그인하세요.
not-administrator = 프로젝트 설정에 지정된 관리자만 할 수 있습니다.

## The administrators' card

admin-title = 관리
admin-missing = 할 일: Webex 통합의 클라이언트 ID와 비밀 키를 입력하세요.
admin-broken = 할 일: 조직 설정을 읽을 수 없어 새로 로그인할 수 없습니다. 각 항목을 확인하고 저장하세요.
admin-ready = Webex 통합이 입력되어 있습니다. 클라이언트 ID와 비밀 키는 표시되지 않습니다.
admin-client-id = Webex 통합의 클라이언트 ID
admin-client-secret = 클라이언트 비밀 키
admin-keep = 비워 두면 그대로 유지
admin-half = 클라이언트 ID와 비밀 키를 함께 입력하세요.
admin-sites = 허용하는 Webex 사이트
admin-sites-hint = 예: acme.webex.com, 비워 두면 모두 허용
admin-bad-sites = Webex 사이트가 아닙니다: { $sites }
admin-kinds = 허용하는 회의 종류
admin-all-kinds = 모두
admin-may-change-template = 사용자가 다른 회의 템플릿을 선택할 수 있습니까?
admin-may-change-fallback = 사용자가 이러한 반복 일정의 방식을 다르게 선택할 수 있습니까?
admin-yes = 예
admin-no = 아니요
admin-addresses = 사용자의 Google 주소와 Webex 주소
admin-may-differ = 달라도 됨
admin-must-match = 같아야 함
admin-schema = 사용자의 Webex 사이트가 있는 디렉터리 스키마
admin-field = Webex 사이트가 있는 스키마의 필드
admin-bad-name = 스키마와 필드 이름에는 영문자, 숫자, -, _만 쓸 수 있습니다.
admin-language = 참석자가 읽는 글의 언어
admin-own-language = 사용자 자신의 언어
admin-outdated = 다른 관리자가 먼저 저장했습니다. 이 카드를 다시 여세요.
admin-saved = 저장되었습니다. 10분 안에 모두에게 적용됩니다.
admin-decided = 다른 옵션은 관리자가 설정했습니다.

## The administrators' card: the directory

directory-title = Google 디렉터리
directory-no-client = 할 일(사용자가 자신의 항목을 읽을 수 없는 경우): Google의 OAuth 클라이언트를 입력하고 저장한 뒤 연결하세요.
directory-off = 디렉터리가 연결되어 있지 않습니다. 사용자의 항목은 사용자 자신의 권한으로만 읽습니다.
directory-on = 디렉터리가 연결되어 있습니다. 자신의 항목을 읽을 수 없는 사용자를 위해 사용됩니다.
directory-ended = 할 일: Google이 디렉터리 연결을 끊었습니다. 다시 연결하세요. 그때까지는 사용자가 사이트를 직접 선택합니다.
directory-connect = 디렉터리 연결
directory-client-id = Google OAuth 클라이언트의 ID
directory-done = 디렉터리가 연결되었습니다.
directory-denied = 디렉터리를 연결하지 않았습니다. 원할 때 패널에서 다시 시작하세요.
directory-failed = 디렉터리를 연결하지 못했습니다. 이 창을 닫고 패널에서 다시 시작하세요.
directory-refused = 이 Google 계정은 디렉터리를 읽을 수 없어 연결하지 않았습니다. 읽을 수 있는 계정으로 다시 시작하세요.

## My data and disconnecting

show-data = 내 데이터 보기
data-title = 내 데이터
data-never-shown = Webex 로그인용으로 보관하며 표시하지 않음
data-cached = 그 밖에 사이트와 템플릿 목록, 개인 룸, 캘린더 이름을 최대 6시간 보관합니다.
data-account = 내 Google 계정과 Webex 계정
data-tokens = Webex 로그인
data-settings = 내 설정
data-calendars = Meetwright가 확인하는 캘린더
data-hourly = 마지막 정기 확인
data-quota = 오늘 사용한 한도
data-hold = 답변을 기다리는 삭제
data-audited = 마지막으로 확인한 회의
data-policy = 관리자 설정의 사본
data-links = 일정별 회의, { $part }부
data-intents = 일정별 새 회의, { $part }부
data-aside = 읽을 수 없어 따로 보관한 데이터: { $what }
erase-data = 내 데이터 지우기
disconnect = 연결 해제
disconnect-what = Webex 로그인, 설정, 일정과 회의의 연결, 캘린더를 따라가는 트리거를 지웁니다.
disconnect-stays = 회의는 Webex와 일정에 남고 더는 캘린더를 따라가지 않습니다. 권한이 끝날 때까지 Webex의 앱 목록에 Meetwright가 보일 수 있습니다.
disconnected = 연결이 해제되었습니다. 저장된 데이터가 없습니다.
delete-upcoming = 예정된 회의 { $count }개를 먼저 Webex와 일정에서 삭제할 수 있습니다. 메일은 보내지 않으며 지난 회의와 진행 중인 회의는 남습니다. 여러 번 클릭하거나 몇 시간이 걸릴 수 있습니다.
delete-and-disconnect = 회의를 삭제하고 연결 해제
meetings-left = 삭제할 회의가 { $count }개 남았으며 그 뒤에 연결이 해제됩니다. 매시간 또는 클릭하면 계속됩니다. 바로 연결을 해제하면 나머지는 남습니다.

## Dates and times

weekday =
    { $weekday ->
        [mon] 월
        [tue] 화
        [wed] 수
        [thu] 목
        [fri] 금
        [sat] 토
       *[sun] 일
    }
month = { $month }월
day = { $month } { $day }일 ({ $weekday })
day-with-year = { $year }년 { $month } { $day }일 ({ $weekday })
clock-12 =
    { $afternoon ->
        [true] 오후
       *[false] 오전
    } { $hour }:{ $minute }
clock-24 = { $hour }:{ $minute }
moment = { $day } { $time }
span = { $day } { $start } ~ { $end }
span-over-days = { $first } { $start } ~ { $last } { $end }
all-day = { $day } 종일
all-days = { $first } ~ { $last } 종일
