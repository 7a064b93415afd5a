//! Conversions between JavaScript's values and the core's.
//!
//! Everything crosses as [`Json`]: one type to read and one to write, instead of code for each shape.
//! Values are walked on their way in: reading them through serde would bring over 20 KB, most of them for the texts of its errors.

use meetwright::base::json::Json;
use meetwright::port::HostError;
use meetwright::ui::response::Response;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::JsCast;

/// The deepest nesting that is read, as in JSON text; an object may lie in itself.
const DEPTH: u8 = 127;

/// Reads a value; what is no data, such as a function, is `null`, and hides nothing beside it.
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
    (0..array.length()).map(|place| array.get(place))
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
