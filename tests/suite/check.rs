//! `check`: every problem, one a line.

use crate::run::{Folder, review};

#[test]
fn every_problem_is_a_line_and_errors_fail() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "reviewed: soon\npanel:\n  Ann: maybe\n  Bob: ship")),
        ("b.md", &review("Beta", "panel: {Cy: ship}").replace("}\n---\n", "}\n---\n\n## Ann\n\nwho?\n")),
        ("c.md", "---\ntool: Gamma\ntool: Delta\nurl: gamma\n---\n"),
        ("d.md", "no front matter"),
        ("e.md", "---\ntool: Epsilon\n"),
        ("alpha-again.md", &review("ALPHA", "")),
    ]);
    folder.write("f.md", b"---\ntool: F\n---\n\xff");
    let run = folder.run("check");
    let expected = [
        "reviews/a.md:3:11: error: \"soon\" is not a date: write it as YYYY-MM-DD",
        "reviews/a.md:5:8: error: unknown verdict \"maybe\": use ship, skip or abstain",
        "reviews/alpha-again.md:2:1: error: ALPHA is reviewed in a.md already, with the same version and date: that one counts; change one of them or remove it",
        "reviews/b.md:6:1: warning: Ann is a reviewer, but not on this panel: add a verdict, or this is a section",
        "reviews/c.md:3:1: error: duplicate key \"tool\": it is on line 2 already",
        "reviews/e.md:1:1: error: front matter never closes: end it with a line \"---\"",
        "reviews/f.md:4:1: error: is not UTF-8 from here on: save the file as UTF-8",
    ];
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), expected);
    assert_eq!(run.stderr, "note: 6 errors and 1 warning in 6 of 6 files\n");
    assert_eq!(run.code, 1);
}

#[test]
fn a_clean_folder_is_said_to_be_clean() {
    let run = Folder::new(&[("a.md", &review("Alpha", ""))]).run("check");
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (0, "", "note: no problems in 1 file\n")
    );
}

#[test]
fn warnings_fail_only_a_strict_check() {
    let folder = Folder::new(&[("a.md", &review("Alpha", "url: alpha.example"))]);
    assert_eq!(folder.run("check").code, 0);
    assert_eq!(folder.run("check --strict").code, 1);
}

#[cfg(unix)]
#[test]
fn links_are_notes_and_never_followed() {
    let folder = Folder::new(&[("a.md", &review("Alpha", ""))]);
    std::os::unix::fs::symlink("a.md", folder.path("reviews/link.md")).unwrap();
    std::os::unix::fs::symlink("..", folder.path("reviews/loop")).unwrap();
    let run = folder.run("check --strict");
    assert_eq!(run.stdout, "reviews/link.md:1:1: note: is a link: links are not followed\n");
    assert_eq!(run.code, 0);
    assert_eq!(folder.run("list").stderr, "");
}

#[test]
fn text_that_nests_too_deep_is_left_out_and_said() {
    let body = format!("---\ntool: Alpha\n---\nfine\n\n{} a\n", ">".repeat(40));
    let folder = Folder::new(&[("a.md", &body), ("b.md", &review("Beta", ""))]);
    let run = folder.run("check");
    assert_eq!(
        run.stdout,
        "reviews/a.md:6:1: error: lists and quotes nest deeper than 32 levels: the text is left out\n"
    );
    assert!(folder.run("compare alpha beta").stderr.contains("a.md:6:1"));
}
