//! Pure decisions: events, links and facts go in, steps come out.
//!
//! It knows only the base and the model: it calls no port, reads no stored records and draws no card.

pub mod allowed;
pub mod changes;
pub mod claim;
pub mod compare;
pub mod copy;
pub mod drift;
pub mod due;
#[cfg(test)]
mod example;
pub mod facts;
pub mod hold;
pub mod occurrence;
pub mod occurrence_key;
pub mod proposal;
pub mod reconcile;
pub mod second_part;
pub mod shape;
pub mod showing;
pub mod single;
pub mod step;
pub mod zones;
