//! What an operator does by hand, beside no server at all.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use branchbook_db::{Db, Error, MIGRATIONS, Options};
use branchbook_domain::id::TenantId;
use tempfile::TempDir;

/// Runs the binary on a data folder; what it is told on standard input.
fn branchbook(data: &Path, words: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_branchbook"))
        .args(words)
        .env("BRANCHBOOK_DATA", data)
        .env("BRANCHBOOK_LOG", "error")
        .current_dir(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a binary that starts");
    let mut stdin = child.stdin.take().expect("its input");
    // One that reads nothing may have ended before.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("a binary that ends")
}

/// What it says, when it does what it is told.
fn says(data: &Path, words: &[&str], input: &str) -> String {
    let output = branchbook(data, words, input);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {error}");
    String::from_utf8(output.stdout).expect("text")
}

/// What it complains of.
fn complains(data: &Path, words: &[&str], input: &str) -> String {
    let output = branchbook(data, words, input);
    assert!(!output.status.success(), "{words:?}");
    String::from_utf8(output.stderr).expect("text")
}

const OPERATOR: &[&str] = &[
    "admin",
    "create-operator",
    "--email",
    "Ada@example.com",
    "--name",
    "Ada Lovelace",
];

#[test]
fn an_operator_keeps_a_platform_by_hand() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path();
    assert!(complains(data, OPERATOR, "short\n").contains("12 characters"));
    assert!(says(data, OPERATOR, "four words make one\n").contains("is an operator"));
    let again = ["admin", "create-operator", "--email", "ada@example.com"];
    assert!(
        says(data, &again, "").contains("is an operator"),
        "who has an account needs no password"
    );

    let remove = ["admin", "remove-operator", "--email", "ADA@example.com"];
    let removed = says(data, &remove, "");
    assert!(
        removed.contains("no operator any more") && removed.contains("create-operator"),
        "{removed}"
    );
    assert!(complains(data, &remove, "").contains("is no operator"));
    assert!(says(data, &again, "").contains("is an operator"));

    assert!(
        says(
            data,
            &["admin", "set-plan", "--tenant", "ada-lovelace", "--plan", "pro"],
            ""
        )
        .contains("pro")
    );
    let tenants = says(data, &["admin", "list-tenants", "--q", "lovelace"], "");
    assert!(
        tenants.contains("ada-lovelace") && tenants.contains("pro") && tenants.lines().count() == 1,
        "{tenants}"
    );
    assert!(says(data, &["admin", "deactivate", "--tenant", "ada-lovelace"], "").contains("not active"));
    assert!(says(data, &["admin", "list-tenants"], "").contains("NOT ACTIVE"));
    says(data, &["admin", "activate", "--tenant", "ada-lovelace"], "");
    assert!(complains(data, &["admin", "deactivate", "--tenant", "nobody"], "").contains("no tenant"));
    assert!(
        complains(data, &["admin", "deactivate", "--user", "nobody@example.com"], "").contains("nobody@example.com")
    );

    let code = says(
        data,
        &["admin", "invite-codes", "create", "--label", "Pilot", "--max-uses", "3"],
        "",
    );
    assert!(code.starts_with("bb_code_"), "{code}");
    let listed = says(data, &["admin", "invite-codes", "list"], "");
    assert!(listed.contains("Pilot") && listed.contains("used 0 of 3"), "{listed}");
    let id = listed.split(' ').next().expect("an id");
    says(data, &["admin", "invite-codes", "revoke", id], "");
    assert_eq!(says(data, &["admin", "invite-codes", "list"], ""), "");

    assert!(says(data, &["jobs", "run", "purge_tokens"], "").contains("done"));
    assert!(says(data, &["jobs", "list"], "").contains("purge_tokens"));
    assert!(complains(data, &["jobs", "run", "delete_tenant"], "").contains("jobs list"));
    let verified = says(data, &["audit", "verify"], "");
    assert!(
        verified.contains("branchbook") && verified.contains("whole"),
        "{verified}"
    );
}

#[tokio::test]
async fn logs_that_somebody_removed_are_missed_however_often_one_looks() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path();
    says(data, OPERATOR, "four words make one\n");
    assert!(!says(data, &["audit", "verify"], "").contains("NOT AS"));
    remove_logs(data).await;
    for _ in 0..2 {
        let complaint = complains(data, &["audit", "verify"], "");
        assert!(complaint.contains("2 audit logs are not"), "{complaint}");
    }
    // Other commands, which begin the logs of older tenants, make nothing good.
    says(data, &["admin", "list-tenants"], "");
    assert!(complains(data, &["audit", "verify"], "").contains("2 audit logs are not"));
}

/// Removes every audit log, as somebody does who has the database.
async fn remove_logs(data: &Path) {
    let url = format!("sqlite:{}", data.join("branchbook.db").display());
    let db = Db::open(&Options::new(url.parse().expect("an address")), MIGRATIONS).expect("a database that opens");
    let global = db.global();
    let tenants = global.read((), |tx, ()| {
        Box::pin(async move {
            tx.all("SELECT id FROM tenants", &[], |row| row.get::<TenantId>(0))
                .await
        })
    });
    let tenants: Result<Vec<TenantId>, Error> = tenants.await;
    for tenant in tenants.expect("tenants") {
        let db = db.tenant(tenant);
        let removed = db.write((), |tx, ()| {
            Box::pin(async move {
                tx.execute("DELETE FROM audit_log WHERE tenant_id = $1", &[]).await?;
                tx.execute("DELETE FROM audit_heads WHERE tenant_id = $1", &[]).await
            })
        });
        let removed: Result<u64, Error> = removed.await;
        assert_eq!(removed.expect("a log that goes"), 1);
    }
    db.close().await;
}

#[test]
fn a_tenant_is_carried_from_one_folder_to_another() {
    let [here, there] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    says(here.path(), OPERATOR, "four words make one\n");
    let archive = there.path().join("ada.gz");
    let archive = archive.to_str().expect("a path");
    says(
        here.path(),
        &["export-tenant", "--tenant", "ada-lovelace", "-o", archive],
        "",
    );
    let imported = says(there.path(), &["import-tenant", archive], "");
    assert!(
        imported.contains("ada-lovelace") && imported.contains("1 are new"),
        "{imported}"
    );
    let again = complains(there.path(), &["import-tenant", archive], "");
    assert!(
        again.contains("nothing was imported") && again.contains("here already"),
        "{again}"
    );
    assert!(says(there.path(), &["audit", "verify", "--tenant", "ada-lovelace"], "").contains("whole"));
    std::fs::write(archive, "a picture of a cat").expect("a file");
    assert!(complains(there.path(), &["import-tenant", archive], "").contains("no archive"));
}
