//! `GET /trees/search`

use std::{collections::HashMap, sync::Arc};

use axum::Json;
use branchbook_db::{TenantDb, Tx};
use branchbook_domain::{
    flow::NodeId,
    id::{TenantId, TreeId},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    dto::{TreePermissions, TreeSummary},
    forks::lineage::{self, Lineage},
    narrowing::Narrowing,
    present, search_index,
    search_index::Hit,
    service,
    snippet::{Segment, highlight},
    store::{self, TreeRow},
    terms,
    texts::FlowTexts,
};
use crate::{
    access::{Access, Actor, permissions::ReadTrees},
    error::{ApiError, ApiResult, Code, Problem},
    features::identity::system,
    http::{Page, PageQuery, Query},
};

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words, or beginnings of words. All must be found; when nothing is, similar words are tried.
    q: String,
}

/// A flow that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchHit {
    /// The flow.
    tree: TreeSummary,
    /// Where the words are, in pieces; those with `hit` are to be highlighted.
    snippet: Vec<Segment>,
    /// The node that the snippet is from; null when it is from the flow's own name or description.
    #[schema(value_type = Option<String>)]
    node_id: Option<NodeId>,
    /// How well it fits, more is better. Comparable only within one answer.
    score: f64,
}

/// Search flows
///
/// In names, descriptions, tags and every text of every node, of the flows that the caller may see and the default flows. The
/// best come first. Mistyped words are forgiven when nothing else is found. A search looks at the best 200 flows of the tenant,
/// a narrowed one at the best 2 000.
#[utoipa::path(get, path = "/api/v1/trees/search", tag = "Flows", operation_id = "search_trees", params(SearchQuery, Narrowing, PageQuery), responses(
    (status = OK, body = Page<SearchHit>),
    (status = BAD_REQUEST, body = Problem, description = "`invalid_request` or `invalid_cursor`"),
))]
pub async fn search(
    access: Access<ReadTrees>,
    Query(query): Query<SearchQuery>,
    Query(narrowing): Query<Narrowing>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<Page<SearchHit>>> {
    let (limit, after) = (page.limit()?, page.after::<(f64, TreeId)>()?);
    if query.q.chars().count() > 200 {
        return Err(ApiError::new(Code::InvalidRequest, "q has at most 200 characters."));
    }
    let words = terms::query_words(&query.q);
    if words.is_empty() {
        return Ok(Json(Page {
            items: vec![],
            next_cursor: None,
        }));
    }
    let mut hits = find(&access, &words, &narrowing, Spelling::AsTyped).await?;
    if hits.is_empty() {
        hits = find(&access, &words, &narrowing, Spelling::Forgiving).await?;
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.id.cmp(&b.row.id)));
    let beyond = |score: f64, id| after.is_none_or(|(last, last_id)| score < last || (score == last && id > last_id));
    hits.retain(|hit| beyond(hit.score, hit.row.id));
    let page = Page::new(hits, limit, |hit| (hit.score, hit.row.id));
    let mut found = texts(&access, &access.db, &page.items, Source::Own).await?;
    found.extend(texts(&access, &access.default_trees(), &page.items, Source::Default).await?);
    let present = |hit: FoundHit| found.get(&hit.row.id).map(|texts| present(hit, texts));
    Ok(Json(Page {
        items: page.items.into_iter().filter_map(present).collect(),
        next_cursor: page.next_cursor,
    }))
}

/// A search looks at so many of the best hits of a tenant; the rest is noise.
const MOST_HITS: i64 = 200;
/// A narrowed one looks further: what it wants may stand behind what it leaves out.
const MOST_HITS_NARROWED: i64 = 2_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spelling {
    AsTyped,
    Forgiving,
}

/// Whose flow a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Own,
    Default,
}

/// A hit with its flow and the words that were found in it.
struct FoundHit {
    row: TreeRow,
    usage_count: i64,
    permissions: TreePermissions,
    lineage: Lineage,
    source: Source,
    score: f64,
    words: Vec<String>,
}

/// Hits among the caller's own flows and the default ones.
async fn find(
    access: &Access<ReadTrees>,
    words: &[String],
    narrowing: &Narrowing,
    spelling: Spelling,
) -> ApiResult<Vec<FoundHit>> {
    let actor = access.actor;
    let mut hits = vec![];
    if narrowing.wants_own() {
        hits.extend(find_in(&access.db, actor.tenant, Some(actor), words, narrowing, spelling).await?);
    }
    if narrowing.wants_defaults() && actor.tenant != system::TENANT {
        let db = access.default_trees();
        hits.extend(find_in(&db, system::TENANT, None, words, narrowing, spelling).await?);
    }
    hits.retain(|hit| narrowing.admits(&hit.row, actor.user));
    Ok(hits)
}

/// Hits in one tenant that `actor`, or else somebody from another tenant, may see.
async fn find_in(
    db: &TenantDb,
    tenant: TenantId,
    actor: Option<Actor>,
    words: &[String],
    narrowing: &Narrowing,
    spelling: Spelling,
) -> ApiResult<Vec<FoundHit>> {
    let most = if narrowing.is_none() {
        MOST_HITS
    } else {
        MOST_HITS_NARROWED
    };
    db.read((actor, words.to_vec()), move |tx, (actor, words)| {
        Box::pin(async move {
            let Some(alternatives) = alternatives(tx, words, spelling).await? else {
                return Ok(vec![]);
            };
            let hits = search_index::find(tx, &terms::query(tenant, &alternatives), most).await?;
            let words: Vec<String> = alternatives.into_iter().flatten().collect();
            let ids: Vec<TreeId> = hits.iter().map(|hit| hit.tree).collect();
            let mut rows: HashMap<TreeId, (TreeRow, i64)> = store::rows(tx, &ids)
                .await?
                .into_iter()
                .map(|(row, usage)| (row.id, (row, usage)))
                .collect();
            let mut lineages = match actor {
                Some(actor) => {
                    let forks = rows.values().filter(|(row, _)| row.is_fork).map(|(row, _)| row.id);
                    lineage::of_all(tx, actor, &Vec::from_iter(forks)).await?
                }
                None => HashMap::new(),
            };
            let found = hits.into_iter().filter_map(|Hit { tree, score }| {
                let (row, usage_count) = rows.remove(&tree)?;
                let seen = row.is_active && actor.as_ref().is_none_or(|actor| service::may_see(actor, &row));
                let permissions = actor
                    .as_ref()
                    .map_or(TreePermissions::NONE, |actor| service::permissions(actor, &row));
                let source = if actor.is_some() { Source::Own } else { Source::Default };
                seen.then(|| FoundHit {
                    row,
                    usage_count,
                    permissions,
                    lineage: lineages.remove(&tree).unwrap_or_default(),
                    source,
                    score,
                    words: words.clone(),
                })
            });
            ApiResult::Ok(found.collect())
        })
    })
    .await
}

/// For each word the words to look for; `None` when a mistyped word resembles none.
async fn alternatives(tx: &mut Tx, words: &[String], spelling: Spelling) -> ApiResult<Option<Vec<Vec<String>>>> {
    if spelling == Spelling::AsTyped {
        return Ok(Some(words.iter().map(|word| vec![word.clone()]).collect()));
    }
    let mut all = vec![];
    for word in words {
        let length = word.chars().count();
        let forgiven = terms::forgiven(length);
        let known = search_index::words_of_length(tx, length.saturating_sub(forgiven), length + forgiven).await?;
        let similar = |known: &String| strsim::damerau_levenshtein(known, word) <= forgiven;
        let similar: Vec<String> = known.into_iter().filter(similar).take(20).collect();
        if similar.is_empty() {
            return Ok(None);
        }
        all.push(similar);
    }
    Ok(Some(all))
}

/// The texts of the hits that are in this database.
async fn texts(
    access: &Access<ReadTrees>,
    db: &TenantDb,
    hits: &[FoundHit],
    source: Source,
) -> ApiResult<HashMap<TreeId, Arc<FlowTexts>>> {
    let kept = &access.app.trees.texts;
    let (mut known, mut unknown) = (HashMap::new(), HashMap::new());
    for row in hits.iter().filter(|hit| hit.source == source).map(|hit| &hit.row) {
        match kept.get(db.tenant(), row) {
            Some(texts) => drop(known.insert(row.id, texts)),
            None => drop(unknown.insert(row.id, row.clone())),
        }
    }
    if unknown.is_empty() {
        return Ok(known);
    }
    // Parsed inside the transaction: on SQLite that is a thread for reading, not one that serves requests.
    let read = db
        .read(unknown, |tx, unknown| {
            Box::pin(async move {
                let ids: Vec<TreeId> = unknown.keys().copied().collect();
                let mut read = vec![];
                for (id, version, structure) in store::structures(tx, &ids).await? {
                    let document = service::stored_document(&structure)?;
                    if let Some(row) = unknown.get(&id) {
                        let texts = Arc::new(FlowTexts::new(&row.name, &row.description, &document));
                        // What was saved meanwhile is shown, but not kept as what it is not.
                        read.push((row.clone(), texts, row.version == version));
                    }
                }
                ApiResult::Ok(read)
            })
        })
        .await?;
    for (row, texts, is_same) in read {
        if is_same {
            kept.keep(db.tenant(), &row, Arc::clone(&texts));
        }
        known.insert(row.id, texts);
    }
    Ok(known)
}

fn present(hit: FoundHit, texts: &FlowTexts) -> SearchHit {
    let (node_id, text) = texts.best(&hit.words);
    SearchHit {
        snippet: highlight(text, &hit.words),
        node_id: node_id.cloned(),
        tree: present::summary(hit.row, hit.usage_count, hit.permissions, hit.lineage),
        score: hit.score,
    }
}
