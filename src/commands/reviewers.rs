//! `reviewers`: each reviewer of the folder, and with whom they agree.

use crate::catalog::Folder;
use crate::cli::{self, Format};
use crate::config;
use crate::error::{Error, Outcome};
use crate::panel;
use crate::render::{json, listing, markdown};
use crate::streams::Streams;

/// Lists the reviewers.
///
/// # Errors
///
/// A wrong configuration; output.
pub fn run(
    args: &cli::Reviewers,
    folder: &Folder,
    width: usize,
    streams: &Streams,
) -> Result<Outcome, Error> {
    let config = config::load(folder)?;
    let loaded = super::load(folder, streams);
    super::known_reviewers(&config, folder, &loaded.catalog)?;
    let reviewers = panel::reviewers(&loaded.catalog, |key| config.about.get(key).cloned());
    streams.result(|out| match args.format {
        Format::Table => listing::reviewers(&reviewers, width, out),
        Format::Markdown => markdown::reviewers(&reviewers, out),
        Format::Json => json::reviewers(&reviewers, out),
    })?;
    super::say_problems(&loaded.problems, streams);
    Ok(Outcome::Done)
}
