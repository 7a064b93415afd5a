//! Keeps Calendar and Webex in step: [`run`] gathers and repeats, [`batch`] plans, [`act`] carries out.

pub mod act;
pub mod attach;
pub mod batch;
pub mod context;
pub mod drift;
pub mod find;
pub mod gather;
pub mod invitees;
pub mod one_event;
pub mod proof;
pub mod run;
pub mod series;
pub mod zones;
