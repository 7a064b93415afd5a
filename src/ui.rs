//! What a person sees and what Google can call, pure: entries and actions come in, responses and cards go out.
//!
//! It knows the base and the model alone: what a card shows was gathered by [`crate::flow`].

pub mod action;
pub mod card;
pub mod entry;
pub mod formatted;
pub mod i18n;
pub mod join_block;
pub mod response;
pub mod view;
pub mod widget;
