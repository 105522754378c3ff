//! `compare` and `export`: names to reviews, reviews to a comparison, the comparison to a terminal or a file.

use std::io::{self, Write};
use std::path::Path;

use crate::answer::Rules;
use crate::catalog::{self, Folder};
use crate::cli::{self, Format};
use crate::comparison::{self, Comparison, Subject};
use crate::config;
use crate::error::{Error, Kind, Outcome};
use crate::model::{Catalog, Review, fold, reviewer_key};
use crate::output;
use crate::render::{View, json, markdown, terminal};
use crate::resolve::{self, Match};
use crate::settings;
use crate::streams::{Streams, without_styles};
use crate::text::either;
use crate::weight::Weight;

/// Compares the tools that are named, in the terminal unless another format is asked for.
///
/// # Errors
///
/// Names that stand for nothing, for several tools or for one review twice; unknown reviewers; a bad date; output.
pub fn compare(
    args: &cli::Compare,
    folder: &Folder,
    width: usize,
    streams: &Streams,
) -> Result<Outcome, Error> {
    let format = args.format.unwrap_or(Format::Table);
    run(&args.comparison, format, None, folder, width, streams)
}

/// Writes the comparison of the tools that are named to a file or stdout, as Markdown unless otherwise asked for.
///
/// # Errors
///
/// The same, and an ending that names no format.
pub fn export(
    args: &cli::Export,
    folder: &Folder,
    width: usize,
    streams: &Streams,
) -> Result<Outcome, Error> {
    let file = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let format = match (args.format, file) {
        (Some(format), _) => format,
        (None, Some(path)) => by_ending(path)?,
        (None, None) => Format::Markdown,
    };
    run(&args.comparison, format, file.map(|path| (path, args.force)), folder, width, streams)
}

fn run(
    args: &cli::Comparison,
    format: Format,
    file: Option<(&Path, bool)>,
    folder: &Folder,
    width: usize,
    streams: &Streams,
) -> Result<Outcome, Error> {
    let as_of = settings::as_of(args.as_of.as_deref())?;
    let config = config::load(folder)?;
    let loaded = super::load(folder, streams);
    let matches = resolve_all(&loaded.catalog, &args.tools, streams)?;
    let view = View {
        width,
        brief: args.brief,
        diff: args.diff,
        reviewers: reviewers(&loaded.catalog, &args.reviewer)?,
        dated: file.is_some(),
    };
    super::known_reviewers(&config, folder, &loaded.catalog)?;
    let mut rules = config.rules;
    weigh(&mut rules, args, &loaded.catalog)?;
    if format == Format::Json && (args.brief || args.diff || !args.reviewer.is_empty()) {
        streams.note("JSON holds everything: --brief, --diff and --reviewer change nothing in it");
    }

    let reviews: Vec<&Review> = matches.iter().map(|found| found.review).collect();
    let (bodies, more) = catalog::bodies(folder, &reviews, &[]);
    let subjects: Vec<Subject<'_>> = matches
        .iter()
        .zip(&bodies)
        .map(|(found, body)| Subject { tool: found.tool, review: found.review, body })
        .collect();
    let comparison = comparison::compare(&subjects, &rules, &config.hide, as_of);
    match file {
        None => streams.result(|out| write(&comparison, &view, format, out))?,
        Some((path, force)) => {
            let mut text = Vec::new();
            write(&comparison, &view, format, &mut text).map_err(|error| Error::output(&error))?;
            output::write(path, force, &without_styles(&text))?;
        }
    }
    super::say_problems_of(&matches, loaded.problems, more, streams);
    Ok(Outcome::Done)
}

fn write(comparison: &Comparison<'_>, view: &View, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => terminal::comparison(comparison, view, out),
        Format::Markdown => markdown::comparison(comparison, view, out),
        Format::Json => json::comparison(comparison, out),
    }
}

/// Takes the weights of the command line into the rules.
fn weigh(rules: &mut Rules, args: &cli::Comparison, catalog: &Catalog) -> Result<(), Error> {
    for typed in &args.weigh {
        let (name, weight) = weight(typed, "--weigh SIGNAL=N")?;
        let signals: Vec<String> = rules.signals().into_iter().map(ToOwned::to_owned).collect();
        match signals.iter().find(|signal| fold(signal) == fold(name)) {
            Some(signal) => rules.weights.insert(signal.clone(), weight),
            None => {
                return Err(super::unknown(
                    Kind::Usage,
                    "no signal is named",
                    name,
                    signals.iter().map(String::as_str),
                ));
            }
        };
    }
    for typed in &args.weigh_reviewer {
        let (name, weight) = weight(typed, "--weigh-reviewer NAME=N")?;
        let key = reviewer_key(name);
        let known = catalog.reviewers.iter().map(String::as_str);
        if !known.clone().any(|other| reviewer_key(other) == key) {
            return Err(super::unknown(Kind::Name, "no reviewer is named", name, known));
        }
        rules.reviewers.insert(key, weight);
    }
    Ok(())
}

/// Splits `NAME=N` at its last `=`.
fn weight<'a>(typed: &'a str, form: &str) -> Result<(&'a str, Weight), Error> {
    let wrong = |message: String| Error::new(Kind::Usage, message).hint(format!("write {form}"));
    let (name, number) =
        typed.rsplit_once('=').ok_or_else(|| wrong(format!("\"{typed}\" gives no weight")))?;
    let weight = Weight::parse(number).ok_or_else(|| {
        wrong(format!(
            "\"{number}\" is not a weight: a number from 0 to 1000 with at most three digits after the point"
        ))
    })?;
    Ok((name.trim(), weight))
}

/// The format that a file's ending names.
fn by_ending(path: &Path) -> Result<Format, Error> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("md" | "markdown") => Ok(Format::Markdown),
        Some("json") => Ok(Format::Json),
        Some("txt") => Ok(Format::Table),
        _ => {
            let message = format!("the ending of {} names no format", path.display());
            let endings = either(&[".md", ".markdown", ".json", ".txt"]);
            Err(Error::new(Kind::Usage, message)
                .hint(format!("end it with {endings}, or name one with --format")))
        }
    }
}

fn resolve_all<'a>(
    catalog: &'a Catalog,
    names: &[String],
    streams: &Streams,
) -> Result<Vec<Match<'a>>, Error> {
    let matches: Vec<Match<'a>> =
        names.iter().map(|name| super::resolve_one(catalog, name, streams)).collect::<Result<_, _>>()?;
    resolve::all_different(names, &matches)?;
    Ok(matches)
}

/// The reviewers asked for, by key, spelled as in the catalog.
fn reviewers(catalog: &Catalog, asked: &[String]) -> Result<Vec<(String, String)>, Error> {
    let known = catalog.reviewers.iter().map(String::as_str);
    asked
        .iter()
        .map(|asked| {
            let key = reviewer_key(asked);
            match known.clone().find(|name| reviewer_key(name) == key) {
                Some(name) => Ok((key, name.to_owned())),
                None => Err(super::unknown(Kind::Name, "no reviewer is named", asked, known.clone())),
            }
        })
        .collect()
}
