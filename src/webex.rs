//! Webex's REST API: endpoints as data, a client over the [`crate::port::Http`] port, failures by what to do about them.
//!
//! Nothing here decides whether a meeting should exist; that is [`crate::flow::sync`]'s and [`crate::flow::add_meeting`]'s.
//!
//! <https://developer.webex.com/docs/meetings>

pub mod client;
pub mod endpoint;
pub mod failure;
pub mod oauth;

pub use client::Client;
pub use endpoint::Call;
pub use failure::Failure;

/// Where every request goes.
pub const BASE: &str = "https://webexapis.com/v1";
