//! A comparison in a terminal: tables and texts side by side where there is room, stacked where there is not.
//!
//! Line breaks inside a cell or quote are `layout`'s and `prose`'s, colors `style`'s, wording `words`'.

use std::io::{self, Write};

use super::layout::{self, Line};
use super::style::{Meaning, Style};
use super::table::{self, Between, Table};
use super::{View, prose, words, write_lines};
use crate::comparison::{self, Column, Comparison, Row, SplitRow};
use crate::model::{Tally, reviewer_key};
use crate::prose::Prose;

/// The narrowest column of a tool in a table.
const NARROWEST: usize = 20;
/// The column of labels takes a quarter of the width, or this.
const WIDEST_LABEL: usize = 16;
/// The narrowest column of a text.
const NARROWEST_TEXT: usize = 30;
/// The widest column of a text: longer lines are hard to read.
const WIDEST_TEXT: usize = 96;
/// The steps of a panel's bar.
const BAR: u8 = 10;
/// Marks where a reviewer ships one tool and skips another.
const SPLIT: &str = "≠";

/// Writes a comparison.
///
/// # Errors
///
/// What the writer says.
pub fn comparison(comparison: &Comparison<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let page = Page { comparison, view };
    let mut parts = vec![page.title(), page.glance(), page.split(), page.like_for_like()];
    if !view.brief {
        parts.push(page.quotes());
        parts.push(page.descriptions());
    }
    parts.push(page.left_out());
    let mut lines: Vec<Line> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(part);
    }
    write_lines(&lines, out)
}

struct Page<'a> {
    comparison: &'a Comparison<'a>,
    view: &'a View,
}

impl<'a> Page<'a> {
    fn title(&self) -> Vec<Line> {
        layout::wrap(&Line::new(&self.comparison.title, Meaning::Title), self.view.width)
    }

    fn heading(text: &str) -> Line {
        Line::new(text, Meaning::Heading)
    }

    /// A sentence of our own, wrapped.
    fn sentence(&self, text: &str, style: impl Into<Style>) -> Vec<Line> {
        layout::wrap(&Line::new(text, style), self.view.width)
    }

    fn titles(&self) -> impl Iterator<Item = &'a str> {
        self.comparison.tools.iter().map(|tool| tool.title.as_str())
    }

    /// The tools at a glance.
    fn glance(&self) -> Vec<Line> {
        let rows: Vec<&Row> = self.comparison.rows.iter().collect();
        let (rows, same) = self.differing(rows, |row| {
            row.cells.iter().map(|cell| words::cell(cell, self.comparison.as_of)).collect()
        });
        let mut lines = vec![Self::heading("At a glance")];
        let labelled = rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| self.cell(cell)).collect();
            (vec![Line::new(&row.label, Meaning::Label)], cells)
        });
        lines.extend(self.side_by_side(labelled.collect()));
        lines.extend(self.said_of_same(same));
        lines
    }

    /// Who says what.
    fn split(&self) -> Vec<Line> {
        let rows = self.shown_reviewers();
        let mut lines = vec![Self::heading("Reviewer split")];
        if rows.is_empty() {
            let nobody = if self.view.reviewers.is_empty() {
                "Nobody judged any of them."
            } else {
                "None of the reviewers asked for judged any of them."
            };
            lines.extend(self.sentence(nobody, Meaning::Faint));
            return lines;
        }
        let (rows, same) = self
            .differing(rows, |row| row.opinions.iter().map(|opinion| verdict(*opinion).to_owned()).collect());
        let labelled: Vec<_> = rows
            .iter()
            .map(|row| {
                let cells = row.opinions.iter().zip(row.verdicts()).map(|(opinion, said)| {
                    let meaning = if opinion.is_none() { Meaning::Faint } else { Meaning::from(said) };
                    let strong = row.differs() && opinion.is_some();
                    vec![Line::new(verdict(*opinion), Style { strong, ..meaning.into() })]
                });
                (vec![reviewer(row)], cells.collect())
            })
            .collect();
        lines.extend(self.side_by_side(labelled));
        if rows.iter().any(|row| row.differs()) {
            lines.extend(self.sentence(&format!("{SPLIT} would ship one and skip another"), Meaning::Faint));
        }
        lines.extend(self.said_of_same(same));
        lines
    }

    fn like_for_like(&self) -> Vec<Line> {
        let mut lines = vec![Self::heading("Like for like")];
        for sentence in words::like_for_like(self.comparison) {
            lines.extend(self.sentence(&sentence, Meaning::Plain));
        }
        lines
    }

    /// What each reviewer says, reviewer by reviewer.
    fn quotes(&self) -> Vec<Line> {
        let rows = self.shown_reviewers();
        if rows.is_empty() {
            return Vec::new();
        }
        let width = self.text_width();
        let mut lines = vec![Self::heading("Quotes")];
        for (number, row) in rows.into_iter().enumerate() {
            if number > 0 {
                lines.push(Line::default());
            }
            lines.push(reviewer(row));
            let cells = row
                .opinions
                .iter()
                .zip(&self.comparison.tools)
                .map(|(opinion, tool)| said(*opinion, tool, width.column));
            lines.extend(self.texts(cells.collect(), &width));
        }
        lines
    }

    fn descriptions(&self) -> Vec<Line> {
        if self.comparison.tools.iter().all(|tool| tool.body.description.is_empty()) {
            return Vec::new();
        }
        let width = self.text_width();
        let mut lines = vec![Self::heading("Descriptions")];
        let cells = self.comparison.tools.iter().map(|tool| {
            let mut lines = layout::wrap(&Line::new(&tool.title, Meaning::Tool), width.column);
            lines.extend(match tool.body.description.is_empty() {
                true => vec![Line::new("no description", Meaning::Faint)],
                false => prose::lines(&tool.body.description, width.column),
            });
            lines
        });
        lines.extend(self.texts(cells.collect(), &width));
        lines
    }

    /// What the options leave out, said in one line each.
    fn left_out(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        if self.view.brief {
            lines.extend(self.sentence("Left out by --brief: quotes and descriptions.", Meaning::Faint));
        }
        let hidden = self.comparison.split.len() - self.shown_reviewers().len();
        if hidden > 0 {
            let names: Vec<&str> = self.view.reviewers.iter().map(|(_, name)| name.as_str()).collect();
            let others =
                if hidden == 1 { "1 other reviewer".to_owned() } else { format!("{hidden} other reviewers") };
            let text = format!(
                "Shown by --reviewer: {}; left out: {others}, who count as ever.",
                words::and(&names)
            );
            lines.extend(self.sentence(&text, Meaning::Faint));
        }
        lines
    }

    fn shown_reviewers(&self) -> Vec<&'a SplitRow<'a>> {
        let wanted = &self.view.reviewers;
        let shown = |row: &&SplitRow<'_>| {
            wanted.is_empty() || wanted.iter().any(|(key, _)| *key == reviewer_key(&row.reviewer))
        };
        self.comparison.split.iter().filter(shown).collect()
    }

    /// The rows that differ as shown, and how many are left out; all of them without `--diff`.
    fn differing<R: Copy>(&self, rows: Vec<R>, shown: impl Fn(R) -> Vec<String>) -> (Vec<R>, usize) {
        let all = rows.len();
        let differs = |row: &R| {
            let cells = shown(*row);
            !self.view.diff || cells.iter().any(|cell| Some(cell) != cells.first())
        };
        let rows: Vec<R> = rows.into_iter().filter(differs).collect();
        let same = all - rows.len();
        (rows, same)
    }

    fn said_of_same(&self, same: usize) -> Vec<Line> {
        match same {
            0 => Vec::new(),
            1 => self.sentence("Left out by --diff: 1 row that is the same for all.", Meaning::Faint),
            _ => self.sentence(
                &format!("Left out by --diff: {same} rows that are the same for all."),
                Meaning::Faint,
            ),
        }
    }

    /// Labelled cells as a table with a column a tool; stacked where a column would be too narrow.
    fn side_by_side(&self, rows: Vec<(table::Cell, Vec<table::Cell>)>) -> Vec<Line> {
        if rows.is_empty() {
            return Vec::new();
        }
        let head = std::iter::once(Vec::new())
            .chain(self.titles().map(|title| vec![Line::new(title, Meaning::Tool)]));
        let table = Table {
            head: head.collect(),
            rows: rows
                .iter()
                .map(|(label, cells)| std::iter::once(label.clone()).chain(cells.iter().cloned()).collect())
                .collect(),
            between: Between::Line,
        };
        let mut natural = table.natural();
        if let Some(label) = natural.first_mut() {
            *label = (*label).min(WIDEST_LABEL.max(self.view.width / 4));
        }
        let room = table::room(natural.len(), table.between, self.view.width);
        let widths = layout::share(room, &natural);
        let mut tools = widths.iter().zip(&natural).skip(1);
        let fits = tools.all(|(&width, &natural)| width >= natural.min(NARROWEST));
        if fits { table.draw(&widths) } else { self.stacked(&rows) }
    }

    /// Labelled cells one below the other, each with its tool.
    fn stacked(&self, rows: &[(table::Cell, Vec<table::Cell>)]) -> Vec<Line> {
        let title_width = self.titles().map(|title| Line::plain(title).width()).max().unwrap_or_default();
        // Beside the title while there is room for a few words, else below it.
        let beside = title_width + 4 + NARROWEST <= self.view.width;
        let indent = if beside { title_width + 4 } else { 4 };
        let mut lines = Vec::new();
        for (number, (label, cells)) in rows.iter().enumerate() {
            if number > 0 && !beside {
                lines.push(Line::default());
            }
            lines.extend(label.iter().flat_map(|line| layout::wrap(line, self.view.width)));
            for (title, cell) in self.titles().zip(cells) {
                let mut prefix = Line::plain("  ").and(title, Meaning::Faint);
                if beside {
                    prefix = prefix.padded(indent);
                } else {
                    lines.extend(layout::wrap(&prefix, self.view.width));
                    prefix = Line::plain("    ");
                }
                let blank = Line::plain(&" ".repeat(indent));
                let width = self.view.width.saturating_sub(indent).max(1);
                for (number, line) in cell.iter().flat_map(|line| layout::wrap(line, width)).enumerate() {
                    lines.push(line.behind(if number == 0 { &prefix } else { &blank }));
                }
            }
        }
        lines
    }

    fn text_width(&self) -> TextWidth {
        let tools = self.comparison.tools.len();
        let each = table::room(tools, Between::Line, self.view.width).checked_div(tools).unwrap_or_default();
        let beside = each >= NARROWEST_TEXT;
        let column = if beside { each } else { self.view.width.saturating_sub(2).max(1) };
        TextWidth { beside, column: column.min(WIDEST_TEXT) }
    }

    /// Texts, already wrapped, side by side or one below the other.
    fn texts(&self, cells: Vec<Vec<Line>>, width: &TextWidth) -> Vec<Line> {
        if width.beside {
            let table = Table { rows: vec![cells], ..Table::default() };
            let widths = vec![width.column; self.comparison.tools.len()];
            return table.draw(&widths);
        }
        let indent = Line::plain("  ");
        cells.into_iter().flatten().map(|line| line.behind(&indent)).collect()
    }

    /// A value of the comparison, its panel with a bar.
    fn cell(&self, cell: &comparison::Cell) -> table::Cell {
        let text = words::cell(cell, self.comparison.as_of);
        match cell {
            comparison::Cell::Missing => vec![Line::new(&text, Meaning::Faint)],
            comparison::Cell::Panel(tally) => vec![with_words(bar(*tally), text.split_inclusive(", "))],
            comparison::Cell::Community(votes) if votes.share().is_none() => {
                vec![Line::new(&text, Meaning::Faint)]
            }
            comparison::Cell::Community(_) | comparison::Cell::Entry(_) | comparison::Cell::Reviewed(_) => {
                let (word, detail) = text.split_at(text.find('(').unwrap_or(text.len()));
                vec![with_words(Line::default(), [word, detail])]
            }
            _ => text.split('\n').map(|line| Line::plain(line.trim_end_matches('\r'))).collect(),
        }
    }
}

/// How wide a text is, and whether the tools' texts stand side by side.
struct TextWidth {
    beside: bool,
    column: usize,
}

/// A panel's share as a bar, with a blank behind it; nothing where nobody judged.
fn bar(tally: Tally) -> Line {
    let Some(share) = tally.share() else { return Line::default() };
    let filled = usize::from(share.steps(BAR));
    let rest = usize::from(BAR) - filled;
    Line::new(&"█".repeat(filled), Meaning::Ship)
        .and(&"░".repeat(rest), Meaning::Faint)
        .and(" ", Meaning::Plain)
}

/// A line with words behind it, none of which is torn apart while it finds room on a line.
fn with_words<'a>(line: Line, words: impl IntoIterator<Item = &'a str>) -> Line {
    words.into_iter().fold(line, |line, words| line.and_whole(words, Meaning::Plain))
}

/// A reviewer's name, marked where they ship one tool and skip another.
fn reviewer(row: &SplitRow<'_>) -> Line {
    if row.differs() {
        Line::new(&format!("{SPLIT} {}", row.reviewer), Meaning::Split)
    } else {
        Line::new(&format!("  {}", row.reviewer), Meaning::Reviewer)
    }
}

fn verdict(opinion: Option<(&crate::model::Opinion, &Prose)>) -> &'static str {
    words::verdict(opinion.map(|(opinion, _)| opinion.verdict))
}

/// One opinion: the verdict, and below it the quote, hanging.
fn said(opinion: Option<(&crate::model::Opinion, &Prose)>, tool: &Column<'_>, width: usize) -> Vec<Line> {
    let Some((opinion, quote)) = opinion else {
        return layout::wrap(
            &Line::new(&format!("{} {}: no opinion", words::MISSING, tool.title), Meaning::Faint),
            width,
        );
    };
    let mut head = Line::new(words::verdict(Some(opinion.verdict)), Meaning::from(opinion.verdict))
        .and(&format!(" · {}", tool.title), Meaning::Faint);
    if let Some(date) = opinion.reviewed {
        head = head.and(&format!(" · {date}"), Meaning::Faint);
    }
    let mut lines = layout::wrap(&head, width);
    let indent = Line::plain("  ");
    let quote = match quote.is_empty() {
        true => vec![Line::new("no quote", Meaning::Faint)],
        false => prose::lines(quote, width.saturating_sub(2).max(1)),
    };
    lines.extend(quote.iter().map(|line| line.behind(&indent)));
    lines
}
