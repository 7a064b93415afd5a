//! What knows nothing of calendars: JSON, order, texts, digests, time, addresses.

pub mod address;
pub mod code;
pub mod json;
pub mod table;
pub mod text;
pub mod time;
pub mod url;
