//! From arguments and environment to decided values: color, width, today, the folder of reviews.
//!
//! Each is decided here once and passed on. What reviews contain is none of its business.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use crate::catalog::Folder;
use crate::cli::ColorWhen;
use crate::date::{self, Date};
use crate::error::{Error, Kind, reason};

/// The name of a folder of reviews.
const REVIEWS: &str = "reviews";
/// The file that makes any folder a folder of reviews.
const CONFIG: &str = crate::config::FILE;
/// The width where nothing else says one.
const WIDTH: usize = 80;
/// The narrowest output: below it, nothing can be laid out.
const NARROWEST: usize = 20;

/// Looks up a variable of the environment.
pub type Lookup = Box<dyn Fn(&str) -> Option<OsString>>;

/// What the process was started with, besides its arguments.
pub struct Environment {
    /// Looks up a variable.
    pub variable: Lookup,
    /// Whether stdout is a terminal.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal.
    pub stderr_is_terminal: bool,
    /// The columns of the terminal that stdout is.
    pub terminal_width: Option<u16>,
}

impl Environment {
    /// That of this process.
    pub fn current() -> Self {
        let stdout = io::stdout();
        Self {
            variable: Box::new(|name| env::var_os(name)),
            stdout_is_terminal: stdout.is_terminal(),
            stderr_is_terminal: io::stderr().is_terminal(),
            terminal_width: terminal_size::terminal_size_of(stdout).map(|(width, _)| width.0),
        }
    }

    /// A variable that is set to more than nothing.
    fn set(&self, name: &str) -> Option<OsString> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }

    /// Whether a stream gets color: what was asked for, then the environment, then whether it is a terminal.
    fn color(&self, when: ColorWhen, is_terminal: bool) -> bool {
        let forced = |name| self.set(name).is_some_and(|value| value != "0");
        match when {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto if self.set("NO_COLOR").is_some() => false,
            ColorWhen::Auto if forced("CLICOLOR_FORCE") || forced("FORCE_COLOR") => true,
            ColorWhen::Auto => {
                let off = self.set("CLICOLOR").is_some_and(|value| value == "0");
                let dumb = self.set("TERM").is_some_and(|value| value == "dumb");
                is_terminal && !off && !dumb
            }
        }
    }

    /// Whether stdout and stderr get color.
    pub fn colors(&self, when: ColorWhen) -> (bool, bool) {
        (self.color(when, self.stdout_is_terminal), self.color(when, self.stderr_is_terminal))
    }

    /// The columns of the output: what was asked for, the terminal's, `COLUMNS`, 80; never less than 20.
    pub fn width(&self, asked: Option<u16>) -> usize {
        let variable = || self.set("COLUMNS")?.to_str()?.trim().parse().ok();
        let width = asked
            .or_else(|| self.terminal_width.filter(|&width| width > 0))
            .or_else(variable)
            .filter(|&width: &u16| width > 0);
        width.map_or(WIDTH, usize::from).max(NARROWEST)
    }

    /// The folder of reviews: what was asked for, `TIEBREAK_REVIEWS`, the nearest one from `start` upwards.
    ///
    /// # Errors
    ///
    /// There is none, or it cannot be read.
    pub fn folder(&self, asked: Option<&Path>, start: &Path) -> Result<Folder, Error> {
        let named = asked.map(Path::to_path_buf).or_else(|| self.set("TIEBREAK_REVIEWS").map(PathBuf::from));
        let folder = match named {
            Some(path) => path,
            None => nearest(start).ok_or_else(|| {
                Error::new(
                    Kind::Folder,
                    format!("no folder of reviews here or above: no \"{REVIEWS}\" and no {CONFIG}"),
                )
                .hint("name it with --reviews DIR or TIEBREAK_REVIEWS")
            })?,
        };
        let shown = folder.to_string_lossy().into_owned();
        let path = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        match fs::read_dir(start.join(&path)) {
            Ok(_) => Ok(Folder { path: start.join(path), shown }),
            Err(error) => {
                let message = format!("cannot read the folder of reviews \"{shown}\": {}", reason(&error));
                Err(Error::new(Kind::Folder, message).hint("name another with --reviews DIR"))
            }
        }
    }
}

/// The nearest folder of reviews, as one would type it in `start`.
fn nearest(start: &Path) -> Option<PathBuf> {
    let mut typed = PathBuf::new();
    for folder in start.ancestors() {
        let named = folder.file_name().is_some_and(|name| name == REVIEWS);
        if named || folder.join(CONFIG).is_file() {
            return Some(typed);
        }
        if folder.join(REVIEWS).is_dir() {
            return Some(typed.join(REVIEWS));
        }
        typed.push("..");
    }
    None
}

/// The date that counts as today.
///
/// # Errors
///
/// The text is no date.
pub fn as_of(asked: Option<&str>) -> Result<Date, Error> {
    let Some(text) = asked else { return Ok(date::today()) };
    let is_day = text.trim().len() == "YYYY-MM-DD".len();
    date::parse(text).filter(|_| is_day).ok_or_else(|| {
        Error::new(Kind::Usage, format!("\"{text}\" is not a date")).hint("write --as-of YYYY-MM-DD")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(
        variables: &[(&'static str, &'static str)],
        terminal: bool,
        width: Option<u16>,
    ) -> Environment {
        let variables = variables.to_vec();
        Environment {
            variable: Box::new(move |name| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
            }),
            stdout_is_terminal: terminal,
            stderr_is_terminal: false,
            terminal_width: width,
        }
    }

    #[test]
    fn each_variable_decides_color_in_its_place() {
        for (variables, on_terminal, on_pipe) in [
            (&[][..], true, false),
            (&[("NO_COLOR", "")], true, false),
            (&[("NO_COLOR", "0")], false, false),
            (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false, false),
            (&[("CLICOLOR_FORCE", "1")], true, true),
            (&[("CLICOLOR_FORCE", "0")], true, false),
            (&[("CLICOLOR_FORCE", "")], true, false),
            (&[("FORCE_COLOR", "1")], true, true),
            (&[("FORCE_COLOR", "0")], true, false),
            (&[("FORCE_COLOR", "3"), ("CLICOLOR", "0"), ("TERM", "dumb")], true, true),
            (&[("CLICOLOR", "0")], false, false),
            (&[("CLICOLOR", "1")], true, false),
            (&[("TERM", "dumb")], false, false),
            (&[("TERM", "xterm")], true, false),
        ] {
            let decided = |terminal| environment(variables, terminal, None).colors(ColorWhen::Auto).0;
            assert_eq!((decided(true), decided(false)), (on_terminal, on_pipe), "{variables:?}");
            let asked = environment(variables, true, None);
            assert_eq!(
                (asked.colors(ColorWhen::Always), asked.colors(ColorWhen::Never)),
                ((true, true), (false, false))
            );
        }
    }

    #[test]
    fn stdout_and_stderr_decide_each_for_itself() {
        assert_eq!(environment(&[], true, None).colors(ColorWhen::Auto), (true, false));
    }

    #[test]
    fn width_is_asked_for_then_the_terminals_then_columns_then_80() {
        let columns = &[("COLUMNS", "100")];
        assert_eq!(environment(columns, true, Some(120)).width(Some(60)), 60);
        assert_eq!(environment(columns, true, Some(120)).width(None), 120);
        assert_eq!(environment(columns, true, Some(0)).width(None), 100);
        assert_eq!(environment(columns, false, None).width(None), 100);
        for odd in ["", "0", "wide", "-5"] {
            assert_eq!(environment(&[("COLUMNS", odd)], false, None).width(None), 80, "{odd}");
        }
        assert_eq!(environment(&[("COLUMNS", "3")], false, None).width(None), 20);
    }

    #[test]
    fn the_nearest_folder_of_reviews_is_found_from_below() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(&path).unwrap();
            path
        };
        let typed = |path: &str| {
            nearest(&at(path))
                .filter(|found| !found.to_string_lossy().contains("../../../"))
                .map(|path| path.to_string_lossy().into_owned())
        };
        assert_eq!(typed("p/src"), None);
        at("p/reviews/speech");
        assert_eq!(typed("p/src").as_deref(), Some("../reviews"));
        assert_eq!(typed("p").as_deref(), Some("reviews"));
        assert_eq!(typed("p/reviews").as_deref(), Some(""));
        assert_eq!(typed("p/reviews/speech").as_deref(), Some(".."));
        fs::write(at("p/radar").join(CONFIG), "").unwrap();
        assert_eq!(typed("p/radar").as_deref(), Some(""));
    }
}
