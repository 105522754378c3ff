//! A file for each command: the order of its steps. Parsing and drawing are done elsewhere.

pub mod check;
pub mod compare;
pub mod generate;
pub mod list;
pub mod reviewers;
pub mod show;

use crate::catalog::problem::{Level, Place, Problem};
use crate::catalog::{self, Folder, Loaded};
use crate::config::{self, Config};
use crate::error::{Error, Kind};
use crate::model::{Catalog, fold, reviewer_key};
use crate::render::problems;
use crate::resolve::{self, Match, near};
use crate::streams::Streams;
use crate::text;

/// The most names that an error lists where none is near.
const LISTED: usize = 12;

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

/// Refuses a configuration that weighs a reviewer whom the folder does not have.
fn known_reviewers(config: &Config, folder: &Folder, catalog: &Catalog) -> Result<(), Error> {
    let known = catalog.reviewers.iter().map(String::as_str);
    let unknown =
        |(name, _): &&(String, Place)| known.clone().all(|other| reviewer_key(other) != reviewer_key(name));
    match config.weighed.iter().find(unknown) {
        Some((name, Place { line, column })) => {
            let file = config::shown(folder);
            let what = format!("{file}:{line}:{column}: no reviewer is named");
            Err(self::unknown(Kind::Config, &what, name, known))
        }
        None => Ok(()),
    }
}

/// Finds the review that a name stands for, and says what was taken for a part of a name.
fn resolve_one<'a>(catalog: &'a Catalog, name: &str, streams: &Streams) -> Result<Match<'a>, Error> {
    let found = resolve::resolve(catalog, name)?;
    if found.guessed {
        streams.note(&format!("\"{name}\" taken as {}", found.review.title()));
    }
    Ok(found)
}

/// Says the problems of the tools that are shown, and of files that name none, in one line on stderr.
fn say_problems_of(shown: &[Match<'_>], of_heads: Vec<Problem>, of_bodies: Vec<Problem>, streams: &Streams) {
    let concerns = |problem: &Problem| {
        problem.tool.as_ref().is_none_or(|tool| shown.iter().any(|found| fold(&found.tool.name) == *tool))
    };
    let mut problems: Vec<Problem> = of_heads.into_iter().filter(concerns).collect();
    problems.extend(of_bodies);
    say_problems(&problems, streams);
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
        ([], all) if all.len() > LISTED => {
            let some = all.iter().take(LISTED).copied().collect::<Vec<_>>().join(", ");
            error.hint(format!("there are {some} and {} more", all.len() - LISTED))
        }
        ([], all) => error.hint(format!("there are {}", text::and(all))),
        (near, _) => error.hint(format!("did you mean {}?", text::either(near))),
    }
}
