//! One sample comparison, nasty on purpose, through every format; and what one format says, every one says.

use std::collections::BTreeSet;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use snapbox::{assert_data_eq, file};

use crate::run::{Folder, Run};

const PIPE: &str = r#"---
tool: "Pipe | Dream"
version: "1.0\\2"
category: "<b>Bold</b> & co"
tagline: "@someone said #12 of owner/repo#7 is `done`"
pricing: {entry: "Free*", from: "$0", "a|b": "x\\|y"}
panel: {"A|nn": ship, Bob: skip, "*Cy*": shipp}
community: {ship: 2, skip: 1}
url: "https://pipe.example/a_b?c=|&d=<e>"
reviewed: 2026-01-02
tags: ["[x](y)", "- z"]
aliases: [pipe]
"fact|key": "first\nsecond"
"map": {"in_ner": ["1. one", "~~two~~"]}
esc: "\e[31mred\u202E"
---
Not a heading: \# x. A [link][ref], an ![image](https://e.example/i.png), <script>alert(1)</script>.

[ref]: https://e.example/ref_1 "title"

## A|nn

> # A heading in a quote
>
> ```
> | code | with ``` fences
> ```
>
> 1. @ann, see #3
> 2. **bold *and* both**, ~~gone~~
>
> | a | b |
> | - | - |
> | `x\|y` | GH-9 |

## Bob

Line one\
line two &#27;[2J <!-- hidden -->

## Notes

Kept *as written*.
"#;

const PLAIN: &str = "---\ntool: 平 Plain\npanel: {Bob: ship, Dee: abstain}\nreviewed: 2025-06-30\n\"fact|key\": other\n---\n\n## Bob\n\nسلام و `code`.\n";

fn sample() -> Folder {
    Folder::new(&[("pipe.md", PIPE), ("plain.md", PLAIN)])
}

fn run(args: &str) -> Run {
    sample().run(&format!("{args} --as-of 2026-11-23"))
}

#[test]
fn the_sample_in_a_terminal() {
    assert_data_eq!(
        run("compare pipe plain --width 100").to_string(),
        file!["snapshots/sample-table.txt"].raw()
    );
}

#[test]
fn the_sample_in_markdown() {
    assert_data_eq!(run("export pipe plain").to_string(), file!["snapshots/sample-markdown.txt"].raw());
}

#[test]
fn the_sample_in_json() {
    assert_data_eq!(
        run("compare pipe plain --format json").to_string(),
        file!["snapshots/sample-json.txt"].raw()
    );
}

#[test]
fn the_sample_shown_in_full() {
    let formats = ["table --width 80", "markdown", "json"];
    let shown: String =
        formats.iter().map(|format| run(&format!("show pipe --format {format}")).to_string()).collect();
    assert_data_eq!(shown, file!["snapshots/sample-show.txt"].raw());
}

#[test]
fn a_list_in_markdown_and_json() {
    let folder = sample();
    let shown =
        folder.run("list --format markdown").to_string() + &folder.run("list --format json").to_string();
    assert_data_eq!(shown, file!["snapshots/sample-list.txt"].raw());
}

/// The letters and digits of a text, so that layouts and escapes do not count.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The text that a reader of GitHub's sees, and its tables cell by cell.
fn github<'a>(arena: &'a Arena<'a>, markdown: &str) -> (String, Vec<Vec<Vec<String>>>) {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    let root = parse_document(arena, markdown, &options);
    let tables = root.descendants().filter(|node| matches!(node.data().value, NodeValue::Table(_)));
    let tables = tables.map(|table| table.children().map(|row| row.children().map(text).collect()).collect());
    (text(root), tables.collect())
}

fn text<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for node in node.descendants() {
        match &node.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::CodeBlock(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::HtmlInline(html) => assert_eq!(html, "<!-- -->"),
            NodeValue::HtmlBlock(html) => panic!("HTML: {}", html.literal),
            NodeValue::Link(link) => {
                assert!(link.url.starts_with("https://"), "{}", link.url);
            }
            NodeValue::Image(image) => panic!("an image: {}", image.url),
            _ => {}
        }
    }
    text
}

#[test]
fn what_one_format_says_every_one_says() {
    let arena = Arena::new();
    let (page, tables) = github(&arena, &run("export pipe plain").stdout);
    let terminal = run("compare pipe plain --width 400").stdout;
    let json: serde_json::Value =
        serde_json::from_str(&run("compare pipe plain --format json").stdout).unwrap();

    // The rows of the terminal, without the age behind the date, are those of Markdown.
    let rows = |heading: &str| -> Vec<Vec<String>> {
        let part = terminal.split(&format!("{heading}\n")).nth(1).unwrap();
        let part =
            part.lines().take_while(|line| line.contains(['│', '┼'])).filter(|line| !line.contains('┼'));
        let cells = |line: &str| -> Vec<String> {
            let cells = line.split('│').map(|cell| cell.replace(['█', '░'], "").trim().to_owned());
            cells
                .map(|cell| {
                    cell.split(" (1 year ago)")
                        .next()
                        .unwrap()
                        .split(" (10 months ago)")
                        .next()
                        .unwrap()
                        .split(" (16 months ago)")
                        .next()
                        .unwrap()
                        .to_owned()
                })
                .collect()
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for line in part {
            let row = cells(line);
            match rows.last_mut().filter(|_| row[0].is_empty()) {
                // The second line of a row.
                Some(last) if rows_continue(&row) => {
                    last.iter_mut()
                        .zip(&row)
                        .filter(|(_, more)| !more.is_empty())
                        .for_each(|(cell, more)| *cell = format!("{cell} {more}"));
                }
                _ => rows.push(row),
            }
        }
        rows
    };
    assert_eq!(rows("At a glance"), tables[0]);
    assert_eq!(rows("Reviewer split"), tables[1]);

    // Every value of the JSON stands in both; the rows put together what the terminal shows in two lines.
    let shown_in_terminal = letters(&terminal) + &letters(&rows("At a glance").concat().concat());
    let mut values = BTreeSet::new();
    for tool in json["tools"].as_array().unwrap() {
        for key in ["title", "category", "tagline", "url", "reviewed"] {
            values.extend(tool[key].as_str());
        }
        values.extend(tool["tags"].as_array().unwrap().iter().filter_map(|tag| tag.as_str()));
        strings(&tool["facts"], &mut values);
        strings(&tool["pricing"], &mut values);
    }
    assert!(values.len() > 15);
    for value in values {
        // Line ends fold into blanks, control characters show as `\u{1b}`.
        let shown = value.replace('\n', " ").replace('\u{1b}', "\\u{1b}").replace('\u{202e}', "\\u{202e}");
        assert!(shown_in_terminal.contains(&letters(&shown)), "{value} in the terminal");
        assert!(letters(&page).contains(&letters(&shown)), "{value} in Markdown");
    }
    // So does the answer, sentence by sentence.
    let answer = &json["answer"];
    let reasons =
        answer["signals"].as_array().unwrap().iter().map(|signal| signal["reason"].as_str().unwrap());
    let doubts = answer["doubts"].as_array().unwrap().iter().map(|doubt| doubt["text"].as_str().unwrap());
    for text in reasons.chain(doubts).map(|text| &text[1..]).chain(["Pick: 平 Plain, on one signal: panel"])
    {
        assert!(letters(&terminal).contains(&letters(text)), "{text} in the terminal");
        assert!(letters(&page).contains(&letters(text)), "{text} in Markdown");
    }
    for (row, table) in json["split"].as_array().unwrap().iter().zip(&tables[1][1..]) {
        assert!(table[0].ends_with(row["reviewer"].as_str().unwrap()));
        for (opinion, cell) in row["opinions"].as_array().unwrap().iter().zip(&table[1..]) {
            let word =
                if opinion.is_null() { "—" } else { opinion["verdict"].as_str().unwrap_or("unclear") };
            assert!(cell.ends_with(word), "{cell} is {word}");
        }
    }
    for word in
        ["A heading in a quote", "with ``` fences", "bold and both", "line two \\u{1b}[2J", "سلام و code"]
    {
        assert!(letters(&terminal).contains(&letters(word)), "{word} in the terminal");
        assert!(letters(&page).contains(&letters(word)), "{word} in Markdown");
    }
}

fn rows_continue(row: &[String]) -> bool {
    row[1..].iter().any(|cell| !cell.is_empty()) && row[1] == "second"
}

fn strings<'a>(value: &'a serde_json::Value, found: &mut BTreeSet<&'a str>) {
    match value {
        serde_json::Value::String(text) => {
            found.insert(text);
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        serde_json::Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            if key != "entry" && key != "from" {
                found.insert(key);
            }
            strings(value, found);
        }),
        _ => {}
    }
}
