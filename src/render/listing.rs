//! The tools of a catalog as a table, one row a review; stacked where the columns find no room.

use std::io::{self, Write};

use super::layout::{self, Line};
use super::style::Meaning;
use super::table::{self, Between, Cell, Table};
use super::{words, write_lines};
use crate::model::Review;
use crate::panel::Reviewer;

/// The narrowest that a column of text may be.
const NARROWEST: usize = 14;

/// Writes reviews as a table in their order: in full words where they fit on a line, else in short ones.
///
/// # Errors
///
/// What the writer says.
pub fn table(reviews: &[&Review], width: usize, out: &mut dyn Write) -> io::Result<()> {
    if reviews.is_empty() {
        return Ok(());
    }
    let table = |short| Table {
        head: words::LIST.iter().map(|head| vec![Line::new(head, Meaning::Label)]).collect(),
        rows: reviews.iter().map(|review| cells(review, short)).collect(),
        between: Between::Blanks,
    };
    let (full, short) = (table(false), table(true));
    let room = table::room(words::LIST.len(), Between::Blanks, width);
    if full.natural().iter().sum::<usize>() <= room {
        return write_lines(&full.draw(&full.widths(width)), out);
    }
    match short.fitting(width, NARROWEST) {
        Some(widths) => write_lines(&short.draw(&widths), out),
        None => write_lines(&stacked(&words::LIST, &full.rows, width), out),
    }
}

/// Writes reviewers as a table, stacked where the columns find no room.
///
/// # Errors
///
/// What the writer says.
pub fn reviewers(reviewers: &[Reviewer], width: usize, out: &mut dyn Write) -> io::Result<()> {
    if reviewers.is_empty() {
        return Ok(());
    }
    let row = |reviewer: &Reviewer| {
        let cells = words::reviewer_cells(reviewer).into_iter().enumerate();
        let cell = |(column, text): (usize, String)| match column {
            0 => vec![Line::new(&text, Meaning::Reviewer)],
            _ => {
                let (word, counts) = text.split_at(text.find('(').unwrap_or(text.len()));
                vec![Line::plain(word).and_whole(counts, Meaning::Plain)]
            }
        };
        cells.map(cell).collect()
    };
    let table = Table {
        head: words::REVIEWERS.iter().map(|head| vec![Line::new(head, Meaning::Label)]).collect(),
        rows: reviewers.iter().map(row).collect(),
        between: Between::Blanks,
    };
    match table.fitting(width, NARROWEST) {
        Some(widths) => write_lines(&table.draw(&widths), out),
        None => write_lines(&stacked(&words::REVIEWERS, &table.rows, width), out),
    }
}

fn cells(review: &Review, short: bool) -> Vec<Cell> {
    let cells = words::list_cells(review, short).into_iter().enumerate();
    cells
        .map(|(column, (text, said))| {
            let meaning = match (column, said) {
                (0, _) => Meaning::Tool,
                (_, true) => Meaning::Plain,
                (_, false) => Meaning::Faint,
            };
            // Counts are not torn apart from what they count.
            let parts = text.split_inclusive(", ");
            vec![parts.fold(Line::default(), |line, part| line.and_whole(part, meaning))]
        })
        .collect()
}

fn stacked(heads: &[&str], rows: &[Vec<Cell>], width: usize) -> Vec<Line> {
    let label_width = heads.iter().map(|head| head.len()).max().unwrap_or_default() + 4;
    let mut lines = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            lines.push(Line::default());
        }
        for (index, (head, cell)) in heads.iter().zip(row).enumerate() {
            let prefix = if index == 0 {
                Line::default()
            } else {
                Line::plain("  ").and(head, Meaning::Label).padded(label_width)
            };
            let indent = Line::plain(&" ".repeat(prefix.width()));
            let room = width.saturating_sub(prefix.width()).max(1);
            for (number, line) in cell.iter().flat_map(|line| layout::wrap(line, room)).enumerate() {
                lines.push(line.behind(if number == 0 { &prefix } else { &indent }));
            }
        }
    }
    lines
}
