//! Tables of styled cells. The only user of comfy-table.
//!
//! comfy-table draws the frame around blank cells of the right size, and the text is laid into it afterwards:
//! it would count escape sequences as text, and an Arabic ligature as one column where terminals take two.

use comfy_table::{ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle, Width};

use super::layout::{self, Line};
use super::style::Meaning;

/// Stands for one column of a cell in the frame; the frame itself has no such character.
const BLANK: char = 'x';

/// What stands between two columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Between {
    /// A blank, a line and a blank: for cells of many lines.
    #[default]
    Line,
    /// Two blanks: for cells of one line.
    Blanks,
}

impl Between {
    /// The columns that it takes.
    pub const fn width(self) -> usize {
        match self {
            Self::Line => 3,
            Self::Blanks => 2,
        }
    }

    const fn frame(self) -> TableStyle {
        let head = LineStyle::none().fill('─');
        match self {
            Self::Line => TableStyle::new()
                .header_lines(ContentLineStyle::none().junction('│'))
                .header_separator(head.junction('┼'))
                .content_lines(ContentLineStyle::none().junction('│')),
            Self::Blanks => TableStyle::new().header_separator(head),
        }
    }
}

/// A cell: its lines before wrapping.
pub type Cell = Vec<Line>;

/// A table, before its widths are known.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The header; no cells: no header.
    pub head: Vec<Cell>,
    /// The rows, each with as many cells as the others.
    pub rows: Vec<Vec<Cell>>,
    /// What stands between two columns.
    pub between: Between,
}

impl Table {
    /// The width that each column takes where nothing wraps.
    pub fn natural(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for row in std::iter::once(&self.head).chain(&self.rows) {
            for (column, cell) in row.iter().enumerate() {
                if widths.len() <= column {
                    widths.push(1);
                }
                let width = cell.iter().map(Line::width).max().unwrap_or_default();
                if let Some(widest) = widths.get_mut(column) {
                    *widest = width.max(*widest);
                }
            }
        }
        widths
    }

    /// The widths of the columns in a table of at most `width`, shared fairly.
    pub fn widths(&self, width: usize) -> Vec<usize> {
        let natural = self.natural();
        layout::share(room(natural.len(), self.between, width), &natural)
    }

    /// The same, where every column finds at least `narrowest` or all that it needs; else none.
    pub fn fitting(&self, width: usize, narrowest: usize) -> Option<Vec<usize>> {
        let widths = self.widths(width);
        let fits = |(&width, natural): (&usize, usize)| width >= natural.min(narrowest);
        widths.iter().zip(self.natural()).all(fits).then_some(widths)
    }

    /// Draws the table; its lines are all equally wide, and each cell is wrapped at the width of its column.
    pub fn draw(&self, widths: &[usize]) -> Vec<Line> {
        let wrapped = |row: &Vec<Cell>| -> Vec<Vec<Line>> {
            let cells = row.iter().zip(widths);
            cells
                .map(|(cell, &width)| cell.iter().flat_map(|line| layout::wrap(line, width)).collect())
                .collect()
        };
        let head: Option<Vec<Vec<Line>>> = (!self.head.is_empty()).then(|| wrapped(&self.head));
        let rows: Vec<_> = self.rows.iter().map(wrapped).collect();

        let mut frame = comfy_table::Table::new();
        frame.load_style(self.between.frame()).set_content_arrangement(ContentArrangement::Disabled);
        if let Some(head) = &head {
            frame.set_header(blanks(head, widths));
        }
        rows.iter().for_each(|row| {
            frame.add_row(blanks(row, widths));
        });
        let last = widths.len().saturating_sub(1);
        for (index, (column, &width)) in frame.column_iter_mut().zip(widths).enumerate() {
            // The frame stands between columns only, so the outer edges need no blank.
            let padding = (u16::from(index > 0), u16::from(index < last));
            column.set_padding(padding);
            let width = narrow(width).saturating_add(padding.0 + padding.1);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }

        let mut texts = head.iter().chain(&rows).flat_map(|row| {
            let height = row.iter().map(Vec::len).max().unwrap_or_default().max(1);
            (0..height).map(|line| {
                row.iter().map(|cell| cell.get(line).cloned().unwrap_or_default()).collect::<Vec<_>>()
            })
        });
        frame
            .lines()
            .map(|line| {
                if line.contains(BLANK) {
                    fill(&line, widths, texts.next().unwrap_or_default())
                } else {
                    Line::new(&line, Meaning::Frame)
                }
            })
            .collect()
    }
}

/// The columns that remain for cells in a table of `width` columns.
pub fn room(columns: usize, between: Between, width: usize) -> usize {
    width.saturating_sub(columns.saturating_sub(1) * between.width())
}

/// Cells of the size of a row's, without its text.
fn blanks(row: &[Vec<Line>], widths: &[usize]) -> Vec<String> {
    let height = row.iter().map(Vec::len).max().unwrap_or_default().max(1);
    widths.iter().map(|&width| vec![BLANK.to_string().repeat(width); height].join("\n")).collect()
}

/// Lays the text of a row's line into the frame, cell by cell.
fn fill(frame: &str, widths: &[usize], texts: Vec<Line>) -> Line {
    let mut filled = Line::default();
    let mut rest = frame;
    for (&width, text) in widths.iter().zip(texts) {
        let (edge, cell) = rest.split_at(rest.find(BLANK).unwrap_or(rest.len()));
        filled = text.padded(width).behind(&filled.and(edge, Meaning::Frame));
        rest = cell.get(width..).unwrap_or_default();
    }
    filled.and(rest, Meaning::Frame)
}

fn narrow(width: usize) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unicode;
    use proptest::prelude::*;

    fn plain(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| anstream::adapter::strip_str(&line.paint()).to_string()).collect()
    }

    #[test]
    fn text_is_laid_into_the_frame() {
        let cell = |text: &str| vec![Line::new(text, Meaning::Ship)];
        let table = Table {
            head: vec![cell(""), cell("سلام")],
            rows: vec![vec![cell("a"), cell("one two three")], vec![cell("漢字"), cell("x│x")]],
            between: Between::Line,
        };
        let expected =
            ["     │ سلام   ", "─────┼────────", "a    │ one two", "     │ three  ", "漢字 │ x│x    "];
        assert_eq!(plain(&table.draw(&[4, 7])), expected);
        let open = Table { between: Between::Blanks, ..table };
        let expected = ["      سلام   ", "─────────────", "a     one two", "      three  ", "漢字  x│x    "];
        assert_eq!(plain(&open.draw(&[4, 7])), expected);
    }

    proptest! {
        #[test]
        fn all_lines_are_equally_wide(
            cells in proptest::collection::vec(proptest::collection::vec("[a-z 漢字سلا👍🏽x│\u{301}\u{1b}]{0,40}", 3), 1..6),
            width in 20usize..=200,
            between in prop_oneof![Just(Between::Line), Just(Between::Blanks)],
        ) {
            let mut rows: Vec<Vec<Cell>> = cells.iter().map(|row| row.iter().map(|text| vec![Line::plain(text)]).collect()).collect();
            let head = rows.remove(0);
            let table = Table { head, rows, between };
            let widths = table.widths(width);
            let lines = plain(&table.draw(&widths));
            for line in &lines {
                prop_assert_eq!(unicode::width(line), widths.iter().sum::<usize>() + 2 * between.width(), "{:?}", line);
                prop_assert!(unicode::width(line) <= width);
            }
            prop_assert!(lines.len() > cells.len());
        }
    }
}
