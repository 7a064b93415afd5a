//! Checks the texts of every language and turns them into code: a text that is missing or wrong does not build.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use meetwright_texts::{lines, load, rust_code};

fn main() {
    println!("cargo:rerun-if-changed=texts");
    let languages = load(Path::new("texts")).unwrap_or_else(|wrong| {
        eprintln!("{}", wrong.join("\n"));
        process::exit(1);
    });
    let mut built_in = String::from("&[\n");
    for language in &languages {
        // Writing to a string can't fail.
        let _ = writeln!(built_in, "    ({:?}, &{:?}),", language.tag, lines(&languages[0], language));
    }
    built_in.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo tells where its output goes"));
    fs::write(out.join("messages.rs"), rust_code(&languages[0])).expect("the output folder takes files");
    fs::write(out.join("built_in.rs"), built_in).expect("the output folder takes files");
}
