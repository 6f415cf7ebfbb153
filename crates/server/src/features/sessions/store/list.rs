//! Lists of sessions.

use branchbook_db::{Error, ToValue, Tx, Value, dialect::containing};
use branchbook_domain::{
    id::UserId,
    run::{Outcome, Status},
};

use super::sessions::{COLUMNS, SessionRow, read_row};
use crate::features::sessions::{
    filter::{Place, SessionFilter},
    projection::Projection,
    rights::Audience,
};

/// Who reads a list, as far as it decides which sessions are in it.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    pub user: UserId,
    /// To which they belong. Their own sessions are in the list anyway.
    pub audiences: &'static [Audience],
}

/// Sessions without their states, from after `after` on.
pub async fn list(
    tx: &mut Tx,
    reader: &Reader,
    filter: &SessionFilter,
    newest_first: bool,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<(SessionRow, Projection)>, Error> {
    let audiences: Vec<&str> = reader.audiences.iter().map(|audience| audience.as_str()).collect();
    let (status, outcome) = (filter.status.map(Status::as_str), filter.outcome.map(Outcome::as_str));
    let (from, to, after) = (filter.from(), filter.to(), after.map(Place::key));
    let (ticket, like) = (filter.ticket(), filter.text().map(containing));
    let (direction, beyond) = if newest_first { ("DESC", "<") } else { ("ASC", ">") };

    // Only what is asked for is in the statement, so that the engines find the index that fits.
    let mut wanted = Conditions::default();
    if reader.audiences.len() < Audience::ALL.len() {
        let seen = "(audience = ANY({0}) OR user_id = {1} OR started_by = {1})";
        wanted.and(seen, &[&audiences, &reader.user]);
    }
    wanted.and_if("tree_id = {0}", &filter.tree);
    wanted.and_if("status = {0}", &status);
    wanted.and_if("outcome = {0}", &outcome);
    wanted.and_if("user_id = {0}", &filter.user);
    wanted.and_if("ticket_number = {0}", &ticket);
    let conditions = std::mem::take(&mut wanted.text);
    wanted.and_if("started_at >= {0}", &from);
    wanted.and_if("started_at < {0}", &to);
    if let Some((at, id)) = &after {
        wanted.and(&format!("(started_at, id) {beyond} ({{0}}, {{1}})"), &[at, id]);
    }
    wanted.and_if("search_text LIKE {0} ESCAPE '\\'", &like);
    let place = std::mem::take(&mut wanted.text);
    wanted
        .values
        .push(Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
    let last = wanted.values.len() + 1;
    let sql = if like.is_some() {
        // All of the inner statement is in an index, so that the wide rows are read of those only that are found.
        format!(
            "SELECT {COLUMNS} FROM (SELECT id AS found, started_at AS at FROM sessions WHERE tenant_id = $1{place}) AS texts \
                 CROSS JOIN sessions \
             WHERE tenant_id = $1 AND id = found{conditions} ORDER BY at {direction}, found {direction} LIMIT ${last}"
        )
    } else {
        format!(
            "SELECT {COLUMNS} FROM sessions WHERE tenant_id = $1{conditions}{place} \
             ORDER BY started_at {direction}, id {direction} LIMIT ${last}"
        )
    };
    tx.all(sql, &wanted.values, read_row).await
}

/// Conditions that are put together at run time, with their values. `$1` is the tenant.
#[derive(Default)]
struct Conditions<'v> {
    text: String,
    values: Vec<Value<'v>>,
}

impl<'v> Conditions<'v> {
    /// One more condition, in which `{0}`, `{1}` … stand for its values.
    fn and(&mut self, condition: &str, values: &[&'v (dyn ToValue + 'v)]) {
        let mut condition = condition.to_owned();
        for (index, value) in values.iter().enumerate() {
            self.values.push((**value).to_value());
            condition = condition.replace(&format!("{{{index}}}"), &format!("${}", self.values.len() + 1));
        }
        self.text += &format!(" AND {condition}");
    }

    /// One more condition, if there is a value for it.
    fn and_if<T: ToValue>(&mut self, condition: &str, value: &'v Option<T>) {
        if let Some(value) = value {
            self.and(condition, &[value]);
        }
    }
}
