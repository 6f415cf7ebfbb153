//! What goes in comes out.

use branchbook_db::{Error, Migration, Tx, params};
use branchbook_domain::id::{Id, Tree, TreeId};
use branchbook_test_support::db_test;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::notes::id;

static VALUES: &[Migration] = &[Migration {
    version: 1,
    name: "values",
    sqlite: "CREATE TABLE v (
        id BLOB NOT NULL PRIMARY KEY, b INTEGER, i4 INTEGER, i8 INTEGER, f REAL, t TEXT, y BLOB, at INTEGER, j TEXT, jt TEXT
    ) STRICT",
    postgres: "CREATE TABLE v (
        id uuid NOT NULL PRIMARY KEY, b boolean, i4 integer, i8 bigint, f double precision, t text, y bytea,
        at timestamptz, j jsonb, jt text
    )",
}];

#[derive(Debug, Clone, PartialEq)]
struct Values {
    id: TreeId,
    b: Option<bool>,
    i4: Option<i32>,
    i8: Option<i64>,
    f: Option<f64>,
    t: Option<String>,
    y: Option<Vec<u8>>,
    at: Option<Timestamp>,
    j: Option<Json>,
    jt: Option<Json>,
}

async fn store(tx: &mut Tx, v: &Values) -> Result<(), Error> {
    let insert = "INSERT INTO v (id, b, i4, i8, f, t, y, at, j, jt) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    tx.execute(insert, params![v.id, v.b, v.i4, v.i8, v.f, v.t, v.y, v.at, v.j, v.jt])
        .await
        .map(drop)
}

async fn load(tx: &mut Tx, id: TreeId) -> Result<Values, Error> {
    tx.one(
        "SELECT id, b, i4, i8, f, t, y, at, j, jt FROM v WHERE id = $1",
        params![id],
        |row| {
            Ok(Values {
                id: row.get(0)?,
                b: row.get(1)?,
                i4: row.get(2)?,
                i8: row.get(3)?,
                f: row.get(4)?,
                t: row.get(5)?,
                y: row.get(6)?,
                at: row.get(7)?,
                j: row.get(8)?,
                jt: row.get(9)?,
            })
        },
    )
    .await
}

fn examples() -> Vec<Values> {
    let nothing = Values {
        id: Id::<Tree>::from_uuid(id(0)),
        b: None,
        i4: None,
        i8: None,
        f: None,
        t: None,
        y: None,
        at: None,
        j: None,
        jt: None,
    };
    let document = json!({"title": "Größe: 漢字 \" \\ \n", "nodes": [1, 2.5, null, true, {"": []}]});
    let most = Values {
        id: Id::from_uuid(Uuid::max()),
        b: Some(true),
        i4: Some(i32::MAX),
        i8: Some(i64::MAX),
        f: Some(f64::MAX),
        t: Some("Größe 漢字 🖨 $1 '".into()),
        y: Some((0..=255).collect()),
        at: Some("2999-12-31T23:59:59.999999Z".parse().unwrap()),
        j: Some(document.clone()),
        jt: Some(document),
    };
    let least = Values {
        id: Id::from_uuid(id(1)),
        b: Some(false),
        i4: Some(i32::MIN),
        i8: Some(i64::MIN),
        f: Some(-0.5),
        t: Some(String::new()),
        y: Some(Vec::new()),
        at: Some("1969-12-31T23:59:59.000001Z".parse().unwrap()),
        j: Some(json!(null)),
        jt: Some(json!("")),
    };
    vec![nothing, most, least]
}

db_test! {
    migrations = VALUES;

    async fn every_type_comes_back_as_it_went(db: TestDb) {
        for values in examples() {
            let stored = values.clone();
            db.global().write(stored, |tx, values| Box::pin(store(tx, values))).await.unwrap();
            let loaded = db.global().read(values.id, |tx, id| Box::pin(load(tx, *id))).await.unwrap();
            assert_eq!(loaded, values);
        }
    }

    async fn a_list_is_one_parameter(db: TestDb) {
        for values in examples() {
            db.global().write(values, |tx, values| Box::pin(store(tx, values))).await.unwrap();
        }
        let db = db.global();
        let counts = db.read((), |tx, ()| {
            Box::pin(async move {
                let count = async |tx: &mut Tx, sql: &'static str, params| tx.one(sql, params, |row| row.get(0)).await;
                let ids = "SELECT count(*) FROM v WHERE id = ANY($1)";
                Ok::<[i64; 6], Error>([
                    count(tx, ids, params![[id(0), id(1), id(2)]]).await?,
                    count(tx, ids, params![Vec::<TreeId>::new()]).await?,
                    count(tx, "SELECT count(*) FROM v WHERE id <> ALL($1)", params![vec![TreeId::from_uuid(id(0))]]).await?,
                    count(tx, "SELECT count(*) FROM v WHERE t = ANY($1)", params![["", "x"]]).await?,
                    count(tx, "SELECT count(*) FROM v WHERE i8 = ANY($1)", params![[i64::MAX, 1]]).await?,
                    count(tx, "SELECT count(*) FROM v WHERE i4 = ANY($1)", params![[i64::from(i32::MIN), 1]]).await?,
                ])
            })
        });
        assert_eq!(counts.await.unwrap(), [2, 0, 2, 1, 1, 1]);
    }

    async fn text_and_json_go_into_each_others_columns(db: TestDb) {
        let db = db.global();
        let read = db.write((), |tx, ()| {
            Box::pin(async move {
                let insert = "INSERT INTO v (id, j, jt) VALUES ($1, $2, $3)";
                tx.execute(insert, params![id(1), r#"{"a": 1}"#, json!({"b": 2})]).await?;
                tx.one("SELECT j ->> 'a', j, jt FROM v WHERE jt = '{\"b\":2}'", &[], |row| {
                    Ok((row.get::<Option<String>>(0).is_ok(), row.get::<Json>(1)?, row.get::<String>(2)?))
                })
                .await
            })
        });
        let read: Result<_, Error> = read.await;
        assert_eq!(read.unwrap().1, json!({"a": 1}));
    }

    async fn what_does_not_fit_is_an_error_and_not_a_guess(db: TestDb) {
        let values = examples().remove(1);
        db.global().write(values, |tx, values| Box::pin(store(tx, values))).await.unwrap();
        async fn read<T: branchbook_db::FromColumn + Send>(tx: &mut Tx, sql: &'static str) -> Result<T, Error> {
            tx.one(sql, &[], |row| row.get(0)).await
        }
        let unreadable = |outcome: Result<(), Error>| assert!(matches!(outcome, Err(Error::Unreadable(_))), "{outcome:?}");
        let db = db.global();
        unreadable(db.read((), |tx, ()| Box::pin(async move { read::<i32>(tx, "SELECT i8 FROM v").await.map(drop) })).await);
        unreadable(db.read((), |tx, ()| Box::pin(async move { read::<i64>(tx, "SELECT t FROM v").await.map(drop) })).await);
        unreadable(db.read((), |tx, ()| Box::pin(async move { read::<Uuid>(tx, "SELECT y FROM v").await.map(drop) })).await);
        unreadable(db.read((), |tx, ()| Box::pin(async move { read::<String>(tx, "SELECT NULL::text").await.map(drop) })).await);
        let text_for_a_number = db.write((), |tx, ()| {
            Box::pin(async move { tx.execute("UPDATE v SET i8 = $1", params!["many"]).await })
        });
        assert!(text_for_a_number.await.is_err());
    }

    async fn what_only_one_engine_could_store_is_refused_by_both(db: TestDb) {
        let nothing = &examples()[0];
        let time = |text: &str| text.parse::<Timestamp>().expect("a time");
        let mut refused: Vec<Values> = ["-009999-01-02T01:59:59Z", "0000-12-31T23:59:59Z", "9999-12-30T22:00:00.9999999Z"]
            .map(|at| Values { at: Some(time(at)), ..nothing.clone() }).to_vec();
        refused.push(Values { t: Some("a\0b".to_owned()), ..nothing.clone() });
        for values in refused {
            let told = format!("{values:?}");
            let stored = db.global().write(values, |tx, v| Box::pin(store(tx, v))).await;
            assert!(matches!(stored, Err(Error::Unstorable(_))), "{told}: {stored:?}");
        }
        let db = db.global();
        let texts = db.read((), |tx, ()| Box::pin(async move {
            let sql = "SELECT i8 FROM v WHERE t = ANY($1)";
            tx.all(sql, params![["a", "b\0"]], |row| row.get::<i64>(0)).await
        }));
        assert!(matches!(texts.await, Err(Error::Unstorable(_))));
    }
}
