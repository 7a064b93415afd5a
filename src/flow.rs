//! The entry points' work: each gathers through ports, lets the pure layers decide, and carries the result out.

pub mod add_meeting;
pub mod attempt;
pub mod cached_lists;
pub mod create_meetings;
pub mod directory;
pub mod disconnect;
pub mod dispatch;
pub mod error;
pub mod explain;
pub mod lock;
pub mod mail;
pub mod oauth;
pub mod panel;
pub mod permission;
pub mod personal_room;
pub mod profile;
pub mod reason;
pub mod session;
pub mod sign_in;
pub mod sync;
pub mod triggers;
