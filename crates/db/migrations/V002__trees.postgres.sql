-- Flows, their versions, and what lists and searches of them need. Whole documents are the last column, so that lists
-- never read their pages.

CREATE TABLE trees (
    tenant_id         uuid NOT NULL REFERENCES tenants (id),
    id                uuid NOT NULL,
    name              text NOT NULL,
    name_key          text NOT NULL, -- the name in lower case, for sorting
    description       text NOT NULL,
    tree_type         text NOT NULL,
    status            text NOT NULL,
    visibility        text NOT NULL,
    category          text,
    tags              text NOT NULL,
    author_id         uuid NOT NULL,
    is_default        boolean NOT NULL,
    is_active         boolean NOT NULL,
    version           bigint NOT NULL,
    published_version bigint,
    node_count        bigint NOT NULL,
    error_count       bigint NOT NULL,
    completion_rate   double precision NOT NULL,
    review_due_at     timestamptz,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    findings          text NOT NULL,
    completion        text NOT NULL,
    tree_structure    text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX trees_by_update ON trees (tenant_id, updated_at, id);
CREATE INDEX trees_by_name ON trees (tenant_id, name_key, id);

-- A tree's tags again, one row each, for filtering.
CREATE TABLE tree_tags (
    tenant_id uuid NOT NULL,
    tree_id   uuid NOT NULL,
    tag       text NOT NULL,
    PRIMARY KEY (tenant_id, tree_id, tag),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
);
CREATE INDEX tree_tags_by_tag ON tree_tags (tenant_id, tag, tree_id);

-- How many active trees bear each tag and each category; kept in the transaction that changes a tree.
CREATE TABLE tags (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    name        text NOT NULL,
    usage_count bigint NOT NULL,
    PRIMARY KEY (tenant_id, name)
);
CREATE TABLE categories (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    name        text NOT NULL,
    usage_count bigint NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

CREATE TABLE tree_versions (
    tenant_id          uuid NOT NULL,
    tree_id            uuid NOT NULL,
    version_number     bigint NOT NULL,
    change_description text NOT NULL,
    user_ids           text NOT NULL,
    is_published       boolean NOT NULL,
    node_count         bigint NOT NULL,
    created_at         timestamptz NOT NULL,
    tree_structure     text NOT NULL,
    PRIMARY KEY (tenant_id, tree_id, version_number),
    FOREIGN KEY (tenant_id, tree_id) REFERENCES trees (tenant_id, id)
);

-- How many sessions this tenant has started on a tree, its own or another's: apart from the trees, so that a start rewrites no
-- document and reaches into no other tenant.
CREATE TABLE tree_usage (
    tenant_id   uuid NOT NULL REFERENCES tenants (id),
    tree_id     uuid NOT NULL,
    usage_count bigint NOT NULL,
    PRIMARY KEY (tenant_id, tree_id)
);

-- Which tenant owns a published tree that every tenant may read. Global: the one thing others may learn of it beforehand.
CREATE TABLE public_trees (
    tree_id  uuid NOT NULL PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES tenants (id)
);

SELECT isolate_tenants('trees');
SELECT isolate_tenants('tree_tags');
SELECT isolate_tenants('tags');
SELECT isolate_tenants('categories');
SELECT isolate_tenants('tree_versions');
SELECT isolate_tenants('tree_usage');

-- The full-text index. `doc` is made from the flow's id; only SQLite needs it.
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE TABLE tree_search (
    tenant_id uuid NOT NULL,
    tree_id   uuid NOT NULL,
    doc       bigint NOT NULL,
    document  tsvector NOT NULL,
    PRIMARY KEY (tenant_id, tree_id)
);
CREATE INDEX tree_search_by_word ON tree_search USING gin (tenant_id, document);
SELECT isolate_tenants('tree_search');
-- Row security hides the GIN index from queries, because @@ is not leakproof. The function below may look past it as the owner of
-- the table, and looks only for the tenant whose transaction it runs in.
ALTER TABLE tree_search NO FORCE ROW LEVEL SECURITY;
CREATE FUNCTION search_trees(tenant uuid, query text, most bigint)
RETURNS TABLE (tree_id uuid, score double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
    SELECT found.tree_id, ts_rank_cd('{0.1, 0.4, 0.5, 1.0}', found.document, to_tsquery('simple', query))::double precision AS score
    FROM tree_search AS found
    WHERE found.tenant_id = tenant
        AND tenant = nullif(current_setting('app.tenant_id', true), '')::uuid
        AND found.document @@ to_tsquery('simple', query)
    ORDER BY score DESC, found.tree_id
    LIMIT most
$$;

-- The words a tenant's flows have ever used, for finding what a mistyped one was meant to be.
CREATE TABLE search_words (
    tenant_id uuid NOT NULL REFERENCES tenants (id),
    word      text NOT NULL,
    PRIMARY KEY (tenant_id, word)
);
SELECT isolate_tenants('search_words');
