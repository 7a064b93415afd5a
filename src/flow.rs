//! What happens: each entry point gathers through ports, lets the pure layers decide, and carries out.

pub mod add_meeting;
pub mod auth;
pub mod directory;
pub mod disconnect;
pub mod dispatch;
pub mod error;
pub mod mail;
pub mod panel;
pub mod personal_room;
pub mod profile;
pub mod reason;
pub mod sign_in;
pub mod sync;
pub mod triggers;
