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
//! The core is built of layers, and each is a folder. A layer imports from those below it and never from above or beside.
//!
//! ```text
//!                 ┌────────────────────────────────────────────────────┐
//!                 │ flow   what happens: entries, panel, mail, sign-in,│
//!                 │        following calendars, leaving                │
//!                 └──┬──────────┬──────────┬──────────┬──────────┬─────┘
//!  pure              │          │          │          │          │   asks ports
//!          ┌─────────▼──┐ ┌─────▼────┐ ┌───▼────┐ ┌───▼────┐ ┌───▼────┐
//!          │ plan       │ │ ui       │ │ store  │ │ google │ │ webex  │
//!          │ decisions  │ │ cards    │ │ records│ │ Google │ │ Webex  │
//!          └─────────┬──┘ └─────┬────┘ └───┬────┘ └───┬────┘ └───┬────┘
//!                    │          │       ┌──▼──────────▼──────────▼────┐
//!                    │          │       │ port   what the host offers │
//!                    │          │       └──┬──────────────────────────┘
//!                 ┌──▼──────────▼──────────▼───────────────────────────┐
//!                 │ model  events, meetings, links, settings, policy   │
//!                 ├────────────────────────────────────────────────────┤
//!                 │ base   JSON, tables, texts, digests, time          │
//!                 └────────────────────────────────────────────────────┘
//! ```
//!
//! | layer | what to look for there |
//! | --- | --- |
//! | [`base`] | JSON values, sorted tables, texts, digests and secrets, instants and offsets, addresses |
//! | [`model`] | events, meetings, links, recurrence, settings, accounts, policy, quotas, languages: plain data and its rules |
//! | [`port`] | the capabilities that the host offers, one small trait each |
//! | [`plan`] | decisions: events, links and facts go in, steps come out |
//! | [`ui`] | entries, actions and responses; cards, their widgets and their texts |
//! | [`store`] | the user's records, the script's properties, the keys of the cache |
//! | [`google`], [`webex`] | requests as data, replies read; neither knows the other |
//! | [`flow`] | everything that happens, from [`flow::dispatch`] on |
//! | [`memory`] | a scripted host for tests |
//!
//! `tests/layers.rs` holds the layers to the table in `docs/architecture.md`, which also walks the commonest changes.
//!
//! # Invariants
//!
//! * The core knows no JavaScript: its dependencies name neither wasm-bindgen nor js-sys.
//! * [`plan`] and [`ui`] take data: they ask no port and read no record.
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
