//! The text of a review as values: blocks with the lists and quotes that they stand in, and styled pieces of text.
//!
//! The shape is flat, so that no renderer needs recursion, however deep a text nests. Parsing it from Markdown is
//! `catalog::body`'s, showing it is `render`'s.

/// A text of several blocks; empty where nothing was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// The text as written, in Markdown; of a quote, without the marks of the block quote around it.
    pub source: String,
    /// The same in blocks, in their order.
    pub blocks: Vec<Block>,
}

impl Prose {
    /// Whether nothing was written.
    pub const fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// A block with no other block in it, and what it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The quotes and list items around it, outermost first.
    pub path: Vec<Container>,
    /// How many of `path`, counted from its end, this block is the first in.
    pub opened: usize,
    /// Whether it follows the block before it without a blank line.
    pub tight: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a block can stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Container {
    /// A block quote.
    Quote,
    /// An item of a bulleted list.
    Bullet,
    /// An item of a numbered list, with its number.
    Number(u64),
    /// An item to tick off, and whether it is done.
    Task(bool),
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading inside of a text.
    Heading(Vec<Inline>),
    /// Lines of code; raw HTML too, which is shown and never interpreted.
    Code(String),
    /// A table: its header cells and the cells of its rows.
    Table {
        /// The header cells.
        head: Vec<Vec<Inline>>,
        /// The rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line between two blocks.
    Rule,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text in one look.
    Text(Span),
    /// The end of a line that the author wants.
    Break,
}

/// Text in one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// The text, as decoded from Markdown.
    pub text: String,
    /// Emphasized.
    pub emphasis: bool,
    /// Strongly emphasized.
    pub strong: bool,
    /// Struck through.
    pub strike: bool,
    /// Code.
    pub code: bool,
    /// Where it leads.
    pub link: Option<Link>,
}

/// Where a piece of text leads. Pieces of one link have the same number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The number of the link in its file.
    pub number: usize,
    /// The address.
    pub address: String,
    /// Whether it is an image, and the text stands in for it.
    pub image: bool,
}

/// The text of pieces without their looks.
pub fn plain(inlines: &[Inline]) -> String {
    let text = |inline: &Inline| match inline {
        Inline::Text(span) => span.text.clone(),
        Inline::Break => " ".to_owned(),
    };
    inlines.iter().map(text).collect()
}
