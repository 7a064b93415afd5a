//! Keeping Calendar and Webex in step: [`plan`] decides and is pure, [`act`] carries out, [`run`] gathers and repeats.

pub mod act;
pub mod allowed;
pub mod attach;
pub mod batch;
pub mod copy;
pub mod drift;
pub mod due;
#[cfg(test)]
mod example;
pub mod find;
pub mod gather;
pub mod hold;
pub mod invitees;
pub mod occurrence;
pub mod plan;
pub mod run;
pub mod series;
pub mod settle;
pub mod zones;
