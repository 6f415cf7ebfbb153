//! The doors into other tenants: a flow that its owner has published for every tenant, and the default flows.

use branchbook_db::{Error, Sql, TenantDb, ToValue, Value, params};
use branchbook_domain::id::{TenantId, TreeId};
use jiff::Timestamp;

use super::Access;
use crate::features::identity::system;

/// A flow that some tenant shares with everyone, as the list of them has it.
#[derive(Debug, Clone)]
pub(crate) struct PublicTree {
    pub tree: TreeId,
    pub owner: TenantId,
    /// What the owner is called.
    pub owner_name: String,
    /// When the version was made that everyone reads.
    pub updated_at: Timestamp,
}

/// Which part of the list of what others share is wanted.
#[derive(Debug, Clone)]
pub(crate) struct PublicSpan {
    /// Has this in its name: a pattern in lower case.
    pub text: Option<String>,
    /// Only what comes after this.
    pub after: Option<(Timestamp, TreeId)>,
    pub limit: usize,
}

impl<P> Access<P> {
    /// What other tenants share with everyone, the newest first; not the default flows, which everybody has anyway.
    pub(crate) async fn public_trees(&self, span: PublicSpan) -> Result<Vec<PublicTree>, Error> {
        let input = (self.actor.tenant, span);
        let everybodys = self.app.vault.global();
        let read = everybodys.read(input, |tx, (reader, span)| {
            Box::pin(async move {
                let mut sql =
                    "SELECT public_trees.tree_id, public_trees.owner_id, tenants.name, public_trees.updated_at \
                     FROM public_trees JOIN tenants ON tenants.id = public_trees.owner_id \
                     WHERE public_trees.owner_id <> $1 AND public_trees.owner_id <> $2 AND tenants.is_active"
                        .to_owned();
                let mut values: Vec<Value<'_>> = vec![reader.to_value(), system::TENANT.to_value()];
                if let Some(text) = &span.text {
                    values.push(text.to_value());
                    sql += &format!(" AND lower(public_trees.name) LIKE ${} ESCAPE '\\'", values.len());
                }
                if let Some((at, tree)) = &span.after {
                    values.extend([at.to_value(), tree.to_value()]);
                    let (at, tree) = (values.len() - 1, values.len());
                    sql += &format!(" AND (public_trees.updated_at, public_trees.tree_id) < (${at}, ${tree})");
                }
                values.push(Value::Integer(i64::try_from(span.limit).unwrap_or(i64::MAX)));
                sql += &format!(
                    " ORDER BY public_trees.updated_at DESC, public_trees.tree_id DESC LIMIT ${}",
                    values.len()
                );
                tx.all(Sql::from(sql), &values, |row| {
                    Ok(PublicTree {
                        tree: row.get(0)?,
                        owner: row.get(1)?,
                        owner_name: row.get(2)?,
                        updated_at: row.get(3)?,
                    })
                })
                .await
            })
        });
        read.await
    }

    /// The database of a tenant of whose flows these are listed for everyone: only those may be read through it.
    pub(crate) fn sharing_tenant(&self, listed: &PublicTree) -> TenantDb {
        self.app.vault.tenant(listed.owner)
    }

    /// The database of the tenant that shares this flow with everyone; `None` when no tenant does. Only the flow itself and
    /// its published version may be read through it.
    pub(crate) async fn public_tree(&self, tree: TreeId) -> Result<Option<TenantDb>, Error> {
        let owner = self
            .app
            .vault
            .global()
            .read(tree, |tx, tree| {
                let sql = "SELECT owner_id FROM public_trees WHERE tree_id = $1";
                Box::pin(async move { tx.optional(sql, params![*tree], |row| row.get(0)).await })
            })
            .await?;
        Ok(owner.map(|owner| self.app.vault.tenant(owner)))
    }

    /// The database of the system tenant, where only published, public flows are.
    pub(crate) fn default_trees(&self) -> TenantDb {
        self.app.vault.tenant(system::TENANT)
    }
}
