//! Feeds getrandom from the host.
//!
//! Apps Script has no `crypto`. `host.entropy(n)` digests Google's version-4 UUIDs, 122 random bits each: three of them
//! go into every 32 bytes, which therefore have the full 256 bits of entropy that SHA-256 allows.
//! `unsafe` is allowed in this file only, because getrandom finds its custom source by an unmangled name.

use std::cell::RefCell;

use wasm_bindgen::JsCast;

use crate::host::Host;

thread_local! {
    static SOURCE: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Takes the host of the current call as the source.
pub fn feed_from(host: &Host) {
    let host: Host = wasm_bindgen::JsValue::from(host).unchecked_into();
    SOURCE.with(|source| *source.borrow_mut() = Some(host));
}

/// Asks the host for this many bytes.
fn bytes(length: usize) -> Option<Vec<u8>> {
    SOURCE.with(|source| source.borrow().as_ref()?.entropy(u32::try_from(length).ok()?).ok())
}

/// getrandom's hook (<https://docs.rs/getrandom/latest/getrandom/#custom-backend>).
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(target: *mut u8, length: usize) -> Result<(), getrandom::Error> {
    let bytes = bytes(length).filter(|bytes| bytes.len() == length).ok_or(getrandom::Error::UNSUPPORTED)?;
    // SAFETY: getrandom promises `length` writable bytes behind `target`, and `bytes` holds exactly as many.
    unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), target, length) };
    Ok(())
}
