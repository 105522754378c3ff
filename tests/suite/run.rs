//! Running the program in a folder of a test's own.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub command: String,
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { command, stdout, stderr, code } = self;
        write!(f, "$ tiebreak {command}\n{stdout}")?;
        if !stderr.is_empty() {
            write!(f, "--- stderr\n{stderr}")?;
        }
        writeln!(f, "--- exit {code}")
    }
}

/// A folder that holds `reviews` with the files of a test; the program runs beside it.
pub struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self { root: tempfile::tempdir().unwrap() };
        std::fs::create_dir(folder.path("reviews")).unwrap();
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    /// A path beside `reviews`.
    pub fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.root.path().join(path)
    }

    /// Writes a file below `reviews`.
    pub fn write(&self, path: &str, text: &[u8]) {
        let path = self.path("reviews").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The program, about to run beside `reviews` with nothing of this process's environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = program(args);
        command.current_dir(self.root.path());
        command
    }

    /// Runs with arguments that are split at blanks.
    pub fn run(&self, args: &str) -> Run {
        self.run_args(&args.split_whitespace().collect::<Vec<_>>())
    }

    pub fn run_args(&self, args: &[&str]) -> Run {
        finish(&mut self.command(args))
    }
}

/// The program with nothing of this process's environment.
pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tiebreak"));
    command.args(args).env_clear().stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy()).collect();
    Run {
        command: args.join(" "),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-1),
    }
}

/// A review of a tool with more lines of front matter.
pub fn review(tool: &str, more: &str) -> String {
    format!("---\ntool: {tool}\n{more}\n---\n")
}
