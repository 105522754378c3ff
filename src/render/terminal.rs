//! A comparison in a terminal: tables and texts side by side where there is room, stacked where there is not.
//!
//! Line breaks inside a cell or quote are `layout`'s and `prose`'s, colors `style`'s, wording `words`'.

use std::io::{self, Write};

use super::layout::{self, Line};
use super::style::{Meaning, Style};
use super::table::{self, Between, Table};
use super::{View, prose, words, write_lines};
use crate::comparison::{self, Column, Comparison, Row, SplitRow};
use crate::date::Date;
use crate::model::{Opinion, Tally};
use crate::prose::Prose;

/// The narrowest column of a tool in a table.
const NARROWEST: usize = 20;
/// Where there is too little room, the column of labels takes a quarter of the width, or this.
const WIDEST_LABEL: usize = 16;
/// The narrowest column of labels.
const NARROWEST_LABEL: usize = 10;
/// The narrowest column of a text.
const NARROWEST_TEXT: usize = 30;
/// The widest column of a text: longer lines are hard to read.
pub(super) const WIDEST_TEXT: usize = 96;
/// The steps of a panel's bar.
const BAR: u8 = 10;

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
    parts.push(page.remarks(words::left_out(comparison, view)));
    // Last, so that a terminal leaves it in view.
    parts.push(page.answer());
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
    /// The title, and under it the answer in a line.
    fn title(&self) -> Vec<Line> {
        let mut lines = layout::wrap(&Line::new(&self.comparison.title, Meaning::Title), self.view.width);
        lines.extend(self.sentence(&words::answer_line(self.comparison), Meaning::Tool));
        if self.view.dated {
            lines.push(Line::new(&format!("As of {}.", self.comparison.as_of), Meaning::Faint));
        }
        lines
    }

    /// The date that ages are counted to; none where they are not shown.
    fn today(&self) -> Option<Date> {
        (!self.view.dated).then_some(self.comparison.as_of)
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
        let (rows, same) = self
            .view
            .differing(rows, |row| row.cells.iter().map(|cell| words::cell(cell, self.today())).collect());
        let mut lines = vec![Self::heading("At a glance")];
        let labelled = rows.iter().map(|row| {
            let cells = row.cells.iter().enumerate().map(|(tool, cell)| {
                let mut lines = value(cell, self.today());
                if let Some(line) = lines.last_mut().filter(|_| row.leaders.contains(&tool)) {
                    *line =
                        std::mem::take(line).and(" ", Meaning::Plain).and_whole(words::LEADS, Meaning::Ship);
                }
                lines
            });
            let cells = cells.collect();
            (vec![Line::new(&row.label, Meaning::Label)], cells)
        });
        lines.extend(self.side_by_side(labelled.collect()));
        lines.extend(self.remarks(words::left_out_same(same)));
        lines
    }

    /// Who says what.
    fn split(&self) -> Vec<Line> {
        let rows = self.view.shown(self.comparison);
        let mut lines = vec![Self::heading("Reviewer split")];
        if rows.is_empty() {
            lines.extend(self.sentence(words::nobody(self.view), Meaning::Faint));
            return lines;
        }
        let shown = |row: &SplitRow<'_>| row.shown().map(|said| words::verdict(said).to_owned()).collect();
        let (rows, same) = self.view.differing(rows, shown);
        let labelled: Vec<_> = rows
            .iter()
            .map(|row| {
                let cells = row.shown().map(|said| {
                    let meaning = said.map_or(Meaning::Faint, Meaning::from);
                    let strong = row.differs() && said.is_some();
                    vec![Line::new(words::verdict(said), Style { strong, ..meaning.into() })]
                });
                (vec![reviewer(row)], cells.collect())
            })
            .collect();
        lines.extend(self.side_by_side(labelled));
        if rows.iter().any(|row| row.differs()) {
            lines.extend(self.sentence(words::SPLIT_LEGEND, Meaning::Faint));
        }
        lines.extend(self.remarks(words::left_out_same(same)));
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
        let rows = self.view.shown(self.comparison);
        let quoted = |row: &&SplitRow<'_>| row.opinions.iter().flatten().any(|(_, quote)| !quote.is_empty());
        if !rows.iter().any(quoted) {
            return Vec::new();
        }
        let width = self.text_width();
        let mut lines = vec![Self::heading("Quotes")];
        for (number, row) in rows.into_iter().enumerate() {
            if number > 0 {
                lines.push(Line::default());
            }
            let head = match row.differs() {
                true => reviewer(row),
                false => Line::new(&row.reviewer, Meaning::Reviewer),
            };
            lines.extend(layout::wrap(&head, self.view.width));
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
        if self.comparison.tools.iter().all(|tool| tool.subject.body.description.is_empty()) {
            return Vec::new();
        }
        let width = self.text_width();
        let mut lines = vec![Self::heading("Descriptions")];
        let cells = self.comparison.tools.iter().map(|tool| {
            let mut lines = layout::wrap(&Line::new(&tool.title, Meaning::Tool), width.column);
            lines.extend(match tool.subject.body.description.is_empty() {
                true => vec![Line::new("no description", Meaning::Faint)],
                false => prose::lines(&tool.subject.body.description, width.column),
            });
            lines
        });
        lines.extend(self.texts(cells.collect(), &width));
        lines
    }

    /// The answer in full: what each signal says, the doubts, and what would change it.
    fn answer(&self) -> Vec<Line> {
        let answer = &self.comparison.answer;
        let mut lines = vec![Self::heading("Answer")];
        lines.extend(self.sentence(&words::answer_line(self.comparison), Meaning::Tool));
        let signals = answer.signals.iter().map(|signal| words::signal(signal, self.comparison));
        lines.extend(signals.flat_map(|text| self.item("• ", Meaning::Faint, &text)));
        if !answer.doubts.is_empty() {
            lines.push(Line::new("Doubts", Meaning::Tool));
            let doubts = answer.doubts.iter().map(words::doubt);
            lines.extend(doubts.flat_map(|text| self.item("? ", Meaning::Abstain, &text)));
        }
        lines.push(Line::new("What would change it", Meaning::Tool));
        let flips = words::flips(self.comparison).into_iter();
        lines.extend(flips.flat_map(|text| self.item("• ", Meaning::Faint, &text)));
        lines
    }

    /// A sentence that hangs behind a mark.
    fn item(&self, mark: &str, meaning: Meaning, text: &str) -> Vec<Line> {
        let (mark, indent) = (Line::new(mark, meaning), Line::plain("  "));
        let lines = layout::wrap(&Line::plain(text), self.view.width.saturating_sub(2).max(1));
        let lines = lines.iter().enumerate();
        lines.map(|(number, line)| line.behind(if number == 0 { &mark } else { &indent })).collect()
    }

    /// Remarks of our own, standing back.
    fn remarks(&self, texts: impl IntoIterator<Item = String>) -> Vec<Line> {
        texts.into_iter().flat_map(|text| self.sentence(&text, Meaning::Faint)).collect()
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
        let room = table::room(natural.len(), table.between, self.view.width);
        let tight = natural.iter().sum::<usize>() > room;
        if let Some(label) = natural.first_mut().filter(|_| tight) {
            // Labels give way before the tools stop standing side by side.
            let spare = room.saturating_sub(NARROWEST * self.comparison.tools.len());
            let most = WIDEST_LABEL.max(self.view.width / 4);
            *label = (*label).min(if spare < most { spare.max(NARROWEST_LABEL) } else { most });
        }
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
        let lines: Vec<Line> = cells.join(&Line::default());
        lines.into_iter().map(|line| if line.is_empty() { line } else { line.behind(&indent) }).collect()
    }
}

/// How wide a text is, and whether the tools' texts stand side by side.
struct TextWidth {
    beside: bool,
    column: usize,
}

/// A value, its panel with a bar; dates with their age, where today is given.
pub(super) fn value(cell: &comparison::Cell, today: Option<Date>) -> table::Cell {
    let text = words::cell(cell, today);
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
        comparison::Cell::Text(_) | comparison::Cell::Address(_) => text.lines().map(Line::plain).collect(),
    }
}

/// A panel's share as a bar, with a blank behind it; nothing where nobody judged.
fn bar(tally: Tally) -> Line {
    let Some(share) = tally.share() else { return Line::default() };
    let filled = usize::from(share.steps(BAR));
    let rest = usize::from(BAR) - filled;
    let bar = Line::new(&"█".repeat(filled), Meaning::Ship).and(&"░".repeat(rest), Meaning::Faint);
    bar.and(" ", Meaning::Plain)
}

/// A line with words behind it, none of which is torn apart while it finds room on a line.
fn with_words<'a>(line: Line, words: impl IntoIterator<Item = &'a str>) -> Line {
    words.into_iter().fold(line, |line, words| line.and_whole(words, Meaning::Plain))
}

/// A reviewer's name, marked where they ship one tool and skip another.
fn reviewer(row: &SplitRow<'_>) -> Line {
    if row.differs() {
        Line::new(&format!("{} {}", words::SPLIT, row.reviewer), Meaning::Split)
    } else {
        Line::new(&format!("  {}", row.reviewer), Meaning::Reviewer)
    }
}

/// What is said of a tool: the opinion, or that there is none.
fn said(opinion: Option<(&Opinion, &Prose)>, tool: &Column<'_>, width: usize) -> Vec<Line> {
    match opinion {
        Some((opinion, quote)) => self::opinion(opinion, quote, &tool.title, width),
        None => {
            let text = format!("{} {}: no opinion", words::MISSING, tool.title);
            layout::wrap(&Line::new(&text, Meaning::Faint), width)
        }
    }
}

/// One opinion: the verdict with whose or of what it is, and below it the quote, hanging.
pub(super) fn opinion(opinion: &Opinion, quote: &Prose, of: &str, width: usize) -> Vec<Line> {
    let verdict = Line::new(words::verdict(Some(opinion.verdict)), Meaning::from(opinion.verdict));
    let date = opinion.reviewed.map(|date| format!(" · {date}")).unwrap_or_default();
    let head = verdict.and(&format!(" · {of}{date}"), Meaning::Faint);
    let mut lines = layout::wrap(&head, width);
    let indent = Line::plain("  ");
    let quote = match quote.is_empty() {
        true => vec![Line::new("no quote", Meaning::Faint)],
        false => prose::lines(quote, width.saturating_sub(2).max(1)),
    };
    lines.extend(quote.iter().map(|line| line.behind(&indent)));
    lines
}
