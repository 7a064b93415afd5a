//! Converts values between JavaScript and the core.
//!
//! Everything crosses as [`Json`], so that the module has code for one type only.
//! Values from JavaScript are walked, since reading them with serde would cost over 20 KB, mostly for its error texts.

use meetwright::base::json::Json;
use meetwright::port::HostError;
use meetwright::ui::response::Response;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

/// The deepest nesting that is read, as in JSON text; an object may contain itself.
const DEPTH: u8 = 127;

/// Reads a value. A member that is no data, such as a function, becomes `null`.
pub fn read(value: &JsValue) -> Json {
    walk(value, DEPTH)
}

#[allow(clippy::cast_possible_truncation)] // The cut-off fraction is this type's promise; out-of-range numbers saturate.
fn walk(value: &JsValue, depth: u8) -> Json {
    if let Some(text) = value.as_string() {
        return Json::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Json::Int(number as i64);
    }
    if let Some(value) = value.as_bool() {
        return Json::Bool(value);
    }
    let Some(depth) = depth.checked_sub(1).filter(|_| value.is_object()) else {
        return Json::Null;
    };
    if js_sys::Array::is_array(value) {
        return Json::List(items(value).map(|item| walk(&item, depth)).collect());
    }
    let member = |pair: JsValue| {
        let pair: &js_sys::Array = pair.unchecked_ref();
        (pair.get(0).as_string().unwrap_or_default(), walk(&pair.get(1), depth))
    };
    Json::Map(items(&js_sys::Object::entries(value.unchecked_ref())).map(member).collect())
}

fn items(array: &JsValue) -> impl Iterator<Item = JsValue> + '_ {
    let array: &js_sys::Array = array.unchecked_ref();
    (0..array.length()).map(|index| array.get(index))
}

/// Writes a response.
pub fn response(response: Response) -> Result<JsValue, JsValue> {
    plain(&response.into()).map_err(|error| fault("response", &error))
}

/// Writes a value as plain objects, arrays and numbers, the way `JSON.parse` would make them.
fn plain(value: &Json) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&Serializer::json_compatible())
}

/// Writes an argument of a host call.
pub fn argument(value: &Json) -> Result<JsValue, HostError> {
    plain(value).map_err(|_| HostError::Other("argument".into()))
}

/// Writes entries as an object.
pub fn entries<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<JsValue, HostError> {
    let members = entries.into_iter().map(|(key, value)| (key.to_owned(), value.into()));
    argument(&Json::Map(members.collect()))
}

/// Writes texts as an array.
pub fn texts(texts: &[&str]) -> Result<JsValue, HostError> {
    argument(&Json::List(texts.iter().map(|text| (*text).into()).collect()))
}

/// The typed error of an exception, by the `code` that host.js gives it.
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
