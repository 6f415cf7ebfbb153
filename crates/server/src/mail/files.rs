//! Mails as files, where there is no mail server: the operator finds them in the data folder.

use std::{
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use branchbook_db::BoxFuture;

use super::{Carrier, CarrierKind, Letter, Undelivered};

/// Writes each mail to a file `<time>-<template>-<to>.eml`.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// Into this folder, which is made when it is missing.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }
}

impl Carrier for Files {
    fn kind(&self) -> CarrierKind {
        CarrierKind::Files
    }

    fn carry<'c>(&'c self, letter: &'c Letter) -> BoxFuture<'c, Result<(), Undelivered>> {
        Box::pin(async move {
            let mail = letter.to_mime().map_err(Undelivered::Never)?.formatted();
            let file = self.folder.join(name(letter));
            let (folder, target) = (self.folder.clone(), file.clone());
            let written = tokio::task::spawn_blocking(move || write(&folder, &target, &mail)).await;
            match written.map_err(io::Error::other).and_then(|written| written) {
                Ok(()) => {
                    tracing::info!(file = %file.display(), "no mail server is set, so a mail was written to a file");
                    Ok(())
                }
                Err(fault) => Err(Undelivered::Later(format!("{}: {fault}", file.display()))),
            }
        })
    }
}

/// The same for every try to send one mail.
fn name(letter: &Letter) -> String {
    let plain = |text: &str| -> String {
        let plain = text.chars().map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' | '@' | '+' => c,
            _ => '_',
        });
        plain.take(80).collect()
    };
    let time = letter.at.strftime("%Y%m%dT%H%M%S%.6fZ");
    format!("{time}-{}-{}.eml", letter.name, plain(&letter.to))
}

/// Whole or not at all, and readable only to the server's own user: the links in it open accounts.
fn write(folder: &Path, file: &Path, mail: &[u8]) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let draft = file.with_extension("eml.part");
    let mut options = std::fs::OpenOptions::new();
    let mut target = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)?;
    io::Write::write_all(&mut target, mail)?;
    target.sync_all()?;
    std::fs::rename(draft, file)
}
