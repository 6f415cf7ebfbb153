//! The secret key in the data folder: made at the first start, and from then on always the same.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use branchbook_server::app::{Entropy, SystemEntropy};

use crate::config::read;

/// Where the key is kept.
pub fn path(data: &Path) -> PathBuf {
    data.join("secret.key")
}

/// The key that is kept, or a new one that now is. Of several processes that start at once, all get the same.
pub fn read_or_make(data: &Path) -> io::Result<[u8; 32]> {
    let path = path(data);
    match fs::read_to_string(&path) {
        Ok(text) => return parse(&path, &text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    make(data, &path)?;
    parse(&path, &fs::read_to_string(&path)?)
}

fn parse(path: &Path, text: &str) -> io::Result<[u8; 32]> {
    read::key(text.trim()).map_err(|wrong| {
        let explained = format!(
            "{} holds no key ({wrong}); whoever is signed in depends on it, so put it back from a backup",
            path.display()
        );
        io::Error::new(io::ErrorKind::InvalidData, explained)
    })
}

/// Writes a new key beside its place and links it there: it appears whole, or, if another process was faster, not at all.
fn make(data: &Path, path: &Path) -> io::Result<()> {
    let mut random = [0; 40];
    SystemEntropy.fill(&mut random);
    let (name, key) = random.split_at(8);
    let draft = data.join(format!("secret.key.{}", hex(name)));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)?;
    let linked = writeln!(file, "{}", hex(key))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    // The name is durable only with its folder.
    fs::File::open(data)?.sync_all()
}

/// Whether others on this machine can read the key.
pub fn is_exposed(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept_from_others() {
        let data = tempfile::tempdir().unwrap();
        let key = read_or_make(data.path()).unwrap();
        assert_eq!(read_or_make(data.path()).unwrap(), key);
        assert!(!is_exposed(&path(data.path())).unwrap());
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 1, "no draft is left");
    }

    #[test]
    fn processes_that_start_at_once_get_the_same_key() {
        let data = tempfile::tempdir().unwrap();
        let keys: Vec<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| read_or_make(data.path()).unwrap()))
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]));
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let data = tempfile::tempdir().unwrap();
        fs::write(path(data.path()), "abc").unwrap();
        assert!(read_or_make(data.path()).unwrap_err().to_string().contains("backup"));
    }
}
