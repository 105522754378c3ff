//! The text of reviews as lines: lists and quotes hang, emphasis shows, links carry their address.

use super::layout::{self, Line, Piece};
use super::safe::Safe;
use super::style::{Meaning, Style};
use super::table::{self, Between, Table};
use crate::prose::{Block, Container, Inline, Kind, Prose, Span};

/// The most quotes and lists that are shown around a block; deeper ones look like the deepest of these.
const DEPTH: usize = 6;
/// What a TAB in code looks like.
const TAB: &str = "    ";
/// The narrowest column of a table inside of a text.
const NARROWEST: usize = 8;

/// A text in lines of at most `width` columns.
pub fn lines(prose: &Prose, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, block) in prose.blocks.iter().enumerate() {
        if number > 0 && !block.tight {
            lines.push(Line::default());
        }
        let (mut first, rest) = prefixes(block, width);
        if first.width() > rest.width() {
            // A number of many digits gets a line of its own, so that the text beside it keeps its room.
            lines.extend(layout::cut(&first, width));
            first = rest.clone();
        }
        let inner = width.saturating_sub(rest.width()).max(1);
        for (number, line) in content(&block.kind, inner).iter().enumerate() {
            lines.push(line.behind(if number == 0 { &first } else { &rest }));
        }
    }
    lines
}

/// What stands before the first line of a block and before the others.
fn prefixes(block: &Block, width: usize) -> (Line, Line) {
    let skipped = block.path.len().saturating_sub(DEPTH.min(width / 8));
    let (mut first, mut rest) = (Line::default(), Line::default());
    for (level, container) in block.path.iter().enumerate().skip(skipped) {
        let marker = match container {
            Container::Quote => "│ ".to_owned(),
            Container::Bullet => "• ".to_owned(),
            Container::Number(number) => format!("{number}. "),
            Container::Task(true) => "[x] ".to_owned(),
            Container::Task(false) => "[ ] ".to_owned(),
        };
        let marker = Line::new(&marker, Meaning::Faint);
        let hang = if *container == Container::Quote {
            marker.clone()
        } else {
            Line::plain(&" ".repeat(marker.width().min(6)))
        };
        let opened = level + block.opened >= block.path.len();
        first = if opened { marker.behind(&first) } else { hang.behind(&first) };
        rest = hang.behind(&rest);
    }
    (first, rest)
}

fn content(kind: &Kind, width: usize) -> Vec<Line> {
    match kind {
        Kind::Paragraph(inlines) => wrapped(inlines, Style::default(), width),
        Kind::Heading(inlines) => wrapped(inlines, Style { strong: true, ..Style::default() }, width),
        Kind::Code(code) => Safe::lines(&code.replace('\t', TAB))
            .flat_map(|text| {
                let line = Line { pieces: vec![Piece { text, style: Meaning::Code.into(), whole: false }] };
                let lines = layout::cut(&line, width.saturating_sub(2));
                lines.into_iter().map(|line| line.behind(&Line::plain("  "))).collect::<Vec<_>>()
            })
            .collect(),
        Kind::Table { head, rows } => table(head, rows, width),
        Kind::Rule => vec![Line::new(&"─".repeat(width.min(20)), Meaning::Faint)],
    }
}

fn wrapped(inlines: &[Inline], base: Style, width: usize) -> Vec<Line> {
    inline_lines(inlines, base).iter().flat_map(|line| layout::wrap(line, width)).collect()
}

/// A table where its columns find room, else its rows one below the other.
fn table(head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>], width: usize) -> Vec<Line> {
    let strong = Style { strong: true, ..Style::default() };
    let cell = |inlines: &Vec<Inline>, style: Style| inline_lines(inlines, style);
    if table::room(head.len(), Between::Line, width) >= head.len() * NARROWEST {
        let table = Table {
            head: head.iter().map(|inlines| cell(inlines, strong)).collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(|inlines| cell(inlines, Style::default())).collect())
                .collect(),
            between: Between::Line,
        };
        return table.draw(&table.widths(width));
    }
    let mut lines = Vec::new();
    for row in rows {
        for (name, value) in head.iter().zip(row) {
            let mut inlines = name.clone();
            inlines.push(Inline::Text(Span { text: ": ".to_owned(), ..Span::default() }));
            inlines.extend(value.iter().cloned());
            lines.extend(wrapped(&inlines, Style::default(), width));
        }
        lines.push(Line::default());
    }
    lines.pop();
    lines
}

/// Pieces of text as lines before wrapping; links carry their address where their text is another.
fn inline_lines(inlines: &[Inline], base: Style) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut shown = String::new();
    for (index, inline) in inlines.iter().enumerate() {
        let Some(line) = lines.last_mut() else { break };
        match inline {
            Inline::Break => lines.push(Line::default()),
            Inline::Text(span) => {
                let link = span.link.as_ref();
                let starts = link.is_some()
                    && link_of(index.checked_sub(1).and_then(|before| inlines.get(before)))
                        != link.map(|link| link.number);
                if starts {
                    shown.clear();
                    if link.is_some_and(|link| link.image) {
                        line.push(Piece {
                            text: Safe::new("image: "),
                            style: Meaning::Faint.into(),
                            whole: false,
                        });
                    }
                }
                line.push(Piece {
                    text: Safe::new(&span.text),
                    style: style(span, base),
                    // Code reads badly when it is torn apart.
                    whole: span.code,
                });
                shown.push_str(&span.text);
                let ends = link_of(inlines.get(index + 1)) != link.map(|link| link.number);
                if let Some(link) = link.filter(|_| ends)
                    && shown.trim() != link.address.strip_prefix("mailto:").unwrap_or(&link.address)
                    && !link.address.is_empty()
                {
                    line.push(Piece {
                        text: Safe::new(&format!(
                            "{}({})",
                            if shown.trim().is_empty() { "" } else { " " },
                            link.address
                        )),
                        style: Meaning::Faint.into(),
                        whole: false,
                    });
                }
            }
        }
    }
    lines
}

fn link_of(inline: Option<&Inline>) -> Option<usize> {
    match inline {
        Some(Inline::Text(span)) => span.link.as_ref().map(|link| link.number),
        _ => None,
    }
}

fn style(span: &Span, base: Style) -> Style {
    let meaning = match (&span.link, span.code) {
        (_, true) => Meaning::Code,
        (Some(_), false) => Meaning::Link,
        (None, false) => base.meaning,
    };
    Style { meaning, strong: base.strong || span.strong, emphasis: span.emphasis, strike: span.strike }
}
