//! Journeys on the scripted host: a person clicks buttons by their labels, and a test checks the world
//! afterwards and the number of round trips.
//!
//! Google's and Webex's own rules are not in here: [`google`] and [`webex`] only keep records.
//! The journeys under `tests/journeys` run the built add-on in the strict simulator.

#![cfg(feature = "memory")]

mod conditional;
mod conference;
mod google;
mod linking;
mod odd_input;
mod panel;
mod stage;
mod sync;
mod trouble;
mod webex;
