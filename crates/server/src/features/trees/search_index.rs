//! The full-text index: kept in the transaction that changes a flow, asked by [`super::search`].

use std::collections::HashSet;

use branchbook_db::{Each, Error, Tx, params, sql};
use branchbook_domain::{
    flow::{FlowDocument, text::search_text},
    id::{TenantId, TreeId},
};

use super::{store::TreeRow, terms};

/// A flow that was found, and how well it fits: more is better.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub tree: TreeId,
    pub score: f64,
}

/// Puts the flow's words into the index, in place of those that were there.
pub async fn put(tx: &mut Tx, tenant: TenantId, tree: &TreeRow, document: &FlowDocument) -> Result<(), Error> {
    let (mut titles, mut bodies) = (vec![], terms::words(&tree.description));
    for node in search_text(document) {
        titles.extend(terms::words(&node.title));
        bodies.extend(terms::words(&node.body));
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

/// The flows that the query finds, best first.
pub async fn find(tx: &mut Tx, query: &Each, most: i64) -> Result<Vec<Hit>, Error> {
    let statement = sql!(
        lite: "SELECT tree_id, -bm25(tree_search, 0, 0, 10, 5, 4, 1) FROM tree_search \
               WHERE tree_search MATCH $2 AND tenant_id = $1 ORDER BY 2 DESC, tree_id LIMIT $3",
        pg: "SELECT tree_id, score FROM search_trees($1, $2, $3)",
    );
    tx.all(statement, params![*query, most], |row| {
        Ok(Hit {
            tree: row.get(0)?,
            score: row.get(1)?,
        })
    })
    .await
}

/// The tenant's words of about this length, for guessing what a mistyped one was meant to be.
pub async fn words_of_length(tx: &mut Tx, least: usize, most: usize) -> Result<Vec<String>, Error> {
    let bounds = [least, most].map(|length| i64::try_from(length).unwrap_or(i64::MAX));
    let sql = "SELECT word FROM search_words WHERE tenant_id = $1 AND length(word) BETWEEN $2 AND $3";
    tx.all(sql, params![bounds[0], bounds[1]], |row| row.get(0)).await
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

/// The row of a flow in SQLite's index: 63 of the bits of its id that were random. Ids are made by the server, so nobody
/// chooses two that meet; by chance it takes billions of flows.
fn doc(tree: TreeId) -> i64 {
    let (high, low) = tree.uuid().as_u64_pair();
    i64::try_from((low ^ high.rotate_left(52)) >> 1).unwrap_or(0)
}
