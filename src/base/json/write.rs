//! Writes a value as JSON text without white space.

use core::fmt::{Display, Formatter, Result, Write};

use super::Json;

impl Display for Json {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Json::Null => out.write_str("null"),
            Json::Bool(value) => out.write_str(if *value { "true" } else { "false" }),
            Json::Int(number) => number.fmt(out),
            Json::Text(text) => string(out, text),
            Json::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.write_char(if at == 0 { '[' } else { ',' })?;
                    item.fmt(out)?;
                }
                out.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Json::Map(members) => {
                for (at, (name, value)) in members.iter().enumerate() {
                    out.write_char(if at == 0 { '{' } else { ',' })?;
                    string(out, name)?;
                    out.write_char(':')?;
                    value.fmt(out)?;
                }
                out.write_str(if members.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

fn string(out: &mut Formatter<'_>, text: &str) -> Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.write_char('\\')?;
                out.write_char(c)?;
            }
            '\n' => out.write_str("\\n")?,
            c if c < ' ' => write!(out, "\\u{:04x}", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_by_others() {
        let text: String = (0..200).filter_map(char::from_u32).chain("\u{2028}한글👩".chars()).collect();
        let value = Json::Map(vec![
            (text.clone(), Json::Text(text)),
            ("numbers".into(), Json::List(vec![Json::Int(i64::MIN), Json::Int(0), Json::Int(i64::MAX)])),
            ("other".into(), Json::List(vec![Json::Null, Json::Bool(true), Json::Bool(false)])),
            ("empty".into(), Json::List(vec![Json::Map(vec![]), Json::List(vec![])])),
        ]);
        assert_eq!(serde_json::from_str::<Json>(&value.to_string()).unwrap(), value);
        assert_eq!(Json::parse(&value.to_string()), Ok(value));
    }
}
