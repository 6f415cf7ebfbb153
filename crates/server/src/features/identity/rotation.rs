//! Exchanging a refresh token for its successor (RFC 9700 §4.14.2).
//!
//! Each token is good for once. Within 20 s of an exchange the token that was exchanged gets the same successor again, so that
//! a lost answer or two tabs sign nobody out. After that, or for any older token, two parties hold what only one was given:
//! the whole family ends.

use branchbook_db::Tx;
use branchbook_domain::id::{TenantId, TokenFamilyId, UserId};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    Tokens,
    access_token::LIFETIME,
    dto::TokenPair,
    refresh_token::RefreshToken,
    revocation::signed_out,
    sign_in,
    store::{
        accounts,
        families::{self, Family, Owner, Rotation},
    },
};
use crate::{
    access::{Device, Public},
    error::{ApiError, ApiResult, Code},
    features::audit::{self, Event, Stamp},
    http::Caller,
};

/// How long a family lives without being used.
pub const IDLE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a family lives at most.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(90 * 24);
/// For how long after an exchange the token that was exchanged gets the same successor.
pub const GRACE: SignedDuration = SignedDuration::from_secs(20);

/// What came of showing a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It was exchanged now, or within the grace before.
    Successor(Owner),
    /// It had been exchanged before.
    Replay(Owner),
    /// Its family was signed out.
    Revoked,
    /// The family's time is over, or it is gone.
    Over,
}

/// Exchanges a refresh token for a new pair.
///
/// # Errors
/// `invalid_refresh_token`, `token_revoked`, `refresh_token_reused` (the family has then ended), and `account_inactive`.
pub async fn refresh(public: &Public, shown: &str, caller: Caller) -> ApiResult<Tokens> {
    let app = &public.app;
    let Some(shown) = app.identity.refresh_tokens.parse(shown) else {
        return Err(invalid());
    };
    let successor = app.identity.refresh_tokens.successor(&shown);
    let now = app.clock.now();
    let rotation = Rotation {
        family: shown.family(),
        shown_hash: shown.hash(),
        successor_hash: successor.hash(),
        at: now,
        idle_expires_at: now + IDLE,
        caller: caller.clone(),
    };
    let outcome = public.db.write(rotation, |tx, rotation| {
        Box::pin(async move {
            let outcome = exchange(tx, rotation).await?;
            let role = match outcome {
                // Who may not come in now keeps the token: it is as good as before once they may again.
                Outcome::Successor(Owner { user, tenant }) => {
                    let role = accounts::active_role(tx, user, tenant).await?;
                    Some(role.ok_or_else(super::service::inactive)?)
                }
                _ => None,
            };
            ApiResult::Ok((outcome, role))
        })
    });
    let (outcome, role) = outcome.await?;
    let owner = conclude(public, outcome, &shown, &caller).await?;
    let role = role.ok_or_else(|| ApiError::internal("a token was exchanged for nobody"))?;
    Ok(sign_in::tokens(app, owner, role, successor, now))
}

/// A device that goes to another tenant.
#[derive(Clone)]
pub struct Moving {
    /// Whose it is.
    pub user: UserId,
    pub family: TokenFamilyId,
    /// Where it goes.
    pub tenant: TenantId,
}

impl Moving {
    const fn owner(&self) -> Owner {
        Owner {
            user: self.user,
            tenant: self.tenant,
        }
    }
}

/// Gives a device an access token for another of its owner's tenants, good until the one that was shown ends. It stays where it is: who
/// shows no refresh token gets none, so that an access token that fell into somebody else's hands is good for no longer than it was.
///
/// # Errors
/// `not_found` when it is none of theirs, `email_unverified`, `token_revoked`.
pub async fn visit(public: &Public, moving: Moving, until: Timestamp, caller: Caller) -> ApiResult<TokenPair> {
    let app = &public.app;
    let (owner, family, now) = (moving.owner(), moving.family, app.clock.now());
    let event = sign_in::event(owner, family, &caller, "switch_tenant");
    let db = public.proven_tenant(owner);
    let visited = db.write((now, Stamp::now(app), event), move |tx, (now, stamp, event)| {
        Box::pin(async move {
            // The membership is held before the device, as by whoever ends both.
            let role = sign_in::admit(tx, owner).await?;
            if !families::visit(tx, family, *now).await? {
                return Err(signed_out());
            }
            audit::record(tx, stamp, event).await?;
            Ok(role)
        })
    });
    let role = visited.await?;
    let Owner { user, tenant } = owner;
    let device = Device {
        user,
        tenant,
        role,
        family,
    };
    let until = until.min(now + LIFETIME);
    let token = app.identity.access_tokens.issue_until(&device, now, until);
    Ok(TokenPair::new(token, None, until.duration_since(now)))
}

/// Moves a device to another of its owner's tenants and replaces both of its tokens.
///
/// # Errors
/// `not_found` when it is none of theirs, `email_unverified`, and those of [`refresh`].
pub async fn switch(public: &Public, moving: Moving, shown: RefreshToken, caller: Caller) -> ApiResult<Tokens> {
    struct Switch {
        moving: Moving,
        rotation: Rotation,
        stamp: Stamp,
        event: Event,
    }
    let app = &public.app;
    let (owner, family) = (moving.owner(), moving.family);
    let next = app.identity.refresh_tokens.successor(&shown);
    let now = app.clock.now();
    let switch = Switch {
        rotation: Rotation {
            family,
            shown_hash: shown.hash(),
            successor_hash: next.hash(),
            at: now,
            idle_expires_at: now + IDLE,
            caller: caller.clone(),
        },
        stamp: Stamp::now(app),
        event: sign_in::event(owner, family, &caller, "switch_tenant"),
        moving,
    };
    let db = public.proven_tenant(owner);
    let outcome = db.write(switch, move |tx, switch| {
        Box::pin(async move {
            let Switch { moving, rotation, .. } = switch;
            // The membership is held before the device, as by whoever ends both.
            let role = sign_in::admit(tx, owner).await?;
            let exchanged = exchange(tx, rotation).await?;
            if let Outcome::Successor(_) = exchanged {
                families::set_tenant(tx, moving.family, moving.tenant, rotation.at).await?;
                audit::record(tx, &switch.stamp, &switch.event).await?;
            }
            ApiResult::Ok((exchanged, role))
        })
    });
    let (exchanged, role) = outcome.await?;
    conclude(public, exchanged, &shown, &caller).await?;
    Ok(sign_in::tokens(app, owner, role, next, now))
}

/// Puts the successor in the place of the token that was shown, if it may.
async fn exchange(tx: &mut Tx, rotation: &Rotation) -> Result<Outcome, branchbook_db::Error> {
    if let Some(owner) = families::rotate(tx, rotation).await? {
        return Ok(Outcome::Successor(owner));
    }
    let family = families::find(tx, rotation.family).await?;
    Ok(judge(family.as_ref(), rotation.shown_hash, rotation.at))
}

/// Whose the exchanged token was; the answer and its consequences, if it was not exchanged.
async fn conclude(public: &Public, outcome: Outcome, shown: &RefreshToken, caller: &Caller) -> ApiResult<Owner> {
    match outcome {
        Outcome::Successor(owner) => Ok(owner),
        Outcome::Replay(owner) => {
            end_replayed(public, owner, shown, caller).await?;
            let detail =
                "This refresh token had been exchanged before, so the device has been signed out. Sign in again.";
            Err(ApiError::new(Code::RefreshTokenReused, detail))
        }
        Outcome::Revoked => Err(signed_out()),
        Outcome::Over => Err(invalid()),
    }
}

/// What a genuine token is that is not the newest of its family, or came too late.
fn judge(family: Option<&Family>, shown_hash: [u8; 32], now: Timestamp) -> Outcome {
    let Some(family) = family else { return Outcome::Over };
    if family.is_revoked {
        return Outcome::Revoked;
    }
    if family.idle_expires_at <= now || family.absolute_expires_at <= now {
        return Outcome::Over;
    }
    let precedes = family.previous_token_hash == Some(shown_hash);
    let within_grace = family.rotated_at.is_some_and(|at| now.duration_since(at) <= GRACE);
    if precedes && within_grace {
        Outcome::Successor(family.owner)
    } else {
        Outcome::Replay(family.owner)
    }
}

/// Ends the family, and puts on record that it ended because of a replay.
async fn end_replayed(public: &Public, owner: Owner, shown: &RefreshToken, caller: &Caller) -> ApiResult<()> {
    struct Replay {
        family: TokenFamilyId,
        stamp: Stamp,
        at: Timestamp,
        event: Event,
    }
    let at = public.app.clock.now();
    let family = shown.family();
    let replay = Replay {
        family,
        stamp: Stamp::now(&public.app),
        at,
        event: Event {
            // The token was shown by one of two parties, and nobody knows by which.
            actor: None,
            action: "device.revoked",
            target: ("device", family.uuid()),
            ip: caller.ip.to_string(),
            before: None,
            after: Some(json!({
                "reason": REPLAYED,
                "user_id": owner.user,
                "user_agent": caller.user_agent,
            })),
        },
    };
    let tenant = public.proven_tenant(owner);
    let ended = tenant.write(replay, |tx, replay| {
        Box::pin(async move {
            if families::revoke(tx, replay.family, replay.at, REPLAYED).await? {
                audit::record(tx, &replay.stamp, &replay.event).await?;
            }
            Ok::<_, branchbook_db::Error>(())
        })
    });
    ended.await?;
    public.app.identity.revocations.revoke(family, at);
    tracing::warn!(%family, user = %owner.user, "a refresh token was replayed; its family has ended");
    Ok(())
}

/// Why a family ended, in the database and in the audit log.
const REPLAYED: &str = "refresh_token_reused";

/// Ends a family at the wish of whoever holds one of its tokens. Ending it twice is as good as once.
pub async fn end(public: &Public, family: TokenFamilyId, caller: &Caller) -> ApiResult<()> {
    struct End {
        family: TokenFamilyId,
        at: Timestamp,
        stamp: Stamp,
        event: Event,
    }
    let at = public.app.clock.now();
    let read = public
        .db
        .read(family, |tx, family| Box::pin(families::find(tx, *family)));
    let Some(Family { owner, .. }) = read.await? else {
        return Ok(());
    };
    let end = End {
        family,
        at,
        stamp: Stamp::now(&public.app),
        event: Event {
            actor: Some(owner.user),
            action: "device.signed_out",
            target: ("device", family.uuid()),
            ip: caller.ip.to_string(),
            before: None,
            after: None,
        },
    };
    let tenant = public.proven_tenant(owner);
    let ended = tenant.write(end, |tx, end| {
        Box::pin(async move {
            if families::revoke(tx, end.family, end.at, "logout").await? {
                audit::record(tx, &end.stamp, &end.event).await?;
            }
            Ok::<_, branchbook_db::Error>(())
        })
    });
    ended.await?;
    public.app.identity.revocations.revoke(family, at);
    Ok(())
}

/// The answer to a token that is none of this server's, or not of the device that shows it.
pub fn invalid() -> ApiError {
    ApiError::new(
        Code::InvalidRefreshToken,
        "The refresh token is not known or has expired. Sign in again.",
    )
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const SHOWN: [u8; 32] = [1; 32];

    fn at(text: &str) -> Timestamp {
        format!("2026-11-20T{text}Z").parse().unwrap()
    }

    /// Rotated at noon from the token that is shown.
    fn family() -> Family {
        Family {
            owner: Owner {
                user: UserId::from_uuid(Uuid::from_u128(1)),
                tenant: TenantId::from_uuid(Uuid::from_u128(2)),
            },
            previous_token_hash: Some(SHOWN),
            rotated_at: Some(at("12:00:00")),
            idle_expires_at: at("18:00:00"),
            absolute_expires_at: at("20:00:00"),
            is_revoked: false,
        }
    }

    #[test]
    fn the_preceding_token_gets_the_successor_until_the_grace_is_over() {
        let family = family();
        let judge = |time| judge(Some(&family), SHOWN, at(time));
        assert_eq!(judge("12:00:20"), Outcome::Successor(family.owner));
        assert_eq!(judge("12:00:20.000001"), Outcome::Replay(family.owner));
        // Another node's clock is behind.
        assert_eq!(judge("11:59:59"), Outcome::Successor(family.owner));
    }

    #[test]
    fn an_older_token_is_a_replay_also_within_the_grace() {
        assert_eq!(
            judge(Some(&family()), [2; 32], at("12:00:01")),
            Outcome::Replay(family().owner)
        );
    }

    #[test]
    fn a_family_that_has_ended_gives_nothing() {
        assert_eq!(judge(None, SHOWN, at("12:00:01")), Outcome::Over);
        assert_eq!(judge(Some(&family()), SHOWN, at("18:00:00")), Outcome::Over);
        let revoked = Family {
            is_revoked: true,
            ..family()
        };
        assert_eq!(judge(Some(&revoked), SHOWN, at("12:00:01")), Outcome::Revoked);
    }
}
