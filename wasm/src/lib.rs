//! The rim: the one crate that knows JavaScript.
//!
//! It declares the host's functions ([`host`]), converts values ([`codec`]), feeds getrandom ([`entropy`]) and exports
//! one function. It decides nothing.
//!
//! * Every import is declared with `catch`: an exception of the host becomes a typed error.
//! * Event objects are read member by member, and responses are written with serde-wasm-bindgen. Bodies and lists cross as JSON text.
//! * No 64-bit integer crosses the boundary.

mod codec;
mod entropy;
mod host;

#[cfg(test)]
mod tests;

use meetwright::flow::dispatch;
use meetwright::port::Ports;
use wasm_bindgen::prelude::*;

use crate::host::{Host, JsHost};

/// The allocator: smaller than Rust's own for WebAssembly, and fast in a module that lives for one execution.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Handles one entry point. Throws an `Error` with a `code` only for a fault of the add-on itself.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value)] // JavaScript passes the argument by value.
pub fn handle(entry: &str, argument: JsValue, host: Host) -> Result<JsValue, JsValue> {
    entropy::feed_from(&host);
    let host = JsHost::new(host);
    let ports = Ports {
        clock: &host,
        random: &host,
        http: &host,
        calendar: &host,
        calendar_app: &host,
        mail: &host,
        cache: &host,
        properties: &host,
        identity: &host,
        triggers: &host,
        lock: &host,
        log: &host,
    };
    let argument = codec::read(&argument);
    let response = dispatch::handle(&ports, entry, &argument).map_err(|error| codec::fault("unknownEntry", &error))?;
    codec::response(response)
}
