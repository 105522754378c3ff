//! `compare`: names to reviews, reviews to a comparison, the comparison to the terminal.

use crate::catalog::problem::Problem;
use crate::catalog::{self, Folder};
use crate::cli;
use crate::comparison;
use crate::error::{Error, Kind, Outcome};
use crate::model::{Catalog, Review, fold, reviewer_key};
use crate::render::{View, terminal};
use crate::resolve::{self, Match};
use crate::settings;
use crate::streams::Streams;

/// Compares the tools that are named.
///
/// # Errors
///
/// Names that stand for nothing, for several tools or for one review twice; unknown reviewers; a bad date; output.
pub fn run(args: &cli::Compare, folder: &Folder, width: usize, streams: &Streams) -> Result<Outcome, Error> {
    let as_of = settings::as_of(args.as_of.as_deref())?;
    let loaded = super::load(folder, streams);
    let matches = resolve_all(&loaded.catalog, &args.tools, streams)?;
    let view = View {
        width,
        brief: args.brief,
        diff: args.diff,
        reviewers: reviewers(&loaded.catalog, &args.reviewer)?,
    };

    let reviews: Vec<&Review> = matches.iter().map(|found| found.review).collect();
    let (bodies, more) = catalog::bodies(folder, &reviews, &[]);
    let pairs: Vec<_> = reviews.into_iter().zip(&bodies).collect();
    let comparison = comparison::compare(&pairs, as_of);
    streams.result(|out| terminal::comparison(&comparison, &view, out))?;

    let mut problems: Vec<Problem> =
        loaded.problems.into_iter().filter(|problem| concerns(problem, &matches)).collect();
    problems.extend(more);
    super::say_problems(&problems, streams);
    Ok(Outcome::Done)
}

fn resolve_all<'a>(
    catalog: &'a Catalog,
    names: &[String],
    streams: &Streams,
) -> Result<Vec<Match<'a>>, Error> {
    let matches = names.iter().map(|name| resolve::resolve(catalog, name)).collect::<Result<Vec<_>, _>>()?;
    for (name, found) in names.iter().zip(&matches).filter(|(_, found)| found.guessed) {
        streams.note(&format!("\"{name}\" taken as {}", found.review.title()));
    }
    resolve::all_different(names, &matches)?;
    Ok(matches)
}

/// The reviewers asked for, by key, spelled as in the catalog.
fn reviewers(catalog: &Catalog, asked: &[String]) -> Result<Vec<(String, String)>, Error> {
    let known = || catalog.reviewers.iter().map(String::as_str);
    asked
        .iter()
        .map(|asked| {
            let key = reviewer_key(asked);
            match known().find(|name| reviewer_key(name) == key) {
                Some(name) => Ok((key, name.to_owned())),
                None => Err(super::unknown(
                    Kind::Name,
                    "no reviewer is named",
                    asked,
                    catalog.reviewers.iter().map(String::as_str),
                )),
            }
        })
        .collect()
}

/// Whether a problem is of a tool that is shown, or of a file that names none.
fn concerns(problem: &Problem, matches: &[Match<'_>]) -> bool {
    problem.tool.as_ref().is_none_or(|tool| matches.iter().any(|found| fold(&found.tool.name) == *tool))
}
