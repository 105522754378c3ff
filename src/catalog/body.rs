//! The Markdown below the front matter: description, quotes, sections. The only home of pulldown-cmark.
//!
//! How text is shown, and where its lines break, is `render`'s.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter;
use super::problem::{Fault, Place, Places};
use crate::model::{Review, Source, reviewer_key};
use crate::prose::{Block, Container, Inline, Kind, Link, Prose, Span, plain};
use crate::unicode;

/// The deepest nesting of lists and quotes that is read.
const DEPTH: usize = 32;

/// The most parts that a footnote is put behind.
const NOTE_OWNERS: usize = 8;

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
        // Opinions that newer ones have replaced still have their parts; they are numbered behind the panel.
        let opinions = review.panel.iter().chain(&review.replaced);
        let names =
            opinions.map(|o| if o.own_file { String::new() } else { reviewer_key(&o.reviewer) }).collect();
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

/// A part as the owner of a footnote: sections are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Description,
    Quote(usize),
    Section(usize),
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
    /// Where the text of the part began that is being read.
    part_start: usize,
    /// The block quotes of that part that are unwrapped, as ranges of bytes.
    unwrapped: Vec<Range<usize>>,
    description: Prose,
    quotes: HashMap<usize, Prose>,
    sections: Vec<Section>,
    /// The containers that are open; `None` for a block quote that is unwrapped.
    open: Vec<Option<Container>>,
    /// The footnote that is being read.
    reading_note: bool,
    /// Its label, until its first paragraph has it.
    note: Option<String>,
    /// The footnotes, with the part that each stands in.
    notes: Vec<(String, Owner, Prose)>,
    /// The footnotes that each part refers to, in the order of the text.
    references: Vec<(Owner, String)>,
    /// Whether a line ended in the text, without the author wanting it to.
    soft_break: bool,
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
    /// The links that are open, and whether each has shown a text.
    links: Vec<(Link, bool)>,
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
            part_start: 0,
            unwrapped: Vec::new(),
            description: Prose::default(),
            quotes: HashMap::new(),
            sections: Vec::new(),
            open: Vec::new(),
            reading_note: false,
            note: None,
            notes: Vec::new(),
            references: Vec::new(),
            soft_break: false,
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
        let mut heading = 0..0;
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_FOOTNOTES;
        for (event, range) in Parser::new_ext(self.text, options).into_offset_iter() {
            match event {
                Event::Start(tag) => {
                    match tag {
                        Tag::Heading { .. } => heading = range.clone(),
                        Tag::BlockQuote(_) if self.unwraps() => self.unwrapped.push(range.clone()),
                        _ => {}
                    }
                    self.start(tag);
                    if self.open.len() > DEPTH {
                        self.forget();
                        return too_deep(self.places.at(range.start));
                    }
                }
                Event::End(TagEnd::Heading(level)) if self.open.is_empty() => {
                    faults.extend(self.heading(level_number(level), heading.clone()));
                }
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.push_text(&text, false),
                Event::Code(text) => self.push_text(&text, true),
                Event::Html(text) => match &mut self.code {
                    Some(code) => code.push_str(&text),
                    None => self.push_text(&text, false),
                },
                Event::InlineHtml(text) => self.push_text(&text, false),
                Event::FootnoteReference(label) => {
                    self.references.push((self.owner(), label.to_string()));
                    self.push_text(&format!("[{label}]"), false);
                }
                Event::SoftBreak => self.soft_break = true,
                Event::HardBreak => {
                    self.soft_break = false;
                    self.inlines.get_or_insert_default().push(Inline::Break);
                }
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
        self.end_part(self.text.len());
        self.deal_out_notes();
        faults
    }

    /// Puts each footnote behind the parts that refer to it, so that no part loses its words to another; one that
    /// nothing refers to stays where it stands.
    fn deal_out_notes(&mut self) {
        let mut referring: HashMap<String, Vec<Owner>> = HashMap::new();
        for (owner, label) in std::mem::take(&mut self.references) {
            let owners = referring.entry(label).or_default();
            // A text that all refer to is not multiplied without end.
            if owners.len() < NOTE_OWNERS && !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        for (label, home, note) in std::mem::take(&mut self.notes) {
            for owner in referring.remove(&label).unwrap_or_else(|| vec![home]) {
                self.prose_of(owner).blocks.extend(note.blocks.iter().cloned());
            }
        }
    }

    /// The part that is being read.
    fn owner(&self) -> Owner {
        match self.part {
            Part::Quote { number, .. } => Owner::Quote(number),
            Part::Section if !self.sections.is_empty() => Owner::Section(self.sections.len() - 1),
            Part::Description | Part::Section => Owner::Description,
        }
    }

    fn prose_of(&mut self, owner: Owner) -> &mut Prose {
        match owner {
            Owner::Description => &mut self.description,
            Owner::Quote(number) => self.quotes.entry(number).or_default(),
            Owner::Section(number) => match self.sections.get_mut(number) {
                Some(section) => &mut section.text,
                None => &mut self.description,
            },
        }
    }

    /// Whether a block quote that begins here is the mark that shows where a quote is, not a quote inside of one.
    fn unwraps(&self) -> bool {
        self.open.is_empty() && matches!(self.part, Part::Quote { .. })
    }

    /// Gives the part that is being read its text as written, up to a byte of the file.
    fn end_part(&mut self, end: usize) {
        let mut source = String::new();
        let mut at = self.part_start;
        for quote in std::mem::take(&mut self.unwrapped) {
            // The quote begins behind the blanks that indent it.
            let before = self.text.get(at..quote.start).unwrap_or_default();
            source.push_str(before.trim_end_matches(' '));
            let lines = self.text.get(quote.clone()).unwrap_or_default();
            lines.split_inclusive('\n').for_each(|line| source.push_str(without_mark(line)));
            at = quote.end;
        }
        source.push_str(self.text.get(at..end).unwrap_or_default());
        let source = source.replace("\r\n", "\n");
        let source = source.trim_end().trim_start_matches('\n');
        let prose = self.prose();
        if !prose.source.is_empty() && !source.is_empty() {
            prose.source.push_str("\n\n");
        }
        prose.source.push_str(source);
    }

    /// The text that is being read.
    fn prose(&mut self) -> &mut Prose {
        self.prose_of(self.owner())
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
                        self.enter((!self.unwraps()).then_some(Container::Quote));
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
                        self.enter(None);
                        self.notes.push((label.to_string(), self.owner(), Prose::default()));
                        self.note = Some(format!("[{label}] "));
                        self.reading_note = true;
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
                // An image without a text, or a link around an image: the address still shows.
                if let Some((link, false)) = self.links.pop() {
                    let span = Span { link: Some(link), ..Span::default() };
                    self.inlines.get_or_insert_default().push(Inline::Text(span));
                }
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
                if tag == TagEnd::FootnoteDefinition {
                    self.reading_note = false;
                }
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
        let link = Link { number: self.link_count, address: address.to_owned(), image };
        self.links.push((link, false));
    }

    fn push_text(&mut self, text: &str, code: bool) {
        if let Some(lines) = &mut self.code {
            lines.push_str(text);
            return;
        }
        if std::mem::take(&mut self.soft_break) {
            let before = match self.inlines.as_deref().unwrap_or_default().last() {
                Some(Inline::Text(span)) => span.text.chars().next_back(),
                _ => None,
            };
            // Between lines of Chinese or Japanese there is no blank.
            let unspaced = |c: Option<char>| c.is_some_and(unicode::is_unspaced);
            if !(unspaced(before) && unspaced(text.chars().next())) {
                self.push_text(" ", false);
            }
        }
        // What belongs to the character before it stays with that one, whatever its look.
        let joined = text.len() - text.trim_start_matches(unicode::continues).len();
        let (joined, text) = text.split_at(joined);
        if !joined.is_empty() {
            match self.inlines.get_or_insert_default().last_mut() {
                Some(Inline::Text(last)) => last.text.push_str(joined),
                _ => return self.push_span(&format!("{joined}{text}"), code),
            }
        }
        if !text.is_empty() {
            self.push_span(text, code);
        }
    }

    fn push_span(&mut self, text: &str, code: bool) {
        let span = Span {
            text: text.to_owned(),
            emphasis: self.emphasis > 0,
            strong: self.strong > 0,
            strike: self.strike > 0,
            code,
            link: self.links.last_mut().map(|(link, shown)| {
                *shown = true;
                link.clone()
            }),
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
        let block = Block { path, opened, tight, kind: self.labelled(kind) };
        match self.notes.last_mut().filter(|_| self.reading_note) {
            Some((_, _, note)) => note.blocks.push(block),
            None => self.prose().blocks.push(block),
        }
    }

    /// The first block of a footnote with the footnote's label.
    fn labelled(&mut self, kind: Kind) -> Kind {
        let Some(label) = self.note.take() else { return kind };
        let label = Inline::Text(Span { text: label, ..Span::default() });
        match kind {
            Kind::Paragraph(inlines) => Kind::Paragraph(std::iter::once(label).chain(inlines).collect()),
            other => {
                self.put(Kind::Paragraph(vec![label]), false);
                other
            }
        }
    }

    /// Ends a top-level heading: it opens a reviewer's part, stays inside of one, or opens a section.
    fn heading(&mut self, level: u8, range: Range<usize>) -> Option<Fault> {
        let place = self.places.at(range.start);
        let inlines = self.inlines.take().unwrap_or_default();
        let text = plain(&inlines);
        let key = reviewer_key(&text);
        let named = self.names.iter().position(|name| !name.is_empty() && *name == key);
        match (named, self.part) {
            // Their own name again, further down: a heading like any other inside of a part.
            (Some(number), Part::Quote { number: current, level: outer })
                if number == current && level > outer =>
            {
                self.put(Kind::Heading(inlines), false);
                None
            }
            (Some(number), _) => {
                self.end_part(range.start);
                self.part_start = range.end;
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
                self.end_part(range.start);
                self.part_start = range.end;
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

/// A line of a block quote without the mark that makes it one.
fn without_mark(line: &str) -> &str {
    let indent = line.len() - line.trim_start_matches(' ').len();
    match line.trim_start_matches(' ').strip_prefix('>') {
        Some(rest) if indent < 4 => rest.strip_prefix([' ', '\t']).unwrap_or(rest),
        _ => line,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts of a text with a panel of Ann and Bob: description, quotes, sections.
    fn parts(text: &str) -> (Prose, [Prose; 2], Vec<Section>) {
        let mut reader = Reader::new(text, 1, Part::Description);
        reader.names = vec!["ann".into(), "bob".into()];
        reader.run();
        let quotes = [0, 1].map(|number| reader.quotes.remove(&number).unwrap_or_default());
        (reader.description, quotes, reader.sections)
    }

    fn shown(prose: &Prose) -> String {
        let block = |block: &Block| match &block.kind {
            Kind::Paragraph(inlines) | Kind::Heading(inlines) => plain(inlines),
            Kind::Code(code) => code.clone(),
            Kind::Table { .. } => "table".to_owned(),
            Kind::Rule => "rule".to_owned(),
        };
        prose.blocks.iter().map(block).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn headings_divide_a_text() {
        let text = "before\n\n## The ANN\n\n> one\n\n### more\n\ntwo\n\n#### *Bob*\n\nthree\n\nBob\n---\n\nfour\n\n# Other\n\nfive\n\n> # Ann\n\n- # Bob\n";
        let (description, [ann, bob], sections) = parts(text);
        assert_eq!(shown(&description), "before");
        assert_eq!(shown(&ann), "one|more|two");
        assert_eq!(shown(&bob), "three|four");
        assert_eq!(sections.len(), 1);
        assert_eq!((sections[0].heading.as_str(), sections[0].level), ("Other", 1));
        assert_eq!(shown(&sections[0].text), "five|Ann|Bob");
    }

    #[test]
    fn the_source_of_a_part_is_what_was_written() {
        let text = "a *b*\n\n## Ann\n\n> one\n> - two\nlazy\n\nbetween\n\n   >three\n>\n> > four\n\n## Other\n\n    code\n";
        let (description, [ann, _], sections) = parts(text);
        assert_eq!(description.source, "a *b*");
        assert_eq!(ann.source, "one\n- two\nlazy\n\nbetween\n\nthree\n\n> four");
        assert_eq!(sections[0].text.source, "    code");
    }

    #[test]
    fn lists_quotes_and_items_to_tick_off_surround_their_blocks() {
        let (description, ..) = parts("- a\n  1. b\n\n     c\n- [x] d\n-\n\n> e\n");
        let paths: Vec<_> =
            description.blocks.iter().map(|block| (block.path.clone(), block.opened, block.tight)).collect();
        let (bullet, number) = (Container::Bullet, Container::Number(1));
        assert_eq!(
            paths,
            [
                (vec![bullet.clone()], 1, true),
                (vec![bullet.clone(), number.clone()], 1, false),
                (vec![bullet.clone(), number], 0, false),
                (vec![Container::Task(true)], 1, true),
                (vec![bullet], 1, true),
                (vec![Container::Quote], 1, false),
            ]
        );
    }

    #[test]
    fn reference_links_and_footnotes_reach_across_parts() {
        let (_, [ann, _], sections) = parts(
            "## Ann\n\nSee [this][x] and[^1].\n\n## Links\n\n[x]: https://e.example\n\n[^1]: A note.\n",
        );
        let Kind::Paragraph(inlines) = &ann.blocks[0].kind else { panic!("a paragraph") };
        let link = inlines.iter().find_map(|inline| match inline {
            Inline::Text(span) => span.link.as_ref(),
            Inline::Break => None,
        });
        assert_eq!(link.unwrap().address, "https://e.example");
        assert_eq!(shown(&ann), "See this and[1].|[1] A note.");
        assert_eq!(shown(&sections[0].text), "");
    }

    #[test]
    fn no_address_is_lost() {
        let (description, ..) = parts("a ![](i.png) [](e) [![badge](b.svg)](https://outer.example) z");
        let Kind::Paragraph(inlines) = &description.blocks[0].kind else { panic!("a paragraph") };
        let addresses = inlines.iter().filter_map(|inline| match inline {
            Inline::Text(Span { link: Some(link), .. }) => Some(link.address.as_str()),
            _ => None,
        });
        assert_eq!(addresses.collect::<Vec<_>>(), ["i.png", "e", "b.svg", "https://outer.example"]);
    }

    #[test]
    fn their_own_name_does_not_end_a_reviewers_part() {
        let (_, [ann, _], sections) = parts("## Ann\n\none\n\n### Ann\n\ntwo\n\n### Details\n\nthree\n");
        assert_eq!(shown(&ann), "one|Ann|two|Details|three");
        assert_eq!(sections, []);
    }

    #[test]
    fn marks_stay_with_their_letter_and_chinese_lines_with_each_other() {
        let (description, ..) = parts("**می**\u{200c}خواهم *e*\u{301}\n中文第一行\n中文第二行\nword\nword");
        let Kind::Paragraph(inlines) = &description.blocks[0].kind else { panic!("a paragraph") };
        assert_eq!(plain(inlines), "می\u{200c}خواهم e\u{301} 中文第一行中文第二行 word word");
        let starts = |inline: &Inline| matches!(inline, Inline::Text(span) if span.text.starts_with(unicode::continues));
        assert!(!inlines.iter().any(starts));
    }

    #[test]
    fn nesting_is_refused_before_it_costs() {
        let lazy = format!("{} a\n{}", ">".repeat(10_000), "b\n".repeat(10_000));
        let indented: String = (0..40).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
        for text in [lazy, indented] {
            let mut reader = Reader::new(&text, 1, Part::Description);
            assert_eq!(reader.run().len(), 1);
            assert!(reader.description.is_empty());
        }
        assert_eq!(markers("* * * * * * * *"), 0);
        assert_eq!(markers("> - 1. + > x > y"), 5);
        assert_eq!(markers("-x"), 0);
        assert_eq!(markers("1234567890. x"), 0);
    }
}
