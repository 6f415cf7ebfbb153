//! The table `idempotency_keys`.

use std::time::Duration;

use branchbook_db::{Error, TenantDb, Tx, params};
use jiff::Timestamp;

use super::{Answer, Claim, Key};

/// What became of an attempt to claim a key.
pub(super) enum Found {
    /// It is ours to run.
    Ours { attempt: i32 },
    /// It was run; this was the answer.
    Answered(Answer),
    /// The key is another request's.
    OtherRequest,
    /// It is being run, or was until a moment ago.
    UnderWay,
    /// It was run, and the answer is lost.
    AnswerLost,
}

struct Claiming {
    key: Key,
    fingerprint: [u8; 32],
    now: Timestamp,
    /// Claims from before this have been interrupted.
    lease_over: Timestamp,
    /// Claims from before this are forgotten.
    forgotten: Timestamp,
}

/// Claims the key, or says why not. Forgets the user's keys that are over.
pub(super) async fn claim(
    db: &TenantDb,
    key: &Key,
    fingerprint: [u8; 32],
    now: Timestamp,
    lease: Duration,
    remembered: Duration,
) -> Result<Found, Error> {
    let claiming = Claiming {
        key: key.clone(),
        fingerprint,
        now,
        lease_over: now - lease,
        forgotten: now - remembered,
    };
    db.write(claiming, |tx, claiming| Box::pin(try_claim(tx, claiming)))
        .await
}

async fn try_claim(tx: &mut Tx, claiming: &Claiming) -> Result<Found, Error> {
    let Claiming {
        key,
        fingerprint,
        now,
        lease_over,
        forgotten,
    } = claiming;
    tx.execute(
        "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND user_id = $2 AND claimed_at < $3",
        params![key.user, forgotten],
    )
    .await?;
    let attempt = tx
        .optional(
            "INSERT INTO idempotency_keys AS known (tenant_id, user_id, key, fingerprint, attempt, claimed_at, has_written)
             VALUES ($1, $2, $3, $4, 1, $5, FALSE)
             ON CONFLICT (tenant_id, user_id, key) DO UPDATE SET attempt = known.attempt + 1, claimed_at = $5
             WHERE known.fingerprint = $4 AND known.status IS NULL AND NOT known.has_written AND known.claimed_at < $6
             RETURNING attempt",
            params![key.user, key.text, fingerprint, now, lease_over],
            |row| row.get(0),
        )
        .await?;
    if let Some(attempt) = attempt {
        return Ok(Found::Ours { attempt });
    }
    let known = tx
        .optional(
            "SELECT fingerprint, has_written, claimed_at, status, headers, body FROM idempotency_keys
             WHERE tenant_id = $1 AND user_id = $2 AND key = $3",
            params![key.user, key.text],
            |row| {
                let same = row.get::<Vec<u8>>(0)? == fingerprint;
                let lost = row.get::<bool>(1)? && row.get::<Timestamp>(2)? < *lease_over;
                let Some(status) = row.get::<Option<i32>>(3)? else {
                    return Ok((same, if lost { Found::AnswerLost } else { Found::UnderWay }));
                };
                let body: Vec<u8> = row.get(5)?;
                let status = u16::try_from(status).map_err(Error::unreadable)?;
                Ok((
                    same,
                    Found::Answered(Answer {
                        status,
                        headers: row.get(4)?,
                        body: body.into(),
                    }),
                ))
            },
        )
        .await?;
    Ok(match known {
        Some((true, found)) => found,
        Some((false, _)) => Found::OtherRequest,
        // Given up in this very moment.
        None => Found::UnderWay,
    })
}

/// Notes in the running transaction that the claim's request writes. False if the claim is no longer its.
pub(super) async fn mark(tx: &mut Tx, claim: &Claim) -> Result<bool, Error> {
    let marked = tx
        .execute(
            "UPDATE idempotency_keys SET has_written = TRUE
             WHERE tenant_id = $1 AND user_id = $2 AND key = $3 AND attempt = $4 AND status IS NULL",
            params![claim.key.user, claim.key.text, claim.attempt],
        )
        .await?;
    Ok(marked == 1)
}

/// Gives the key back. False, and nothing is changed, if its request has written something.
pub(super) async fn give_up(db: &TenantDb, claim: &Claim) -> Result<bool, Error> {
    db.write(claim.clone(), |tx, claim| {
        Box::pin(async move {
            let deleted = tx
                .execute(
                    "DELETE FROM idempotency_keys
                     WHERE tenant_id = $1 AND user_id = $2 AND key = $3 AND attempt = $4 AND NOT has_written",
                    params![claim.key.user, claim.key.text, claim.attempt],
                )
                .await?;
            Ok(deleted == 1)
        })
    })
    .await
}

/// Keeps the answer.
pub(super) async fn keep(db: &TenantDb, claim: &Claim, answer: &Answer) -> Result<(), Error> {
    db.write((claim.clone(), answer.clone()), |tx, (claim, answer)| {
        Box::pin(async move {
            tx.execute(
                "UPDATE idempotency_keys SET status = $5, headers = $6, body = $7
                 WHERE tenant_id = $1 AND user_id = $2 AND key = $3 AND attempt = $4",
                params![
                    claim.key.user,
                    claim.key.text,
                    claim.attempt,
                    answer.status,
                    answer.headers,
                    answer.body[..]
                ],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// Whether the tenant has keys from before this time.
pub(super) async fn any_over(tx: &mut Tx, before: Timestamp) -> Result<bool, Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM idempotency_keys WHERE tenant_id = $1 AND claimed_at < $2)";
    tx.one(sql, params![before], |row| row.get(0)).await
}

/// Removes at most `limit` keys from before this time. How many.
pub(super) async fn remove_over(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<u64, Error> {
    let sql = "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND (user_id, key) IN (
                   SELECT user_id, key FROM idempotency_keys WHERE tenant_id = $1 AND claimed_at < $2 LIMIT $3
               )";
    tx.execute(sql, params![before, limit]).await
}
