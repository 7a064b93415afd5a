//! Google's services: requests as data, and replies read.

pub mod calendar;
pub mod directory;
