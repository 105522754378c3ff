//! What a folder of reviews says, as plain checked values: tools, reviews, opinions, verdicts, facts.
//!
//! Nothing here knows files, front matter or formats. How reviews become tools is `catalog::history`'s;
//! what a comparison makes of them is `comparison`'s.

use std::cmp::Ordering;

use crate::date::Date;
use crate::statistics::Share;

/// All tools of a folder, in path order of their first file.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The tools.
    pub tools: Vec<Tool>,
    /// Every reviewer of the folder, spelled as in the first file in path order that names them.
    pub reviewers: Vec<String>,
    /// The files that claim to review a tool and could not be used.
    pub unusable: Vec<Unusable>,
}

/// A thing reviewed, with all its reviews.
#[derive(Debug)]
pub struct Tool {
    /// The name, spelled as in its current review.
    pub name: String,
    /// The name in lower case letters, digits and single `-`: unique in the catalog.
    pub slug: String,
    /// Other names, from all reviews.
    pub aliases: Vec<String>,
    /// The reviews, newest first: the first is the current one, the others are its history. Never empty.
    pub reviews: Vec<Review>,
}

impl Tool {
    /// The newest review.
    pub fn current(&self) -> Option<&Review> {
        self.reviews.first()
    }

    /// What picks one of the reviews: the slug for the current one, for an older one see [`Self::pick`].
    pub fn id(&self, review: &Review) -> String {
        let current = self.current().is_some_and(|current| std::ptr::eq(current, review));
        if current { self.slug.clone() } else { self.pick(review) }
    }

    /// `slug@version`; `slug@date` where that version is not the only one of its name, or there is none; the file
    /// where there is no date either.
    pub fn pick(&self, review: &Review) -> String {
        let version = review.version.as_ref().map(|version| fold(version));
        let same = |other: &&Review| other.version.as_ref().map(|version| fold(version)) == version;
        let unique = version.is_some() && self.reviews.iter().filter(same).count() == 1;
        let date = || review.reviewed.map(|date| date.to_string());
        let suffix =
            review.version.clone().filter(|_| unique).or_else(date).or_else(|| review.version.clone());
        format!("{}@{}", self.slug, suffix.unwrap_or_else(|| review.source.shown.clone()))
    }
}

/// A file that has front matter but could not be used.
#[derive(Debug)]
pub struct Unusable {
    /// The name that the file gives its tool: what its `tool:` line says, else its stem.
    pub name: String,
    /// What is wrong with it, in one line with its place.
    pub problem: String,
}

/// One assessment of one tool, at one version and date.
#[derive(Debug)]
pub struct Review {
    /// The tool's name as this review spells it.
    pub tool: String,
    /// The version as written.
    pub version: Option<String>,
    /// What kind of tool it is.
    pub category: Option<String>,
    /// The tool in one line.
    pub tagline: Option<String>,
    /// What it costs.
    pub pricing: Pricing,
    /// The opinions that count, in the order to show them.
    pub panel: Vec<Opinion>,
    /// Opinions that a newer one of the same reviewer on this review replaced.
    pub replaced: Vec<Opinion>,
    /// The community's votes.
    pub community: Votes,
    /// Where the tool lives.
    pub url: Option<String>,
    /// The date of the review.
    pub reviewed: Option<Date>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Other names of the tool, from this review.
    pub aliases: Vec<String>,
    /// All other keys, in the file's order.
    pub facts: Vec<(String, Value)>,
    /// The file of the review; with only reviewers' files, the first of them.
    pub source: Source,
    /// Whether the body of `source` is the review's own; false where only reviewers' files exist.
    pub has_body: bool,
}

impl Review {
    /// The name and the version: `Axolotl v0.16`, `Falcon beta`.
    pub fn title(&self) -> String {
        match &self.version {
            None => self.tool.clone(),
            Some(version) if version.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{} v{version}", self.tool)
            }
            Some(version) => format!("{} {version}", self.tool),
        }
    }

    /// How the panel voted.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        self.panel.iter().for_each(|opinion| tally.count(opinion.verdict));
        tally
    }

    /// The opinion of a reviewer, by [`reviewer_key`].
    pub fn opinion_of(&self, key: &str) -> Option<&Opinion> {
        self.panel.iter().find(|opinion| reviewer_key(&opinion.reviewer) == key)
    }
}

/// Where something was written: a file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Source {
    /// The path below the reviews folder, as the file system has it.
    pub path: std::path::PathBuf,
    /// The same as text with `/` between its parts; bytes that are not UTF-8 are replaced.
    pub shown: String,
}

impl Ord for Source {
    /// Path order: by the bytes of the path, not by its parts.
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, other) = (self.path.as_os_str(), other.path.as_os_str());
        one.as_encoded_bytes().cmp(other.as_encoded_bytes())
    }
}

impl PartialOrd for Source {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Source {
    /// The file's name without its ending; for `index` and `_index`, the name of their folder.
    pub fn stem(&self) -> &str {
        let mut parts = self.shown.rsplit('/');
        let file = parts.next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        match (stem, parts.next()) {
            ("index" | "_index", Some(folder)) => folder,
            _ => stem,
        }
    }
}

/// One reviewer's verdict on one tool. The quote that explains it stays in the body of `source`.
#[derive(Debug, Clone)]
pub struct Opinion {
    /// Who, spelled as everywhere in the catalog.
    pub reviewer: String,
    /// What they say; `None` where the verdict is missing or cannot be read.
    pub verdict: Option<Verdict>,
    /// The date of the opinion, where it is the reviewer's own file that says it.
    pub reviewed: Option<Date>,
    /// The file that holds it.
    pub source: Source,
    /// Whether the whole body of `source` is the quote (a reviewer's own file).
    pub own_file: bool,
}

/// What a reviewer says about a tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Use it.
    Ship,
    /// Do not use it.
    Skip,
    /// Looked at it, undecided: not judged.
    Abstain,
}

impl Verdict {
    /// All verdicts, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Ship, Self::Skip, Self::Abstain];

    /// Reads a verdict, without case and outer blanks.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| fold(text) == verdict.word())
    }

    /// The word for it in review files and results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ship => "ship",
            Self::Skip => "skip",
            Self::Abstain => "abstain",
        }
    }

    /// Whether the tool was judged: anything but an abstention.
    pub const fn judges(self) -> bool {
        matches!(self, Self::Ship | Self::Skip)
    }
}

/// How many of a panel said what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Would ship it.
    pub ship: u64,
    /// Would skip it.
    pub skip: u64,
    /// Are undecided.
    pub abstain: u64,
    /// Have no verdict that can be read.
    pub unclear: u64,
}

impl Tally {
    /// Counts one more verdict; none is one that cannot be read.
    pub const fn count(&mut self, verdict: Option<Verdict>) {
        match verdict {
            Some(Verdict::Ship) => self.ship += 1,
            Some(Verdict::Skip) => self.skip += 1,
            Some(Verdict::Abstain) => self.abstain += 1,
            None => self.unclear += 1,
        }
    }

    /// Ship / (ship + skip), or `None` where nobody judged.
    pub fn share(self) -> Option<Share> {
        Share::of(self.ship, self.skip)
    }
}

/// The community's votes; a missing count is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Votes {
    /// Votes to ship it.
    pub ship: u64,
    /// Votes to skip it.
    pub skip: u64,
}

impl Votes {
    /// Ship / (ship + skip), or `None` where nobody voted.
    pub fn share(self) -> Option<Share> {
        Share::of(self.ship, self.skip)
    }
}

/// What a tool costs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pricing {
    /// The word: Free, Freemium, Paid or another.
    pub entry: Option<String>,
    /// The lowest price, as written.
    pub from: Option<String>,
    /// All else that is said of the price.
    pub details: Vec<(String, Value)>,
}

/// The value of a fact, as written. Missing values (null, empty) are left out when a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, numbers, dates and switches alike: the characters of the file.
    Text(String),
    /// Several values.
    List(Vec<Value>),
    /// Values by key, in the file's order.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value in one text: lists joined by `, `, anything stranger in brackets.
    pub fn compact(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::nested).collect::<Vec<_>>().join(", "),
            Self::Map(_) => self.nested(),
        }
    }

    fn nested(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::nested).collect::<Vec<_>>().join(", "))
            }
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key}: {}", value.nested()));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// A text as it compares without case: lower case, without outer blanks.
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// A reviewer's name as it compares: without case and a leading "The".
pub fn reviewer_key(name: &str) -> String {
    let folded = fold(name);
    match folded.strip_prefix("the").map(|rest| (rest, rest.trim_start())) {
        Some((rest, name)) if !name.is_empty() && rest.len() > name.len() => name.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_match_without_case_and_outer_blanks() {
        assert_eq!(Verdict::parse(" SHIP "), Some(Verdict::Ship));
        assert_eq!(Verdict::parse("Abstain"), Some(Verdict::Abstain));
        assert_eq!(Verdict::parse("shipp"), None);
        assert_eq!(Verdict::parse(""), None);
    }

    #[test]
    fn reviewers_compare_without_case_and_a_leading_the() {
        assert_eq!(reviewer_key("The Builder"), "builder");
        assert_eq!(reviewer_key(" the  BUILDER"), "builder");
        assert_eq!(reviewer_key("Theo"), "theo");
        assert_eq!(reviewer_key("The"), "the");
    }

    #[test]
    fn stems_of_index_files_are_their_folders() {
        for (path, stem) in [
            ("tools/astro/index.md", "astro"),
            ("tools/_index.md", "tools"),
            ("index.md", "index"),
            ("axolotl-0.16.md", "axolotl-0.16"),
        ] {
            assert_eq!(Source { path: path.into(), shown: path.into() }.stem(), stem);
        }
    }

    #[test]
    fn strange_shapes_become_compact_text() {
        let text = |t: &str| Value::Text(t.into());
        let map = Value::Map(vec![("a".into(), Value::List(vec![text("1"), text("2")]))]);
        assert_eq!(Value::List(vec![text("x"), map.clone()]).compact(), "x, {a: [1, 2]}");
        assert_eq!(map.compact(), "{a: [1, 2]}");
    }
}
