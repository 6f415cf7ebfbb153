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
    list::reader,
    narrowing::{Narrowing, Reader, Wanted},
    present, search_index,
    search_index::Hit,
    service,
    snippet::{Segment, highlight},
    store::{self, TreeRow},
    terms,
    texts::FlowTexts,
    versions,
};
use crate::{
    access::{Access, Actor, permissions::ReadTrees},
    app::App,
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
    /// The node that the snippet is from; null when it is from the flow's own name, description, category or tags.
    #[schema(value_type = Option<String>)]
    node_id: Option<NodeId>,
    /// The title of that node.
    node_title: Option<String>,
    /// How well it fits, more is better. Comparable only within one answer.
    score: f64,
}

/// Search flows
///
/// In names, descriptions, categories, tags and every text of every node, commands and answers too, of the flows that the caller may
/// see and the default flows. The best come first. Mistyped words are forgiven when nothing else is found. Readers who see what was
/// published find only that.
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
    let (limit, after) = (page.limit()?, page.after::<Place>()?);
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
    let mut asked = Asked {
        app: access.app.clone(),
        words,
        spelling: after.map_or(Spelling::AsTyped, |(_, _, spelling)| spelling),
        after: after.map(|(score, tree, _)| Hit { tree, score }),
        most: limit + 1,
    };
    let mut hits = find(&access, &asked, &narrowing).await?;
    if hits.is_empty() && after.is_none() {
        asked.spelling = Spelling::Forgiving;
        hits = find(&access, &asked, &narrowing).await?;
    }
    hits.sort_by(|a, b| b.hit.score.total_cmp(&a.hit.score).then(a.hit.tree.cmp(&b.hit.tree)));
    let page = Page::new(hits, limit, |found| (found.hit.score, found.hit.tree, asked.spelling));
    let mut texts = of_page(&access, &access.db, &page.items, Source::Own).await?;
    texts.extend(of_page(&access, &access.default_trees(), &page.items, Source::Default).await?);
    let present = |found: Found| texts.get(&found.row.id).map(|texts| present(found, texts));
    Ok(Json(Page {
        items: page.items.into_iter().filter_map(present).collect(),
        next_cursor: page.next_cursor,
    }))
}

/// Where a page ends: the cursor.
type Place = (f64, TreeId, Spelling);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Spelling {
    #[serde(rename = "t")]
    AsTyped,
    #[serde(rename = "f")]
    Forgiving,
}

/// Whose flow a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Own,
    Default,
}

/// What is looked for, and which part of what is found is wanted.
#[derive(Clone)]
struct Asked {
    app: App,
    words: Vec<String>,
    spelling: Spelling,
    after: Option<Hit>,
    most: usize,
}

/// A hit with its flow and the words that were found in it.
struct Found {
    hit: Hit,
    /// As the reader sees it.
    row: TreeRow,
    /// The version that its authors are at.
    newest: i64,
    usage_count: i64,
    permissions: TreePermissions,
    lineage: Lineage,
    source: Source,
    words: Vec<String>,
}

/// The best hits of the part that is wanted, among the caller's own flows and the default ones.
async fn find(access: &Access<ReadTrees>, asked: &Asked, narrowing: &Narrowing) -> ApiResult<Vec<Found>> {
    let actor = access.actor;
    let mut hits = vec![];
    if narrowing.wants_own() {
        let wanted = Wanted::new(reader(&actor), narrowing);
        hits.extend(find_in(&access.db, Some(actor), asked, wanted).await?);
    }
    if narrowing.wants_defaults() && actor.tenant != system::TENANT {
        let wanted = Wanted::new(Reader::OUTSIDER, narrowing);
        let mut found = find_in(&access.default_trees(), None, asked, wanted).await?;
        let ids: Vec<TreeId> = found.iter().map(|found| found.row.id).collect();
        if !ids.is_empty() {
            let used = access.db.read(ids, |tx, ids| Box::pin(store::usage_counts(tx, ids)));
            let used: HashMap<TreeId, i64> = used.await?.into_iter().collect();
            for found in &mut found {
                found.usage_count = used.get(&found.row.id).copied().unwrap_or(0);
            }
        }
        hits.extend(found);
    }
    Ok(hits)
}

/// The same in one tenant, of which `actor` is, or else somebody from another one asks.
async fn find_in(db: &TenantDb, actor: Option<Actor>, asked: &Asked, wanted: Wanted) -> ApiResult<Vec<Found>> {
    let tenant = db.tenant();
    let source = if actor.is_some() { Source::Own } else { Source::Default };
    db.read((actor, asked.clone(), wanted), move |tx, (actor, asked, wanted)| {
        Box::pin(async move {
            let Some(alternatives) = alternatives(tx, &asked.words, asked.spelling).await? else {
                return Ok(vec![]);
            };
            let mut rows = ranked(tx, tenant, asked, wanted, &alternatives).await?;
            let newest: HashMap<TreeId, i64> = rows.iter().map(|(_, row, _)| (row.id, row.version)).collect();
            if wanted.reader.published_only {
                service::as_published(tx, rows.iter_mut().map(|(_, row, _)| row)).await?;
            }
            let words: Vec<String> = alternatives.into_iter().flatten().collect();
            let mut lineages = match actor {
                Some(actor) => {
                    let forks = rows.iter().filter(|(_, row, _)| row.is_fork).map(|(_, row, _)| row.id);
                    lineage::of_all(tx, actor, &Vec::from_iter(forks)).await?
                }
                None => HashMap::new(),
            };
            let mut found = vec![];
            for (hit, row, usage_count) in rows {
                found.push(Found {
                    hit,
                    usage_count,
                    permissions: actor
                        .as_ref()
                        .map_or(TreePermissions::NONE, |actor| service::permissions(actor, &row)),
                    lineage: lineages.remove(&row.id).unwrap_or_default(),
                    source,
                    words: words.clone(),
                    newest: newest.get(&row.id).copied().unwrap_or(row.version),
                    row,
                });
            }
            ApiResult::Ok(found)
        })
    })
    .await
}

/// The version of a flow that is shown to a reader.
fn shown(row: &TreeRow, reader: &Reader) -> i64 {
    row.published_version
        .filter(|_| reader.published_only)
        .unwrap_or(row.version)
}

/// A narrowing that leaves so few flows is told to the index, which then ranks only those.
const FEW: usize = 2_000;
/// So many hits are looked at first; then more and more, until there are enough that are wanted.
const AT_FIRST: usize = 200;

/// The best hits that are wanted, with their rows: exactly those, however many others there are.
async fn ranked(
    tx: &mut Tx,
    tenant: TenantId,
    asked: &Asked,
    wanted: &Wanted,
    alternatives: &[Vec<String>],
) -> ApiResult<Vec<(Hit, TreeRow, i64)>> {
    let among = if wanted.narrowing.is_none() {
        None
    } else {
        let few = store::ids(tx, wanted, FEW + 1).await?;
        if few.is_empty() {
            return Ok(vec![]);
        }
        (few.len() <= FEW).then_some(few)
    };
    let query = terms::query(tenant, alternatives);
    let (mut found, mut after, mut most) = (vec![], asked.after, AT_FIRST.max(asked.most));
    loop {
        let hits = search_index::find(tx, &query, among.as_deref(), after, most).await?;
        for part in hits.chunks(asked.most) {
            found.extend(seen(tx, tenant, &asked.app, wanted, alternatives, part).await?);
            if found.len() >= asked.most {
                found.truncate(asked.most);
                return Ok(found);
            }
        }
        if hits.len() < most {
            return Ok(found);
        }
        after = hits.last().copied();
        most *= 8;
    }
}

/// Those of these hits that are wanted, in their order.
async fn seen(
    tx: &mut Tx,
    tenant: TenantId,
    app: &App,
    wanted: &Wanted,
    alternatives: &[Vec<String>],
    hits: &[Hit],
) -> ApiResult<Vec<(Hit, TreeRow, i64)>> {
    let some = Wanted {
        among: Some(hits.iter().map(|hit| hit.tree).collect()),
        ..wanted.clone()
    };
    let rows = store::wanted(tx, &some).await?;
    let mut rows: HashMap<TreeId, (TreeRow, i64)> = rows.into_iter().map(|row| (row.0.id, row)).collect();
    if wanted.reader.published_only {
        // What was written since the publishing is in the index too.
        let ahead = rows
            .values()
            .map(|(row, _)| row)
            .filter(|row| row.published_version != Some(row.version));
        let ahead: Vec<_> = ahead.map(|row| (row.clone(), shown(row, &wanted.reader))).collect();
        let texts = texts(tx, app, tenant, ahead).await?;
        rows.retain(|id, (row, _)| {
            texts
                .get(id)
                .is_none_or(|texts| texts.has_all(alternatives, &terms::words(&labels(row))))
        });
    }
    let found = hits.iter().filter_map(|hit| {
        let (row, usage_count) = rows.remove(&hit.tree)?;
        Some((*hit, row, usage_count))
    });
    Ok(found.collect())
}

/// A flow's labels as a text.
fn labels(row: &TreeRow) -> String {
    let labels = row.category.iter().chain(&row.tags);
    labels.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// For each word the words to look for; `None` when no word resembles another one.
async fn alternatives(tx: &mut Tx, words: &[String], spelling: Spelling) -> ApiResult<Option<Vec<Vec<String>>>> {
    let mut all: Vec<Vec<String>> = words.iter().map(|word| vec![word.clone()]).collect();
    if spelling == Spelling::AsTyped {
        return Ok(Some(all));
    }
    for group in &mut all {
        let similar = match group.first() {
            // What resembles a number is another number.
            Some(word) if !word.contains(char::is_numeric) => similar(tx, word).await?,
            _ => vec![],
        };
        group.extend(similar);
    }
    Ok(all.iter().any(|group| group.len() > 1).then_some(all))
}

/// So many of the words that resemble a mistyped one are looked for.
const MOST_SIMILAR: usize = 20;

/// Words of the tenant's flows that this one may have been meant to be, the most similar first.
async fn similar(tx: &mut Tx, word: &str) -> ApiResult<Vec<String>> {
    let length = word.chars().count();
    let forgiven = terms::forgiven(length);
    if forgiven == 0 {
        return Ok(vec![]);
    }
    let known = search_index::words_of_length(tx, length.saturating_sub(forgiven), length + forgiven).await?;
    let distances = known
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(&known, word), known));
    let mut similar: Vec<_> = distances
        .filter(|(distance, _)| (1..=forgiven).contains(distance))
        .collect();
    similar.sort();
    Ok(similar.into_iter().take(MOST_SIMILAR).map(|(_, word)| word).collect())
}

/// The texts of the hits that are in this database.
async fn of_page(
    access: &Access<ReadTrees>,
    db: &TenantDb,
    hits: &[Found],
    source: Source,
) -> ApiResult<HashMap<TreeId, Arc<FlowTexts>>> {
    let tenant = db.tenant();
    let hits = hits.iter().filter(|found| found.source == source);
    let newest = |found: &Found| TreeRow {
        version: found.newest,
        ..found.row.clone()
    };
    let hits: Vec<_> = hits.map(|found| (newest(found), found.row.version)).collect();
    let kept = &access.app.trees.texts;
    if hits.iter().all(|(row, shown)| kept.get(tenant, row, *shown).is_some()) {
        let kept = hits
            .iter()
            .filter_map(|(row, shown)| Some((row.id, kept.get(tenant, row, *shown)?)));
        return Ok(kept.collect());
    }
    // Parsed inside the transaction: on SQLite that is a thread for reading, not one that serves requests.
    db.read((access.app.clone(), hits), move |tx, (app, hits)| {
        Box::pin(async move { texts(tx, app, tenant, hits.clone()).await })
    })
    .await
}

/// The texts of these flows, each at the version that is shown of it.
async fn texts(
    tx: &mut Tx,
    app: &App,
    tenant: TenantId,
    flows: Vec<(TreeRow, i64)>,
) -> ApiResult<HashMap<TreeId, Arc<FlowTexts>>> {
    let kept = &app.trees.texts;
    let (mut known, mut newest) = (HashMap::new(), HashMap::new());
    for (row, shown) in flows {
        if let Some(texts) = kept.get(tenant, &row, shown) {
            known.insert(row.id, texts);
        } else if shown == row.version {
            newest.insert(row.id, row);
        } else if let Some((_, structure)) = versions::get(tx, row.id, shown).await? {
            let document = service::stored_document(&structure)?;
            let texts = Arc::new(FlowTexts::new(&row.name, &row.description, &document));
            kept.keep(tenant, &row, shown, Arc::clone(&texts));
            known.insert(row.id, texts);
        }
    }
    let ids: Vec<TreeId> = newest.keys().copied().collect();
    for (id, version, structure) in store::structures(tx, &ids).await? {
        let document = service::stored_document(&structure)?;
        let Some(row) = newest.get(&id) else { continue };
        let texts = Arc::new(FlowTexts::new(&row.name, &row.description, &document));
        // What was saved meanwhile is shown, but not kept as what it is not.
        if version == row.version {
            kept.keep(tenant, row, version, Arc::clone(&texts));
        }
        known.insert(id, texts);
    }
    Ok(known)
}

fn present(found: Found, texts: &FlowTexts) -> SearchHit {
    let labels = labels(&found.row);
    let begins = |word: &String| found.words.iter().any(|wanted| word.starts_with(wanted.as_str()));
    let place = texts.best(&found.words);
    let text = match place {
        Some(place) => place.text,
        None if terms::words(&labels).iter().any(begins) => &labels,
        None => &found.row.name,
    };
    let node = place.and_then(|place| place.node);
    SearchHit {
        snippet: highlight(text, &found.words),
        node_id: node.map(|(id, _)| id.clone()),
        node_title: node.map(|(_, title)| title.to_owned()),
        score: found.hit.score,
        tree: present::summary(found.row, found.usage_count, found.permissions, found.lineage),
    }
}
