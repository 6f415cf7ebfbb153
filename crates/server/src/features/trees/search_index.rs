//! The full-text index: kept in the transaction that changes a flow, asked by [`super::search`].

use std::collections::HashSet;

use branchbook_db::{Each, Error, ToValue, Tx, params, sql};
use branchbook_domain::{
    flow::{FlowDocument, text::search_text},
    id::{TenantId, TreeId},
};

use super::{model::Status, store::TreeRow, terms, versions};

/// A flow that was found, and how well it fits: more is better.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub tree: TreeId,
    pub score: f64,
}

/// Puts the flow's words into the index, in place of those that were there. Those of the published version are among them, when it is
/// not the newest: it is what viewers read.
pub async fn put(tx: &mut Tx, tenant: TenantId, tree: &TreeRow, document: &FlowDocument) -> Result<(), Error> {
    let (mut titles, mut bodies) = (vec![], terms::words(&tree.description));
    for node in search_text(document) {
        titles.extend(terms::words(&node.title));
        bodies.extend(terms::words(&node.body));
    }
    if let Some(published) = published_beside(tx, tree).await? {
        let known: HashSet<String> = titles.iter().chain(&bodies).cloned().collect();
        let published = search_text(&published).into_iter();
        let words = published.flat_map(|node| terms::words(&format!("{}\n{}", node.title, node.body)));
        bodies.extend(words.filter(|word| !known.contains(word)));
    }
    let name = terms::words(&tree.name);
    let labels = terms::words(&format!(
        "{} {}",
        tree.tags.join(" "),
        tree.category.as_deref().unwrap_or_default()
    ));

    let mut room = Room::default();
    let fields = [&name, &labels, &titles, &bodies].map(|words| room.take(words));
    let mut all: Vec<&str> = room.words.into_iter().collect();
    all.sort_unstable();
    remember(tx, &all).await?;

    let [name, labels, titles, bodies] = fields.map(|words| terms::indexed(tenant, words));
    let statement = sql!(
        lite: "INSERT OR REPLACE INTO tree_search (rowid, tenant_id, tree_id, name, labels, titles, bodies) \
               VALUES ($3, $1, $2, $4, $5, $6, $7)",
        pg: "INSERT INTO tree_search (tenant_id, tree_id, doc, document) \
             VALUES ($1, $2, $3, setweight(to_tsvector('simple', $4), 'A') || setweight(to_tsvector('simple', $5), 'B') \
                 || setweight(to_tsvector('simple', $6), 'C') || setweight(to_tsvector('simple', $7), 'D')) \
             ON CONFLICT (tenant_id, tree_id) DO UPDATE SET document = excluded.document",
    );
    tx.execute(statement, params![tree.id, doc(tree.id), name, labels, titles, bodies])
        .await?;
    Ok(())
}

/// The published version of the flow, when another is its newest.
async fn published_beside(tx: &mut Tx, tree: &TreeRow) -> Result<Option<FlowDocument>, Error> {
    let Some(number) = tree
        .published_version
        .filter(|&number| tree.status == Status::Published && number != tree.version)
    else {
        return Ok(None);
    };
    let Some((_, structure)) = versions::get(tx, tree.id, number).await? else {
        return Ok(None);
    };
    serde_json::from_str(&structure).map(Some).map_err(Error::unreadable)
}

/// What the index takes of one flow: PostgreSQL keeps at most 1 MiB of it, and only a document that is all words has more. What is
/// beyond is not found.
struct Room<'w> {
    left: usize,
    words: HashSet<&'w str>,
}

impl Default for Room<'_> {
    fn default() -> Self {
        Self {
            left: 800_000,
            words: HashSet::new(),
        }
    }
}

impl<'w> Room<'w> {
    /// As many of the words as there is room for.
    fn take(&mut self, words: &'w [String]) -> &'w [String] {
        let fits = |word: &'w String| {
            // A word is kept once, with the places where it is.
            let size = if self.words.insert(word) { word.len() + 6 } else { 2 };
            let left = self.left.checked_sub(size);
            self.left = left.unwrap_or(0);
            left.is_some()
        };
        let end = words.iter().map(fits).position(|fits| !fits);
        &words[..end.unwrap_or(words.len())]
    }
}

/// Takes the flow's words out of the index.
pub async fn remove(tx: &mut Tx, tree: TreeId) -> Result<(), Error> {
    remove_all(tx, &[tree]).await
}

/// Takes these flows' words out of the index. Each engine finds them by one of the keys.
pub async fn remove_all(tx: &mut Tx, trees: &[TreeId]) -> Result<(), Error> {
    let statement = sql!(
        lite: "DELETE FROM tree_search WHERE rowid = ANY($2) AND tree_id = ANY($3) AND tenant_id = $1",
        pg: "DELETE FROM tree_search WHERE tenant_id = $1 AND tree_id = ANY($3) AND doc = ANY($2)",
    );
    let docs: Vec<i64> = trees.iter().map(|tree| doc(*tree)).collect();
    tx.execute(statement, params![docs, *trees]).await?;
    Ok(())
}

/// The flows that the query finds, best first: among these, if any are named, and from after this one on.
pub async fn find(
    tx: &mut Tx,
    query: &Each,
    among: Option<&[TreeId]>,
    after: Option<Hit>,
    most: usize,
) -> Result<Vec<Hit>, Error> {
    // A score is worked out once for each flow: what stops SQLite from putting the two levels into one is the inner limit.
    let statement = match among {
        None => sql!(
            lite: "SELECT tree_id, score FROM ( \
                       SELECT tree_id, -bm25(tree_search, 0, 0, 10, 5, 4, 1) AS score FROM tree_search \
                       WHERE tree_search MATCH $2 AND tenant_id = $1 LIMIT -1) \
                   WHERE $4 IS NULL OR score < $3 OR (score = $3 AND tree_id > $4) ORDER BY score DESC, tree_id LIMIT $5",
            pg: "SELECT tree_id, score FROM find_trees($1, $2, NULL, $3, $4, $5)",
        ),
        Some(_) => sql!(
            lite: "SELECT tree_id, score FROM ( \
                       SELECT tree_id, -bm25(tree_search, 0, 0, 10, 5, 4, 1) AS score FROM tree_search \
                       WHERE tree_search MATCH $2 AND tenant_id = $1 AND tree_id IN (SELECT value FROM rarray($6)) LIMIT -1) \
                   WHERE $4 IS NULL OR score < $3 OR (score = $3 AND tree_id > $4) ORDER BY score DESC, tree_id LIMIT $5",
            pg: "SELECT tree_id, score FROM find_trees($1, $2, $6, $3, $4, $5)",
        ),
    };
    let (score, tree) = (after.map(|hit| hit.score), after.map(|hit| hit.tree));
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut params = params![*query, score, tree, most].to_vec();
    if let Some(among) = among {
        params.push(among.to_value());
    }
    tx.all(statement, &params, |row| {
        Ok(Hit {
            tree: row.get(0)?,
            score: row.get(1)?,
        })
    })
    .await
}

/// The tenant's words of about this length that do not begin with a digit, for guessing what a mistyped one was meant to be.
pub async fn words_of_length(tx: &mut Tx, least: usize, most: usize) -> Result<Vec<String>, Error> {
    let bounds = [least, most].map(|length| i64::try_from(length).unwrap_or(i64::MAX));
    // The colon comes after the digits.
    let statement = sql!(
        lite: "SELECT word FROM search_words WHERE tenant_id = $1 AND word >= ':' AND length(word) BETWEEN $2 AND $3",
        pg: "SELECT word FROM search_words WHERE tenant_id = $1 AND word COLLATE \"C\" >= ':' AND length(word) BETWEEN $2 AND $3",
    );
    tx.all(statement, params![bounds[0], bounds[1]], |row| row.get(0)).await
}

/// Adds words that are new. They come sorted, so that two transactions never wait for each other in a ring.
async fn remember(tx: &mut Tx, words: &[&str]) -> Result<(), Error> {
    let statement = sql!(
        lite: "INSERT INTO search_words (tenant_id, word) SELECT $1, value FROM rarray($2) WHERE TRUE ON CONFLICT DO NOTHING",
        pg: "INSERT INTO search_words (tenant_id, word) SELECT $1, word FROM unnest($2::text[]) AS word ON CONFLICT DO NOTHING",
    );
    tx.execute(statement, params![*words]).await?;
    Ok(())
}

/// Which of the tenant's words no flow has any more. It takes a while: not for a request.
pub async fn unused_words(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let statement = sql!(
        lite: "SELECT word FROM search_words WHERE tenant_id = $1 AND NOT EXISTS ( \
                   SELECT 1 FROM tree_search WHERE tree_search MATCH '\"' || lower(hex($1)) || word || '\"')",
        pg: "SELECT word FROM search_words WHERE tenant_id = $1 AND word NOT IN ( \
                 SELECT word FROM ts_stat(format('SELECT document FROM tree_search WHERE tenant_id = %L', $1::uuid)))",
    );
    tx.all(statement, &[], |row| row.get(0)).await
}

/// Forgets those of these words that still no flow has: how many. On PostgreSQL a save that is not yet committed does not count;
/// the word is then known again when its flow is saved the next time.
pub async fn forget_words(tx: &mut Tx, words: &[String]) -> Result<u64, Error> {
    let statement = sql!(
        lite: "DELETE FROM search_words WHERE tenant_id = $1 AND word = ANY($2) AND NOT EXISTS ( \
                   SELECT 1 FROM tree_search WHERE tree_search MATCH '\"' || lower(hex($1)) || word || '\"')",
        pg: "DELETE FROM search_words WHERE tenant_id = $1 AND word = ANY($2) AND NOT EXISTS ( \
                 SELECT 1 FROM find_trees($1, quote_literal(word), NULL, NULL, NULL, 1))",
    );
    tx.execute(statement, params![*words]).await
}

/// The row of a flow in SQLite's index: 63 of the bits of its id that were random. Ids are made by the server, so nobody
/// chooses two that meet; by chance it takes billions of flows.
fn doc(tree: TreeId) -> i64 {
    let (high, low) = tree.uuid().as_u64_pair();
    i64::try_from((low ^ high.rotate_left(52)) >> 1).unwrap_or(0)
}
