//! Which flows are wanted, as SQL. Only what is asked for is said, so that the database sees which index serves it.

use branchbook_db::{ToValue, Value};
use branchbook_domain::flow::FlowKind;

use super::{
    model::{Status, Visibility},
    narrowing::Wanted,
};

/// The conditions of a statement on `trees`, and its parameters from `$2` on.
#[derive(Debug)]
pub struct Conditions<'w> {
    /// `trees.tenant_id = $1 AND …`
    pub sql: String,
    pub params: Vec<Value<'w>>,
}

impl<'w> Conditions<'w> {
    /// What holds of the wanted flows.
    pub fn of(wanted: &'w Wanted) -> Self {
        let mut all = Self {
            sql: "trees.tenant_id = $1".to_owned(),
            params: vec![],
        };
        if let Some(among) = &wanted.among {
            all.and("trees.id = ANY($?)", among.to_value());
        }
        all.seen(wanted);
        all.narrowed(wanted);
        all
    }

    /// Adds a parameter: its placeholder.
    pub fn param(&mut self, value: Value<'w>) -> String {
        self.params.push(value);
        format!("${}", self.params.len() + 1)
    }

    fn say(&mut self, condition: &str) {
        self.sql += " AND ";
        self.sql += condition;
    }

    /// Adds a condition on one parameter, `$?`.
    pub fn and(&mut self, condition: &str, value: Value<'w>) {
        let place = self.param(value);
        self.say(&condition.replace("$?", &place));
    }

    fn seen(&mut self, wanted: &'w Wanted) {
        let reader = &wanted.reader;
        self.say(if wanted.deleted {
            "trees.is_active = FALSE"
        } else {
            "trees.is_active = TRUE"
        });
        if !reader.sees_private {
            let condition = if wanted.deleted {
                "trees.author_id = $?"
            } else {
                "(trees.visibility <> 'private' OR trees.author_id = $?)"
            };
            self.and(condition, reader.user.to_value());
        }
        if reader.published_only {
            self.say("trees.status = 'published'");
        }
    }

    fn narrowed(&mut self, wanted: &'w Wanted) {
        let narrowing = &wanted.narrowing;
        if let Some(kind) = narrowing.tree_type.map(FlowKind::as_str) {
            self.and("trees.tree_type = $?", kind.to_value());
        }
        if let Some(status) = narrowing.status.map(Status::as_str) {
            self.and("trees.status = $?", status.to_value());
        }
        if let Some(category) = &narrowing.category {
            self.and("trees.category = $?", category.to_value());
        }
        for tag in &narrowing.tag {
            self.and(
                "trees.id IN (SELECT tree_id FROM tree_tags WHERE tenant_id = $1 AND tag = $?)",
                tag.to_value(),
            );
        }
        if let Some(author) = narrowing.author(wanted.reader.user) {
            self.params.push(Value::Uuid(author.uuid()));
            let place = self.params.len() + 1;
            self.say(&format!("trees.author_id = ${place}"));
        }
        if let Some(visibility) = narrowing.visibility.map(Visibility::as_str) {
            self.and("trees.visibility = $?", visibility.to_value());
        }
        if let Some(forks) = narrowing.forks {
            let not = if forks { "" } else { "NOT " };
            self.say(&format!(
                "{not}EXISTS (SELECT 1 FROM tree_forks WHERE tree_forks.tenant_id = $1 AND tree_forks.tree_id = trees.id)"
            ));
        }
        if let Some(before) = &narrowing.review_due_before {
            // Asked of its own index: few flows have such a date.
            self.and(
                "trees.id IN (SELECT due.id FROM trees AS due WHERE due.tenant_id = $1 AND due.review_due_at < $?)",
                before.to_value(),
            );
        }
        if let Some(like) = &wanted.text {
            let place = self.param(like.to_value());
            self.say(&format!(
                "(trees.name_key LIKE {place} ESCAPE '\\' OR lower(trees.description) LIKE {place} ESCAPE '\\')"
            ));
        }
    }
}

/// The LIKE pattern for what contains exactly this.
pub fn like(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{text}%")
}
