//! The documents stay true: help, keys, schema, the README's picture and commands.

use std::path::Path;

use snapbox::{assert_data_eq, file};

use crate::run::{finish, program};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn the_picture_is_the_real_output() {
    let args = [
        "compare",
        "axolotl",
        "llama-factory",
        "--brief",
        "--width",
        "100",
        "--as-of",
        "2026-11-23",
        "--color",
        "always",
    ];
    let run = finish(program(&args).current_dir(root()));
    let shown = format!("$ tiebreak compare axolotl llama-factory --brief\n{}", run.stdout);
    assert_data_eq!(shown, file!["../../docs/compare.term.svg"]);
}

#[test]
fn the_page_of_commands_is_the_real_help() {
    let mut page = "# Commands\n\nWhat `--help` says, for the program and each of its commands.\n".to_owned();
    for command in ["", "compare", "export", "show", "list", "reviewers", "check", "completions", "man"] {
        let args: Vec<&str> = command.split_terminator(' ').chain(["--help"]).collect();
        let help = finish(program(&args).env("COLUMNS", "100")).stdout;
        let help: String = help.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        let title = format!("tiebreak {command}");
        page.push_str(&format!("\n## {}\n\n```text\n{help}```\n", title.trim_end()));
    }
    assert_data_eq!(page, file!["../../docs/cli.md"].raw());
}

#[test]
fn the_reference_of_the_front_matter_has_every_key() {
    let page = read("docs/review-format.md");
    for key in tiebreak::catalog::front_matter::KEYS {
        assert!(page.contains(&format!("\n| `{key}` |")), "{key}");
    }
}

#[test]
fn the_commands_of_the_readme_work() {
    let readme = read("README.md");
    let typed = readme
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
        .filter(|line| !line.starts_with("cargo test"));
    let in_tables = readme
        .lines()
        .filter(|line| line.starts_with("| `tiebreak "))
        .filter_map(|line| line.split('`').nth(1));
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for command in typed.chain(in_tables) {
        let command = command
            .strip_prefix("cargo run -- ")
            .map(|rest| format!("tiebreak {rest}"))
            .unwrap_or(command.to_owned());
        let Some(args) = command.strip_prefix("tiebreak ") else { continue };
        // What follows a pipe or a redirection is other programs'.
        let args: Vec<&str> = args.split(['|', '>']).next().unwrap().split_whitespace().collect();
        let run =
            finish(program(&args).current_dir(folder.path()).env("TIEBREAK_REVIEWS", root().join("reviews")));
        let quiet = run.stderr.is_empty() || run.stderr.starts_with("note: no problems");
        assert!(run.code == 0 && quiet, "{run}");
        count += 1;
    }
    assert!(count >= 8, "{count} commands");
}

#[test]
fn json_is_as_its_schema_says_and_says_no_more() {
    let mut schema: serde_json::Value = serde_json::from_str(&read("docs/json.schema.json")).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    close(&mut schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    for args in [
        "compare axolotl smolvlm2 --format json",
        "compare zed zed@0.176.3 ollama qwen-vl --format json",
        "list --format json",
        "list --all --format json",
        "reviewers --format json",
        "show zed --format json",
        "show ollama --format json",
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        let run = finish(program(&args).current_dir(root()));
        let value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(errors, [""; 0], "{args:?}");
        assert_eq!(finish(program(&args).current_dir(root())).stdout, run.stdout, "{args:?}: the same twice");
    }
}

/// Forbids what the schema does not describe, so that it cannot fall behind.
fn close(schema: &mut serde_json::Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.contains_key("properties") && !object.contains_key("additionalProperties") {
            object.insert("unevaluatedProperties".into(), true.into());
        }
        object.values_mut().for_each(close);
    } else if let Some(items) = schema.as_array_mut() {
        items.iter_mut().for_each(close);
    }
    // What the others are part of may not be closed, or it would forbid what they add.
    for name in ["comparison", "profile", "list", "reviewers"] {
        if let Some(part) =
            schema.pointer_mut(&format!("/$defs/{name}")).and_then(|part| part.as_object_mut())
        {
            part.insert("unevaluatedProperties".into(), false.into());
        }
    }
    if let Some(list) = schema.pointer_mut("/$defs/list").and_then(|part| part.as_object_mut()) {
        list.insert(
            "items".into(),
            serde_json::json!({"$ref": "#/$defs/tool", "unevaluatedProperties": false}),
        );
    }
    if let Some(tools) =
        schema.pointer_mut("/$defs/comparison/properties/tools").and_then(|part| part.as_object_mut())
    {
        tools.insert(
            "items".into(),
            serde_json::json!({"$ref": "#/$defs/full_tool", "unevaluatedProperties": false}),
        );
    }
}
