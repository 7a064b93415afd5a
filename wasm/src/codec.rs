//! Conversions between JavaScript's values and the core's.
//!
//! Everything crosses as [`Json`]: one type to read and one to write, instead of code for each shape.
//! What comes in and the response cross as JSON text, which the engine reads and writes itself; the arguments of host calls are small
//! and become objects through serde-wasm-bindgen, so that the shims get what Google's services take.

use meetwright::base::json::Json;
use meetwright::port::HostError;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// Reads what the host says as JSON text; what is no JSON is `null`.
pub fn read(text: &str) -> Json {
    Json::parse(text).unwrap_or_default()
}

/// Writes a value as plain objects, arrays and numbers, the way `JSON.parse` would make them.
fn plain(value: &Json) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&Serializer::json_compatible())
}

/// Writes an argument of a host call.
pub fn argument(value: &Json) -> Result<JsValue, HostError> {
    plain(value).map_err(|_| HostError::Other("argument".into()))
}

/// Entries as an object.
pub fn entries<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<JsValue, HostError> {
    let members = entries.into_iter().map(|(key, value)| (key.to_owned(), value.into()));
    argument(&Json::Map(members.collect()))
}

/// Texts as an array.
pub fn texts(texts: &[&str]) -> Result<JsValue, HostError> {
    argument(&Json::List(texts.iter().map(|text| (*text).into()).collect()))
}

/// The typed error behind an exception: host.js gives its errors a `code`.
pub fn host_error(exception: &JsValue) -> HostError {
    let code = js_sys::Reflect::get(exception, &JsValue::from_str("code")).ok();
    HostError::from_code(&code.and_then(|code| code.as_string()).unwrap_or_else(|| "exception".into()))
}

/// An exception for a fault of the add-on itself, with a stable code.
pub fn fault(code: &str, error: &dyn core::fmt::Display) -> JsValue {
    let exception = js_sys::Error::new(&error.to_string());
    // An `Error` is an ordinary object, so this can't fail.
    let _ = js_sys::Reflect::set(&exception, &JsValue::from_str("code"), &JsValue::from_str(code));
    exception.into()
}
