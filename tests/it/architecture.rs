//! `src/README.md` against the code: every module has its row, imports nothing but what the row allows, and the library neither
//! prints nor exits.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Module and what it may import, by the table of the map.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    fs::read_to_string(source().join("README.md"))
        .unwrap()
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.strip_prefix("| `")?.split('|').collect();
            let module = cells[0].split('`').next()?.to_owned();
            Some((module, names(cells[2]).into_iter().collect()))
        })
        .collect()
}

/// The Rust files of the library, with the module at the top that each belongs to.
fn files() -> Vec<(String, PathBuf)> {
    fn walk(folder: &Path, module: Option<&str>, found: &mut Vec<(String, PathBuf)>) {
        let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && (module.is_some() || stem != "bin") {
                walk(&path, module.or(Some(&stem)), found);
            } else if path.extension().is_some_and(|e| e == "rs") && (module.is_some() || stem != "lib") {
                found.push((module.unwrap_or(&stem).to_owned(), path));
            }
        }
    }
    let mut found = Vec::new();
    walk(&source(), None, &mut found);
    found
}

/// The code of a file as lines with their numbers, without comments and tests, which may use what they like.
fn code(path: &Path) -> Vec<(usize, String)> {
    if path.file_name().is_some_and(|name| name == "tests.rs") {
        return Vec::new();
    }
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines.map(|(number, line)| (number, line.to_owned())).collect()
}

/// The modules that a line names after `crate::`, one by one or in braces.
fn imports(line: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    for after in line.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(group) => found.extend(group.split(", ").map(|part| word(part.trim_start()))),
            None => found.push(word(after)),
        }
    }
    found
}

#[test]
fn every_module_has_a_row_and_every_row_a_module() {
    let modules: BTreeSet<String> = files().into_iter().map(|(module, _)| module).collect();
    let rows: BTreeSet<String> = table().into_keys().collect();
    assert_eq!(modules, rows, "left: the modules in src; right: the rows of the table in src/README.md");
}

#[test]
fn modules_import_only_what_the_map_allows() {
    let table = table();
    for (module, path) in files() {
        let allowed = &table[&module];
        for (number, line) in code(&path) {
            for import in imports(&line) {
                let place = format!("{}:{number}", path.strip_prefix(source()).unwrap().display());
                assert!(
                    import == module || allowed.contains(&import),
                    "{place}: {module} must not import {import} (src/README.md)"
                );
            }
        }
    }
}

#[test]
fn the_map_allows_no_circle() {
    let table = table();
    let mut done: BTreeSet<&String> = BTreeSet::new();
    while done.len() < table.len() {
        let ready: Vec<&String> =
            table.iter().filter(|(m, may)| !done.contains(m) && may.iter().all(|i| done.contains(i))).map(|(m, _)| m).collect();
        assert!(!ready.is_empty(), "modules in a circle: all but {done:?}");
        done.extend(ready);
    }
}

#[test]
fn the_map_allows_nothing_that_is_not_used() {
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (module, path) in files() {
        let imports = code(&path).iter().flat_map(|(_, line)| imports(line)).filter(|i| *i != module).collect::<Vec<_>>();
        used.entry(module).or_default().extend(imports);
    }
    assert_eq!(used, table(), "left: what is imported; right: what src/README.md allows");
}

#[test]
fn the_library_neither_prints_nor_exits() {
    for (_, path) in files() {
        for (number, line) in code(&path) {
            for word in ["println!", "print!", "eprintln!", "eprint!", "dbg!", "process::exit", "process::abort"] {
                assert!(!line.contains(word), "{}:{number}: {word} in the library", path.display());
            }
        }
    }
}

/// The file that a path of modules leads to, and how many of its names that takes: a file of its own, a folder's `mod.rs`, or the
/// nearest above where the rest names an item.
fn file_of(folder: &Path, names: &[String]) -> PathBuf {
    let Some(name) = names.first() else { return folder.join("mod.rs") };
    match folder.join(name) {
        path if path.is_dir() => file_of(&path, &names[1..]),
        path if path.with_extension("rs").is_file() => path.with_extension("rs"),
        _ => folder.join("mod.rs"),
    }
}

/// The paths that follow `super::` in some code, braces spread out; `super::super` is `super` first.
fn paths_above(code: &str) -> Vec<Vec<String>> {
    let names = |path: &str| path.split("::").map(|name| name.trim().to_owned()).collect::<Vec<_>>();
    let end = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':').unwrap_or(text.len());
    let mut found = Vec::new();
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let rest = &code[at + "super::".len()..];
        let rest = &rest[..rest.find(';').unwrap_or(rest.len())];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group.trim_end_matches('}').split(',').map(|part| names(part.trim()))),
            None => found.push(names(rest[..end(rest)].trim_end_matches(':'))),
        }
    }
    found
}

#[test]
fn no_files_of_a_folder_import_one_another_in_a_circle() {
    let mut imports: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    for (module, path) in files() {
        let text: String = code(&path).into_iter().map(|(_, line)| line + "\n").collect();
        let folder = path.parent().unwrap();
        let above = if path.ends_with("mod.rs") { folder.parent().unwrap() } else { folder };
        let found = imports.entry(path.clone()).or_default();
        for names in paths_above(&text) {
            let up = names.iter().take_while(|name| *name == "super").count();
            let from = above.ancestors().nth(up).unwrap();
            if from.starts_with(source().join(&module)) {
                found.insert(file_of(from, &names[up..]));
            }
        }
        // What a folder's own file uses of those below, but for what it only passes on.
        if path.ends_with("mod.rs") {
            let own = text.lines().filter_map(|line| line.strip_prefix("use ")?.split("::").next());
            found.extend(own.map(|name| file_of(folder, &[name.to_owned()])).filter(|file| *file != path));
        }
        found.remove(&path);
    }
    let mut done: BTreeSet<PathBuf> = BTreeSet::new();
    loop {
        let ready = |(path, needs): &(&PathBuf, &BTreeSet<PathBuf>)| {
            !done.contains(*path) && needs.iter().all(|file| done.contains(file) || !imports.contains_key(file))
        };
        let next: Vec<PathBuf> = imports.iter().filter(ready).map(|(path, _)| path.clone()).collect();
        if next.is_empty() {
            break;
        }
        done.extend(next);
    }
    let left: Vec<_> = imports.iter().filter(|(path, _)| !done.contains(*path)).collect();
    assert!(left.is_empty(), "in a circle, or above one: {left:#?}");
}
