//! Keeping Calendar and Webex in step: [`plan`] decides and is pure, [`act`] carries out, [`run`] gathers and repeats.

pub mod act;
pub mod attach;
pub mod batch;
pub mod context;
pub mod drift;
pub mod find;
pub mod gather;
pub mod invitees;
pub mod one_event;
pub mod run;
pub mod series;
pub mod zones;
