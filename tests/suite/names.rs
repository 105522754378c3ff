//! Names on the command line.

use crate::run::{Folder, Run, review};

fn folder() -> Folder {
    Folder::new(&[
        ("axolotl-0.15.md", &review("Axolotl", "version: 0.15\nreviewed: 2025-10-01\naliases: [axo]")),
        ("axolotl.md", &review("Axolotl", "version: 0.16\nreviewed: 2026-04-08")),
        ("smol.md", &review("SmolVLM2-2B", "aliases: [smolvlm2]")),
        ("smoke.md", &review("Smoke Test", "")),
        ("scoped.md", &review("'@scope/kit'", "")),
        ("at.md", &review("user@host", "version: v2")),
        ("zh.md", &review("通义千问", "")),
        ("fa.md", &review("می‌خواهم", "")),
        ("crab.md", &review("🦀", "")),
        ("astro/index.md", &review("Astro", "")),
        ("broken.md", "---\ntool: Smoker\n\tbad: yes\n---\n"),
        ("other.md", &review("Other", "")),
    ])
}

/// The title that a name leads to, beside another tool.
fn title(folder: &Folder, name: &str) -> String {
    let other = if name == "Other" { "Astro" } else { "Other" };
    let run = folder.run_args(&["compare", "--brief", "--width", "200", name, other]);
    let title = run.stdout.lines().next().map(|line| line.split(" vs ").next().unwrap().to_owned());
    title.unwrap_or_else(|| run.stderr.clone())
}

fn failed(folder: &Folder, names: &[&str]) -> Run {
    let run = folder.run_args(&[&["compare"], names].concat());
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run}");
    run
}

#[test]
fn a_tool_is_found_by_any_of_its_names() {
    let folder = folder();
    for (name, found) in [
        ("Axolotl", "Axolotl v0.16"),
        ("axolotl v0.16", "Axolotl v0.16"),
        ("AXOLOTLV0.16", "Axolotl v0.16"),
        ("axo", "Axolotl v0.16"),
        ("smolvlm2", "SmolVLM2-2B"),
        ("smolvlm2-2b", "SmolVLM2-2B"),
        ("smol", "SmolVLM2-2B"),
        ("smoketest", "Smoke Test"),
        ("smoke-test", "Smoke Test"),
        ("@scope/kit", "@scope/kit"),
        ("user@host", "user@host v2"),
        ("通义千问", "通义千问"),
        ("通义", "通义千问"),
        ("می‌خواهم", "می‌خواهم"),
        ("🦀", "🦀"),
        ("crab", "🦀"),
        ("astro", "Astro"),
    ] {
        assert_eq!(title(&folder, name), found, "{name}");
    }
}

#[test]
fn an_older_review_is_picked_by_title_stem_version_or_date() {
    let folder = folder();
    for (name, found) in [
        ("Axolotl v0.15", "Axolotl v0.15"),
        ("axolotl-0.15", "Axolotl v0.15"),
        ("axolotl@0.15", "Axolotl v0.15"),
        ("axo@v0.15", "Axolotl v0.15"),
        ("axolotl@0.16", "Axolotl v0.16"),
        ("axolotl@2026-04-07", "Axolotl v0.15"),
        ("axolotl@2026-04-08", "Axolotl v0.16"),
        ("user@host@2", "user@host v2"),
    ] {
        assert_eq!(title(&folder, name), found, "{name}");
    }
    let error = failed(&folder, &["axolotl@0.14", "Other"]).stderr;
    assert_eq!(
        error,
        "error: no review of Axolotl has version \"0.14\"\n  there is axolotl@0.16 or axolotl@0.15\n"
    );
    let error = failed(&folder, &["axolotl@2020-01-01", "Other"]).stderr;
    assert!(error.starts_with("error: no review of Axolotl is from 2020-01-01 or before\n"));
}

#[test]
fn a_beginning_or_another_part_of_a_name_is_taken_and_said() {
    let folder = folder();
    let run = folder.run("compare axolo -- vlm2");
    assert!(run.stdout.starts_with("Axolotl v0.16 vs SmolVLM2-2B\n"));
    assert!(
        run.stderr.contains("note: \"axolo\" taken as Axolotl v0.16\nnote: \"vlm2\" taken as SmolVLM2-2B\n"),
        "{run}"
    );
    assert_eq!(folder.run("compare axolotl smolvlm2").stderr, "");
}

#[test]
fn several_matches_are_an_error_that_lists_them() {
    let error = failed(&folder(), &["smo", "Other"]).stderr;
    assert_eq!(
        error,
        "error: \"smo\" could be any of 2 tools; type more of the name:\n  Smoke Test (smoke-test)\n  SmolVLM2-2B (smolvlm2-2b)\n"
    );
}

#[test]
fn a_match_as_typed_beats_a_folded_one() {
    let folder = Folder::new(&[
        ("a.md", &review("Kit Kat", "")),
        ("b.md", &review("KitKat", "")),
        ("c.md", &review("Other", "")),
    ]);
    assert_eq!(title(&folder, "KitKat"), "KitKat");
    assert_eq!(title(&folder, "Kit Kat"), "Kit Kat");
    assert!(failed(&folder, &["kitkat", "Other"]).stderr.contains("could be any of 2 tools"));
}

#[test]
fn no_match_is_an_error_with_the_nearest_names() {
    let folder = folder();
    for (name, near) in [
        ("axolot1", "did you mean Axolotl?"),
        ("axlotl", "did you mean Axolotl?"),
        ("test", "did you mean Smoke Test?"),
        ("svlm", "did you mean SmolVLM2-2B?"),
        ("axolotll@0.15", "did you mean Axolotl?"),
        ("zzzz", "`tiebreak list` shows all tools"),
    ] {
        let run = folder.run_args(&["compare", name, "Other"]);
        if name == "test" {
            // A word inside of a name is a part of it, and taken.
            assert!(run.stderr.contains("taken as Smoke Test"));
            continue;
        }
        assert_eq!(run.stderr, format!("error: no tool is named \"{name}\"\n  {near}\n"));
        assert_eq!(run.code, 2);
    }
    assert_eq!(failed(&folder, &["", "Other"]).stderr.lines().next(), Some("error: no tool is named \"\""));
}

#[test]
fn one_review_twice_is_an_error_and_two_reviews_of_a_tool_are_not() {
    let folder = folder();
    let error = failed(&folder, &["axo", "Axolotl"]).stderr;
    assert_eq!(
        error,
        "error: \"axo\" and \"Axolotl\" are the same review, Axolotl v0.16\n  name another tool, or another review of it: axolotl@0.15\n"
    );
    let run = folder.run("compare axolotl@0.15 axolotl");
    assert!(run.stdout.starts_with("Axolotl v0.15 vs Axolotl v0.16\n"));
}

#[test]
fn a_tool_whose_only_file_is_broken_is_not_unknown() {
    let folder = folder();
    folder.write("mystery.md", b"---\nname: [x\n---\n");
    let error = failed(&folder, &["smoker", "Other"]).stderr;
    assert_eq!(
        error,
        "error: the review of Smoker cannot be used\n  reviews/broken.md:3:1: error: a TAB cannot indent YAML: use spaces\n"
    );
    assert!(failed(&folder, &["mystery", "Other"]).stderr.contains("reviews/mystery.md:"));
}

#[test]
fn fewer_than_two_names_are_a_usage_error() {
    let run = folder().run("compare axolotl");
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: "));
}
