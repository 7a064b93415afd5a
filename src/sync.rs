//! Keeping Calendar and Webex in step: [`plan`] decides and is pure, [`act`] carries out, [`run`] gathers and repeats.

pub mod act;
pub mod attach;
pub mod copy;
pub mod find;
pub mod invitees;
pub mod plan;
pub mod run;
