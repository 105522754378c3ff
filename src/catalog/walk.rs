//! Which files of the folder may be reviews, in path order. The only user of walkdir.

use std::ffi::OsStr;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::problem::{Fault, Place};
use crate::error::reason;
use crate::model::Source;

/// What a walk finds: files to read, and what it passed over with a reason.
#[derive(Debug, Default)]
pub struct Found {
    /// Regular Markdown files, in the order of the bytes of their paths.
    pub files: Vec<Source>,
    /// Links, special files and folders that could not be entered.
    pub passed: Vec<(Source, Fault)>,
}

/// Finds the Markdown files below `root`, hidden files and folders aside; links are not followed.
pub fn walk(root: &Path) -> Found {
    let mut found = Found::default();
    let hidden =
        |entry: &DirEntry| entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
    for entry in WalkDir::new(root).into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                if kind.is_dir() || !is_markdown(entry.path()) {
                    continue;
                }
                let source = source(root, entry.path());
                if kind.is_file() {
                    found.files.push(source);
                } else if kind.is_symlink() {
                    found
                        .passed
                        .push((source, Fault::note(Place::START, "is a link: links are not followed")));
                } else {
                    found
                        .passed
                        .push((source, Fault::warning(Place::START, "is not a regular file: passed over")));
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(root);
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                found.passed.push((
                    source(root, path),
                    Fault::error(Place::START, format!("cannot be entered: {why}")),
                ));
            }
        }
    }
    found.files.sort();
    found.passed.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

fn is_markdown(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    matches!(ending.as_deref(), Some("md" | "markdown" | "mdx"))
}

fn source(root: &Path, path: &Path) -> Source {
    let path = path.strip_prefix(root).unwrap_or(path).to_path_buf();
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let shown = parts.join("/");
    Source { path, shown }
}
