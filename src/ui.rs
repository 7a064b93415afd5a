//! Pure: parses what Google calls, and makes what a person sees. Entries and actions come in, responses and cards go out.
//!
//! It knows only the base and the model. [`crate::flow`] gathers what a card shows.

pub mod action;
pub mod card;
pub mod entry;
pub mod formatted;
pub mod i18n;
pub mod join_block;
pub mod response;
pub mod view;
pub mod widget;
