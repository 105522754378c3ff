//! The folder of reviews: where it is, which files count, which review is current.

use crate::run::{Folder, finish, program, review};

#[test]
fn the_folder_is_asked_for_then_the_environments_then_the_nearest() {
    let folder = Folder::new(&[("a.md", &review("Near", ""))]);
    for (path, tool) in [("asked", "Asked"), ("variable", "Variable"), ("empty", "")] {
        std::fs::create_dir_all(folder.path(path)).unwrap();
        if !tool.is_empty() {
            std::fs::write(folder.path(path).join("a.md"), review(tool, "")).unwrap();
        }
    }
    let listed = |args: &[&str], variable: &str, at: &str| {
        let run = finish(program(args).env("TIEBREAK_REVIEWS", variable).current_dir(folder.path(at)));
        run.stdout.lines().nth(2).map(|line| line.split(' ').next().unwrap().to_owned()).unwrap_or(run.stderr)
    };
    assert_eq!(listed(&["list", "--reviews", "asked"], "variable", ""), "Asked");
    assert_eq!(listed(&["list"], "variable", ""), "Variable");
    assert_eq!(listed(&["list"], "", ""), "Near");
    assert_eq!(listed(&["list"], "", "asked"), "Near");
    assert_eq!(listed(&["list"], "", "reviews"), "Near");
    std::fs::write(folder.path("asked/tiebreak.toml"), "").unwrap();
    assert_eq!(listed(&["list"], "", "asked"), "Asked");
    assert_eq!(
        listed(&["list"], "missing", ""),
        "error: cannot read the folder of reviews \"missing\": No such file or directory\n  name another with --reviews DIR\n"
    );
}

#[test]
fn no_folder_is_an_error_that_names_the_option() {
    let nowhere = tempfile::tempdir().unwrap();
    let run = finish(program(&["list"]).current_dir(nowhere.path()));
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("--reviews"), "{run}");
}

#[test]
fn a_folder_without_reviews_is_a_note() {
    for args in ["list", "check"] {
        let run = Folder::new(&[("readme.md", "# Hello\n")]).run(args);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{args}");
        assert!(run.stderr.starts_with("note: no reviews in reviews: "), "{run}");
    }
}

#[test]
fn markdown_files_count_and_hidden_ones_do_not() {
    let folder = Folder::new(&[]);
    for (path, tool) in [
        ("a.md", "A"),
        ("b.markdown", "B"),
        ("deep/er/c.mdx", "C"),
        ("d.txt", "D"),
        (".e.md", "E"),
        (".git/f.md", "F"),
        ("g.md.bak", "G"),
    ] {
        folder.write(path, review(tool, "").as_bytes());
    }
    let run = folder.run("list");
    let tools: Vec<_> = run.stdout.lines().skip(2).map(|line| line.split(' ').next().unwrap()).collect();
    assert_eq!(tools, ["A", "B", "C"]);
}

#[test]
fn yaml_and_toml_give_the_same_output() {
    let yaml = "---\ntool: Kit\nversion: 1.10\npanel: {Ann: ship}\npricing: {entry: Paid, from: $5}\nreviewed: 2026-04-08\nport: 0x10\nflag: no\ndate: 2026-04-08\n---\nText.\n";
    let toml = "+++\ntool = 'Kit'\nversion = 1.10\npanel = {Ann = 'ship'}\npricing = {entry = 'Paid', from = '$5'}\nreviewed = 2026-04-08\nport = 0x10\nflag = 'no'\ndate = 2026-04-08\n+++\nText.\n";
    let shown = |text: &str| {
        Folder::new(&[("kit.md", text), ("o.md", &review("Other", ""))])
            .run("compare kit other --as-of 2026-11-23")
    };
    let (yaml, toml) = (shown(yaml), shown(toml));
    assert_eq!(yaml.to_string(), toml.to_string());
    for value in ["Kit v1.10", "0x10", "no", "2026-04-08"] {
        assert!(yaml.stdout.contains(value), "{value}");
    }
}

#[test]
fn the_date_in_a_path_dates_a_review() {
    let folder = Folder::new(&[
        ("2024-01-15/vue.md", &review("Vue", "verdict: ship")),
        ("2025-07-01/vue.md", &review("Vue", "verdict: skip")),
        ("other.md", &review("Other", "")),
    ]);
    let now = folder.run("compare vue other --as-of 2026-01-01");
    assert!(now.stdout.contains("2025-07-01") && now.stdout.contains("✗ skip"));
    assert!(now.stdout.contains("Editor"));
    let then = folder.run("compare vue@2025-06-30 other --as-of 2026-01-01");
    assert!(then.stdout.contains("2024-01-15") && then.stdout.contains("✓ ship"));
}

#[test]
fn one_bad_file_hides_no_other() {
    let folder = Folder::new(&[
        ("a.md", &review("Alpha", "")),
        ("b.md", "---\n: : :\n\t---\n"),
        ("c.md", &review("Gamma", "")),
    ]);
    folder.write("d.md", &[0xff; 100]);
    folder.write("e.md", &vec![b' '; 2 * 1024 * 1024]);
    let run = folder.run("list");
    assert_eq!(run.stdout.lines().count(), 4);
    assert!(run.stderr.starts_with("error: 3 problems in 3 files, the first at reviews/b.md:1:1;"), "{run}");
    assert_eq!(run.code, 0);
}
