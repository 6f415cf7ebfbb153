//! Real objects of the admin's for the ids in paths, and bodies that a schema alone does not tell.

use branchbook_db::BoxFuture;
use branchbook_test_support::Client;
use serde_json::Value;

/// Makes an object as the admin and says its path.
type Make = for<'c> fn(&'c Client) -> BoxFuture<'c, String>;

/// A body for one operation: its method, its path, and what makes the body.
type Body = (&'static str, &'static str, fn() -> Value);

/// How to make the object of a path. The longest beginning that fits counts; each slice adds its own.
const OBJECTS: &[(&str, Make)] = &[];

/// Bodies for operations whose schema allows more than the server accepts. Each slice adds its own.
const BODIES: &[Body] = &[];

/// The body that was said for this operation.
pub fn body(method: &str, path: &str) -> Option<Value> {
    let said = BODIES
        .iter()
        .find(|(said_method, said_path, _)| (*said_method, *said_path) == (method, path));
    said.map(|(_, _, body)| body())
}

/// The path with real ids in it.
pub async fn real_path(path: &str, admin: &Client) -> Result<String, String> {
    let fitting = OBJECTS.iter().filter(|(beginning, _)| path.starts_with(beginning));
    let real = match fitting.max_by_key(|(beginning, _)| beginning.len()) {
        Some((beginning, make)) => path.replacen(beginning, &make(admin).await, 1),
        None => path.to_owned(),
    };
    if real.contains('{') {
        return Err(format!(
            "{path}: say in tests/it/authorization/objects.rs how to make such an object"
        ));
    }
    Ok(real)
}

/// The ids in a path.
pub fn ids_in(path: &str) -> impl Iterator<Item = String> {
    path.split('/')
        .filter(|segment| segment.parse::<uuid::Uuid>().is_ok())
        .map(str::to_owned)
}
