//! `list`: rows, filters, order, width.

use snapbox::{assert_data_eq, file};

use crate::run::{Folder, review};

fn folder() -> Folder {
    Folder::new(&[
        (
            "a.md",
            &review(
                "Alder",
                "version: 2\ncategory: Trees\ntags: [tall, wet]\npanel: {Ann: ship, Bob: skip}\npricing: Paid\nreviewed: 2026-01-01\ncommunity: {ship: 8, skip: 2}",
            ),
        ),
        ("a1.md", &review("Alder", "version: 1\ncategory: Trees\nreviewed: 2025-01-01")),
        (
            "b.md",
            &review(
                "birch",
                "category: trees\ntags: tall\npanel: {Ann: ship}\npricing: {entry: Free, from: $0}\nreviewed: 2026-03-01\ncommunity: {ship: 4, skip: 1}",
            ),
        ),
        (
            "c.md",
            &review(
                "樺 Clover",
                "category: Herbs\ntags: [wet]\npanel: {Ann: skip, Bob: abstain}\npricing: Freemium",
            ),
        ),
        ("d.md", &review("Dill", "")),
    ])
}

fn tools(folder: &Folder, args: &str) -> Vec<String> {
    let run = folder.run(&format!("list --width 200 {args}"));
    assert_eq!(run.code, 0, "{run}");
    run.stdout.lines().skip(2).map(|line| line.split("  ").next().unwrap().to_owned()).collect()
}

#[test]
fn a_list_fits_its_width() {
    let folder = folder();
    let runs: String = ["40", "80", "120"]
        .iter()
        .map(|width| folder.run(&format!("list --all --width {width}")).to_string())
        .collect();
    assert_data_eq!(runs, file!["snapshots/list.txt"].raw());
}

#[test]
fn filters_combine() {
    let folder = folder();
    assert_eq!(tools(&folder, ""), ["Alder v2", "birch", "Dill", "樺 Clover"]);
    assert_eq!(tools(&folder, "--all"), ["Alder v2", "Alder v1", "birch", "Dill", "樺 Clover"]);
    assert_eq!(tools(&folder, "--category TREES"), ["Alder v2", "birch"]);
    assert_eq!(tools(&folder, "--category trees --category herbs"), ["Alder v2", "birch", "樺 Clover"]);
    assert_eq!(tools(&folder, "--tag wet --tag tall"), ["Alder v2"]);
    let none = folder.run("list --category herbs --tag tall");
    assert_eq!(
        (none.code, none.stdout.as_str(), none.stderr.as_str()),
        (0, "", "note: no tool has all of these\n")
    );
}

#[test]
fn a_filter_that_nothing_can_pass_is_an_error() {
    let run = folder().run("list --category tree");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "error: no tool has the category \"tree\"\n  did you mean Trees or trees?\n")
    );
    let run = folder().run("list --tag wat");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "error: no tool has the tag \"wat\"\n  did you mean wet?\n")
    );
}

#[test]
fn best_and_newest_come_first_and_what_is_missing_last() {
    let folder = folder();
    for (key, order) in [
        ("tool", ["Alder v2", "birch", "Dill", "樺 Clover"]),
        ("-tool", ["樺 Clover", "Dill", "birch", "Alder v2"]),
        ("panel", ["birch", "Alder v2", "樺 Clover", "Dill"]),
        ("-panel", ["樺 Clover", "Alder v2", "birch", "Dill"]),
        ("community", ["Alder v2", "birch", "Dill", "樺 Clover"]),
        ("entry", ["birch", "樺 Clover", "Alder v2", "Dill"]),
        ("-entry", ["Alder v2", "樺 Clover", "birch", "Dill"]),
        ("reviewed", ["birch", "Alder v2", "Dill", "樺 Clover"]),
        ("-reviewed", ["Alder v2", "birch", "Dill", "樺 Clover"]),
        ("category", ["樺 Clover", "Alder v2", "birch", "Dill"]),
    ] {
        assert_eq!(tools(&folder, &format!("--sort {key}")), order, "{key}");
    }
    let run = folder.run("list --sort pannel");
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (2, "error: cannot sort by \"pannel\"\n  did you mean panel?\n")
    );
}
