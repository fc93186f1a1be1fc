//! The files that an input stands for: those of a folder, those that a pattern fits, or itself.

use std::fs;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};

/// Whether a path is a pattern.
pub(super) fn is_pattern(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[']) && !path.exists()
}

/// Files that were found, and folders that could not be looked into.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order of their names.
    pub files: Vec<PathBuf>,
    /// What is wrong with the folders that were passed over.
    pub unreadable: Vec<Error>,
}

/// The files that an input stands for.
///
/// # Errors
/// When a folder cannot be read, and when no file fits a pattern.
pub(super) fn expanded(input: &Path) -> Result<Found> {
    if input.is_dir() {
        return files_of_project(input);
    }
    if is_pattern(input) { matching(input) } else { Ok(Found { files: vec![input.to_owned()], ..Found::default() }) }
}

/// The files under a folder that belong to a project: those that git ignores are passed over, as build results and the packages of
/// others are. Otherwise as [`files`].
fn files_of_project(folder: &Path) -> Result<Found> {
    fs::read_dir(folder).map_err(|e| Error::from(e).in_file(folder))?;
    let mut found = Found::default();
    let mut walk = ignore::WalkBuilder::new(folder);
    walk.follow_links(false).require_git(false).ignore(false).git_global(false).sort_by_file_name(Ord::cmp);
    for entry in walk.build() {
        match entry {
            Ok(entry) if entry.path().is_file() => {
                let path = entry.path();
                found.files.push(path.strip_prefix("./").unwrap_or(path).to_owned());
            }
            Ok(_) => {}
            Err(error) => {
                let message = error.to_string();
                let cause = error.into_io_error().unwrap_or_else(|| std::io::Error::other(message));
                found.unreadable.push(Error::from(cause).in_file(folder));
            }
        }
    }
    Ok(found)
}

/// The files under a folder, those that begin with a dot left out. Links to folders are not followed, as they may lead round in a
/// circle.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn files(folder: &Path) -> Result<Found> {
    let mut found = Found::default();
    walk(folder, None, &mut found)?;
    Ok(found)
}

/// The files that fit a pattern. Names are compared in composed form, as some systems decompose them.
fn matching(pattern: &Path) -> Result<Found> {
    let wrong = |message: String| Error::malformed(message).in_file(pattern);
    let is_literal = |part: &std::path::Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let root: PathBuf = pattern.components().take_while(is_literal).collect();
    let composed = |path: &Path| path.to_string_lossy().nfc().collect::<String>();
    let glob = globset::GlobBuilder::new(&composed(&pattern.components().collect::<PathBuf>()))
        .literal_separator(true)
        .build()
        .map_err(|e| wrong(format!("this is no pattern of paths: {}", e.kind())))?
        .compile_matcher();
    let levels = pattern.components().count() - root.components().count();
    let levels = (!pattern.to_string_lossy().contains("**")).then_some(levels);
    let mut found = Found::default();
    let folder = if root.as_os_str().is_empty() { Path::new(".") } else { root.as_path() };
    if folder.is_dir() {
        walk(folder, levels, &mut found)?;
    }
    found.files.retain(|path| glob.is_match(composed(path)));
    if found.files.is_empty() { Err(wrong("no file fits this pattern".to_owned())) } else { Ok(found) }
}

/// Takes in the files of a folder; of so many levels of folders where that is known, and then through links, too.
fn walk(folder: &Path, levels: Option<usize>, found: &mut Found) -> Result<()> {
    let mut entries = fs::read_dir(folder)
        .and_then(|entries| entries.collect::<std::io::Result<Vec<_>>>())
        .map_err(|e| Error::from(e).in_file(folder))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries.into_iter().filter(|e| !e.file_name().to_string_lossy().starts_with('.')) {
        let path = if folder == Path::new(".") { PathBuf::from(entry.file_name()) } else { entry.path() };
        let is_folder = if levels.is_some() { path.is_dir() } else { entry.file_type().is_ok_and(|kind| kind.is_dir()) };
        if path.is_file() {
            found.files.push(path);
        } else if is_folder
            && levels != Some(1)
            && let Err(error) = walk(&path, levels.map(|levels| levels - 1), found)
        {
            found.unreadable.push(error);
        }
    }
    Ok(())
}
