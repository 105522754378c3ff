//! One tool in full, in a terminal: values, panel with quotes, texts, history with what flipped.

use std::io::{self, Write};

use super::layout::{self, Line};
use super::style::Meaning;
use super::table::{Between, Table};
use super::terminal::{WIDEST_TEXT, opinion, value};
use super::{prose, words, write_lines};
use crate::model::Review;
use crate::profile::{Profile, changes};
use crate::prose::Prose;

/// The narrowest column of values beside their names.
const NARROWEST: usize = 16;

/// Writes one tool in full.
///
/// # Errors
///
/// What the writer says.
pub fn profile(profile: &Profile<'_>, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let (review, body) = (profile.subject.review, profile.subject.body);
    let text_width = width.min(WIDEST_TEXT);
    let heading = |text: &str| layout::wrap(&Line::new(text, Meaning::Heading), width);
    let text = |prose: &Prose| prose::lines(prose, text_width);

    let mut parts =
        vec![layout::wrap(&Line::new(&review.title(), Meaning::Title), width), values(profile, width)];
    if !body.description.is_empty() {
        parts.push([heading("Description"), text(&body.description)].concat());
    }
    if !review.panel.is_empty() {
        let mut panel = heading("Panel");
        for (number, (said, quote)) in review.panel.iter().zip(&body.quotes).enumerate() {
            if number > 0 {
                panel.push(Line::default());
            }
            panel.extend(opinion(said, quote, &said.reviewer, text_width));
        }
        parts.push(panel);
    }
    for section in &body.sections {
        parts.push([heading(&section.heading), text(&section.text)].concat());
    }
    if !profile.history.is_empty() {
        parts.push([heading("History"), history(profile, width)].concat());
    }
    let lines: Vec<Line> = parts.join(&Line::default());
    write_lines(&lines, out)
}

/// What is said of the tool, a row each.
fn values(profile: &Profile<'_>, width: usize) -> Vec<Line> {
    let row = |row: &crate::comparison::Row| {
        let cell = row.cells.iter().flat_map(|cell| value(cell, Some(profile.as_of))).collect();
        vec![vec![Line::new(&row.label, Meaning::Label)], cell]
    };
    let table = Table { rows: profile.rows.iter().map(row).collect(), ..Table::default() };
    let widths = table.widths(width);
    match widths.last() {
        Some(&last) if last >= NARROWEST => table.draw(&widths),
        _ => stacked(&table, width),
    }
}

/// The reviews of the tool, newest first, each with what flipped since the one before it.
fn history(profile: &Profile<'_>, width: usize) -> Vec<Line> {
    let reviews: Vec<&Review> = std::iter::once(profile.subject.review)
        .chain(profile.history.iter().map(|subject| subject.review))
        .collect();
    let rows = reviews.iter().enumerate().map(|(number, review)| {
        let changed = reviews.get(number + 1).map(|older| changes(review, older)).unwrap_or_default();
        let changed_meaning = if changed.is_empty() { Meaning::Faint } else { Meaning::Split };
        let date = review.reviewed.map_or_else(|| words::MISSING.to_owned(), |date| date.to_string());
        vec![
            vec![Line::plain(&date)],
            vec![Line::new(&review.title(), Meaning::Tool)],
            vec![Line::plain(&words::panel(review.tally()))],
            vec![Line::new(&words::changes(&changed, number + 1 == reviews.len()), changed_meaning)],
        ]
    });
    let table = Table { head: Vec::new(), rows: rows.collect(), between: Between::Blanks };
    match table.fitting(width, NARROWEST) {
        Some(widths) => table.draw(&widths),
        None => stacked(&table, width),
    }
}

/// The cells of each row below the first of them.
fn stacked(table: &Table, width: usize) -> Vec<Line> {
    let indent = Line::plain("  ");
    let mut lines = Vec::new();
    for row in &table.rows {
        for (column, line) in
            row.iter().enumerate().flat_map(|(column, cell)| cell.iter().map(move |line| (column, line)))
        {
            match column {
                0 => lines.extend(layout::wrap(line, width)),
                _ => {
                    let wrapped = layout::wrap(line, width.saturating_sub(2));
                    lines.extend(wrapped.iter().map(|line| line.behind(&indent)));
                }
            }
        }
    }
    lines
}
