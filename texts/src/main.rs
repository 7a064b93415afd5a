//! Writes the texts of every language as the script that the add-on reads them from.
//!
//! `meetwright-texts FOLDER` prints a JSON object: for each language, by its tag, the list of its lines.

use std::path::PathBuf;
use std::process::ExitCode;

use meetwright_texts::{lines, load};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: meetwright-texts FOLDER");
        return ExitCode::from(2);
    };
    let languages = match load(&folder) {
        Ok(languages) => languages,
        Err(wrong) => {
            eprintln!("{}", wrong.join("\n"));
            return ExitCode::FAILURE;
        }
    };
    let all = languages.iter().map(|language| {
        let lines = lines(&languages[0], language);
        (language.tag.clone(), serde_json::Value::from(lines))
    });
    println!("{}", all.collect::<serde_json::Value>());
    ExitCode::SUCCESS
}
