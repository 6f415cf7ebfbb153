//! A tenant is carried to another database, of the other engine, and back: the same content comes out again.

use std::{collections::HashMap, io::Write, path::Path, sync::Arc};

use branchbook_db::{Db, MIGRATIONS, Options};
use branchbook_domain::id::TenantId;
use branchbook_server::{
    App,
    access::OwnWork,
    app::{Clock, PasswordCost, Settings},
    features::{
        identity::revocation,
        tenant_data::{
            archive::{Header, Reader, Writer},
            export,
            import::{self, Imported, Refusal},
        },
    },
};
use branchbook_test_support::{Client, ManualClock, SeededEntropy, TestApp, client::Method, db_test};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    deletion::{begin, finish, new_tree, use_it},
    raw::Raw,
};

/// Another database, in a folder of its own.
struct Elsewhere {
    app: App,
    db: Db,
    folder: TempDir,
}

impl Elsewhere {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("elsewhere.db").display());
        let db = Db::open(&Options::new(url.parse().unwrap()), MIGRATIONS).unwrap();
        db.migrate().await.unwrap();
        let mut settings = Settings::new([7; 32], "http://elsewhere.example".parse().unwrap());
        settings.password_cost = PasswordCost::new(8, 1, 1).unwrap();
        let app = App::new(
            db.clone(),
            Arc::new(ManualClock::default()),
            Arc::new(SeededEntropy::new(4711)),
            settings,
        );
        Self { app, db, folder }
    }
}

async fn archive(db: &Db, tenant: TenantId, folder: &Path, name: &str) -> std::path::PathBuf {
    let at = ManualClock::default().now();
    let mut from = export::to_file(&OwnWork::on(db), tenant, at)
        .await
        .unwrap()
        .expect("a tenant");
    let path = folder.join(name);
    let mut to = std::fs::File::create(&path).unwrap();
    std::io::copy(&mut from, &mut to).unwrap();
    path
}

fn read(path: &Path) -> (Header, Vec<(String, Vec<Value>)>) {
    let mut reader = Reader::new(std::io::BufReader::new(std::fs::File::open(path).unwrap())).unwrap();
    let mut rows = vec![];
    while let Some(row) = reader.next_row().unwrap() {
        rows.push(row);
    }
    (reader.header, rows)
}

/// The content of an archive, whoever has which id where: people are their e-mails, and there is one order. Without what was written
/// about the carrying itself.
fn canonical(path: &Path) -> Vec<String> {
    let (header, rows) = read(path);
    let people: HashMap<String, String> = rows
        .iter()
        .filter(|(table, _)| table == "users")
        .map(|(_, row)| (row[0].as_str().unwrap().to_owned(), row[1].as_str().unwrap().to_owned()))
        .collect();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|(table, row)| format!("{table} {}", Value::from(row.clone())))
        .filter(|line| !line.contains("tenant.imported"))
        .map(|line| people.iter().fold(line, |line, (id, email)| line.replace(id, email)))
        .collect();
    let Header { tenant, tables, .. } = header;
    lines.push(format!("{tenant:?} {tables:?}"));
    lines.sort_unstable();
    lines
}

/// A tenant with several people in it, and something of everything.
async fn populated(app: &TestApp) -> Client {
    let (admin, engineer) = (app.admin().await, app.engineer().await);
    for client in [&admin, &engineer] {
        use_it(client).await;
    }
    let gone = engineer
        .post("trees", new_tree("Deleted"))
        .await
        .assert_status(201)
        .text_at("/id");
    engineer.delete(&format!("trees/{gone}")).await.assert_status(204);
    propose(app, &admin, &engineer).await;
    let settings = json!({ "settings": { "allow_public_shares": false } });
    admin
        .request(Method::PATCH, "account")
        .json(settings)
        .send()
        .await
        .assert_status(200);
    admin
}

/// What a colleague proposes to a flow of the admin's, and what somebody of another tenant does.
async fn propose(app: &TestApp, admin: &Client, engineer: &Client) {
    let other = app.other_tenant().await;
    let made = admin.post("trees", new_tree("Shared")).await.assert_status(201);
    let tree = made.text_at("/id");
    admin
        .post_nothing(&format!("trees/{tree}/publish"))
        .await
        .assert_status(200);
    for (client, message) in [(engineer, "From a colleague"), (&other, "From elsewhere")] {
        let forked = client
            .post(&format!("trees/{tree}/fork"), json!({ "fork_reason": "Ours" }))
            .await;
        let fork = forked.assert_status(201).text_at("/id");
        let mut changed = new_tree("x")["tree_structure"].clone();
        changed["nodes"][1]["title"] = json!(message);
        client
            .put(&format!("trees/{fork}"), json!({ "tree_structure": changed }))
            .await
            .assert_status(200);
        client
            .post(&format!("trees/{fork}/proposals"), json!({ "message": message }))
            .await
            .assert_status(201);
    }
}

async fn import(to: &App, path: &Path) -> Result<Imported, Refusal> {
    import::from_file(to, path).await
}

/// What the archive is refused for; that it changed nothing.
async fn refused(to: &Elsewhere, path: &Path) -> String {
    let count = async || {
        let db = to.db.global();
        let counted: Result<i64, branchbook_db::Error> = db
            .read((), |tx, ()| {
                let sql = "SELECT (SELECT count(*) FROM tenants) * 1000 + (SELECT count(*) FROM users)";
                Box::pin(async move { tx.one(sql, &[], |row| row.get(0)).await })
            })
            .await;
        counted.unwrap()
    };
    let before = count().await;
    let refusal = import(&to.app, path).await.unwrap_err();
    assert_eq!(count().await, before, "{refusal}");
    refusal.to_string()
}

/// The archive with its rows changed, as somebody who can write one would.
fn forged(
    path: &Path,
    folder: &Path,
    change: impl Fn(&mut Header, &mut Vec<(String, Vec<Value>)>),
) -> std::path::PathBuf {
    let (mut header, mut rows) = read(path);
    change(&mut header, &mut rows);
    let mut writer = Writer::new(vec![], &header).unwrap();
    for (table, row) in rows {
        writer.row(&table, row).unwrap();
    }
    let forged = folder.join("forged");
    std::fs::File::create(&forged)
        .unwrap()
        .write_all(&writer.finish().unwrap())
        .unwrap();
    forged
}

db_test! {
    async fn a_tenant_comes_to_another_database_and_back_as_it_was(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = populated(app).await;
        let tenant = admin.person().tenant;
        let there = Elsewhere::new().await;
        let folder = there.folder.path();
        let first = archive(&app.db, tenant, folder, "first").await;

        // Somebody there has an account already, with another id and a password of theirs.
        let known = Raw::Sqlite(rusqlite::Connection::open(folder.join("elsewhere.db")).unwrap());
        let sql = "INSERT INTO users (id, email, name, password_hash, email_verified, is_active, is_service_account, created_at, updated_at)
                   VALUES (x'01900000000070008000000000000009', 'engineer@example.com', 'Other name', 'theirs', 0, 1, 0, 0, 0);
                   INSERT INTO tenants (id, name, slug, type, plan, is_active, created_at, updated_at, settings)
                   VALUES (x'01900000000070008000000000000008', 'Another', 'admin', 'self', 'free', 1, 0, 0, '{}')";
        known.execute(sql, "").await;
        let imported = import(&there.app, &first).await.unwrap();
        assert_eq!((imported.tenant, imported.known, imported.new), (tenant, 1, 1));
        assert!(imported.slug.starts_with("admin-"), "{}", imported.slug);
        let users = known.rows("users").await.join("\n");
        assert!(users.contains("|theirs|"), "a password that was there stays");
        let log = branchbook_server::features::audit::verification::of_tenant(&there.app, tenant).await.unwrap();
        assert!(log.ok && log.rows > 3, "{log:?}");

        let second = archive(&there.db, tenant, folder, "second").await;
        let same_slug = |lines: Vec<String>| lines.into_iter().map(|line| line.replace(&imported.slug, "admin")).collect::<Vec<_>>();
        // Whoever had an account there is as they were there; whoever had none came along as they are.
        let had_none = |line: &String| !line.starts_with(r#"users ["engineer@example.com","#);
        let but_for_who_was_there = |lines: Vec<String>| same_slug(lines).into_iter().filter(had_none).collect::<Vec<_>>();
        let came = but_for_who_was_there(canonical(&second));
        assert!(came.iter().any(|line| line.starts_with(r#"users ["admin@example.com","admin@example.com","admin""#)), "{came:?}");
        assert_eq!(came, but_for_who_was_there(canonical(&first)));

        // Back, to where it is no more.
        let refusal = import(&app.app, &second).await.unwrap_err().to_string();
        assert!(refusal.contains("here already"), "{refusal}");
        let deletion = begin(&admin).await;
        finish(app, &deletion).await;
        import(&app.app, &second).await.unwrap();
        let third = archive(&app.db, tenant, folder, "third").await;
        assert_eq!(same_slug(canonical(&third)), same_slug(canonical(&first)), "everybody is who they were");

        revocation::poll(&app.app).await.unwrap();
        // It can be used: the engineer, who has an account there still, is an engineer again.
        let engineer = app.engineer().await;
        assert_eq!(engineer.person().tenant, tenant);
        let found = engineer.get("trees/search?q=power").await.assert_status(200);
        assert!(found.body.contains("Power"), "{}", found.body);
        use_it(&engineer).await;
    }

    async fn no_secret_is_in_an_archive(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = populated(app).await;
        let folder = TempDir::new().unwrap();
        let path = archive(&app.db, admin.person().tenant, folder.path(), "archive").await;
        let (_, rows) = read(&path);
        let text: String = rows.iter().map(|(table, row)| format!("{table} {}\n", Value::from(row.clone()))).collect();
        assert!(text.contains("admin@example.com") && text.contains("Power"));
        for secret in ["argon2", "password_hash", "token_hash"] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(text.contains("From a colleague"), "what members propose to each other is the tenant's");
        for others in ["other@example.com", "From elsewhere"] {
            assert!(!text.contains(others), "nothing of another tenant's: {others}");
        }
    }

    async fn an_archive_brings_nothing_that_another_tenant_would_have_said(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = populated(app).await;
        let there = Elsewhere::new().await;
        let path = archive(&app.db, admin.person().tenant, there.folder.path(), "archive").await;
        let forged = forged(&path, there.folder.path(), |header, rows| {
            let columns = header.tables["proposals"].as_array().unwrap();
            let at = columns.iter().position(|name| name == "author_tenant_id").unwrap();
            for (table, row) in rows {
                if table == "proposals" {
                    row[at] = json!("01900000-0000-7000-8000-000000000007");
                }
            }
        });
        assert!(refused(&there, &forged).await.contains("not its tenant's alone"));
    }

    async fn an_archive_that_is_damaged_or_foreign_changes_nothing_and_says_why(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = populated(app).await;
        let there = Elsewhere::new().await;
        let folder = there.folder.path().to_owned();
        let path = archive(&app.db, admin.person().tenant, &folder, "archive").await;
        let whole = std::fs::read(&path).unwrap();
        let damaged = folder.join("damaged");
        let put = |bytes: &[u8]| std::fs::write(&damaged, bytes).unwrap();
        for length in [0, 10, whole.len() / 2, whole.len() - 9, whole.len() - 1] {
            put(&whole[..length]);
            refused(&there, &damaged).await;
        }
        put(b"a picture of a cat");
        assert!(refused(&there, &damaged).await.contains("no archive"));
        assert!(refused(&there, &folder.join("nothing")).await.contains("cannot be read"));

        type Rows = Vec<(String, Vec<Value>)>;
        type Change = (&'static str, fn(&mut Header, &mut Rows));
        let changes: [Change; 6] = [
            ("later version of Branchbook", |header, _| header.schema = 9999),
            ("a form that this build does not know", |header, _| drop(header.tables.insert("cats".to_owned(), json!(["id"])))),
            ("does not tell of 'cats'", |_, rows| rows.push(("cats".to_owned(), vec![]))),
            ("has another length", |_, rows| rows.last_mut().unwrap().1.push(json!(1))),
            ("refers to one that is not in it", |_, rows| rows.retain(|(table, _)| table != "session_flows")),
            ("not what it should be", |_, rows| {
                let tree = rows.iter_mut().find(|(table, _)| table == "trees").unwrap();
                tree.1[0] = json!("no id");
            }),
        ];
        for (why, change) in changes {
            let refusal = refused(&there, &forged(&path, &folder, change)).await;
            assert!(refusal.contains(why), "{why}: {refusal}");
        }
        import(&there.app, &path).await.unwrap();
    }

    async fn an_admin_takes_everything_away(db: TestDb) {
        let app = &TestApp::start(db).await;
        let admin = populated(app).await;
        let answer = reqwest::Client::new()
            .get(format!("{}/api/v1/account/export", app.url()))
            .bearer_auth(admin.token())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.headers()["content-type"], "application/gzip");
        assert!(answer.headers()["content-disposition"].to_str().unwrap().contains("admin.branchbook.gz"));
        let there = Elsewhere::new().await;
        let path = there.folder.path().join("taken");
        std::fs::write(&path, answer.bytes().await.unwrap()).unwrap();
        import(&there.app, &path).await.unwrap();
        let told = admin.get("account/audit?action=tenant.exported").await.assert_status(200);
        assert_eq!(told.at("/items/0/actor/name"), "admin");
        app.manager().await.get("account/export").await.assert_status(403);
    }
}
