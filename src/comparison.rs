//! Two or more reviews side by side, as values: rows, reviewer split, like for like.
//!
//! Pure. How a value is worded is `render::words`', how it is laid out the formats'.

use std::collections::HashMap;

use crate::answer::{Answer, Outcome, Rules, answer};
use crate::catalog::body::Body;
use crate::date::Date;
use crate::model::{Opinion, Pricing, Review, Tally, Tool, Value, Verdict, Votes, reviewer_key};
use crate::prose::Prose;
use crate::weight::Weight;

/// Two or more tools side by side.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The titles of the tools, joined by "vs".
    pub title: String,
    /// The date that counts as today.
    pub as_of: Date,
    /// The tools, in the order in which they were named.
    pub tools: Vec<Column<'a>>,
    /// The tools at a glance: one row a value, one cell a tool.
    pub rows: Vec<Row>,
    /// Who says what, those who judged all tools first.
    pub split: Vec<SplitRow<'a>>,
    /// How many of those who judged all tools would ship each.
    pub like_for_like: LikeForLike,
    /// Which one, why, how sure, and what would change it.
    pub answer: Answer,
}

/// A review with the tool that it is of and its texts.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The tool.
    pub tool: &'a Tool,
    /// The review.
    pub review: &'a Review,
    /// The texts of the review.
    pub body: &'a Body,
}

/// One of the tools.
#[derive(Debug)]
pub struct Column<'a> {
    /// Its title; in a comparison of equal titles, with the date.
    pub title: String,
    /// The review.
    pub subject: Subject<'a>,
}

/// One thing that is said of every tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// The name of the signal or the path of the fact, with dots.
    pub key: String,
    /// What it is for each tool.
    pub cells: Vec<Cell>,
    /// The tools that lead on it, where it is a signal that somebody leads.
    pub leaders: Vec<usize>,
}

/// What is said of one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is said.
    Missing,
    /// Text, as written.
    Text(String),
    /// The address of a page, as written.
    Address(String),
    /// How the panel voted.
    Panel(Tally),
    /// How the community voted.
    Community(Votes),
    /// What it costs at least.
    Entry(Pricing),
    /// When it was reviewed.
    Reviewed(Date),
}

/// What one reviewer says of every tool.
#[derive(Debug)]
pub struct SplitRow<'a> {
    /// Who.
    pub reviewer: String,
    /// The opinion on each tool with its quote, where there is one.
    pub opinions: Vec<Option<(&'a Opinion, &'a Prose)>>,
}

impl SplitRow<'_> {
    /// The verdict on each tool; `None` without an opinion or a readable verdict.
    pub fn verdicts(&self) -> impl Iterator<Item = Option<Verdict>> {
        self.opinions.iter().map(|opinion| opinion.and_then(|(opinion, _)| opinion.verdict))
    }

    /// The verdict on each tool as it is shown: none without an opinion, none inside where it cannot be read.
    pub fn shown(&self) -> impl Iterator<Item = Option<Option<Verdict>>> {
        self.opinions.iter().map(|opinion| opinion.map(|(opinion, _)| opinion.verdict))
    }

    /// Whether the reviewer shipped or skipped every tool.
    pub fn judged_all(&self) -> bool {
        self.verdicts().all(|verdict| verdict.is_some_and(Verdict::judges))
    }

    /// Whether the reviewer ships one tool and skips another.
    pub fn differs(&self) -> bool {
        let any = |wanted| self.verdicts().any(|verdict| verdict == Some(wanted));
        any(Verdict::Ship) && any(Verdict::Skip)
    }
}

/// How the tools fare with the same reviewers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikeForLike {
    /// Who judged all of the tools.
    pub reviewers: Vec<String>,
    /// How many of them would ship each tool.
    pub ship: Vec<u64>,
    /// Who judged only some of the tools, with the places of those tools.
    pub partial: Vec<(String, Vec<usize>)>,
    /// Who judged any of them and is left out, having weight 0.
    pub left_out: Vec<String>,
}

impl LikeForLike {
    /// Whether the plain shares compare: someone judged, and everyone who did judged all of the tools.
    pub fn comparable(&self) -> bool {
        self.partial.is_empty() && !self.reviewers.is_empty()
    }
}

/// Compares reviews as of a date, by rules, without the facts in `hide`.
pub fn compare<'a>(subjects: &[Subject<'a>], rules: &Rules, hide: &[String], as_of: Date) -> Comparison<'a> {
    let titles = titles(subjects.iter().map(|subject| subject.review));
    let split = split(subjects);
    let like_for_like = like_for_like(&split, subjects.len(), rules);
    let answer = answer(subjects, &titles, rules, as_of);
    let mut rows = rows(subjects, hide);
    for signal in &answer.signals {
        if let Some(row) = rows.iter_mut().find(|row| row.key == signal.name) {
            if !["panel", "community", "entry"].contains(&signal.name.as_str()) {
                row.label.clone_from(&signal.label);
            }
            if let Outcome::Lead(leaders) = &signal.outcome {
                row.leaders.clone_from(leaders);
            }
        }
    }
    Comparison {
        title: titles.join(" vs "),
        as_of,
        rows,
        tools: titles.into_iter().zip(subjects).map(|(title, &subject)| Column { title, subject }).collect(),
        split,
        like_for_like,
        answer,
    }
}

/// The titles of reviews; where two would be equal, with the date or, where even that is equal, the file.
fn titles<'a>(reviews: impl Iterator<Item = &'a Review> + Clone) -> Vec<String> {
    let mut titles: Vec<String> = reviews.clone().map(Review::title).collect();
    let with = |titles: &mut Vec<String>, more: &dyn Fn(&Review) -> Option<String>| {
        let before = titles.clone();
        for (title, review) in titles.iter_mut().zip(reviews.clone()) {
            if before.iter().filter(|other| *other == title).count() > 1
                && let Some(more) = more(review)
            {
                *title = format!("{title} ({more})");
            }
        }
    };
    with(&mut titles, &|review| review.reviewed.map(|date| date.to_string()));
    with(&mut titles, &|review| Some(review.source.shown.clone()));
    titles
}

/// All rows: the standard ones, then the facts in the order of the first tool's file, then of the others', without
/// those in `hide`.
pub fn rows(subjects: &[Subject<'_>], hide: &[String]) -> Vec<Row> {
    let row = |label: &str, cell: &dyn Fn(&Review) -> Cell| Row {
        label: label.to_owned(),
        key: label.split(' ').next().unwrap_or(label).to_owned(),
        leaders: Vec::new(),
        cells: subjects.iter().map(|subject| cell(subject.review)).collect(),
    };
    let text = |text: &Option<String>| text.clone().map_or(Cell::Missing, Cell::Text);
    let list = |items: &[String]| if items.is_empty() { Cell::Missing } else { Cell::Text(items.join(", ")) };

    let mut rows = vec![
        row("category", &|review| text(&review.category)),
        row("tagline", &|review| text(&review.tagline)),
        row("panel", &|review| {
            if review.panel.is_empty() { Cell::Missing } else { Cell::Panel(review.tally()) }
        }),
        row("community", &|review| Cell::Community(review.community)),
        row("entry price", &|review| {
            let Pricing { entry, from, .. } = &review.pricing;
            if entry.is_none() && from.is_none() {
                Cell::Missing
            } else {
                Cell::Entry(review.pricing.clone())
            }
        }),
    ];
    rows.extend(value_rows(subjects, Some("pricing"), |review| &review.pricing.details));
    rows.extend([
        row("reviewed", &|review| review.reviewed.map_or(Cell::Missing, Cell::Reviewed)),
        row("url", &|review| review.url.clone().map_or(Cell::Missing, Cell::Address)),
        row("tags", &|review| list(&review.tags)),
    ]);
    let hidden = |key: &str| {
        hide.iter().any(|hidden| {
            key.strip_prefix(hidden.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    rows.extend(
        value_rows(subjects, None, |review| &review.facts).into_iter().filter(|row| !hidden(&row.key)),
    );
    rows
}

/// One row for each value that has no values of its own, in the order in which the files name them.
fn value_rows<'a>(
    subjects: &[Subject<'a>],
    above: Option<&str>,
    values: impl Fn(&'a Review) -> &'a [(String, Value)],
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // Told apart by their paths: a key may hold a dot itself.
    let mut paths: Vec<Vec<String>> = Vec::new();
    for (column, subject) in subjects.iter().enumerate() {
        let mut leaves = Vec::new();
        flatten(above.as_slice(), values(subject.review), &mut leaves);
        for (path, text) in leaves {
            let index = paths.iter().position(|other| *other == path).unwrap_or_else(|| {
                let cells = vec![Cell::Missing; subjects.len()];
                let (label, key) = (path.join(" · "), path.join("."));
                rows.push(Row { label, key, cells, leaders: Vec::new() });
                paths.push(path);
                rows.len() - 1
            });
            if let Some(cell) = rows.get_mut(index).and_then(|row| row.cells.get_mut(column)) {
                *cell = Cell::Text(text);
            }
        }
    }
    rows
}

/// The values below a key, maps opened up, each with its path.
fn flatten(above: &[&str], entries: &[(String, Value)], leaves: &mut Vec<(Vec<String>, String)>) {
    for (key, value) in entries {
        let path: Vec<&str> = above.iter().copied().chain([key.as_str()]).collect();
        match value {
            Value::Map(entries) => flatten(&path, entries, leaves),
            Value::Text(_) | Value::List(_) => {
                leaves.push((path.into_iter().map(ToOwned::to_owned).collect(), value.compact()));
            }
        }
    }
}

/// One row a reviewer: those who judged all tools first, else in the order of the panels.
fn split<'a>(subjects: &[Subject<'a>]) -> Vec<SplitRow<'a>> {
    let mut split: Vec<SplitRow<'a>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (column, &Subject { review, body, .. }) in subjects.iter().enumerate() {
        for (opinion, quote) in review.panel.iter().zip(&body.quotes) {
            let index = *known.entry(reviewer_key(&opinion.reviewer)).or_insert_with(|| {
                split.push(SplitRow {
                    reviewer: opinion.reviewer.clone(),
                    opinions: vec![None; subjects.len()],
                });
                split.len() - 1
            });
            if let Some(cell) = split.get_mut(index).and_then(|row| row.opinions.get_mut(column)) {
                *cell = Some((opinion, quote));
            }
        }
    }
    split.sort_by_key(|row| !row.judged_all());
    split
}

fn like_for_like(split: &[SplitRow<'_>], tools: usize, rules: &Rules) -> LikeForLike {
    let (reviewers, partial, left_out) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = LikeForLike { reviewers, ship: vec![0; tools], partial, left_out };
    for row in split {
        if rules.reviewer(&row.reviewer) == Weight::ZERO {
            if row.verdicts().flatten().any(Verdict::judges) {
                found.left_out.push(row.reviewer.clone());
            }
        } else if row.judged_all() {
            found.reviewers.push(row.reviewer.clone());
            for (count, verdict) in found.ship.iter_mut().zip(row.verdicts()) {
                *count += u64::from(verdict == Some(Verdict::Ship));
            }
        } else {
            let judged =
                row.verdicts().enumerate().filter(|(_, verdict)| verdict.is_some_and(Verdict::judges));
            let judged: Vec<usize> = judged.map(|(tool, _)| tool).collect();
            if !judged.is_empty() {
                found.partial.push((row.reviewer.clone(), judged));
            }
        }
    }
    found
}
