//! A JSON value for data from outside: event objects, Calendar events, Webex replies.
//!
//! Such objects are large and only a few of their members are read, so code walks them instead of deriving types:
//! a missing or malformed member reads as [`Json::Null`] and never as a panic.
//! It holds no floating-point numbers (their text conversion adds 14 KB of wasm); fractions are cut off.

mod read;
mod write;

use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A JSON value without fractions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`, `undefined`, or a member that is not there.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, its members in their order.
    Map(Vec<(String, Json)>),
}

/// Text that is not JSON.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not JSON")]
pub struct NotJson;

static NULL: Json = Json::Null;

impl Json {
    /// The member of that name, or `Null`.
    pub fn get(&self, name: &str) -> &Json {
        match self {
            Json::Map(members) => members.iter().find(|(key, _)| key == name).map_or(&NULL, |(_, value)| value),
            _ => &NULL,
        }
    }

    /// The value behind a path of member names.
    pub fn at(&self, path: &[&str]) -> &Json {
        path.iter().fold(self, |value, name| value.get(name))
    }

    /// The text, unless it is empty or something else.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The whole number; Google writes 64-bit numbers as text, which counts too.
    pub fn int(&self) -> Option<i64> {
        match self {
            Json::Int(number) => Some(*number),
            Json::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether it is `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Json::Bool(true))
    }

    /// Whether it is `null` or absent.
    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    /// The array's items; nothing for anything else.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::List(items) => items,
            _ => &[],
        }
    }

    /// The object's members; nothing for anything else.
    pub fn members(&self) -> &[(String, Json)] {
        match self {
            Json::Map(members) => members,
            _ => &[],
        }
    }
}

/// An object of these members; members that are `Null` are left out.
pub fn object<const N: usize>(mut members: [(&str, Json); N]) -> Json {
    map(&mut members)
}

/// The part of [`object`] that does not depend on the number of members, so that the module contains it only once.
fn map(members: &mut [(&str, Json)]) -> Json {
    let kept = members.iter_mut().filter(|(_, value)| !value.is_null());
    Json::Map(kept.map(|(name, value)| ((*name).to_owned(), core::mem::take(value))).collect())
}

/// A list, or `Null` if there is nothing in it.
pub fn unless_empty<T: Into<Json>>(items: Vec<T>) -> Json {
    Some(items).filter(|items| !items.is_empty()).into()
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Json::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Json::Text(text)
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Json::Int(number)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Json::Bool(value)
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Json::Null, Into::into)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(items: Vec<T>) -> Self {
        Json::List(items.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Int(number) => serializer.serialize_i64(*number),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// For tests, which compare other readings of JSON with ours; the rim walks what comes from the host.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Deserialize::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Int(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    #[allow(clippy::cast_possible_truncation)] // The cut-off fraction is this type's promise; out-of-range numbers saturate.
    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Int(number as i64))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut map = Vec::new();
        while let Some(member) = members.next_entry()? {
            map.push(member);
        }
        Ok(Json::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_member_reads_as_null_at_any_depth() {
        let value = Json::parse(r#"{"a":{"b":[1,"2"]}}"#).unwrap();
        assert_eq!(value.at(&["a", "x", "y"]), &Json::Null);
        assert_eq!(value.at(&["a", "b"]).items()[1].int(), Some(2));
        assert_eq!(value.get("a").text(), None);
    }

    #[test]
    fn text_survives_a_round_trip() {
        let text = r#"{"n":null,"t":"a\"\n한글","l":[true,-7,{}]}"#;
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
    }
}
