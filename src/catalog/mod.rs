//! From a folder of Markdown files to a catalog of tools, and all that is wrong on the way.
//!
//! The names that the user asked for are `resolve`'s, what is shown of a catalog is `comparison`'s and `render`'s.

pub mod body;
pub mod file;
pub mod front_matter;
pub mod history;
pub mod problem;
mod walk;

use std::collections::HashMap;
use std::path::PathBuf;

use crate::date;
use crate::model::{Catalog, Review, Source, Unusable, fold};
use body::Body;
use front_matter::Fields;
use history::File;
use problem::{Fault, Problem};

/// The folder that holds the reviews.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// How the user would name it; empty for the folder they stand in.
    pub shown: String,
}

impl Folder {
    /// A file of the folder as the user would name it.
    fn name(&self, source: &Source) -> String {
        match (self.shown.as_str(), source.shown.as_str()) {
            ("", file) => file.to_owned(),
            (folder, "") => folder.to_owned(),
            (folder, file) if folder.ends_with('/') => format!("{folder}{file}"),
            (folder, file) => format!("{folder}/{file}"),
        }
    }

    fn problem(&self, source: &Source, tool: Option<String>, fault: Fault) -> Problem {
        let Fault { level, place, message } = fault;
        Problem { path: self.name(source), place, level, message, tool }
    }
}

/// A folder that was read.
#[derive(Debug)]
pub struct Loaded {
    /// What it says.
    pub catalog: Catalog,
    /// What is wrong in it, by path and place.
    pub problems: Vec<Problem>,
    /// How many files have been read as reviews or reviewers' opinions.
    pub files: usize,
}

/// Reads the head of every review below a folder.
///
/// Nothing in a file is fatal: what is wrong is a problem, and costs its value or its file.
pub fn load(folder: &Folder) -> Loaded {
    let walk::Found { files: sources, passed } = walk::walk(&folder.path);
    let mut problems: Vec<Problem> =
        passed.into_iter().map(|(source, fault)| folder.problem(&source, None, fault)).collect();
    let mut files = Vec::new();
    let mut unusable = Vec::new();
    for source in sources {
        match read(folder, &source) {
            Ok(None) => {}
            Ok(Some((fields, faults))) => {
                let tool = fold(&fields.tool);
                problems.extend(
                    faults.into_iter().map(|fault| folder.problem(&source, Some(tool.clone()), fault)),
                );
                files.push(File { source, fields });
            }
            Err((named, faults)) => {
                let named_key = named.as_deref().map(fold);
                let found: Vec<Problem> = faults
                    .into_iter()
                    .map(|fault| folder.problem(&source, named_key.clone(), fault))
                    .collect();
                let name = named.unwrap_or_else(|| source.stem().to_owned());
                unusable.extend(found.first().map(|problem| Unusable { name, problem: problem.to_string() }));
                problems.extend(found);
            }
        }
    }
    let count = files.len();
    let history::Assembled { tools, reviewers, clashes } = history::assemble(files);
    problems
        .extend(clashes.into_iter().map(|(source, tool, fault)| folder.problem(&source, Some(tool), fault)));
    problems.sort_by(|one, other| (&one.path, one.place).cmp(&(&other.path, other.place)));
    Loaded { catalog: Catalog { tools, reviewers, unusable }, problems, files: count }
}

/// Why a file gives no review: the tool that one of its lines names, and what is wrong.
type Refused = (Option<String>, Vec<Fault>);

/// Reads the head of one file; `None` where it has no front matter.
fn read(folder: &Folder, source: &Source) -> Result<Option<(Fields, Vec<Fault>)>, Refused> {
    let text = file::read(&folder.path.join(&source.path)).map_err(|unreadable| {
        let named = front_matter::tool_line(&unreadable.head).map(ToOwned::to_owned);
        (named, vec![unreadable.fault])
    })?;
    let named = || front_matter::tool_line(&text).map(ToOwned::to_owned);
    let split = match front_matter::split(&text) {
        Ok(Some(split)) => split,
        Ok(None) => return Ok(None),
        Err(fault) => return Err((named(), vec![fault])),
    };
    let (mut fields, faults) = front_matter::read(&split).map_err(|faults| (named(), faults))?;
    fields.reviewed = fields.reviewed.or_else(|| date::last_in_path(&source.shown));
    Ok(Some((fields, faults)))
}

/// Reads the bodies of the reviews that are shown, in their order, and what is wrong in them.
///
/// `known` are all reviewers of the folder.
pub fn bodies(folder: &Folder, reviews: &[&Review], known: &[String]) -> (Vec<Body>, Vec<Problem>) {
    let mut problems = Vec::new();
    let bodies = reviews
        .iter()
        .map(|review| {
            let tool = fold(&review.tool);
            let mut texts: HashMap<&Source, String> = HashMap::new();
            let mut sources: Vec<&Source> = review.panel.iter().map(|opinion| &opinion.source).collect();
            sources.push(&review.source);
            for source in sources {
                if texts.contains_key(source) {
                    continue;
                }
                match file::read(&folder.path.join(&source.path)) {
                    Ok(text) => {
                        texts.insert(source, text);
                    }
                    Err(unreadable) => {
                        problems.push(folder.problem(source, Some(tool.clone()), unreadable.fault));
                    }
                }
            }
            let (body, faults) = body::read(review, &texts, known);
            problems.extend(
                faults.into_iter().map(|(source, fault)| folder.problem(&source, Some(tool.clone()), fault)),
            );
            body
        })
        .collect();
    (bodies, problems)
}
