//! Decisions, pure: events, links and facts go in, steps come out.
//!
//! It knows the base and the model alone: it asks no port, reads no stored records and draws no card.

pub mod allowed;
pub mod copy;
pub mod due;
#[cfg(test)]
pub mod example;
pub mod hold;
pub mod occurrence;
pub mod plan;
pub mod series;
