//! The texts of the product: one Fluent file per language, checked against each other and written as the add-on reads them.
//!
//! It runs when the product is built, never in the add-on.
//! * `en.ftl` says which messages there are, and what each is filled with; every other language must have the same.
//! * From it comes the Rust code that names a message's line and its arguments ([`rust_code`]). It matches every variant of
//!   `Message` with all of its fields, so the compiler refuses a text without a variant and a variant without a text.
//! * Each language becomes a list of lines in the order of `en.ftl` ([`lines`]); `src/ui/i18n/pattern.rs` fills them in.
//!
//! <https://projectfluent.org/fluent/guide/>

mod check;
mod read;
mod write;

use std::fs;
use std::io;
use std::path::Path;

pub use check::problems;
pub use read::{Language, Message, Part, Variant};
pub use write::{lines, rust_code};

/// The language whose texts the others translate.
pub const SOURCE: &str = "en";

/// Reads every `.ftl` file of a folder, the source language first.
///
/// Fails with one line for each thing that is wrong in any of them.
pub fn load(folder: &Path) -> Result<Vec<Language>, Vec<String>> {
    let files = ftl_files(folder).map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    let mut wrong = Vec::new();
    let mut languages = Vec::new();
    for (tag, source) in files {
        match read::language(&tag, &source) {
            Ok(language) => languages.push(language),
            Err(errors) => wrong.extend(errors),
        }
    }
    languages.sort_by_key(|language| (language.tag != SOURCE, language.tag.clone()));
    match languages.first() {
        Some(source) if source.tag == SOURCE => {
            wrong.extend(languages.iter().flat_map(|language| check::problems(source, language)));
        }
        _ if wrong.is_empty() => wrong.push(format!("{}: there is no {SOURCE}.ftl", folder.display())),
        _ => {}
    }
    if wrong.is_empty() {
        Ok(languages)
    } else {
        Err(wrong)
    }
}

/// The tag and the content of each file, in the order of the tags.
fn ftl_files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "ftl") {
            let tag = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((tag, fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Ok(files)
}
