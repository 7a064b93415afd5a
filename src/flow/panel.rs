//! The panel: gathers the content of cards, and carries out the actions of their buttons.
//!
//! Opening a card with filled caches costs one load of properties and one call of the calendar, and no request to Webex.

mod admin;
mod buttons;
mod data;
mod event;
mod first;
mod home;
mod message;
mod settings;
mod shared;
mod sign_in;
mod words;

pub use buttons::click;
pub use event::event;
pub use home::home;
pub use message::message;
pub use settings::card as settings;
pub use sign_in::sign_in;
