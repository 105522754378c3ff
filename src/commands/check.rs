//! `check`: every problem of every file, heads and bodies.

use crate::catalog::problem::Level;
use crate::catalog::{self, Folder};
use crate::cli;
use crate::config;
use crate::error::{Error, Outcome};
use crate::model::Review;
use crate::render::problems;
use crate::streams::Streams;
use crate::text;

/// Shows all problems; errors, with `--strict` warnings too, are findings.
///
/// # Errors
///
/// Output.
pub fn run(args: &cli::Check, folder: &Folder, streams: &Streams) -> Result<Outcome, Error> {
    let config = config::load(folder)?;
    let loaded = super::load(folder, streams);
    super::known_reviewers(&config, folder, &loaded.catalog)?;
    let reviews: Vec<&Review> = loaded.catalog.tools.iter().flat_map(|tool| &tool.reviews).collect();
    let (_, more) = catalog::bodies(folder, &reviews, &loaded.catalog.reviewers);
    let mut problems = loaded.problems;
    problems.extend(more);
    problems.sort_by(|one, other| (&one.path, one.place).cmp(&(&other.path, other.place)));
    streams.result(|out| problems::all(&problems, out))?;

    let count = |level| problems.iter().filter(|problem| problem.level == level).count();
    let (errors, warnings, notes) = (count(Level::Error), count(Level::Warning), count(Level::Note));
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let found = [(errors, "error"), (warnings, "warning"), (notes, "note")];
    let found: Vec<String> =
        found.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(count, what)).collect();
    let mut paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    paths.dedup();
    let files = counted(loaded.files + loaded.catalog.unusable.len(), "file");
    match (found.as_slice(), loaded.files) {
        ([], 0) => {}
        ([], _) => streams.note(&format!("no problems in {files}")),
        (found, _) => streams.note(&format!("{} in {} of {files}", text::and(found), paths.len())),
    }
    Ok(if errors > 0 || (args.strict && warnings > 0) { Outcome::Findings } else { Outcome::Done })
}
