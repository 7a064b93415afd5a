//! Building blocks that know nothing of calendars: JSON, ordered tables, texts, digests, time, addresses.

pub mod address;
pub mod code;
#[cfg(test)]
pub mod example;
pub mod json;
pub mod table;
pub mod text;
pub mod time;
pub mod url;
