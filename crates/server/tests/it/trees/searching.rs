//! What a search finds, where it says it is, and what it keeps to itself.

use branchbook_db::{Error, params};
use branchbook_server::jobs::{Done, Runner};
use branchbook_test_support::{TestApp, app_test, client::Client};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{create, id, percent};

/// One step with everything that a step may say.
fn said(title: &str, more: Value) -> Value {
    let mut node = json!({"id": "start", "type": "decision", "title": title, "options": [
        {"id": "y", "label": "Yes", "to": "end"}, {"id": "n", "label": "No", "to": "end"}]});
    for (key, value) in more.as_object().into_iter().flatten() {
        node[key] = value.clone();
    }
    json!({"tree_structure": {"root": "start", "nodes": [node, {"id": "end", "type": "solution", "title": "Finished"}]}})
}

async fn found(client: &Client, query: &str) -> Vec<Value> {
    let found = client
        .get(&format!("trees/search?{query}"))
        .await
        .assert_status(200)
        .json();
    found["items"].as_array().expect("items").clone()
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let hits = found(client, query).await;
    hits.iter()
        .map(|hit| hit["tree"]["name"].as_str().expect("a name").to_owned())
        .collect()
}

fn marked(hit: &Value) -> String {
    let pieces = hit["snippet"].as_array().expect("a snippet").iter();
    let hits = pieces.filter(|piece| piece["hit"] == true);
    hits.map(|piece| piece["text"].as_str().expect("a text"))
        .collect::<Vec<_>>()
        .join("|")
}

/// Whether a mistyped word could be meant to be this one.
async fn knows(app: &TestApp, client: &Client, word: &'static str) -> bool {
    let db = app.db.tenant(client.person().tenant);
    let read = db.read(word, |tx, word| {
        Box::pin(async move {
            let sql = "SELECT count(*) FROM search_words WHERE tenant_id = $1 AND word = $2";
            tx.one(sql, params![*word], |row| row.get::<i64>(0)).await
        })
    });
    let known: Result<i64, Error> = read.await;
    known.expect("an answer") == 1
}

app_test! {
    async fn every_text_of_a_step_is_found_and_says_in_which_step_it_is(app: TestApp) {
        let author = app.engineer().await;
        create(&author, "One", said("Open the console", json!({
            "description": "Type **slowly**", "help_text": "Ask Ramona", "expected_outcome": "A green prompt", "checklist": ["Badge worn"],
            "commands": [{"label": "Neighbours", "command": "show lldp neighbors detail"}],
            "options": [{"id": "y", "label": "Flickers", "to": "end"}, {"id": "n", "label": "No", "to": "end"}]}))).await;
        for (words, mark) in [
            ("console", "console"), ("slow", "slowly"), ("ramona", "Ramona"), ("prompt", "prompt"), ("badge", "Badge"), ("neighbou", "Neighbours"),
            ("lldp%20detail", "lldp|detail"), ("flick", "Flickers"), ("neigbors", "Neighbours|neighbors"), ("ramnoa", "Ramona"),
        ] {
            let hits = found(&author, &format!("q={words}")).await;
            assert_eq!(hits.len(), 1, "{words}");
            assert_eq!((&hits[0]["node_id"], &hits[0]["node_title"]), (&json!("start"), &json!("Open the console")), "{words}");
            assert_eq!(marked(&hits[0]), mark, "{words}");
        }
    }

    async fn what_is_found_in_the_flow_itself_belongs_to_no_step(app: TestApp) {
        let author = app.engineer().await;
        create(&author, "Alpha", json!({"description": "About **bravo**", "tags": ["charlie", "x"], "category": "Delta"})).await;
        for (word, mark) in [("alpha", "Alpha"), ("bravo", "bravo"), ("charl", "charlie"), ("delta", "Delta")] {
            let hits = found(&author, &format!("q={word}")).await;
            assert_eq!((hits.len(), &hits[0]["node_id"], marked(&hits[0]).as_str()), (1, &Value::Null, mark), "{word}");
        }
    }

    async fn words_of_many_scripts_are_found_with_and_without_their_marks(app: TestApp) {
        let author = app.engineer().await;
        for (name, title) in [
            ("de", "Größe der Straße prüfen"), ("ja", "日本語の設定を確認する"), ("ru", "Проверить сервер"), ("el", "Έλεγχος δικτύου"),
            ("vi", "Kiểm tra đường truyền"), ("th", "ตรวจสอบเครือข่าย"), ("tr", "İSTANBUL ofisi"), ("wide", "ＶＰＮ全角"),
        ] {
            create(&author, name, said(title, json!({}))).await;
        }
        for (word, name, mark) in [
            ("größe", "de", "Größe"), ("grosse", "de", "Größe"), ("grö", "de", "Größe"), ("GROßE", "de", "Größe"), ("straß", "de", "Straße"), ("pruf", "de", "prüfen"),
            ("設定", "ja", "設定"), ("日本語", "ja", "日本語"), ("сервер", "ru", "сервер"), ("СЕРВ", "ru", "сервер"), ("сревер", "ru", "сервер"),
            ("ΕΛΕΓΧΟΣ", "el", "Έλεγχος"), ("kiem", "vi", "Kiểm"), ("ตรวจ", "th", "ตรวจ"), ("istanbul", "tr", "İSTANBUL"), ("vpn", "wide", "ＶＰＮ"),
        ] {
            let hits = found(&author, &format!("q={}", percent(word))).await;
            let got = hits.first().map_or(String::new(), |hit| hit["tree"]["name"].as_str().unwrap_or_default().to_owned());
            assert_eq!((hits.len(), got.as_str()), (1, name), "{word}");
            assert!(marked(&hits[0]).contains(mark), "{word}: {}", hits[0]);
        }
    }

    async fn words_that_no_flow_has_any_more_are_forgotten(app: TestApp) {
        let (admin, other) = (app.admin().await, app.other_tenant().await);
        let gone = id(&create(&admin, "Gone", json!({"description": "heliograph and zeppelin"})).await);
        create(&admin, "Stays", json!({"description": "heliograph"})).await;
        create(&other, "Theirs", json!({"description": "zeppelin"})).await;
        admin.delete(&format!("trees/{gone}?hard=true")).await.assert_status(204);
        assert!(knows(app, &admin, "zeppelin").await && knows(app, &other, "zeppelin").await);
        let done = Runner::new(&app.app).run_now("forget_words").await;
        assert_eq!(done.expect("a queue"), Some(Done::Done));
        assert!(!knows(app, &admin, "zeppelin").await && knows(app, &admin, "heliograph").await);
        assert_eq!(names(&admin, "q=heliogrph").await, ["Stays"]);
        assert_eq!(names(&other, "q=zepelin").await, ["Theirs"]);
    }

    async fn nobody_finds_what_they_may_not_read(app: TestApp) {
        let (author, viewer, other) = (app.engineer().await, app.viewer().await, app.other_tenant().await);
        let path = format!("trees/{}", id(&create(&author, "Shared", said("The heliograph is lit", json!({}))).await));
        create(&author, "Hidden", said("The heliograph is dark", json!({"description": "zeppelin"}))).await;
        create(&author, "Own", json!({"visibility": "private", "description": "heliograph"})).await;
        assert_eq!(names(&viewer, "q=heliograph").await, Vec::<String>::new(), "drafts");
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        assert_eq!(names(&viewer, "q=heliograph").await, ["Shared"]);
        assert_eq!(names(&other, "q=heliograph").await, Vec::<String>::new(), "public or not");
        assert_eq!(names(&app.manager().await, "q=heliograph").await.len(), 2, "all but the private one");
        assert_eq!(names(&app.admin().await, "q=heliograph").await.len(), 3);
        // Not even a similar word tells that there is one.
        assert_eq!(names(&viewer, "q=zepelin").await, Vec::<String>::new());
    }

    async fn a_viewer_finds_and_is_shown_what_was_published_and_nothing_of_the_draft_after_it(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.viewer().await);
        let made = create(&author, "Shared", said("The heliograph is lit", json!({"description": "Look at the mirror"}))).await;
        let path = format!("trees/{}", id(&made));
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        author.put(&path, said("The telegraph is lit", json!({"description": "Dismiss the operator"}))).await.assert_status(200);
        for secret in ["telegraph", "dismiss%20lit", "operatr"] {
            assert_eq!(names(&viewer, &format!("q={secret}")).await, Vec::<String>::new(), "{secret}");
        }
        let hits = found(&viewer, "q=mirror").await;
        assert_eq!((hits.len(), hits[0]["node_title"].as_str(), marked(&hits[0]).as_str()), (1, Some("The heliograph is lit"), "mirror"));
        assert!(!hits[0]["snippet"].to_string().contains("Dismiss"), "{}", hits[0]);
        let hits = found(&author, "q=telegraph").await;
        assert_eq!((hits.len(), hits[0]["node_title"].as_str()), (1, Some("The telegraph is lit")));
        author.post_nothing(&format!("{path}/publish")).await.assert_status(200);
        assert_eq!(names(&viewer, "q=telegraph").await, ["Shared"]);
        assert_eq!(names(&viewer, "q=mirror").await, Vec::<String>::new());
    }

    async fn a_narrowed_search_finds_all_there_are_behind_thousands_that_fit_better(app: TestApp) {
        let (author, manager) = (app.engineer().await, app.manager().await);
        app.set_plan(author.person().tenant, "pro").await;
        for _ in 0..6 {
            // More than are looked at first, and all of them better: the word is in their names.
            join_all((0..50).map(|_| create(&author, "Sextant sextant", json!({"visibility": "team"})))).await;
        }
        for n in 0..3 {
            create(&manager, &format!("Other {n}"), json!({"description": "A long story about this and that, which mentions the sextant once.", "category": "Rare", "tags": ["few"]})).await;
        }
        for narrowed in ["category=Rare", "tag=few", &format!("author={}", manager.person().id)] {
            assert_eq!(names(&author, &format!("q=sextant&{narrowed}")).await.len(), 3, "{narrowed}");
        }
        assert_eq!(names(&manager, "q=sextant&mine=true").await.len(), 3);
        assert_eq!(names(&author, "q=sextant&visibility=private").await, Vec::<String>::new());
        // And pages give each once, to the last.
        let (mut seen, mut cursor) = (vec![], String::new());
        loop {
            let page = author.get(&format!("trees/search?q=sextant&limit=70&cursor={cursor}")).await.assert_status(200).json();
            seen.extend(page["items"].as_array().expect("items").iter().map(|hit| hit["tree"]["id"].clone()));
            match page["next_cursor"].as_str() { Some(next) => cursor = next.to_owned(), None => break }
        }
        assert_eq!(seen.len(), 303);
        seen.sort_by_key(ToString::to_string);
        seen.dedup();
        assert_eq!(seen.len(), 303);
    }

    async fn others_private_flows_take_nobodys_place(app: TestApp) {
        let (author, viewer) = (app.engineer().await, app.manager().await);
        app.set_plan(author.person().tenant, "pro").await;
        for _ in 0..5 {
            join_all((0..50).map(|_| create(&author, "Sextant sextant", json!({"visibility": "private"})))).await;
        }
        create(&author, "Seen", json!({"description": "Once upon a time there was a sextant."})).await;
        assert_eq!(names(&viewer, "q=sextant").await, ["Seen"]);
    }
}
