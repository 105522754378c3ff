//! One tool in full, as values: its review, its panel, its history and what changed between reviews.
//!
//! Pure. How it is laid out is the formats'.

use crate::comparison::{Row, Subject, rows};
use crate::date::Date;
use crate::model::{Review, Verdict, reviewer_key};

/// One review of a tool in full, with the reviews before it.
#[derive(Debug)]
pub struct Profile<'a> {
    /// The date that counts as today.
    pub as_of: Date,
    /// The review.
    pub subject: Subject<'a>,
    /// What is said of the tool, one cell a row.
    pub rows: Vec<Row>,
    /// The reviews before it, newest first.
    pub history: Vec<Subject<'a>>,
}

/// What is different between a review and the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A reviewer changed sides.
    Verdict {
        /// Who.
        reviewer: String,
        /// What they said.
        from: Option<Verdict>,
        /// What they say now.
        to: Option<Verdict>,
    },
    /// The entry price is another.
    Entry {
        /// What it was.
        from: Option<String>,
        /// What it is now.
        to: Option<String>,
    },
}

/// Profiles a review without the facts in `hide`, given the reviews before it, newest first.
pub fn profile<'a>(
    subject: Subject<'a>,
    history: Vec<Subject<'a>>,
    hide: &[String],
    as_of: Date,
) -> Profile<'a> {
    Profile { as_of, rows: rows(&[subject], hide), subject, history }
}

/// What flipped between a review and the one before it: verdicts in the order of the newer panel, then the price.
pub fn changes(newer: &Review, older: &Review) -> Vec<Change> {
    let mut changes = Vec::new();
    for opinion in &newer.panel {
        let before = older.opinion_of(&reviewer_key(&opinion.reviewer)).map(|before| before.verdict);
        if let Some(from) = before.filter(|before| *before != opinion.verdict) {
            changes.push(Change::Verdict { reviewer: opinion.reviewer.clone(), from, to: opinion.verdict });
        }
    }
    let (from, to) = (older.pricing.entry.clone(), newer.pricing.entry.clone());
    if from != to {
        changes.push(Change::Entry { from, to });
    }
    changes
}
