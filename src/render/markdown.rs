//! GitHub-flavored Markdown that pastes whole into a pull request.
//!
//! Nothing in a review can break a table, become HTML, mention a person or link an issue: every text passes
//! [`escape`], the format's one escape function, and before it the same gate as in a terminal. Tables hold short
//! values; quotes and descriptions are block quotes under headings.

use std::io::{self, Write};

use super::safe::Safe;
use super::{View, words};
use crate::comparison::{Cell, Comparison, SplitRow};
use crate::model::{Opinion, Review};
use crate::panel::Reviewer;
use crate::profile::{Profile, changes};
use crate::prose::{Block, Container, Inline, Kind, Link, Prose, Span};

/// The most quotes and lists that are written around a block; deeper ones lose the outermost.
const DEPTH: usize = 6;
/// Goes between characters that GitHub would otherwise make a link of; it shows nothing.
const BREAK: &str = "<!-- -->";

/// Writes a comparison.
///
/// # Errors
///
/// What the writer says.
pub fn comparison(comparison: &Comparison<'_>, view: &View, out: &mut dyn Write) -> io::Result<()> {
    let titles: Vec<String> = comparison.tools.iter().map(|tool| escape(&tool.title)).collect();
    let mut page = Page::default();
    page.line(&format!("## {}", escape(&comparison.title)));
    page.line(&format!("**{}**", escape(&words::answer_line(comparison))));
    page.line(&format!("As of {}.", comparison.as_of));

    page.line("### At a glance");
    let (rows, same) = view.differing(comparison.rows.iter().collect(), |row| {
        row.cells.iter().map(|cell| words::cell(cell, None)).collect()
    });
    page.table(
        &titles,
        rows.iter().map(|row| {
            let cells = row.cells.iter().enumerate().map(|(tool, cell)| match row.leaders.contains(&tool) {
                true => format!("{} {}", value(cell), words::LEADS),
                false => value(cell),
            });
            (cell_text(&row.label), cells.collect())
        }),
    );
    page.note(words::left_out_same(same));

    page.line("### Reviewer split");
    let shown = view.shown(comparison);
    if shown.is_empty() {
        page.line(words::nobody(view));
    } else {
        let (rows, same) = view.differing(shown.clone(), |row| {
            row.shown().map(|said| words::verdict(said).to_owned()).collect()
        });
        page.table(
            &titles,
            rows.iter().map(|row| {
                (reviewer(row), row.shown().map(|said| words::verdict(said).to_owned()).collect())
            }),
        );
        if rows.iter().any(|row| row.differs()) {
            page.note(Some(words::SPLIT_LEGEND.to_owned()));
        }
        page.note(words::left_out_same(same));
    }

    page.line("### Like for like");
    page.line(
        &words::like_for_like(comparison).iter().map(|text| escape(text)).collect::<Vec<_>>().join(" "),
    );

    let quoted = |row: &&SplitRow<'_>| row.opinions.iter().flatten().any(|(_, quote)| !quote.is_empty());
    if !view.brief && shown.iter().any(quoted) {
        page.line("### Quotes");
        for row in shown {
            page.line(&format!("#### {}", reviewer(row)));
            for (said, title) in row.opinions.iter().zip(&titles) {
                match said {
                    Some((opinion, quote)) => page.opinion(opinion, quote, title),
                    None => page.line(&format!("{} {title}: no opinion", words::MISSING)),
                }
            }
        }
    }
    if !view.brief && comparison.tools.iter().any(|tool| !tool.subject.body.description.is_empty()) {
        page.line("### Descriptions");
        for (tool, title) in comparison.tools.iter().zip(&titles) {
            page.line(&format!("#### {title}"));
            match &tool.subject.body.description {
                description if description.is_empty() => page.line("no description"),
                description => page.quote(description),
            }
        }
    }
    for text in words::left_out(comparison, view) {
        page.note(Some(text));
    }
    page.line("### Answer");
    page.line(&format!("**{}**", escape(&words::answer_line(comparison))));
    let answer = &comparison.answer;
    page.list(answer.signals.iter().map(|signal| words::signal(signal, comparison)));
    if !answer.doubts.is_empty() {
        page.line("#### Doubts");
        page.list(answer.doubts.iter().map(words::doubt));
    }
    page.line("#### What would change it");
    page.list(words::flips(comparison));
    page.write(out)
}

/// Writes one tool in full.
///
/// # Errors
///
/// What the writer says.
pub fn profile(profile: &Profile<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (review, body) = (profile.subject.review, profile.subject.body);
    let title = escape(&review.title());
    let mut page = Page::default();
    page.line(&format!("## {title}"));
    page.line(&format!("As of {}.", profile.as_of));
    let rows = profile.rows.iter().map(|row| (cell_text(&row.label), row.cells.iter().map(value).collect()));
    page.table(std::slice::from_ref(&title), rows);
    if !body.description.is_empty() {
        page.line("### Description");
        page.quote(&body.description);
    }
    if !review.panel.is_empty() {
        page.line("### Panel");
        for (opinion, quote) in review.panel.iter().zip(&body.quotes) {
            page.opinion(opinion, quote, &escape(&opinion.reviewer));
        }
    }
    for section in &body.sections {
        page.line(&format!("### {}", escape(&section.heading)));
        page.quote(&section.text);
    }
    if !profile.history.is_empty() {
        page.line("### History");
        let reviews: Vec<&Review> =
            std::iter::once(review).chain(profile.history.iter().map(|subject| subject.review)).collect();
        let heads = ["reviewed", "panel", "what changed"].map(ToOwned::to_owned);
        page.table(
            &heads,
            reviews.iter().enumerate().map(|(index, review)| {
                let changed = reviews.get(index + 1).map(|older| changes(review, older)).unwrap_or_default();
                let cells = [
                    review.reviewed.map_or_else(|| words::MISSING.to_owned(), |date| date.to_string()),
                    words::panel(review.tally()),
                    words::changes(&changed, index + 1 == reviews.len()),
                ];
                (cell_text(&review.title()), cells.iter().map(|text| cell_text(text)).collect())
            }),
        );
    }
    page.write(out)
}

/// Writes reviews as a table in their order.
///
/// # Errors
///
/// What the writer says.
pub fn list(reviews: &[&Review], out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::default();
    let heads: Vec<String> = words::LIST.iter().skip(1).map(|head| (*head).to_owned()).collect();
    page.table_with(
        words::LIST[0],
        &heads,
        reviews.iter().map(|review| {
            let mut cells = words::list_cells(review, false).into_iter().map(|(text, _)| cell_text(&text));
            (cells.next().unwrap_or_default(), cells.collect())
        }),
    );
    page.write(out)
}

/// Writes reviewers as a table.
///
/// # Errors
///
/// What the writer says.
pub fn reviewers(reviewers: &[Reviewer], out: &mut dyn Write) -> io::Result<()> {
    let [head, heads @ ..] = words::REVIEWERS;
    let mut page = Page::default();
    page.table_with(
        head,
        &heads.map(ToOwned::to_owned),
        reviewers.iter().map(|reviewer| {
            let [name, cells @ ..] = words::reviewer_cells(reviewer).map(|text| cell_text(&text));
            (name, cells.to_vec())
        }),
    );
    page.write(out)
}

/// A page as it grows: blocks with a blank line between them.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
}

impl Page {
    fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    /// A block of one line, already escaped.
    fn line(&mut self, line: &str) {
        self.gap();
        self.lines.push(line.to_owned());
    }

    /// A list of sentences of our own.
    fn list(&mut self, sentences: impl IntoIterator<Item = String>) {
        self.gap();
        self.lines.extend(sentences.into_iter().map(|sentence| format!("- {}", escape(&sentence))));
    }

    /// A remark of our own.
    fn note(&mut self, text: Option<String>) {
        if let Some(text) = text {
            self.line(&format!("*{}*", escape(&text)));
        }
    }

    /// A table of escaped cells: a column of labels, then one for each title.
    fn table(&mut self, titles: &[String], rows: impl Iterator<Item = (String, Vec<String>)>) {
        self.table_with("", titles, rows);
    }

    fn table_with(
        &mut self,
        label: &str,
        titles: &[String],
        rows: impl Iterator<Item = (String, Vec<String>)>,
    ) {
        self.gap();
        self.lines.push(format!("| {label} | {} |", titles.join(" | ")));
        self.lines.push(format!("| --- |{}", " --- |".repeat(titles.len())));
        for (label, cells) in rows {
            self.lines.push(format!("| {label} | {} |", cells.join(" | ")));
        }
    }

    /// A verdict, and below it the quote.
    fn opinion(&mut self, opinion: &Opinion, quote: &Prose, of: &str) {
        let date = opinion.reviewed.map(|date| format!(" · {date}")).unwrap_or_default();
        let none = if quote.is_empty() { ": no quote" } else { "" };
        self.line(&format!("**{}** · {of}{date}{none}", words::verdict(Some(opinion.verdict))));
        self.quote(quote);
    }

    /// A text as a block quote.
    fn quote(&mut self, prose: &Prose) {
        if prose.is_empty() {
            return;
        }
        self.gap();
        let lines = prose_lines(prose);
        self.lines.extend(lines.iter().map(|line| format!("> {line}").trim_end().to_owned()));
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.lines.iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

fn reviewer(row: &SplitRow<'_>) -> String {
    let name = cell_text(&row.reviewer);
    if row.differs() { format!("{} {name}", words::SPLIT) } else { name }
}

/// A value in the cell of a table.
fn value(cell: &Cell) -> String {
    let text = words::cell(cell, None);
    match cell {
        Cell::Address(address) if is_web(address) && !address.contains(char::is_whitespace) => {
            format!("[{}]({})", escape(&text), destination(address))
        }
        _ => cell_text(&text),
    }
}

/// Text in the cell of a table: one line.
fn cell_text(text: &str) -> String {
    escape(&text.lines().map(str::trim).collect::<Vec<_>>().join(" "))
}

/// Text of any kind as Markdown that shows that text and nothing else, at the start of a line.
///
/// Characters with a meaning get a backslash. GitHub looks for mentions and issues in what is left when Markdown
/// is done, so those are broken up by a comment, which shows nothing and copies as nothing.
pub fn escape(text: &str) -> String {
    escape_between("", text, "")
}

/// The same for text that stands behind and before other text of its line: what only the halves make together
/// has its meaning too.
fn escape_between(before: &str, text: &str, next: &str) -> String {
    let safe = Safe::new(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut before = before.trim_start().to_owned();
    let mut rest = safe.as_str();
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let after = || rest.chars().chain(next.chars());
        let follows = |wanted: fn(char) -> bool| after().next().is_some_and(wanted);
        match c {
            '@' if follows(|c| !c.is_whitespace()) => escaped.extend(["@", BREAK]),
            '#' if follows(|c| c.is_ascii_digit()) => escaped.extend(["#", BREAK]),
            '-' if follows(|c| c.is_ascii_digit()) && ends_with_word(&before, "gh") => {
                escaped.extend([BREAK, "-"]);
            }
            // What would become a link by itself: addresses are linked only where the author links them.
            ':' if after().take(2).eq(['/', '/']) => escaped.push_str("\\:"),
            '.' if ends_with_word(&before, "www") => escaped.push_str("\\."),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$' => {
                escaped.push('\\');
                escaped.push(c);
            }
            // At the start of a line these begin a list, or make a heading of the line above.
            '-' | '+' | '=' if before.is_empty() => {
                escaped.push('\\');
                escaped.push(c);
            }
            '.' | ')' if is_list_number(&before) => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        if !(before.is_empty() && c.is_whitespace()) {
            before.push(c);
        }
    }
    escaped
}

/// Whether a text is a number that a list can begin with.
fn is_list_number(text: &str) -> bool {
    (1..=9).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text ends with a word, without case, and nothing that would belong to it before it.
fn ends_with_word(text: &str, word: &str) -> bool {
    let start = text.len().checked_sub(word.len());
    let Some((before, end)) = start.and_then(|start| text.split_at_checked(start)) else { return false };
    end.eq_ignore_ascii_case(word) && !before.ends_with(char::is_alphanumeric)
}

/// A text as lines of Markdown.
fn prose_lines(prose: &Prose) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut previous: Option<&Block> = None;
    for block in &prose.blocks {
        let (first, rest, around) = prefixes(block);
        if let Some(previous) = previous {
            // The next item of a tight list follows at once; all else needs a blank line to stay what it is.
            let joined =
                block.tight && block.opened > 0 && previous.tight && previous.path.len() >= block.path.len();
            if !joined {
                lines.push(around.trim_end().to_owned());
            }
        }
        for (number, line) in content(&block.kind).iter().enumerate() {
            let prefix = if number == 0 { &first } else { &rest };
            lines.push(format!("{prefix}{line}").trim_end().to_owned());
        }
        previous = Some(block);
    }
    lines
}

/// What stands before the first line of a block, before its other lines, and before a blank line above it.
fn prefixes(block: &Block) -> (String, String, String) {
    let (mut first, mut rest, mut around) = (String::new(), String::new(), String::new());
    let skipped = block.path.len().saturating_sub(DEPTH);
    for (level, container) in block.path.iter().enumerate().skip(skipped) {
        let marker = match container {
            Container::Quote => "> ".to_owned(),
            // Bullets in bullets take turns, or a row of empty ones would be a rule.
            Container::Bullet if level % 2 == 1 => "* ".to_owned(),
            Container::Bullet => "- ".to_owned(),
            // Markdown reads nine digits; a longer number could not be an item.
            Container::Number(number) => format!("{}. ", number.min(&999_999_999)),
            Container::Task(true) => "- [x] ".to_owned(),
            Container::Task(false) => "- [ ] ".to_owned(),
        };
        let hang = match container {
            Container::Quote => marker.clone(),
            Container::Task(_) => "  ".to_owned(),
            _ => " ".repeat(marker.len()),
        };
        let opened = level + block.opened >= block.path.len();
        first.push_str(if opened { &marker } else { &hang });
        rest.push_str(&hang);
        if !opened {
            around.push_str(&hang);
        }
    }
    (first, rest, around)
}

fn content(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Paragraph(inlines) => hard_lines(inlines),
        Kind::Heading(inlines) => {
            let strong = inlines.iter().cloned().map(|inline| match inline {
                Inline::Text(span) => Inline::Text(Span { strong: true, ..span }),
                Inline::Break => Inline::Break,
            });
            hard_lines(&strong.collect::<Vec<_>>())
        }
        Kind::Code(code) => {
            let fence = "`".repeat(longest_run(code).max(2) + 1);
            let mut lines = vec![fence.clone()];
            lines.extend(Safe::lines(&code.replace('\t', "    ")).map(|line| line.to_string()));
            lines.push(fence);
            lines
        }
        Kind::Table { head, rows } => {
            let row = |cells: &[Vec<Inline>]| {
                let cells = cells.iter().map(|cell| inline_lines(cell, true).join(" "));
                format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
            };
            let mut lines = vec![row(head), format!("|{}", " --- |".repeat(head.len()))];
            lines.extend(rows.iter().map(|cells| row(cells)));
            lines
        }
        Kind::Rule => vec!["___".to_owned()],
    }
}

/// Lines of text, a backslash at the end of all but the last to keep them apart.
fn hard_lines(inlines: &[Inline]) -> Vec<String> {
    let mut lines = inline_lines(inlines, false);
    let last = lines.len().saturating_sub(1);
    lines.iter_mut().take(last).for_each(|line| line.push('\\'));
    lines
}

/// Pieces of text as Markdown, a line for each that the author ends.
fn inline_lines(inlines: &[Inline], in_cell: bool) -> Vec<String> {
    let lines = inlines.split(|inline| *inline == Inline::Break);
    lines
        .map(|line| {
            let spans: Vec<&Span> = line
                .iter()
                .filter_map(|inline| match inline {
                    Inline::Text(span) => Some(span),
                    Inline::Break => None,
                })
                .collect();
            let mut writer = Writer {
                in_cell,
                in_link: false,
                nested: false,
                tail: None,
                markdown: String::new(),
                plain: String::new(),
            };
            writer.links(&spans);
            writer.markdown.trim_end().to_owned()
        })
        .collect()
}

/// One line of Markdown as it grows, and the text of it that a reader sees.
struct Writer {
    in_cell: bool,
    in_link: bool,
    /// Whether it stands between marks, and the character before it.
    nested: bool,
    tail: Option<char>,
    markdown: String,
    plain: String,
}

impl Writer {
    fn last(&self) -> Option<char> {
        self.markdown.chars().next_back().or(self.tail)
    }

    /// Spans with their links: each link is written around its spans.
    fn links(&mut self, spans: &[&Span]) {
        let number = |span: &Span| span.link.as_ref().map(|link| link.number);
        let mut rest = spans;
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|span| number(span) == number(first)).count();
            let (group, after) = rest.split_at(count.min(rest.len()));
            let next = after.first().map_or("", |span| span.text.as_str());
            match &first.link {
                None => self.looks(group, &LOOKS, next),
                Some(link) => self.link(link, group, next),
            }
            rest = after;
        }
    }

    /// A link, where its address is of the web; else its text, with the address behind it where that differs.
    fn link(&mut self, link: &Link, spans: &[&Span], next: &str) {
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let bare = text.trim().is_empty();
        let web = is_web(&link.address);
        if web {
            // An exclamation mark before it would make it an image.
            if self.markdown.ends_with('!') {
                self.markdown.insert(self.markdown.len() - 1, '\\');
            }
            self.markdown.push('[');
            // What stands inside of the brackets is not at the start of a line.
            self.plain.push('[');
        }
        if link.image {
            self.text("image: ", "");
        }
        if web {
            self.in_link = true;
            self.looks(spans, &LOOKS, "]");
            self.in_link = false;
            if bare {
                self.text(&link.address, "");
            }
            self.markdown.push_str(&format!("]({})", destination(&link.address)));
            self.plain.push(']');
        } else {
            let differs = text != link.address;
            self.looks(spans, &LOOKS, if differs { " " } else { next });
            if differs {
                let gap = if bare { "" } else { " " };
                self.text(&format!("{gap}({})", link.address), next);
            }
        }
    }

    /// Spans with one look after the other: those in a row that share the first of the looks get its marks once.
    fn looks(&mut self, spans: &[&Span], looks: &[&Look], next: &str) {
        let Some((look, inner)) = looks.split_first() else {
            for (index, span) in spans.iter().enumerate() {
                let next = spans.get(index + 1).map_or(next, |span| span.text.as_str());
                if span.code { self.code(&span.text, next) } else { self.text(&span.text, next) }
            }
            return;
        };
        let mut rest = spans;
        while let Some(first) = rest.first() {
            let has = (look.has)(first);
            let count = rest.iter().take_while(|span| (look.has)(span) == has).count();
            let (group, after) = rest.split_at(count.min(rest.len()));
            let next = after.first().map_or(next, |span| span.text.as_str());
            if has {
                self.marked(look.mark, group, inner, next)
            } else {
                self.looks(group, inner, next)
            }
            rest = after;
        }
    }

    /// Spans between marks, where Markdown is sure to read those as marks; blanks at the edges stay outside.
    fn marked(&mut self, mark: &str, spans: &[&Span], all: &[&Look], next: &str) {
        // Looks that all of it has are one mark; one right inside of another could be read differently.
        let (same, looks): (Vec<&Look>, Vec<&Look>) =
            all.iter().partition(|look| spans.iter().all(|span| (look.has)(span)));
        let marks = || std::iter::once(mark).chain(same.iter().map(|look| look.mark));
        let (mark, end) = (marks().collect::<String>(), marks().rev().collect::<String>());
        let mixed = mark.contains('~') && mark.contains('*');
        let tail = mark.chars().next_back();
        let plain = self.plain.clone();
        let mut inner = Self {
            in_cell: self.in_cell,
            in_link: self.in_link,
            nested: true,
            tail,
            markdown: String::new(),
            plain,
        };
        inner.looks(spans, &looks, &end);
        let core = inner.markdown.trim();
        let start = inner.markdown.len() - inner.markdown.trim_start().len();
        let (lead, rest) = inner.markdown.split_at(start);
        let trail = rest.get(core.len()..).unwrap_or_default();
        let before = lead.chars().next_back().or_else(|| self.last());
        let after = trail.chars().next().or_else(|| next.chars().next());
        // A mark beside punctuation needs punctuation or a blank on its other side; between other marks, that
        // punctuation could be taken for the end of those.
        let open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
        let edge = |c: Option<char>, outside: Option<char>| {
            c.is_some_and(char::is_alphanumeric) || (open(outside) && !self.nested)
        };
        let beside_mark = |c: Option<char>| c.is_some_and(|c| matches!(c, '*' | '~' | '\\'));
        let sure = !core.is_empty()
            && edge(core.chars().next(), before)
            && edge(core.chars().next_back(), after)
            && !beside_mark(before)
            && !beside_mark(after)
            && (!mixed || (open(before) && open(after) && !self.nested));
        if sure {
            self.markdown.push_str(&format!("{lead}{mark}{core}{end}{trail}"));
            self.plain = inner.plain;
        } else {
            // Without this mark, but with those inside of it.
            self.looks(spans, all, next);
        }
    }

    fn text(&mut self, text: &str, next: &str) {
        // Blanks at the start of a line mean nothing, and could mean code.
        let text = if self.plain.is_empty() { text.trim_start() } else { text };
        self.markdown.push_str(&escape_between(&self.plain, text, next));
        self.plain.push_str(text);
    }

    fn code(&mut self, text: &str, next: &str) {
        let safe = Safe::new(text);
        let code = safe.as_str();
        // In a cell there is no way to write a backslash before a line between cells, or at the end; at the start
        // of a paragraph, brackets in the code of a link could end it.
        let unwritable = (self.in_cell && (code.contains("\\|") || code.ends_with('\\')))
            || (self.in_link && code.contains(['[', ']']));
        if code.trim().is_empty() || unwritable {
            return self.text(text, next);
        }
        let fence = "`".repeat(longest_run(code) + 1);
        let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
        let written = if self.in_cell { code.replace('|', "\\|") } else { code.to_owned() };
        // Two runs of backticks side by side would be one.
        if self.last() == Some('`') {
            self.markdown.push_str(BREAK);
        }
        self.markdown.push_str(&format!("{fence}{pad}{written}{pad}{fence}"));
        self.plain.push_str(code);
    }
}

/// A look and the marks around it.
struct Look {
    mark: &'static str,
    has: fn(&Span) -> bool,
}

/// The looks that Markdown has marks for, the outermost first.
const LOOKS: [&Look; 3] = [
    &Look { mark: "**", has: |span| span.strong },
    &Look { mark: "*", has: |span| span.emphasis },
    &Look { mark: "~~", has: |span| span.strike },
];

/// Whether an address is one that may be linked.
fn is_web(address: &str) -> bool {
    let address = address.to_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme))
}

/// An address as the destination of a link.
fn destination(address: &str) -> String {
    let safe = Safe::new(address);
    let escaped = safe.as_str().chars().flat_map(|c| {
        let escape = matches!(c, '<' | '>' | '\\' | '&' | '|').then_some('\\');
        escape.into_iter().chain([c])
    });
    format!("<{}>", escaped.collect::<String>())
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use comrak::nodes::{AstNode, NodeValue};
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;

    /// Reads Markdown as GitHub does, with another parser than the one that reads reviews.
    fn github() -> Options<'static> {
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.tasklist = true;
        options.extension.autolink = true;
        options.extension.footnotes = true;
        options.extension.math_dollars = true;
        options
    }

    /// The text of a node; HTML other than our own break fails the test.
    fn text<'a>(node: &'a AstNode<'a>) -> String {
        let mut text = String::new();
        for node in node.descendants() {
            match &node.data().value {
                NodeValue::Text(part) => {
                    // GitHub looks for mentions and issues in each of these for itself.
                    let mut pairs = part.chars().zip(part.chars().skip(1));
                    assert!(
                        !pairs.any(|(c, next)| (c == '@' && next.is_alphanumeric())
                            || (c == '#' && next.is_ascii_digit())),
                        "{part}"
                    );
                    text.push_str(part);
                }
                NodeValue::Code(code) => text.push_str(&code.literal),
                NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
                NodeValue::HtmlInline(html) => assert_eq!(html, BREAK),
                NodeValue::Link(link) => {
                    assert!(link.url.starts_with("https://e.example/<a>"), "{}", link.url)
                }
                NodeValue::HtmlBlock(html) => panic!("HTML: {}", html.literal),
                NodeValue::Math(math) => panic!("math: {}", math.literal),
                _ => {}
            }
        }
        text
    }

    /// The cells of the only table of a page, row by row.
    fn cells(markdown: &str) -> Vec<Vec<String>> {
        let arena = Arena::new();
        let root = parse_document(&arena, markdown, &github());
        let table = root.children().next().unwrap();
        assert!(matches!(table.data().value, NodeValue::Table(_)), "{markdown}");
        assert_eq!(root.children().count(), 1, "{markdown}");
        table.children().map(|row| row.children().map(text).collect()).collect()
    }

    /// Text as one line and as safe as it is shown.
    fn flat(text: &str) -> String {
        Safe::new(&text.lines().map(str::trim).collect::<Vec<_>>().join(" "))
            .as_str()
            .trim_matches(' ')
            .to_owned()
    }

    const NASTY: [&str; 26] = [
        "a | b",
        "a \\| b",
        "\\",
        "a\\",
        "`a | b`",
        "``",
        "a\nb",
        "a\r\nb",
        "<b>bold</b>",
        "<!-- x",
        "-->",
        "&lt; &#60;",
        "@someone",
        "@org/team",
        "#12",
        "owner/repo#12",
        "GH-12 gh-3",
        "[x](y)",
        "![x](y)",
        "[x]: y",
        "**x** _y_ ~~z~~",
        "# head",
        "- item",
        "1. item",
        "https://e.example/a_b|c www.e.example a@b.example",
        "$x$ $$y$$ :tada:",
    ];

    #[test]
    fn nasty_texts_read_back_as_cells() {
        for text in NASTY {
            let page = format!("| h | i |\n| --- | --- |\n| {} | x |\n", cell_text(text));
            assert_eq!(cells(&page)[1], [flat(text), "x".to_owned()], "{page}");
        }
    }

    #[test]
    fn mentions_and_issues_are_broken_up() {
        for text in ["@name", "#12", "owner/repo#12", "GH-12", "see @name, #1"] {
            let escaped = escape(text);
            assert!(escaped.contains(BREAK), "{escaped}");
            assert!(
                !escaped.contains("@n") && !escaped.contains("#1") && !escaped.contains("H-1"),
                "{escaped}"
            );
        }
        assert_eq!(escape("C# at 5 @ home"), "C\\# at 5 @ home");
    }

    #[test]
    fn links_are_inline_and_of_the_web_only() {
        let link = |address: &str, image: bool| {
            let link = Some(Link { number: 1, address: address.into(), image });
            inline_lines(&[Inline::Text(Span { text: "te|xt".into(), link, ..Span::default() })], false)
                .concat()
        };
        assert_eq!(link("https://e.example/a b", false), "[te\\|xt](<https://e.example/a b>)");
        assert_eq!(link("HTTPS://e.example/>x", false), "[te\\|xt](<HTTPS://e.example/\\>x>)");
        assert_eq!(link("javascript:alert(1)", false), "te\\|xt (javascript:alert(1))");
        assert_eq!(link("../other.md", false), "te\\|xt (../other.md)");
        assert_eq!(link("https://e.example/i.png", true), "[image: te\\|xt](<https://e.example/i.png>)");
    }

    #[test]
    fn blocks_keep_their_shape() {
        let block = |path: Vec<Container>, opened, tight, kind| Block { path, opened, tight, kind };
        let words =
            |text: &str| Kind::Paragraph(vec![Inline::Text(Span { text: text.into(), ..Span::default() })]);
        let (bullet, seven) = (Container::Bullet, Container::Number(7));
        let prose = Prose {
            source: String::new(),
            blocks: vec![
                block(vec![], 0, false, words("before")),
                block(vec![bullet.clone()], 1, true, words("one")),
                block(vec![bullet.clone(), seven.clone()], 1, true, words("deep")),
                block(vec![Container::Task(true)], 1, true, words("done")),
                block(vec![], 0, false, Kind::Code("```\nx\n```".into())),
                block(
                    vec![],
                    0,
                    false,
                    Kind::Heading(vec![Inline::Text(Span { text: "Head".into(), ..Span::default() })]),
                ),
                block(vec![Container::Quote], 1, false, Kind::Rule),
            ],
        };
        let expected =
            "before\n\n- one\n\n  7. deep\n- [x] done\n\n````\n```\nx\n```\n````\n\n**Head**\n\n> ___";
        assert_eq!(prose_lines(&prose).join("\n"), expected);
    }

    /// Pieces of text as `*emphasis*`, `+strong+`, `~strike~` and plain text, told apart by their first letters.
    fn marked(pieces: &[(&str, &str)]) -> String {
        let span = |&(looks, text): &(&str, &str)| {
            let has = |look| looks.contains(look);
            let (emphasis, strong, strike, code) = (has('*'), has('+'), has('~'), has('`'));
            Inline::Text(Span { text: text.into(), emphasis, strong, strike, code, link: None })
        };
        inline_lines(&pieces.iter().map(span).collect::<Vec<_>>(), false).concat()
    }

    #[test]
    fn emphasis_is_kept_where_it_can_be_read() {
        for (pieces, markdown) in [
            (&[("+", "Why?")][..], "**Why?**"),
            (&[("+", "Bold sentence."), ("", " Then.")], "**Bold sentence.** Then."),
            (&[("", "a "), ("*", "word!"), ("", ", b")], "a *word!*, b"),
            (&[("+", "a"), ("+*", "b"), ("+", "c")], "**a*b*c**"),
            (&[("+~", "both")], "**~~both~~**"),
            (&[("+`", "code")], "**`code`**"),
            (&[("", "x"), ("+", "(y)"), ("", "z")], "x(y)z"),
            (&[("", "in"), ("*", "ne"), ("", "r")], "in*ne*r"),
            (&[("+", "日本語。"), ("", " と")], "**日本語。** と"),
        ] {
            assert_eq!(marked(pieces), markdown);
        }
    }

    #[test]
    fn halves_of_a_meaning_are_broken_up_as_well() {
        for (pieces, markdown) in [
            (&[("", "@"), ("+", "name!"), ("", "x")][..], "@<!-- -->name!x"),
            (&[("", "#"), ("*", "12."), ("", "x")], "#<!-- -->12.x"),
            (&[("", "http:"), ("+", "//e.example/!"), ("", "x")], "http\\://e.example/!x"),
            (&[("+", "(www"), ("", ".e.example")], "**(www**\\.e.example"),
            (&[("", " - x")], "\\- x"),
            (&[("*", "1"), ("", ". x")], "*1*\\. x"),
        ] {
            assert_eq!(marked(pieces), markdown);
        }
    }

    fn span() -> impl Strategy<Value = Inline> {
        let text = prop_oneof![
            "[a-zé漢 ]{1,6}",
            "[-*_`~\\[\\]()<>|\\\\&#@!:.+=$0-9a-z \u{1b}]{1,8}",
            proptest::sample::select(&NASTY[..]).prop_map(|text| text.replace(['\n', '\r'], " ")),
        ];
        let link = proptest::option::weighted(
            0.2,
            (1usize..3, proptest::sample::select(&["https://e.example/<a>|b", "x.md"][..])),
        );
        (text, any::<[bool; 4]>(), link).prop_map(|(text, [emphasis, strong, strike, code], link)| {
            let link =
                link.map(|(number, address)| Link { number, address: address.to_owned(), image: false });
            Inline::Text(Span { text, emphasis, strong, strike, code, link })
        })
    }

    /// What a reader sees of pieces of text: links without a text, and those to other than the web, show their address.
    fn seen(inlines: &[Inline]) -> String {
        let mut seen = String::new();
        let mut of_link = String::new();
        for (index, inline) in inlines.iter().enumerate() {
            let Inline::Text(span) = inline else { continue };
            let number = |inline: Option<&Inline>| match inline {
                Some(Inline::Text(span)) => span.link.as_ref().map(|link| link.number),
                _ => None,
            };
            seen.push_str(Safe::new(&span.text).as_str());
            of_link.push_str(&span.text);
            if number(inlines.get(index + 1)) != span.link.as_ref().map(|link| link.number) {
                match &span.link {
                    Some(link) if !is_web(&link.address) => seen.push_str(&format!(" ({})", link.address)),
                    Some(link) if of_link.trim().is_empty() => seen.push_str(&link.address),
                    _ => {}
                }
                of_link.clear();
            }
        }
        seen
    }

    /// Without blanks: Markdown folds some at the edges of code and lines.
    fn squeezed(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_a_cell(text in "\\PC{0,40}") {
            let page = format!("| h | i |\n| --- | --- |\n| {} | x |\n", cell_text(&text));
            prop_assert_eq!(&cells(&page)[1], &[flat(&text), "x".to_owned()], "{}", page);
        }

        #[test]
        fn any_pieces_of_text_read_back(mut inlines in proptest::collection::vec(span(), 1..7), in_cell in any::<bool>()) {
            // As the parser gives them: one link has one address, and pieces of one look are one piece.
            for inline in &mut inlines {
                if let Inline::Text(Span { link: Some(link), .. }) = inline {
                    link.address = if link.number == 1 { "https://e.example/<a>|b" } else { "x.md" }.to_owned();
                }
            }
            let line = inline_lines(&inlines, in_cell).concat();
            let page = if in_cell { format!("| h |\n| --- |\n| {line} |\n") } else { format!("{line}\n") };
            let arena = Arena::new();
            let root = parse_document(&arena, &page, &github());
            prop_assert!(root.children().count() <= 1, "{}", page);
            let read = match root.first_child() {
                None => String::new(),
                Some(node) if in_cell => {
                    let row = node.children().nth(1).unwrap();
                    prop_assert_eq!(row.children().count(), 1, "{}", page);
                    text(row)
                }
                Some(node) => {
                    prop_assert!(matches!(node.data().value, NodeValue::Paragraph), "{}", page);
                    text(node)
                }
            };
            prop_assert_eq!(squeezed(&read), squeezed(&seen(&inlines)), "{}", page);
        }
    }
}
