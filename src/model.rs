//! Plain data of the domain and its rules: events, meetings, the links between them, what people and administrators chose.
//!
//! It calls no port, loads and saves nothing, and draws nothing.

pub mod account;
pub mod authorization;
pub mod calendar_index;
pub mod event;
pub mod event_id;
pub mod fingerprint;
pub mod hold;
pub mod language;
pub mod link;
pub mod meeting;
pub mod permission;
pub mod policy;
pub mod quota;
pub mod record;
pub mod recurrence;
pub mod settings;
pub mod setup;
pub mod slot;
