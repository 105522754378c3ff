//! `compare`: what is shown, and how it fits.

use snapbox::{assert_data_eq, file};

use crate::run::{Folder, Run, review};

/// Two tools with something of everything that a review can hold.
const KILN: &str = r#"---
tool: Kiln
version: 1.10
category: Build tools
tagline: Bakes artifacts while you wait, and tells you why you wait
pricing: {entry: Freemium, from: "$20/month", seats: 5, billing: {cycle: yearly}}
panel:
  Ann: ship
  The Bob: skip
  Cleo: ship
  Dmitri: abstain
  Eve: ship
community: {ship: 37, skip: 11}
url: https://kiln.example/start
reviewed: 2026-04-08
tags: [build, cache]
license: Apache-2.0
runs-on: [Linux, macOS]
limits: {memory: 2 GiB, jobs: 0x10}
incremental: no
---
Kiln bakes *artifacts*. It reads one file, `kiln.toml`, and **never** guesses.

A second paragraph, with a [link to the docs](https://kiln.example/docs) in it.

## Ann

> What I like, in the order in which I met it:
>
> - a cache that is *shared* by default, so that the second person on a team never waits for
>   what the first one has built
> - `kiln why`, which explains a rebuild
>   1. once for people
>   2. once for machines
>
> I would start with it tomorrow.

## Bob

> The daemon. **Always** the daemon:
>
> ```sh
> kiln stop --force   # twice a day
> ```
>
> See <https://kiln.example/issues/7> and ~~never~~ rarely resolved ones.

## Cleo

| what | seconds |
| --- | ---: |
| cold | 41.5 |
| warm | 0.8 |

Numbers from our monorepo.

## Key features

A section is not a quote.
"#;

const WINDROSE: &str = r#"+++
tool = "羅盤 Windrose"
category = "Build tools"
tagline = "Points at the slow part"
pricing = "Free"
url = "https://windrose.example"
reviewed = 2024-11-20
license = "MIT"
"native name" = "羅盤"
runs-on = ["Linux"]
[panel]
Ann = "skip"
Bob = "ship"
Eve = "ship"
"فرید" = "ship"
+++
A compass for builds 🧭. It measures, and *only* measures.

## Ann

> It tells me what is slow. I knew that.

## Bob

> 小さくて速い。 Small, fast, honest, and gone when I close it.

## فرید

> سلام، این ابزار خوب است و می‌خواهم آن را نگه دارم.
"#;

fn sample() -> Folder {
    Folder::new(&[("kiln.md", KILN), ("tools/windrose.md", WINDROSE)])
}

fn compared(more: &str) -> Run {
    sample().run(&format!("compare kiln windrose --as-of 2026-11-23 {more}"))
}

#[test]
fn a_comparison_at_40_columns_is_stacked() {
    assert_data_eq!(compared("--width 40").to_string(), file!["snapshots/compare-40.txt"].raw());
}

#[test]
fn a_comparison_at_80_columns() {
    assert_data_eq!(compared("--width 80").to_string(), file!["snapshots/compare-80.txt"].raw());
}

#[test]
fn a_comparison_at_120_columns() {
    assert_data_eq!(compared("--width 120").to_string(), file!["snapshots/compare-120.txt"].raw());
}

#[test]
fn a_comparison_at_200_columns() {
    assert_data_eq!(compared("--width 200").to_string(), file!["snapshots/compare-200.txt"].raw());
}

#[test]
fn a_comparison_in_color() {
    assert_data_eq!(
        compared("--width 80 --color always").to_string(),
        file!["snapshots/compare-color.txt"].raw()
    );
}

#[test]
fn color_changes_nothing_but_escape_sequences() {
    for width in ["20", "33", "40", "60", "80", "100", "200"] {
        let plain = compared(&format!("--width {width}")).stdout;
        let colored = compared(&format!("--width {width} --color always")).stdout;
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain, "at {width}");
        for line in plain.lines() {
            assert!(tiebreak::unicode::width(line) <= width.parse().unwrap(), "at {width}: {line}");
        }
    }
}

#[test]
fn nothing_of_a_quote_is_lost_at_any_width() {
    for width in ["20", "40", "60", "80", "200"] {
        let shown = compared(&format!("--width {width}")).stdout;
        let squeezed: String = shown.chars().filter(|c| c.is_alphanumeric()).collect();
        for word in [
            "monorepo",
            "machines",
            "tomorrow",
            "twice",
            "kilnexampledocs",
            "kilnexampleissues7",
            "0x10",
            "小さくて速い",
        ] {
            let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
            // Side by side, a word that is cut stands apart in two lines; stacked and wide it stands whole.
            if ["40", "80", "200"].contains(&width) {
                assert!(squeezed.contains(&word), "{word} at {width}");
            }
        }
        assert!(!shown.contains("…") && !shown.contains("..."));
    }
}

#[test]
fn brief_leaves_out_texts_and_says_so() {
    let run = compared("--brief");
    assert!(!run.stdout.contains("Quotes") && !run.stdout.contains("Descriptions"));
    assert!(run.stdout.contains("Left out by --brief: quotes and descriptions."));
}

#[test]
fn diff_leaves_out_rows_that_are_the_same_as_shown_and_says_how_many() {
    let run = compared("--diff");
    assert!(!run.stdout.contains("category"));
    assert!(run.stdout.contains("license"));
    assert!(run.stdout.contains("Left out by --diff: 1 row that is the same for all."));
    let split = run.stdout.split("Reviewer split").nth(1).unwrap().split("Like for like").next().unwrap();
    assert!(split.contains("Ann") && !split.contains("Eve"), "{split}");
}

#[test]
fn reviewer_keeps_some_and_changes_no_share() {
    let run = compared("--reviewer ann --reviewer BOB --width 120");
    assert!(run.stdout.contains("75% ship (3 of 4), 1 abstains"));
    assert!(!run.stdout.contains("monorepo"));
    assert!(run.stdout.contains(
        "Shown by --reviewer: Ann and The Bob. Left out: 4 reviewers, who count in shares as ever."
    ));
    assert_eq!(run.code, 0);
}

#[test]
fn an_unknown_reviewer_is_an_error_with_near_names() {
    let run = compared("--reviewer Anne");
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert_eq!(run.stderr, "error: no reviewer is named \"Anne\"\n  did you mean Ann?\n");
}

#[test]
fn as_of_is_today_for_ages() {
    assert!(compared("").stdout.contains("2026-04-08 (7 months ago)"));
    let folder = sample();
    assert!(folder.run("compare kiln windrose --as-of 2026-04-09").stdout.contains("2026-04-08 (1 day ago)"));
    let wrong = folder.run("compare kiln windrose --as-of yesterday");
    assert_eq!(wrong.code, 2);
    assert_eq!(wrong.stderr, "error: \"yesterday\" is not a date\n  write --as-of YYYY-MM-DD\n");
}

#[test]
fn three_and_four_tools_stand_side_by_side() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "panel: {Ann: ship, Bob: ship}")),
        ("b.md", &review("Beta", "panel: {Ann: skip, Bob: ship}")),
        ("c.md", &review("Gamma", "panel: {Ann: ship}")),
        ("d.md", &review("Delta", "panel: {Ann: ship, Bob: abstain}")),
    ]);
    let four = folder.run("compare alpha beta gamma delta --width 120 --brief");
    assert_data_eq!(four.to_string(), file!["snapshots/compare-four.txt"].raw());
    let three = folder.run("compare gamma alpha beta --width 120");
    assert!(three.stdout.starts_with("Gamma vs Alpha vs Beta\n"));
    assert!(three.stdout.contains(
        "Ann judged all 3: 1 of 1 would ship Gamma, 1 of 1 would ship Alpha and 0 of 1 would ship Beta."
    ));
}

#[test]
fn the_same_panel_compares_plainly() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "panel: {Ann: ship, Bob: ship}")),
        ("b.md", &review("Beta", "panel: {the bob: skip, ANN: ship}")),
    ]);
    let run = folder.run("compare alpha beta");
    assert!(
        run.stdout.contains("Ann and Bob judged both: 2 of 2 would ship Alpha and 1 of 2 would ship Beta.")
    );
    assert!(run.stdout.contains("The same reviewers judged each, so the plain shares compare."));
    assert!(run.stdout.contains("≠ Bob"));
    assert!(run.stdout.contains("  Ann"));
}

#[test]
fn panels_without_anyone_in_common_are_said_not_to_compare() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "panel: {Ann: ship}")),
        ("b.md", &review("Beta", "panel: {Bob: ship, Cy: abstain}")),
        ("c.md", &review("Gamma", "")),
    ]);
    let run = folder.run("compare alpha beta --width 200");
    assert!(run.stdout.contains("No reviewer judged both tools."));
    assert!(run.stdout.contains("Ann judged only Alpha and Bob judged only Beta."), "{run}");
    let nobody = folder.run("compare gamma beta --width 200");
    assert!(nobody.stdout.contains("not judged") || nobody.stdout.contains("100% ship (1 of 1), 1 abstains"));
    assert!(nobody.stdout.contains('—'));
}

#[test]
fn equal_titles_get_their_date() {
    let folder = Folder::new(&[
        ("2025-01-01/kit.md", &review("Kit", "version: 2")),
        ("2026-01-01/kit.md", &review("Kit", "version: 2")),
        ("odd.md", &review("Kit v2", "reviewed: 2024-01-01")),
    ]);
    let run = folder.run_args(&["compare", "Kit@2026-01-01", "Kit@2025-06-01"]);
    assert!(run.stdout.starts_with("Kit v2 (2026-01-01) vs Kit v2 (2025-01-01)\n"), "{run}");
}

#[test]
fn facts_follow_the_first_tool_then_the_others() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "zeta: 1\nlicense: MIT\nmap: {x: 1, y: {z: [2, 3]}}")),
        ("b.md", &review("Beta", "license: BSD\nolder: yes\nmap: {w: 0, x: 9}\nodd: [{a: 1}, 2]")),
    ]);
    let labels = |run: Run| -> Vec<String> {
        let table = run.stdout.split("Reviewer split").next().unwrap().to_owned();
        let labels =
            table.lines().filter_map(|line| line.split_once('│')).map(|(label, _)| label.trim().to_owned());
        labels.filter(|label| !label.is_empty()).collect()
    };
    let standard = ["category", "tagline", "panel", "community", "entry price", "reviewed", "url", "tags"];
    let ab = labels(folder.run("compare alpha beta"));
    assert_eq!(ab[..8], standard);
    assert_eq!(ab[8..], ["zeta", "license", "map · x", "map · y · z", "older", "map · w", "odd"]);
    let ba = labels(folder.run("compare beta alpha"));
    assert_eq!(ba[8..], ["license", "older", "map · w", "map · x", "odd", "zeta", "map · y · z"]);
    assert!(folder.run("compare alpha beta").stdout.contains("{a: 1}, 2"));
}

#[test]
fn quotes_are_the_whole_part_of_a_reviewer() {
    let body = "---\ntool: Alpha\npanel: {Ann: ship, Bob: skip, Cy: ship}\n---\nFirst.\n\n# The Ann\n\n> one\n\ntwo\n\n### Deeper\n\nthree\n\n#### bob\n\nfour\n\n# Other\n\nfive\n\n> ## Cy\n>\n> six\n";
    let folder = Folder::new(&[("a.md", body), ("b.md", &review("Beta", ""))]);
    let shown = folder.run("compare alpha beta --width 30").stdout;
    let quotes = shown.split("Quotes").nth(1).unwrap();
    let (ann, rest) = quotes.split_once("\nBob\n").unwrap();
    assert!(["one", "two", "Deeper", "three"].iter().all(|word| ann.contains(word)), "{ann}");
    let (bob, cy) = rest.split_once("\nCy\n").unwrap();
    assert!(bob.contains("four") && !bob.contains("five"));
    assert!(cy.contains("no quote"));
    assert!(!quotes.contains("six") && shown.contains("First."));
}

#[test]
fn a_reviewers_own_file_is_the_quote() {
    let folder = Folder::new(&[
        ("a/index.md", &review("Alpha", "version: 1")),
        (
            "a/ann.md",
            "---\ntool: Alpha\nversion: 1\nreviewer: Ann\nverdict: ship\nreviewed: 2026-01-02\n---\n> All of this.\n\n## A heading\n\nand that\n",
        ),
        ("b.md", &review("Beta", "")),
    ]);
    let shown = folder.run("compare a beta --width 100").stdout;
    assert!(shown.starts_with("Alpha v1 vs Beta\n"));
    assert!(shown.contains("✓ ship · Alpha v1 · 2026-01-02"));
    assert!(shown.contains("All of this.") && shown.contains("A heading") && shown.contains("and that"));
}

#[test]
fn text_from_files_reaches_the_terminal_through_the_gate_only() {
    let nasty = "---\ntool: \"Al\\e[31mpha\"\npanel: {\"An\\u202En\": ship}\n\"fa\\u0007ct\": \"va\\u200Blue\"\n---\nDescription &#27;[2J and \u{9b}1m.\n\n## An\u{202e}n\n\n> `co\u{1b}]0;x\u{7}de` [li\u{1b}nk](https://e.example/\u{1b}[1m) <b>raw</b>\n";
    let folder = Folder::new(&[
        ("a.md", nasty),
        ("b.md", &review("Beta", "")),
        ("c.md", "---\ntool: Ga\u{1b}mma\n---\n"),
    ]);
    for args in [
        "compare a beta",
        "compare a beta --color always",
        "list",
        "check",
        "compare nothing be\u{1b}ta",
        "compare gamma beta",
        "list --tag \u{1b}[1m",
    ] {
        let run = folder.run(args);
        let text = anstream::adapter::strip_str(&(run.stdout.clone() + &run.stderr)).to_string();
        let stripped = if args.contains("always") { text } else { run.stdout + &run.stderr };
        assert!(
            stripped.chars().all(|c| c == '\n' || !tiebreak::unicode::is_invisible(c)),
            "{args}: {stripped:?}"
        );
    }
    let shown = folder.run("compare a beta --width 200").stdout;
    for visible in [
        "Al\\u{1b}[31mpha",
        "An\\u{202e}n",
        "fa\\u{7}ct",
        "va\\u{200b}lue",
        "\\u{1b}[2J",
        "\\u{9b}1m",
        "co\\u{1b}]0;x\\u{7}de",
        "<b>raw</b>",
    ] {
        assert!(shown.contains(visible), "{visible} in {shown}");
    }
}

#[test]
fn problems_of_other_tools_are_not_said() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "")),
        ("b.md", &review("Beta", "reviewed: soon")),
        ("c.md", &review("Gamma", "reviewed: soon\npanel: {Ann: maybe}")),
    ]);
    assert_eq!(
        folder.run("compare alpha beta").stderr,
        "reviews/b.md:3:11: error: \"soon\" is not a date: write it as YYYY-MM-DD\n"
    );
    folder.write("d.md", b"---\nname: nothing\n---\n");
    let both = folder.run("compare alpha beta");
    assert_eq!(
        both.stderr,
        "error: 2 problems in 2 files, the first at reviews/b.md:3:11; `tiebreak check` shows them all\n"
    );
    assert_eq!(both.code, 0);
    assert!(folder.run("list").stderr.starts_with("error: 4 problems in 3 files"));
}
