//! The Markdown below the front matter: description, quotes, sections. The only home of pulldown-cmark.
//!
//! How text is shown, and where its lines break, is `render`'s.

use std::collections::HashMap;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter;
use super::problem::{Fault, Place, Places};
use crate::model::{Review, Source, reviewer_key};
use crate::prose::{Block, Container, Inline, Kind, Link, Prose, Span, plain};

/// The deepest nesting of lists and quotes that is read.
const DEPTH: usize = 32;

/// The texts of one review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The text before the first heading.
    pub description: Prose,
    /// What each opinion of the review's panel says, in its order; empty where there is a verdict and no quote.
    pub quotes: Vec<Prose>,
    /// The parts under all other headings.
    pub sections: Vec<Section>,
}

/// A part of a review under a heading that is no reviewer's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// Its level, 1 to 6.
    pub level: u8,
    /// The text below it, up to the next heading.
    pub text: Prose,
}

/// Reads the texts of a review from the texts of its files, with what is wrong in them.
///
/// A heading that names one of the reviewers in `known` who is not on this panel is a warning.
pub fn read(
    review: &Review,
    texts: &HashMap<&Source, String>,
    known: &[String],
) -> (Body, Vec<(Source, Fault)>) {
    let mut body = Body { quotes: vec![Prose::default(); review.panel.len()], ..Body::default() };
    let mut faults = Vec::new();
    // A file that cannot be read or split any more since the walk is a problem that its reader has said.
    let split = |source: &Source| texts.get(source).and_then(|text| front_matter::split(text).ok().flatten());
    if review.has_body
        && let Some(split) = split(&review.source)
    {
        let names = review
            .panel
            .iter()
            .map(|o| if o.own_file { String::new() } else { reviewer_key(&o.reviewer) })
            .collect();
        let known =
            known.iter().filter(|name| review.opinion_of(&reviewer_key(name)).is_none()).cloned().collect();
        let mut reader = Reader::new(split.body, split.body_line, Part::Description);
        (reader.names, reader.known) = (names, known);
        let found = reader.run().into_iter().map(|fault| (review.source.clone(), fault));
        faults.extend(found);
        body.description = reader.description;
        body.sections = reader.sections;
        for (number, quote) in reader.quotes {
            if let Some(slot) = body.quotes.get_mut(number) {
                *slot = quote;
            }
        }
    }
    for ((number, opinion), slot) in review.panel.iter().enumerate().zip(&mut body.quotes) {
        if opinion.own_file
            && let Some(split) = split(&opinion.source)
        {
            let mut reader = Reader::new(split.body, split.body_line, Part::Quote { number, level: 0 });
            let found = reader.run().into_iter().map(|fault| (opinion.source.clone(), fault));
            faults.extend(found);
            *slot = reader.quotes.remove(&number).unwrap_or_default();
        }
    }
    (body, faults)
}

/// Where the blocks that are read go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Description,
    /// The quote of an opinion, under a heading of this level; level 0: the whole file, headings included.
    Quote {
        number: usize,
        level: u8,
    },
    Section,
}

/// The cells of a table: of its header, and of each row.
type Cells = (Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>);

/// Turns the parser's events into blocks, part by part.
struct Reader<'a> {
    text: &'a str,
    places: Places<'a>,
    /// The keys of the panel's reviewers; empty where the quote is in the reviewer's own file.
    names: Vec<String>,
    /// Reviewers of the folder who are not on this panel.
    known: Vec<String>,
    part: Part,
    description: Prose,
    quotes: HashMap<usize, Prose>,
    sections: Vec<Section>,
    /// The containers that are open; `None` for a block quote that is unwrapped.
    open: Vec<Option<Container>>,
    /// The lists that are open: the number of the next item, `None` for bullets.
    lists: Vec<Option<u64>>,
    /// How many of the open containers no block has been put in yet.
    fresh: usize,
    /// The pieces of the block that is being read.
    inlines: Option<Vec<Inline>>,
    code: Option<String>,
    table: Option<Cells>,
    emphasis: usize,
    strong: usize,
    strike: usize,
    links: Vec<Link>,
    link_count: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, line: usize, part: Part) -> Self {
        Self {
            text,
            places: Places::new(text, line),
            names: Vec::new(),
            known: Vec::new(),
            part,
            description: Prose::default(),
            quotes: HashMap::new(),
            sections: Vec::new(),
            open: Vec::new(),
            lists: Vec::new(),
            fresh: 0,
            inlines: None,
            code: None,
            table: None,
            emphasis: 0,
            strong: 0,
            strike: 0,
            links: Vec::new(),
            link_count: 0,
        }
    }

    /// Reads all parts and says what is wrong.
    fn run(&mut self) -> Vec<Fault> {
        let too_deep = |place: Place| {
            vec![Fault::error(
                place,
                format!("lists and quotes nest deeper than {DEPTH} levels: the text is left out"),
            )]
        };
        // The parser takes quadratic time on deep nesting, so this is looked for before it runs.
        if let Some(offset) = too_deep_at(self.text) {
            return too_deep(self.places.at(offset));
        }
        let mut faults = Vec::new();
        let mut heading_at = 0;
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES;
        for (event, range) in Parser::new_ext(self.text, options).into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    if matches!(tag, Tag::Heading { .. }) {
                        heading_at = range.start;
                    }
                    self.start(tag);
                    if self.open.len() > DEPTH {
                        self.forget();
                        return too_deep(self.places.at(range.start));
                    }
                }
                Event::End(TagEnd::Heading(level)) if self.open.is_empty() => {
                    faults.extend(self.heading(level_number(level), self.places.at(heading_at)));
                }
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.push_text(&text, false),
                Event::Code(text) => self.push_text(&text, true),
                Event::Html(text) => match &mut self.code {
                    Some(code) => code.push_str(&text),
                    None => self.push_text(&text, false),
                },
                Event::InlineHtml(text) => self.push_text(&text, false),
                Event::FootnoteReference(label) => self.push_text(&format!("[{label}]"), false),
                Event::SoftBreak => self.push_text(" ", false),
                Event::HardBreak => self.inlines.get_or_insert_default().push(Inline::Break),
                Event::Rule => self.put(Kind::Rule, false),
                Event::TaskListMarker(done) => {
                    if let Some(Some(item)) = self.open.last_mut() {
                        *item = Container::Task(done);
                    }
                }
                Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
        self.flush();
        faults
    }

    fn forget(&mut self) {
        self.description = Prose::default();
        self.quotes.clear();
        self.sections.clear();
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.strike += 1,
            Tag::Link { dest_url, .. } => self.link(&dest_url, false),
            Tag::Image { dest_url, .. } => self.link(&dest_url, true),
            Tag::TableCell => self.inlines = Some(Vec::new()),
            tag => {
                self.flush();
                match tag {
                    Tag::BlockQuote(_) => {
                        // The mark that shows where a quote is, not a quote inside of one.
                        let unwrapped = self.open.is_empty() && matches!(self.part, Part::Quote { .. });
                        self.enter((!unwrapped).then_some(Container::Quote));
                    }
                    Tag::List(number) => self.lists.push(number),
                    Tag::Item => {
                        let item = match self.lists.last_mut() {
                            Some(Some(number)) => {
                                let item = Container::Number(*number);
                                *number = number.saturating_add(1);
                                item
                            }
                            _ => Container::Bullet,
                        };
                        self.enter(Some(item));
                    }
                    Tag::FootnoteDefinition(label) => {
                        self.push_text(&format!("[{label}]:"), false);
                        self.flush();
                        self.enter(Some(Container::Footnote));
                    }
                    Tag::CodeBlock(kind) => {
                        // The language is for a highlighter; it says nothing to a reader that the code does not.
                        let (CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) = kind;
                        self.code = Some(String::new());
                    }
                    Tag::HtmlBlock => self.code = Some(String::new()),
                    Tag::Table(_) => self.table = Some((Vec::new(), Vec::new())),
                    Tag::TableRow => {
                        if let Some((_, rows)) = &mut self.table {
                            rows.push(Vec::new());
                        }
                    }
                    Tag::Paragraph | Tag::Heading { .. } => self.inlines = Some(Vec::new()),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough => self.strike = self.strike.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => {
                self.links.pop();
            }
            TagEnd::Paragraph => {
                if let Some(inlines) = self.inlines.take() {
                    self.put(Kind::Paragraph(inlines), false);
                }
            }
            TagEnd::Heading(_) => {
                let inlines = self.inlines.take().unwrap_or_default();
                self.put(Kind::Heading(inlines), false);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                if let Some(code) = self.code.take() {
                    self.put(Kind::Code(code.trim_end_matches('\n').to_owned()), false);
                }
            }
            TagEnd::TableCell => {
                let cell = self.inlines.take().unwrap_or_default();
                if let Some((head, rows)) = &mut self.table {
                    rows.last_mut().unwrap_or(head).push(cell);
                }
            }
            TagEnd::Table => {
                if let Some((head, rows)) = self.table.take() {
                    self.put(Kind::Table { head, rows }, false);
                }
            }
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition => {
                self.flush();
                if tag == TagEnd::Item && self.fresh > 0 {
                    // An empty item is still an item.
                    self.put(Kind::Paragraph(Vec::new()), true);
                }
                self.open.pop();
                self.fresh = self.fresh.min(self.open.len());
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
    }

    fn enter(&mut self, container: Option<Container>) {
        self.open.push(container);
        self.fresh += 1;
    }

    fn link(&mut self, address: &str, image: bool) {
        self.link_count += 1;
        self.links.push(Link { number: self.link_count, address: address.to_owned(), image });
    }

    fn push_text(&mut self, text: &str, code: bool) {
        if let Some(lines) = &mut self.code {
            lines.push_str(text);
            return;
        }
        let span = Span {
            text: text.to_owned(),
            emphasis: self.emphasis > 0,
            strong: self.strong > 0,
            strike: self.strike > 0,
            code,
            link: self.links.last().cloned(),
        };
        let inlines = self.inlines.get_or_insert_default();
        match inlines.last_mut() {
            Some(Inline::Text(last)) if same_look(last, &span) => last.text.push_str(text),
            _ => inlines.push(Inline::Text(span)),
        }
    }

    /// Ends a paragraph that the parser does not mark as one: the text of an item in a tight list.
    fn flush(&mut self) {
        if self.table.is_none()
            && let Some(inlines) = self.inlines.take()
        {
            self.put(Kind::Paragraph(inlines), true);
        }
    }

    /// Puts a block into the part that is being read.
    fn put(&mut self, kind: Kind, tight: bool) {
        let path: Vec<Container> = self.open.iter().flatten().cloned().collect();
        let fresh = self.open.len() - self.fresh.min(self.open.len());
        let opened = self.open.get(fresh..).unwrap_or_default().iter().flatten().count();
        self.fresh = 0;
        let prose = match self.part {
            Part::Description => &mut self.description,
            Part::Quote { number, .. } => self.quotes.entry(number).or_default(),
            Part::Section => match self.sections.last_mut() {
                Some(section) => &mut section.text,
                None => &mut self.description,
            },
        };
        prose.blocks.push(Block { path, opened, tight, kind });
    }

    /// Ends a top-level heading: it opens a reviewer's part, stays inside of one, or opens a section.
    fn heading(&mut self, level: u8, place: Place) -> Option<Fault> {
        let inlines = self.inlines.take().unwrap_or_default();
        let text = plain(&inlines);
        let key = reviewer_key(&text);
        let named = self.names.iter().position(|name| !name.is_empty() && *name == key);
        match (named, self.part) {
            (Some(number), _) => {
                let again = self.quotes.contains_key(&number);
                self.quotes.entry(number).or_default();
                self.part = Part::Quote { number, level };
                again.then(|| {
                    Fault::warning(
                        place,
                        format!("a second part of {}: both are shown as one quote", text.trim()),
                    )
                })
            }
            (None, Part::Quote { level: outer, .. }) if level > outer => {
                self.put(Kind::Heading(inlines), false);
                None
            }
            _ => {
                self.part = Part::Section;
                self.sections.push(Section {
                    heading: text.trim().to_owned(),
                    level,
                    text: Prose::default(),
                });
                self.known.iter().find(|name| reviewer_key(name) == key).map(|name| {
                    Fault::warning(
                        place,
                        format!(
                            "{name} is a reviewer, but not on this panel: add a verdict, or this is a section"
                        ),
                    )
                })
            }
        }
    }
}

fn same_look(one: &Span, other: &Span) -> bool {
    let look = |span: &Span| {
        (span.emphasis, span.strong, span.strike, span.code, span.link.as_ref().map(|link| link.number))
    };
    look(one) == look(other)
}

const fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The first line that opens more than [`DEPTH`] containers at once.
fn too_deep_at(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if markers(line.trim_end()) > DEPTH {
            return Some(start);
        }
        start += line.len();
    }
    None
}

/// How many quotes and list items the markers at the start of a line open.
fn markers(line: &str) -> usize {
    let blank = |c: char| c == ' ' || c == '\t';
    // `* * *` is a rule, however long.
    if ['-', '*'].into_iter().any(|mark| line.chars().all(|c| c == mark || blank(c))) {
        return 0;
    }
    let mut rest = line;
    let mut count = 0;
    loop {
        rest = rest.trim_start_matches(blank);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = match rest.chars().next() {
            Some('>') => rest.get(1..),
            Some('-' | '+' | '*') => {
                rest.get(1..).filter(|after| after.is_empty() || after.starts_with(blank))
            }
            _ if (1..=9).contains(&digits) => rest
                .get(digits..)
                .and_then(|after| after.strip_prefix(['.', ')']))
                .filter(|after| after.is_empty() || after.starts_with(blank)),
            _ => None,
        };
        let Some(after) = after else { return count };
        count += 1;
        rest = after;
    }
}
