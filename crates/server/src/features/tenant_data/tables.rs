//! Which tables hold what tenants own: the one place that deletion, export and import go by. A test compares it with the schema, so
//! that a table that comes later is deleted and exported too, or says why not.

use Kind::{Bool, Bytes, Id, Int, Json, Real, Text, Time, User};

/// A table with rows of tenants.
#[derive(Debug)]
pub struct Table {
    /// As the schema has it.
    pub name: &'static str,
    /// The column that says whose a row is.
    pub owner: &'static str,
    /// The rest of the primary key, or all of it where the table is global.
    pub key: &'static [&'static str],
    /// Whether the rows of all tenants are looked up together, so that row security does not hold.
    pub is_global: bool,
    /// Whether its rows go into an archive.
    pub export: Export,
    /// Which of its rows do, as a condition; all when there is none.
    pub only: Option<&'static str>,
}

/// Whether a table's rows go into an archive.
#[derive(Debug)]
pub enum Export {
    /// They do: these columns of them, and the owner is understood.
    Rows(&'static [Column]),
    /// They do not, for this reason.
    Not(&'static str),
}

/// A column that goes into an archive.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// As the schema has it.
    pub name: &'static str,
    /// What is in it.
    pub kind: Kind,
    /// Whether there may be nothing in it.
    pub is_nullable: bool,
}

/// What is in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id; if it is a user's, that is by chance.
    Id,
    /// The id of a user, who goes into the archive with it.
    User,
    /// Text that names no user.
    Text,
    /// JSON that may name users.
    Json,
    /// An integer.
    Int,
    /// A floating-point number.
    Real,
    /// A truth value.
    Bool,
    /// A moment.
    Time,
    /// Bytes.
    Bytes,
}

const fn col(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        is_nullable: false,
    }
}

const fn opt(name: &'static str, kind: Kind) -> Column {
    Column {
        name,
        kind,
        is_nullable: true,
    }
}

const fn owned(name: &'static str, key: &'static [&'static str], export: Export) -> Table {
    Table {
        name,
        owner: "tenant_id",
        key,
        is_global: false,
        export,
        only: None,
    }
}

const fn global(name: &'static str, owner: &'static str, key: &'static [&'static str], export: Export) -> Table {
    Table {
        name,
        owner,
        key,
        is_global: true,
        export,
        only: None,
    }
}

/// Tables that hold nothing of a single tenant's, or, `tenants`, are dealt with by themselves.
pub const NOT_OWNED: &[&str] = &[
    "tenants",
    "users",
    "pending_registrations",
    // Outlive the tenant that they were for, and name nobody.
    "invite_mails",
    "schema_migrations",
];

const SECRET: Export =
    Export::Not("a secret's hash opens nothing elsewhere: who was invited and has not come is invited again");
const MADE_ANEW: Export = Export::Not("made anew from the rows that are imported");

/// Every table, those that others refer to first. They are filled in this order, and emptied in the opposite one.
pub const TABLES: &[Table] = &[
    global(
        "memberships",
        "tenant_id",
        &["user_id"],
        Export::Rows(&[
            col("user_id", User),
            col("role", Text),
            col("created_at", Time),
            opt("role_changed_at", Time),
        ]),
    ),
    owned(
        "trees",
        &["id"],
        Export::Rows(&[
            col("id", Id),
            col("name", Text),
            col("name_key", Text),
            col("description", Text),
            col("tree_type", Text),
            col("status", Text),
            col("visibility", Text),
            opt("category", Text),
            col("tags", Text),
            col("author_id", User),
            col("is_default", Bool),
            col("is_active", Bool),
            col("version", Int),
            opt("published_version", Int),
            col("node_count", Int),
            col("error_count", Int),
            col("completion_rate", Real),
            opt("review_due_at", Time),
            col("created_at", Time),
            col("updated_at", Time),
            col("findings", Text),
            col("completion", Text),
            col("tree_structure", Text),
        ]),
    ),
    owned(
        "tree_tags",
        &["tree_id", "tag"],
        Export::Rows(&[col("tree_id", Id), col("tag", Text)]),
    ),
    owned(
        "tags",
        &["name"],
        Export::Rows(&[col("name", Text), col("usage_count", Int)]),
    ),
    owned(
        "categories",
        &["name"],
        Export::Rows(&[col("name", Text), col("usage_count", Int)]),
    ),
    owned(
        "tree_versions",
        &["tree_id", "version_number"],
        Export::Rows(&[
            col("tree_id", Id),
            col("version_number", Int),
            col("change_description", Text),
            col("user_ids", Json),
            col("is_published", Bool),
            col("node_count", Int),
            col("created_at", Time),
            opt("name", Text),
            opt("changes", Json),
            opt("error_count", Int),
            opt("completion_rate", Real),
            col("tree_structure", Text),
        ]),
    ),
    owned(
        "tree_usage",
        &["tree_id"],
        Export::Rows(&[col("tree_id", Id), col("usage_count", Int)]),
    ),
    global(
        "public_trees",
        "owner_id",
        &["tree_id"],
        Export::Rows(&[
            col("tree_id", Id),
            col("name", Text),
            col("version", Int),
            col("updated_at", Time),
        ]),
    ),
    owned(
        "tree_forks",
        &["tree_id"],
        Export::Rows(&[
            col("tree_id", Id),
            col("fork_reason", Text),
            col("created_at", Time),
            col("parent_name", Text),
            col("parent_version", Int),
            col("parent_updated_at", Time),
            col("base_structure", Text),
        ]),
    ),
    global(
        "fork_parents",
        "owner_id",
        &["tree_id"],
        Export::Rows(&[col("tree_id", Id), opt("parent_id", Id)]),
    ),
    Table {
        // A proposal is for two tenants. What another has proposed stays where that is: it does not come along, nor do its people.
        only: Some("author_tenant_id = tenant_id"),
        ..owned(
            "proposals",
            &["id"],
            Export::Rows(&[
                col("id", Id),
                col("author_tenant_id", Id),
                col("author_id", User),
                col("tree_id", Id),
                col("tree_name", Text),
                opt("fork_tree_id", Id),
                col("fork_name", Text),
                col("message", Text),
                col("status", Text),
                col("created_at", Time),
                opt("decided_at", Time),
                opt("decided_by", User),
                opt("reason", Text),
                opt("accepted_nodes", Text),
                col("base_structure", Text),
                col("proposed_structure", Text),
            ]),
        )
    },
    owned("tree_search", &["tree_id"], MADE_ANEW),
    owned("search_words", &["word"], MADE_ANEW),
    owned(
        "session_flows",
        &["digest"],
        Export::Rows(&[col("digest", Bytes), col("document", Text)]),
    ),
    owned(
        "sessions",
        &["id"],
        Export::Rows(&[
            col("id", Id),
            col("tree_id", Id),
            col("tree_owner_id", Id),
            col("tree_version", Int),
            col("tree_name", Text),
            col("tree_type", Text),
            col("tree_is_default", Bool),
            col("flow_digest", Bytes),
            col("audience", Text),
            col("started_by", User),
            opt("ticket_number", Text),
            opt("client_name", Text),
            col("search_text", Text),
            col("user_id", User),
            col("status", Text),
            opt("outcome", Text),
            opt("current_title", Text),
            col("steps_taken", Int),
            opt("steps_done", Int),
            opt("steps_total", Int),
            col("active_seconds", Int),
            col("seq", Int),
            col("started_at", Time),
            col("last_event_at", Time),
            opt("completed_at", Time),
            col("state", Json),
        ]),
    ),
    owned(
        "session_events",
        &["session_id", "seq"],
        Export::Rows(&[
            col("session_id", Id),
            col("seq", Int),
            col("actor_id", User),
            col("at", Time),
            col("seconds", Int),
            col("type", Text),
            col("data", Json),
        ]),
    ),
    owned(
        "user_settings",
        &["user_id", "key"],
        Export::Rows(&[
            col("user_id", User),
            col("key", Text),
            col("updated_at", Time),
            col("value", Json),
        ]),
    ),
    owned(
        "audit_log",
        &["at", "seq"],
        Export::Rows(&[
            col("at", Time),
            col("seq", Int),
            col("id", Id),
            opt("actor_id", User),
            col("action", Text),
            col("target_type", Text),
            col("target_id", Id),
            opt("ip", Text),
            opt("before", Json),
            opt("after", Json),
        ]),
    ),
    owned("audit_heads", &["tenant_id"], MADE_ANEW),
    owned(
        "idempotency_keys",
        &["user_id", "key"],
        Export::Not("requests are repeated within a day, at the server they were sent to"),
    ),
    global("auth_sessions", "tenant_id", &["id"], SECRET),
    global("one_time_tokens", "tenant_id", &["id"], SECRET),
    global("api_tokens", "tenant_id", &["id"], SECRET),
    global("jobs", "tenant_id", &["id"], Export::Not("work of this server")),
];

/// Columns of exported tables that an archive does not have: whose the row is, and what is made anew at import.
pub const LEFT_OUT: &[(&str, &str)] = &[("audit_log", "hash"), ("trees", "label_changes")];
