//! The user's one lock, which is taken for a piece of work and released after it, also when the work fails.
//!
//! It is taken once per execution and never nested: Google's lock isn't re-entrant.
//! Two places take it without this module and let Google free it at the end of the execution: adding a meeting while a person waits
//! (`add_meeting`), and the end of a sign-in (`sign_in`).

use crate::flow::error::Error;
use crate::port::Ports;

/// How long a person waits for the lock, in milliseconds.
pub const PERSON_WAIT: u32 = 3_000;

/// Does the work with the lock; [`Error::Busy`] if another execution keeps it for this many milliseconds.
pub fn with_lock<T>(ports: &Ports<'_>, wait: u32, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    try_with_lock(ports, wait, work)?.ok_or(Error::Busy)
}

/// Does the work with the lock; `None` if another execution keeps it for this many milliseconds.
pub fn try_with_lock<T>(
    ports: &Ports<'_>,
    wait: u32,
    work: impl FnOnce() -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    if !ports.lock.acquire(wait)? {
        return Ok(None);
    }
    let done = work();
    let released = ports.lock.release();
    let done = done?;
    released?;
    Ok(Some(done))
}
