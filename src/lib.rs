//! Meetwright's core: schedules Webex meetings from Google Calendar and Gmail and keeps them in step.
//!
//! An execution wakes up cold, gathers what it needs, decides, acts, and is gone:
//!
//! ```text
//! gather (ports, batched)  →  decide (pure, returns data)  →  act (ports, batched)
//! ```
//!
//! # Code map
//!
//! | from outside to inside | |
//! | --- | --- |
//! | [`app`] | from an entry point to its answer; one error surface for each kind of entry |
//! | [`entry`], [`action`], [`response`] | what Google can call, what a button does, what is answered |
//! | [`panel`], [`conference`], [`mail`], [`link_account`], [`profile`], [`farewell`] | cards and buttons; "add Webex"; from a message; signing in; what Google tells then; leaving |
//! | [`sync`] | `plan` decides, `act` carries out, `run` gathers and repeats |
//! | [`view`], [`card`], [`widget`], [`i18n`] | pure functions from a model to a card, and its texts |
//! | [`event`], [`meeting`], [`link`], [`time`], [`recurrence`], [`account`], [`address`], [`block`], [`settings`], [`policy`] | the domain |
//! | [`webex`], [`google`], [`auth`], [`store`] | requests as data, tokens, records |
//! | [`port`] | what the host has to offer |
//! | [`json`], [`text`], [`code`], [`table`] | values, texts, digests, order |
//! | [`memory`] | a scripted host for tests |
//!
//! # Invariants
//!
//! * The core knows no JavaScript: its dependencies name neither wasm-bindgen nor js-sys.
//! * `sync::plan` and everything under [`view`] ask no port.
//! * No port is called in a loop over events.
//! * Tokens and secrets are of a type that does not print.
//! * A call that makes a meeting is preceded by a saved pending link.

pub mod base;
pub mod flow;
pub mod google;
#[cfg(any(test, feature = "memory"))]
pub mod memory;
pub mod model;
pub mod plan;
pub mod port;
pub mod store;
pub mod ui;
pub mod webex;
