//! Journeys on the scripted host: a person clicks buttons by their labels, and a test looks at what the world holds
//! afterwards and how many round trips it took.
//!
//! Google's and Webex's own rules are not in here: [`google`] and [`webex`] keep records and nothing else.
//! The journeys under `tests/journeys` run the built add-on in the strict simulator.

#![cfg(feature = "memory")]

mod conference;
mod google;
mod linking;
mod odd_input;
mod panel;
mod stage;
mod sync;
mod trouble;
mod webex;
