//! `show`: one tool in full, with its history.

use crate::catalog::{self, Folder};
use crate::cli::{self, Format};
use crate::comparison::Subject;
use crate::config;
use crate::error::{Error, Outcome};
use crate::model::Review;
use crate::profile;
use crate::render::{self, json, markdown};
use crate::settings;
use crate::streams::Streams;

/// Shows the tool that is named.
///
/// # Errors
///
/// A name that stands for nothing or for several tools; a bad date; output.
pub fn run(args: &cli::Show, folder: &Folder, width: usize, streams: &Streams) -> Result<Outcome, Error> {
    let as_of = settings::as_of(args.as_of.as_deref())?;
    let config = config::load(folder)?;
    let loaded = super::load(folder, streams);
    let found = super::resolve_one(&loaded.catalog, &args.tool, streams)?;
    let older = found.tool.reviews.iter().skip_while(|review| !std::ptr::eq(*review, found.review));
    let reviews: Vec<&Review> = older.collect();
    let (bodies, more) = catalog::bodies(folder, &reviews, &[]);
    let mut subjects =
        reviews.iter().zip(&bodies).map(|(review, body)| Subject { tool: found.tool, review, body });
    if let Some(subject) = subjects.next() {
        let profile = profile::profile(subject, subjects.collect(), &config.hide, as_of);
        streams.result(|out| match args.format {
            Format::Table => render::profile::profile(&profile, width, out),
            Format::Markdown => markdown::profile(&profile, out),
            Format::Json => json::profile(&profile, out),
        })?;
    }
    super::say_problems_of(&[found], loaded.problems, more, streams);
    Ok(Outcome::Done)
}
