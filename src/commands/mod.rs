//! A file for each command: the order of its steps. Parsing and drawing are done elsewhere.

pub mod check;
pub mod compare;
pub mod list;

use crate::catalog::problem::{Level, Problem};
use crate::catalog::{self, Folder, Loaded};
use crate::error::{Error, Kind, either};
use crate::render::problems;
use crate::resolve::near;
use crate::streams::Streams;

/// Reads a folder; that it holds no reviews is said, and no failure.
fn load(folder: &Folder, streams: &Streams) -> Loaded {
    let loaded = catalog::load(folder);
    if loaded.files == 0 && loaded.problems.iter().all(|problem| problem.level != Level::Error) {
        let name = if folder.shown.is_empty() { "." } else { &folder.shown };
        streams.note(&format!(
            "no reviews in {name}: a review is a Markdown file with front matter that names a tool"
        ));
    }
    loaded
}

/// Says problems in one line on stderr.
fn say_problems(problems: &[Problem], streams: &Streams) {
    if let Some(line) = problems::summary(problems) {
        streams.say(&line);
    }
}

/// What was asked for that does not exist, with the nearest that does.
fn unknown<'a>(
    kind: Kind,
    what: &str,
    typed: &str,
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> Error {
    let error = Error::new(kind, format!("{what} \"{typed}\""));
    let near = near(typed, names.clone());
    let mut all: Vec<&str> = names.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    match (near.as_slice(), all.as_slice()) {
        ([], []) => error,
        ([], all) => error.hint(format!("there is {}", all.join(", "))),
        (near, _) => error.hint(format!("did you mean {}?", either(near))),
    }
}
