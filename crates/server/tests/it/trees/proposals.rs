//! Proposals: made by forks, decided by who may edit their parent.

use branchbook_test_support::{TestApp, app_test, client::Client};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::{
    create,
    forks::{fork, public_flow, retitle},
    id,
};

/// The path of what a fork proposes.
async fn propose(client: &Client, fork: &str) -> String {
    let made = client
        .post(&format!("{fork}/proposals"), json!({"message": "Better words"}))
        .await;
    format!("proposals/{}", made.assert_status(201).text_at("/id"))
}

async fn listed(client: &Client, query: &str) -> usize {
    let list = client.get(&format!("proposals?{query}")).await.assert_status(200);
    list.at("/items").as_array().expect("items").len()
}

/// A flow of the manager's, and a fork of the engineer's in which two titles are others.
async fn forked(app: &TestApp) -> (Client, Client, String, String) {
    let (author, colleague) = (app.manager().await, app.engineer().await);
    let parent = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
    let fork = fork(&colleague, &parent).await;
    retitle(app, &colleague, &fork, &[("start", "Up?"), ("vlan", "Set the VLAN")]).await;
    (author, colleague, parent, fork)
}

app_test! {
    async fn of_two_nodes_that_are_proposed_one_is_taken(app: TestApp) {
        let (author, colleague, parent, fork) = forked(app).await;
        retitle(app, &author, &parent, &[("reseat", "Reseat both ends")]).await;
        let proposal = propose(&colleague, &fork).await;
        let read = author.get(&proposal).await.assert_status(200);
        assert_eq!((read.at("/status"), read.at("/role"), read.at("/message"), read.at("/author/name")),
            (json!("open"), json!("reviewer"), json!("Better words"), json!("engineer")));
        assert_eq!(read.at("/diff/changed").as_array().expect("changes").len(), 2);
        assert_eq!(read.at("/conflicts"), json!([]));
        let accepted = author.post(&format!("{proposal}/accept"), json!({"node_ids": ["vlan"]})).await.assert_status(200);
        assert_eq!((accepted.at("/proposal/status"), accepted.at("/proposal/accepted_nodes")), (json!("accepted"), json!(["vlan"])));
        let nodes = accepted.at("/tree/tree_structure/nodes");
        assert_eq!([&nodes[0]["title"], &nodes[1]["title"], &nodes[2]["title"]], ["Is the switch port up?", "Reseat both ends", "Set the VLAN"]);
        let newest = author.get(&format!("{parent}/versions?limit=1")).await;
        let authors: Vec<Value> = newest.at("/items/0/authors").as_array().expect("authors").iter().map(|one| one["name"].clone()).collect();
        assert_eq!(authors, ["manager", "engineer"]);
        // The fork takes the rest without being asked.
        let pulled = colleague.post_nothing(&format!("{fork}/pull")).await.assert_status(200);
        assert_eq!(pulled.at("/tree_structure/nodes/1/title"), "Reseat both ends");
    }

    async fn what_was_changed_in_the_flow_meanwhile_is_asked_about(app: TestApp) {
        let (author, colleague, parent, fork) = forked(app).await;
        let proposal = propose(&colleague, &fork).await;
        retitle(app, &author, &parent, &[("vlan", "Fix it")]).await;
        let conflict = json!([{"node_id": "vlan", "field": "title", "base": "Fix the VLAN", "ours": "Fix it", "theirs": "Set the VLAN"}]);
        assert_eq!(author.get(&proposal).await.at("/conflicts"), conflict);
        let refused = author.post(&format!("{proposal}/accept"), json!({})).await.assert_problem("merge_conflict");
        assert_eq!(refused.at("/conflicts"), conflict);
        assert_eq!(author.get(&proposal).await.at("/status"), "open");
        let answer = json!({"resolutions": [{"node_id": "vlan", "field": "title", "take": "theirs"}]});
        let accepted = author.post(&format!("{proposal}/accept"), answer).await.assert_status(200);
        assert_eq!(accepted.at("/tree/tree_structure/nodes/2/title"), "Set the VLAN");
    }

    async fn of_fifty_who_accept_at_once_one_does(app: TestApp) {
        let (author, colleague, parent, fork) = forked(app).await;
        let proposal = propose(&colleague, &fork).await;
        let path = format!("{proposal}/accept");
        let answers = join_all((0..50).map(|_| { let (author, path) = (&author, &path); async move { author.post(path, json!({})).await } })).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        answers.into_iter().filter(|answer| answer.status != 200).for_each(|answer| drop(answer.assert_problem("conflict")));
        assert_eq!(author.get(&parent).await.at("/version"), 2);
    }

    async fn a_fork_has_one_open_proposal_until_it_is_declined_or_withdrawn(app: TestApp) {
        let (author, colleague, _, fork) = forked(app).await;
        let path = format!("{fork}/proposals");
        let made = join_all((0..20).map(|_| { let (colleague, path) = (&colleague, &path); async move { colleague.post(path, json!({"message": "Now"})).await } })).await;
        assert_eq!(made.iter().filter(|answer| answer.status == 201).count(), 1);
        let open = format!("proposals/{}", author.get("proposals?status=open").await.text_at("/items/0/id"));
        author.post(&format!("{open}/decline"), json!({"reason": " "})).await.assert_problem("invalid_body");
        author.post(&format!("{open}/withdraw"), json!({})).await.assert_problem("forbidden");
        colleague.post(&format!("{open}/decline"), json!({"reason": "No"})).await.assert_problem("forbidden");
        colleague.post(&format!("{open}/accept"), json!({})).await.assert_problem("forbidden");
        let declined = author.post(&format!("{open}/decline"), json!({"reason": "Too short"})).await.assert_status(200);
        assert_eq!((declined.at("/status"), declined.at("/reason"), declined.at("/decided_by/name")), (json!("declined"), json!("Too short"), json!("manager")));
        author.post(&format!("{open}/accept"), json!({})).await.assert_problem("conflict");
        let again = propose(&colleague, &fork).await;
        assert_eq!(colleague.post_nothing(&format!("{again}/withdraw")).await.assert_status(200).at("/status"), "withdrawn");
        propose(&colleague, &fork).await;
        assert_eq!((listed(&author, "role=reviewer").await, listed(&author, "role=author").await), (3, 0));
        assert_eq!((listed(&colleague, "role=author&status=open").await, listed(&colleague, "role=reviewer").await), (1, 0));
    }

    async fn a_proposal_without_a_difference_is_refused(app: TestApp) {
        let (author, colleague) = (app.manager().await, app.engineer().await);
        let parent = format!("trees/{}", id(&create(&author, "Switch", json!({})).await));
        let fork = fork(&colleague, &parent).await;
        colleague.post(&format!("{fork}/proposals"), json!({"message": "Same"})).await.assert_problem("invalid_body");
        retitle(app, &colleague, &fork, &[("vlan", "Set it")]).await;
        for nodes in [json!(["start"]), json!(["nowhere"])] {
            colleague.post(&format!("{fork}/proposals"), json!({"message": "Same", "node_ids": nodes})).await.assert_problem("invalid_body");
        }
        let made = colleague.post(&format!("{fork}/proposals"), json!({"message": "Better", "node_ids": ["vlan"]})).await.assert_status(201);
        assert_eq!(made.at("/role"), "author");
    }

    async fn what_belongs_to_no_node_is_proposed_when_it_is_wanted(app: TestApp) {
        let (author, colleague, _, fork) = forked(app).await;
        let mut flow = colleague.get(&fork).await.at("/tree_structure");
        flow["intake"] = json!([{"name": "port", "label": "Port", "type": "text"}]);
        colleague.put(&fork, json!({"tree_structure": flow})).await.assert_status(200);
        let propose = |surroundings: bool| json!({"message": "Ask", "node_ids": ["vlan"], "surroundings": surroundings});
        for wanted in [false, true] {
            let made = colleague.post(&format!("{fork}/proposals"), propose(wanted)).await.assert_status(201);
            let path = format!("proposals/{}", made.text_at("/id"));
            let read = author.get(&path).await.assert_status(200);
            assert_eq!(read.at("/diff/document") != json!([]), wanted);
            assert_eq!(read.at("/base_structure/nodes/2/title"), "Fix the VLAN");
            assert_eq!(read.at("/proposed_structure/nodes/2/title"), "Set the VLAN");
            colleague.post_nothing(&format!("{path}/withdraw")).await.assert_status(200);
        }
    }

    async fn a_proposal_to_another_tenant_is_seen_by_its_author_and_by_who_may_decide_and_by_nobody_else(app: TestApp) {
        let (author, stranger) = (app.engineer().await, app.other_tenant().await);
        let parent = public_flow(&author).await;
        let fork = fork(&stranger, &parent).await;
        retitle(app, &stranger, &fork, &[("vlan", "Set the VLAN")]).await;
        let proposal = propose(&stranger, &fork).await;
        let read = author.get(&proposal).await.assert_status(200);
        assert_eq!((read.at("/is_from_elsewhere"), read.at("/fork"), read.at("/author/name")), (json!(true), Value::Null, json!("other")));
        let own = stranger.get(&proposal).await.assert_status(200);
        assert_eq!((own.at("/role"), own.at("/tree_version"), own.at("/fork/name")), (json!("author"), json!(1), json!("Open")));
        for nosy in [app.viewer().await, app.member("colleague", branchbook_server::access::Role::Engineer).await] {
            nosy.get(&proposal).await.assert_problem("not_found");
            assert_eq!(listed(&nosy, "").await, 0);
        }
        assert_eq!((listed(&author, "").await, listed(&stranger, "").await), (1, 1));
        stranger.post(&format!("{proposal}/accept"), json!({})).await.assert_problem("forbidden");
        author.post(&format!("{proposal}/accept"), json!({})).await.assert_status(200);
        // Who decided is nobody's business there.
        let decided = stranger.get(&proposal).await.assert_status(200);
        assert_eq!((decided.at("/status"), decided.at("/decided_by")), (json!("accepted"), Value::Null));
        assert_eq!(author.get(&parent).await.at("/tree_structure/nodes/2/title"), "Set the VLAN");
    }

    async fn what_was_proposed_goes_with_the_flow_and_outlives_the_fork(app: TestApp) {
        let (author, colleague, parent, fork) = forked(app).await;
        let admin = app.admin().await;
        let proposal = propose(&colleague, &fork).await;
        admin.delete(&format!("{fork}?hard=true")).await.assert_status(204);
        assert_eq!(colleague.get(&proposal).await.assert_status(200).at("/fork"), Value::Null);
        author.post(&format!("{proposal}/accept"), json!({})).await.assert_status(200);
        admin.delete(&format!("{parent}?hard=true")).await.assert_status(204);
        colleague.get(&proposal).await.assert_problem("not_found");
    }
}
