//! A result in a file: whole or not at all, never over something that was not meant to be replaced.
//!
//! What is written is `render`'s; stdout is `streams`'.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tempfile::NamedTempFile;

use crate::error::{Error, Kind, reason};

/// The most links that are followed from a target to the file that it names.
const LINKS: usize = 16;

/// Writes a file. An existing one is replaced only by `force`; a link is followed to what it names; a FIFO or
/// device is written to as it is.
///
/// A regular file is written beside its target under another name, synced and renamed, so that neither a crash
/// nor a full disk nor a signal leaves anything but the whole old or the whole new file.
///
/// # Errors
///
/// The file exists, or cannot be written; the target is then as it was.
pub fn write(path: &Path, force: bool, bytes: &[u8]) -> Result<(), Error> {
    let shown = path.display().to_string();
    let failed =
        |error: io::Error| Error::new(Kind::Output, format!("cannot write {shown}: {}", reason(&error)));
    // Asked of the path itself first: what stands behind `/dev/stdout` has no name of its own to follow.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
        let mut device = OpenOptions::new().write(true).open(path).map_err(failed)?;
        return device.write_all(bytes).map_err(failed);
    }
    let target = follow(path).map_err(failed)?;
    let there = match fs::metadata(&target) {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    match &there {
        Some(metadata) if metadata.is_dir() => {
            return Err(Error::new(Kind::Output, format!("cannot write {shown}: it is a folder")));
        }
        Some(_) if !force => return Err(exists(&shown)),
        _ => {}
    }
    let signals = Signals::hold().map_err(failed)?;
    let result = replace(&target, there.as_ref(), bytes, &signals);
    signals.release();
    match result {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(exists(&shown)),
        result => result.map_err(failed),
    }
}

fn exists(shown: &str) -> Error {
    Error::new(Kind::Output, format!("{shown} exists")).hint("replace it with --force")
}

/// Where a chain of links leads, whether or not something is there.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(named) => path = path.parent().map_or_else(|| named.clone(), |folder| folder.join(&named)),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links"))
}

/// Writes beside the target, then puts it in the target's place.
fn replace(target: &Path, old: Option<&Metadata>, bytes: &[u8], signals: &Signals) -> io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = beside(folder)?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    if signals.arrived() {
        // Dropping the file removes it.
        return Err(io::Error::from(io::ErrorKind::Interrupted));
    }
    match old {
        Some(_) => file.persist(target)?,
        // Of two runs at once only one may create it.
        None => file.persist_noclobber(target)?,
    };
    // The new name is on the disk when the folder is; not every system lets a folder be synced.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A new file in a folder, readable as the user's mask says.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tiebreak-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Signals that end a program, held back while a file is written so that nothing is left behind, and obeyed afterwards.
#[cfg(unix)]
struct Signals {
    arrived: Vec<(i32, Arc<AtomicBool>, signal_hook::SigId)>,
}

#[cfg(unix)]
impl Signals {
    fn hold() -> io::Result<Self> {
        let mut arrived = Vec::new();
        use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ] {
            let flag = Arc::default();
            let id = signal_hook::flag::register(signal, Arc::clone(&flag))?;
            arrived.push((signal, flag, id));
        }
        Ok(Self { arrived })
    }

    fn arrived(&self) -> bool {
        self.arrived.iter().any(|(signal, flag, _)| obeyed(*signal) && flag.load(Ordering::SeqCst))
    }

    /// Lets signals through again, first those that arrived.
    fn release(self) {
        for (signal, flag, id) in self.arrived {
            signal_hook::low_level::unregister(id);
            if obeyed(signal) && flag.load(Ordering::SeqCst) {
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        }
    }
}

/// Whether a signal ends the program. A file that may not grow is an error of the write that hits the limit.
#[cfg(unix)]
const fn obeyed(signal: i32) -> bool {
    signal != signal_hook::consts::SIGXFSZ
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn hold() -> io::Result<Self> {
        Ok(Self)
    }

    fn arrived(&self) -> bool {
        false
    }

    fn release(self) {}
}
