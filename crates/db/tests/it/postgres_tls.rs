//! TLS to PostgreSQL: who is talked to is who was meant.

use branchbook_db::{DatabaseUrl, Db, Error, Options};
use branchbook_test_support::database::{TestDb, on_postgres};
use tokio_postgres::{Client, NoTls};

use crate::notes::NOTES;

/// A connection as the superuser that tests are.
async fn superuser(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
    tokio::spawn(connection);
    client
}

/// The certificate that the test server's is signed by. It is the server that knows where it is.
async fn authority(superuser: &Client) -> String {
    let ssl: String = superuser.query_one("SHOW ssl", &[]).await.expect("a setting").get(0);
    assert_eq!(
        ssl, "on",
        "the tests' server has to speak TLS: scripts/test-services.sh stop, then start; or turn ssl on in yours"
    );
    let authority = "SELECT pg_read_file(current_setting('ssl_ca_file'))";
    superuser.query_one(authority, &[]).await.expect("a certificate").get(0)
}

/// Whether the connection is encrypted, or why there is none.
async fn is_encrypted(superuser: &Client, url: String) -> Result<bool, Error> {
    let db = Db::open(&Options::new(DatabaseUrl::Postgres(url)), NOTES)?;
    let global = db.global();
    let pid = global.read((), |tx, ()| {
        Box::pin(tx.one("SELECT pg_backend_pid()", &[], |row| row.get::<i32>(0)))
    });
    let pid = pid.await?;
    let ssl = superuser
        .query_one("SELECT ssl FROM pg_stat_ssl WHERE pid = $1", &[&pid])
        .await;
    db.close().await;
    Ok(ssl.expect("the connection").get(0))
}

async fn encrypted_and_verified(db: &TestDb) {
    let DatabaseUrl::Postgres(url) = &db.options().url else {
        panic!("a PostgreSQL database")
    };
    let superuser = superuser(url).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("root ca.crt");
    std::fs::write(&file, authority(&superuser).await).expect("a file");
    let file = file.display().to_string().replace(' ', "%20");
    let mark = if url.contains('?') { '&' } else { '?' };
    // The certificate is for the address, not for the name.
    let (by_address, by_name) = (
        url.replace("localhost", "127.0.0.1"),
        url.replace("127.0.0.1", "localhost"),
    );

    for (url, ssl, encrypted) in [
        (&by_address, "sslmode=disable", false),
        (&by_address, "sslmode=prefer", true),
        (&by_name, "sslmode=require", true),
        (&by_name, &format!("sslmode=verify-ca&sslrootcert={file}"), true),
        (&by_address, &format!("sslmode=verify-full&sslrootcert={file}"), true),
    ] {
        let connected = is_encrypted(&superuser, format!("{url}{mark}{ssl}")).await;
        assert_eq!(connected.expect("a connection"), encrypted, "{ssl}");
    }
    for (url, ssl, why) in [
        (
            &by_name,
            &*format!("sslmode=verify-full&sslrootcert={file}"),
            "not valid for name",
        ),
        (&by_address, "sslmode=verify-full", "UnknownIssuer"),
        (&by_address, "sslmode=verify-ca", "UnknownIssuer"),
    ] {
        match is_encrypted(&superuser, format!("{url}{mark}{ssl}")).await {
            Err(Error::Unavailable(told)) => assert!(told.contains(why), "{ssl}: {told}"),
            other => panic!("{ssl}: {other:?}"),
        }
    }
}

#[test]
fn a_connection_is_encrypted_and_verified_as_the_url_says() {
    on_postgres(NOTES, encrypted_and_verified);
}
