//! Tags and categories, and the exact counts of the active flows that bear them.
//!
//! The counts are rows that every change of a label writes, so they are locked until its transaction ends. Who changes a flow holds
//! the flow first, then the words of the index, and the counts last: no two wait for each other in a ring, and not for long.

use std::collections::BTreeSet;

use branchbook_db::{Error, Tx, params, sql};
use branchbook_domain::id::TreeId;

use super::store::TreeRow;

/// What a flow adds to the counts: nothing while it is deleted.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    tags: BTreeSet<String>,
    category: Option<String>,
}

impl Labels {
    /// The labels that this row counts for.
    #[must_use]
    pub fn of(tree: &TreeRow) -> Self {
        if !tree.is_active {
            return Self::default();
        }
        Self {
            tags: tree.tags.iter().cloned().collect(),
            category: tree.category.clone(),
        }
    }
}

/// Tags as they are kept: trimmed, in alphabetical order, none twice.
#[must_use]
pub fn normalized(tags: &[String]) -> Vec<String> {
    tags.iter()
        .map(|tag| tag.trim().to_owned())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// Moves the counts from what a flow bore before to what it bears after. Names are taken in alphabetical order, so that two
/// transactions never wait for each other in a ring.
pub async fn change(tx: &mut Tx, id: TreeId, before: &Labels, after: &Labels) -> Result<(), Error> {
    for tag in before.tags.union(&after.tags) {
        match (before.tags.contains(tag), after.tags.contains(tag)) {
            (true, false) => {
                count(tx, Kind::Tag, tag, -1).await?;
                let sql = "DELETE FROM tree_tags WHERE tenant_id = $1 AND tree_id = $2 AND tag = $3";
                tx.execute(sql, params![id, tag]).await?;
            }
            (false, true) => {
                count(tx, Kind::Tag, tag, 1).await?;
                let sql = "INSERT INTO tree_tags (tenant_id, tree_id, tag) VALUES ($1, $2, $3)";
                tx.execute(sql, params![id, tag]).await?;
            }
            _ => {}
        }
    }
    if before.category != after.category {
        let mut moves = [(&before.category, -1), (&after.category, 1)];
        moves.sort();
        for (category, by) in moves {
            if let Some(category) = category {
                count(tx, Kind::Category, category, by).await?;
            }
        }
    }
    Ok(())
}

/// Gives these active flows one label for another, or none: all that bear `from`, held for writing. What the flows' rows say is
/// written by [`super::store::label`].
pub async fn replace(tx: &mut Tx, kind: Kind, from: &str, to: Option<&str>, trees: &[TreeId]) -> Result<(), Error> {
    if trees.is_empty() {
        return Ok(());
    }
    let all = i64::try_from(trees.len()).unwrap_or(i64::MAX);
    let (fewer, more) = match kind {
        Kind::Category => (all, all),
        Kind::Tag => {
            let sql = "DELETE FROM tree_tags WHERE tenant_id = $1 AND tag = $2 AND tree_id = ANY($3)";
            let fewer = tx.execute(sql, params![from, *trees]).await?;
            // Those that bear both count once.
            let insert = sql!(
                lite: "INSERT INTO tree_tags (tenant_id, tree_id, tag) SELECT $1, value, $2 FROM rarray($3) WHERE TRUE \
                       ON CONFLICT DO NOTHING",
                pg: "INSERT INTO tree_tags (tenant_id, tree_id, tag) SELECT $1, id, $2 FROM unnest($3::uuid[]) AS id \
                     ON CONFLICT DO NOTHING",
            );
            let more = match to {
                Some(to) => tx.execute(insert, params![to, *trees]).await?,
                None => 0,
            };
            (fewer.cast_signed(), more.cast_signed())
        }
    };
    let mut moves = vec![(from, -fewer)];
    moves.extend(to.map(|to| (to, more)));
    moves.sort_unstable();
    for (name, by) in moves {
        count(tx, kind, name, by).await?;
    }
    Ok(())
}

/// The tags that a flow has now, changed as a person has changed those that they had read: what was renamed or removed since stays so.
#[must_use]
pub fn merged_tags(read: &[String], wanted: &[String], now: &[String]) -> Vec<String> {
    let taken_away = |tag: &&String| read.contains(tag) && !wanted.contains(tag);
    let added = wanted.iter().filter(|tag| !read.contains(tag));
    let kept = now.iter().filter(|tag| !taken_away(tag));
    kept.chain(added)
        .cloned()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// The two kinds of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A flow bears up to twenty.
    Tag,
    /// A flow is in one at most.
    Category,
}

impl Kind {
    /// The word for people, and in the audit log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Category => "category",
        }
    }

    /// How many characters a name has at most.
    #[must_use]
    pub const fn most_characters(self) -> usize {
        match self {
            Self::Tag => 50,
            Self::Category => 100,
        }
    }
}

/// A label that is borne.
#[derive(Debug, Clone)]
pub struct LabelCount {
    pub name: String,
    pub count: i64,
}

/// Every label of the kind that is in use.
pub async fn in_use(tx: &mut Tx, kind: Kind) -> Result<Vec<LabelCount>, Error> {
    let sql = match kind {
        Kind::Tag => "SELECT name, usage_count FROM tags WHERE tenant_id = $1 AND usage_count > 0",
        Kind::Category => "SELECT name, usage_count FROM categories WHERE tenant_id = $1 AND usage_count > 0",
    };
    tx.all(sql, params![], |row| {
        Ok(LabelCount {
            name: row.get(0)?,
            count: row.get(1)?,
        })
    })
    .await
}

/// How many active flows bear this label.
pub async fn borne(tx: &mut Tx, kind: Kind, name: &str) -> Result<i64, Error> {
    let sql = match kind {
        Kind::Tag => "SELECT usage_count FROM tags WHERE tenant_id = $1 AND name = $2",
        Kind::Category => "SELECT usage_count FROM categories WHERE tenant_id = $1 AND name = $2",
    };
    Ok(tx.optional(sql, params![name], |row| row.get(0)).await?.unwrap_or(0))
}

async fn count(tx: &mut Tx, kind: Kind, name: &str, by: i64) -> Result<(), Error> {
    let sql = match kind {
        Kind::Tag => {
            "INSERT INTO tags (tenant_id, name, usage_count) VALUES ($1, $2, $3) \
             ON CONFLICT (tenant_id, name) DO UPDATE SET usage_count = tags.usage_count + excluded.usage_count"
        }
        Kind::Category => {
            "INSERT INTO categories (tenant_id, name, usage_count) VALUES ($1, $2, $3) \
             ON CONFLICT (tenant_id, name) DO UPDATE SET usage_count = categories.usage_count + excluded.usage_count"
        }
    };
    tx.execute(sql, params![name, by]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::merged_tags;

    #[test]
    fn what_a_person_did_to_the_tags_they_read_is_done_to_those_that_are_there() {
        let merged = |read: &str, wanted: &str, now: &str| {
            let tags = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            merged_tags(&tags(read), &tags(wanted), &tags(now)).join(" ")
        };
        assert_eq!(
            merged("a b", "a b d", "b c"),
            "b c d",
            "a was renamed to c, and stays so"
        );
        assert_eq!(merged("a b", "a", "a b e"), "a e", "b was taken away, e came");
        assert_eq!(merged("", "x", ""), "x");
        assert_eq!(merged("a", "a", ""), "", "a was removed, and stays so");
        assert_eq!(merged("a", "", "c"), "c", "what was taken away bears another name now");
    }
}
