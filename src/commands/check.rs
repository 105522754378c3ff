//! `check`: every problem of every file, heads and bodies.

use crate::catalog::problem::Level;
use crate::catalog::{self, Folder};
use crate::cli;
use crate::error::{Error, Outcome};
use crate::model::Review;
use crate::render::problems;
use crate::streams::Streams;

/// Shows all problems; errors, with `--strict` warnings too, are findings.
///
/// # Errors
///
/// Output.
pub fn run(args: &cli::Check, folder: &Folder, streams: &Streams) -> Result<Outcome, Error> {
    let loaded = super::load(folder, streams);
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
        found.into_iter().filter(|&(count, _)| count > 0).map(|(count, what)| counted(count, what)).collect();
    let found = if found.is_empty() { "no problems".to_owned() } else { found.join(", ") };
    let tools = counted(loaded.catalog.tools.len(), "tool");
    if loaded.files > 0 || !problems.is_empty() {
        streams.note(&format!("{found} in {} of {tools}", counted(loaded.files, "file")));
    }
    Ok(if errors > 0 || (args.strict && warnings > 0) { Outcome::Findings } else { Outcome::Done })
}
