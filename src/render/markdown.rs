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

/// Text of any kind as Markdown that shows that text and nothing else.
///
/// Characters with a meaning get a backslash. GitHub looks for mentions and issues in what is left when Markdown
/// is done, so those are broken up by a comment, which shows nothing and copies as nothing.
pub fn escape(text: &str) -> String {
    let safe = Safe::new(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = safe.as_str();
    let mut before = String::new();
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let next = after.chars().next();
        match c {
            '@' if next.is_some_and(char::is_alphanumeric) => escaped.extend(["@", BREAK]),
            '#' if next.is_some_and(|next| next.is_ascii_digit()) => escaped.extend(["#", BREAK]),
            '-' if next.is_some_and(|next| next.is_ascii_digit()) && ends_with_word(&before, "gh") => {
                escaped.extend([BREAK, "-"]);
            }
            // What would become a link by itself: addresses are linked only where the author links them.
            ':' if after.starts_with("//") => escaped.push_str("\\:"),
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
            '.' | ')'
                if !before.is_empty() && before.len() <= 9 && before.bytes().all(|b| b.is_ascii_digit()) =>
            {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        before.push(c);
        rest = after;
    }
    escaped
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
    for (level, container) in block.path.iter().enumerate() {
        let marker = match container {
            Container::Quote => "> ".to_owned(),
            Container::Bullet => "- ".to_owned(),
            Container::Number(number) => format!("{number}. "),
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
        Kind::Rule => vec!["***".to_owned()],
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
    let mut lines = vec![String::new()];
    let mut rest = inlines;
    while let Some((inline, after)) = rest.split_first() {
        let Some(line) = lines.last_mut() else { break };
        rest = after;
        match inline {
            Inline::Break => lines.push(String::new()),
            Inline::Text(span) => match &span.link {
                None => push_span(line, span, in_cell),
                Some(link) => {
                    let same = |inline: &&Inline| matches!(inline, Inline::Text(Span { link: Some(other), .. }) if other.number == link.number);
                    let more = after.iter().take_while(same).count();
                    let (group, after) = after.split_at_checked(more).unwrap_or((after, &[]));
                    let spans = std::iter::once(inline).chain(group);
                    push_link(line, link, spans, in_cell);
                    rest = after;
                }
            },
        }
    }
    lines
}

/// A link, where its address is of the web; else its text, with the address behind it where that differs.
fn push_link<'a>(line: &mut String, link: &Link, spans: impl Iterator<Item = &'a Inline>, in_cell: bool) {
    let spans: Vec<&Span> = spans
        .filter_map(|inline| match inline {
            Inline::Text(span) => Some(span),
            Inline::Break => None,
        })
        .collect();
    let web = is_web(&link.address);
    let bare = spans.iter().all(|span| span.text.is_empty());
    if web {
        // An exclamation mark before it would make it an image.
        if line.ends_with('!') {
            line.insert(line.len() - 1, '\\');
        }
        line.push('[');
    }
    if link.image {
        line.push_str("image: ");
    }
    spans.iter().for_each(|span| push_span(line, span, in_cell));
    if web && bare {
        line.push_str(&escape_inside(&link.address));
    }
    if web {
        line.push_str(&format!("]({})", destination(&link.address)));
    } else if spans.iter().map(|span| span.text.as_str()).collect::<String>() != link.address {
        line.push_str(&format!(" ({})", escape(&link.address)));
    }
}

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

/// Text in one look. Marks of emphasis are set only where Markdown is sure to read them as such.
fn push_span(line: &mut String, span: &Span, in_cell: bool) {
    let safe = Safe::new(&span.text);
    let text = safe.as_str();
    if span.code && !text.is_empty() && !(in_cell && (text.contains("\\|") || text.ends_with('\\'))) {
        let fence = "`".repeat(longest_run(text) + 1);
        let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
        let pad = if text.trim().is_empty() { "" } else { pad };
        let text = if in_cell { text.replace('|', "\\|") } else { text.to_owned() };
        // Two runs of backticks side by side would be one.
        if line.ends_with('`') {
            line.push_str(BREAK);
        }
        line.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
        return;
    }
    let core = text.trim();
    let (lead, trail) = match text.find(core) {
        Some(start) if !core.is_empty() => text.split_at(start),
        _ => (text, ""),
    };
    let trail = trail.get(core.len()..).unwrap_or_default();
    line.push_str(lead);
    if core.is_empty() {
        return;
    }
    let mark = match (span.strike, span.strong, span.emphasis) {
        (true, ..) => "~~",
        (_, true, true) => "***",
        (_, true, false) => "**",
        (_, false, true) => "*",
        _ => "",
    };
    let sure = core.starts_with(char::is_alphanumeric)
        && core.ends_with(char::is_alphanumeric)
        && !line.ends_with(['*', '~']);
    let mark = if sure { mark } else { "" };
    // What stands at the start of a line only matters there.
    let escaped = if line.is_empty() && mark.is_empty() { escape(core) } else { escape_inside(core) };
    line.push_str(&format!("{mark}{escaped}{mark}{trail}"));
}

/// The same for text that is not at the start of a line.
fn escape_inside(text: &str) -> String {
    let escaped = escape(&format!(" {text}"));
    escaped.get(1..).unwrap_or_default().to_owned()
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
                NodeValue::Text(part) => text.push_str(part),
                NodeValue::Code(code) => text.push_str(&code.literal),
                NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
                NodeValue::HtmlInline(html) => assert_eq!(html, BREAK),
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
            "before\n\n- one\n\n  7. deep\n- [x] done\n\n````\n```\nx\n```\n````\n\n**Head**\n\n> ***";
        assert_eq!(prose_lines(&prose).join("\n"), expected);
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

    /// What a reader sees of pieces of text: links to other than the web carry their address.
    fn seen(inlines: &[Inline]) -> String {
        let mut seen = String::new();
        for (index, inline) in inlines.iter().enumerate() {
            let Inline::Text(span) = inline else { continue };
            let number = |inline: Option<&Inline>| match inline {
                Some(Inline::Text(span)) => span.link.as_ref().map(|link| link.number),
                _ => None,
            };
            seen.push_str(Safe::new(&span.text).as_str());
            if let Some(link) =
                span.link.as_ref().filter(|link| number(inlines.get(index + 1)) != Some(link.number))
                && !is_web(&link.address)
            {
                seen.push_str(&format!(" ({})", link.address));
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
