//! Checks the layers of the core: the imports in the sources against the table in docs/architecture.md.
//!
//! It reads `use` statements with their groups, re-exports, and paths in the code: those that begin with `crate`, `super` or `self`,
//! and those that begin with an imported or a nested module. Unit tests and test-only modules are skipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The most files that may import each other in a circle.
const CIRCLE: usize = 4;

/// A module's path from the root of the crate, such as `model::link::series`.
type Module = Vec<String>;

/// Every module of the core by its path, with its code: no comments, no unit tests.
fn modules() -> BTreeMap<Module, String> {
    let mut modules = BTreeMap::new();
    collect(&Path::new(ROOT).join("src"), &mut Vec::new(), &mut modules);
    let mut for_tests: Vec<Module> = Vec::new();
    for (module, source) in &modules {
        for line in source.split("#[cfg(test)]\n").skip(1).filter_map(|rest| rest.lines().next()) {
            let name = line.trim_start_matches("pub ").strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';'));
            for_tests.extend(name.map(|name| [module.as_slice(), &[name.to_owned()]].concat()));
        }
    }
    modules.retain(|module, _| !for_tests.iter().any(|test| module.starts_with(test)));
    for source in modules.values_mut() {
        *source = code(source);
    }
    modules
}

fn collect(folder: &Path, above: &mut Module, modules: &mut BTreeMap<Module, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        above.push(name.clone());
        if path.is_dir() {
            collect(&path, above, modules);
        } else if above.len() > 1 || name != "lib" {
            modules.insert(above.clone(), fs::read_to_string(&path).unwrap());
        }
        above.pop();
    }
}

/// The code of a source before its unit tests, without comments.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths of a `use` tree, groups unfolded, each with the name that it is imported under.
fn unfold(tree: &str, before: &[String], found: &mut Vec<(Module, String)>) {
    let tree = tree.trim();
    if let Some((head, rest)) = tree.split_once('{') {
        let mut path = before.to_vec();
        path.extend(head.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
        let inner = rest.strip_suffix('}').unwrap_or(rest);
        let (mut depth, mut from) = (0, 0);
        for (at, character) in inner.char_indices().chain([(inner.len(), ',')]) {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[from..at].trim().is_empty() {
                        unfold(&inner[from..at], &path, found);
                    }
                    from = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, name) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name.trim())));
    let mut parts = before.to_vec();
    parts.extend(path.split("::").map(|part| part.trim().to_owned()));
    if parts.last().is_some_and(|last| last == "self") {
        parts.pop();
    }
    let name = name.map(str::to_owned).or_else(|| parts.last().cloned()).unwrap_or_default();
    found.push((parts, name));
}

/// A path as it is written in a module, from the root of the crate; `None` if it leads elsewhere.
fn absolute(path: &[String], module: &[String], imported: &BTreeMap<String, Module>) -> Option<Module> {
    let mut at = module.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                at.pop();
                rest = &rest[1..];
            }
        }
        first => {
            if let Some(imported) = imported.get(first) {
                return Some([imported, &path[1..]].concat());
            }
        }
    }
    at.extend(rest.iter().cloned());
    Some(at)
}

/// The module that a path from the root leads to or into.
fn leads_to(path: &[String], modules: &BTreeMap<Module, String>) -> Option<Module> {
    (1..=path.len()).rev().map(|length| path[..length].to_vec()).find(|module| modules.contains_key(module))
}

/// All paths of a source that have two parts at least.
fn paths(source: &str) -> Vec<Module> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let words = source.split(|c: char| !is_part(c)).filter(|word| word.contains("::"));
    words.map(|word| word.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect()).collect()
}

/// Which modules each module imports from or names.
fn edges(modules: &BTreeMap<Module, String>) -> BTreeMap<Module, BTreeSet<Module>> {
    let mut edges = BTreeMap::new();
    for (module, source) in modules {
        let (mut uses, mut rest) = (Vec::new(), String::new());
        for statement in source.split_inclusive(';') {
            // The keyword stands at the beginning of its line; attributes and other items may come before it.
            let at = ["\nuse ", "\npub use ", "\npub(crate) use ", "\npub(super) use ", "\n    use "]
                .iter()
                .filter_map(|word| Some((statement.rfind(word)?, word.len())))
                .max();
            match at.or_else(|| statement.starts_with("use ").then_some((0, 4))) {
                Some((at, length)) if statement.ends_with(';') => {
                    rest.push_str(&statement[..at]);
                    unfold(&statement[at + length..statement.len() - 1], &[], &mut uses);
                }
                _ => rest.push_str(statement),
            }
        }
        let nested = |first: &String| modules.contains_key(&[module.as_slice(), std::slice::from_ref(first)].concat());
        let inside = |path: &[String]| {
            let first = path.first()?;
            let is_ours = matches!(first.as_str(), "crate" | "self" | "super") || nested(first);
            is_ours.then(|| absolute(path, module, &BTreeMap::new())).flatten()
        };
        let mut imported: BTreeMap<String, Module> = BTreeMap::new();
        let mut found: Vec<Module> = Vec::new();
        for (path, name) in uses {
            if let Some(path) = inside(&path) {
                found.push(path.clone());
                imported.insert(name, path);
            }
        }
        for path in paths(&rest) {
            let named = path.first().and_then(|first| imported.get(first)).is_some();
            found.extend(if named { absolute(&path, module, &imported) } else { inside(&path) });
        }
        let targets = found.iter().filter_map(|path| leads_to(path, modules)).filter(|target| target != module);
        edges.insert(module.clone(), targets.collect());
    }
    edges
}

/// The layers in their order, lowest first, and what each may import, from the table in docs/architecture.md.
fn table() -> Vec<(String, Vec<String>)> {
    let page = fs::read_to_string(Path::new(ROOT).join("docs/architecture.md")).unwrap();
    let (_, after) = page.split_once("| layer | place | may import |").expect("the table of layers");
    let rows = after.lines().skip(2).take_while(|line| line.starts_with('|'));
    let words = |cell: &str| cell.split(['`', ',', ' ']).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [layer, _, allowed] = cells.as_slice() else { panic!("{row}") };
        let allowed: Vec<String> = words(allowed);
        (layer.trim_matches('`').to_owned(), allowed.into_iter().filter(|word| word != "nothing").collect())
    })
    .collect()
}

/// The edges that lead out of a layer to one that it may not import.
fn forbidden(edges: &BTreeMap<Module, BTreeSet<Module>>, table: &[(String, Vec<String>)]) -> Vec<String> {
    let mut found = Vec::new();
    for (from, targets) in edges {
        let (_, allowed) = table.iter().find(|(layer, _)| *layer == from[0]).expect("a layer of the table");
        let is_wrong = |to: &&Module| to[0] != from[0] && !allowed.contains(&to[0]);
        found.extend(targets.iter().filter(is_wrong).map(|to| format!("{} → {}", from.join("::"), to.join("::"))));
    }
    found
}

/// The groups of modules that reach each other.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<Vec<String>> {
    let reach = |from: &Module| {
        let mut reached: BTreeSet<&Module> = BTreeSet::new();
        let mut open: Vec<&Module> = edges[from].iter().collect();
        while let Some(module) = open.pop() {
            if reached.insert(module) {
                open.extend(&edges[module]);
            }
        }
        reached
    };
    let reached: BTreeMap<&Module, BTreeSet<&Module>> = edges.keys().map(|module| (module, reach(module))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (module, others) in &reached {
        let together = others.iter().filter(|other| reached[*other].contains(module));
        let names: BTreeSet<String> = together.map(|other| other.join("::")).collect();
        circles.insert(names.into_iter().collect());
    }
    circles.into_iter().filter(|circle| circle.len() > 1).collect()
}

#[test]
fn a_layer_imports_only_from_below() {
    let (modules, table) = (modules(), table());
    for (index, (layer, allowed)) in table.iter().enumerate() {
        let below: Vec<&String> = table[..index].iter().map(|(layer, _)| layer).collect();
        assert!(allowed.iter().all(|other| below.contains(&other)), "{layer} imports what does not stand below it");
    }
    let layers: BTreeSet<&String> = modules.keys().map(|module| &module[0]).collect();
    assert_eq!(layers, table.iter().map(|(layer, _)| layer).collect());
    let found = forbidden(&edges(&modules), &table);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_more_than_four_files_import_each_other() {
    let edges = edges(&modules());
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 300, "imports are found");
    let found: Vec<_> = circles(&edges).into_iter().filter(|circle| circle.len() > CIRCLE).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// Each way to write an import, planted into a module of the model.
#[test]
fn an_upward_import_is_found_however_it_is_written() {
    for planted in [
        "use crate::store::State;",
        "use crate::{base::json::Json, store::{self, State}};",
        "pub use crate::store::State as Records;",
        "fn planted() { crate::store::State::default(); }",
        "fn planted() { super::super::store::State::default(); }",
        "use super::super::store::State;",
        "fn planted() { use crate::store::State; }",
        "use crate::store;\nfn planted() { store::State::default(); }",
    ] {
        let mut modules = modules();
        let module: Module = ["model", "account"].map(str::to_owned).into();
        modules.get_mut(&module).unwrap().push_str(&["\n", planted, "\n"].concat());
        let found = forbidden(&edges(&modules), &table());
        assert!(found.iter().any(|edge| edge.starts_with("model::account → store")), "{planted}: {found:?}");
    }
}

#[test]
fn a_circle_of_five_is_found() {
    let module = |name: &str| vec![name.to_owned()];
    let names = ["a", "b", "c", "d", "e"];
    let next = |at: usize| BTreeSet::from([module(names[(at + 1) % names.len()])]);
    let ring: BTreeMap<Module, BTreeSet<Module>> =
        names.iter().enumerate().map(|(at, name)| (module(name), next(at))).collect();
    assert_eq!(circles(&ring), [names.map(str::to_owned).to_vec()]);
}
