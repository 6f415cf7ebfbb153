//! The stable error codes: one table gives the enum, the HTTP status, the title, `docs/errors.md` and `api/errors.json`.

use axum::http::StatusCode;
use serde::Serialize;

macro_rules! codes {
    ($($status:literal $code:ident $text:literal $title:literal;)*) => {
        /// A stable error code. Clients switch on it; its text never changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        pub enum Code {
            $(#[doc = $title] #[serde(rename = $text)] $code,)*
        }
        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$code),*];
            /// The code as clients see it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text,)* }
            }
            /// One line for people; the same for every occurrence.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)* }
            }
            /// The HTTP status that goes with it.
            #[must_use]
            pub fn status(self) -> StatusCode {
                let status: u16 = match self { $(Self::$code => $status,)* };
                StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    };
}

codes! {
    400 InvalidRequest "invalid_request" "The request cannot be read";
    400 InvalidCursor "invalid_cursor" "The cursor is not one that a list has given";
    401 Unauthenticated "unauthenticated" "Sign in first";
    401 InvalidCredentials "invalid_credentials" "E-mail or password is wrong";
    401 TokenExpired "token_expired" "The access token has expired";
    401 TokenRevoked "token_revoked" "The device was signed out, or the token revoked";
    401 InvalidRefreshToken "invalid_refresh_token" "The refresh token is not valid";
    401 RefreshTokenReused "refresh_token_reused" "The refresh token was used before";
    403 Forbidden "forbidden" "You may not do this";
    403 PlanLimitReached "plan_limit_reached" "The plan's limit is reached";
    403 AccountInactive "account_inactive" "The account is not active";
    403 InviteRequired "invite_required" "An invite is needed";
    403 EmailUnverified "email_unverified" "Confirm your e-mail address first";
    403 InviteForAnother "invite_for_another" "The invite is for another address";
    404 NotFound "not_found" "Not found";
    405 MethodNotAllowed "method_not_allowed" "This method is not offered here";
    408 RequestTimeout "request_timeout" "The request took too long to arrive";
    409 Conflict "conflict" "The state does not allow this";
    409 SlugTaken "slug_taken" "Another account has this slug";
    409 LastAdmin "last_admin" "An account keeps at least one admin";
    409 AlreadyMember "already_member" "They are a member already";
    409 EmailTaken "email_taken" "There is an account with this e-mail";
    409 InvalidStep "invalid_step" "The session cannot take this step";
    409 SequenceConflict "sequence_conflict" "The session has moved on";
    409 SessionCompleted "session_completed" "The session is completed";
    409 SessionNotStarted "session_not_started" "The session has not started";
    409 SessionLimitReached "session_limit_reached" "The session is full";
    409 TreeNotRunnable "tree_not_runnable" "The flow cannot be run";
    409 VariablesMissing "variables_missing" "Values are missing";
    409 MergeConflict "merge_conflict" "Both sides changed the same thing";
    409 IdempotencyKeyInUse "idempotency_key_in_use" "A request with this key is under way";
    409 IdempotencyAnswerLost "idempotency_answer_lost" "This was done, but its answer is lost";
    410 TokenInvalid "token_invalid" "The link is not valid any more";
    410 InviteInvalid "invite_invalid" "The invite is not valid any more";
    412 VersionConflict "version_conflict" "Somebody saved a newer version";
    413 TooLarge "too_large" "This is too large";
    415 UnsupportedMediaType "unsupported_media_type" "This media type is not accepted here";
    422 InvalidBody "invalid_body" "The body is not valid";
    422 InvalidValue "invalid_value" "A value is not accepted";
    422 PasswordRequired "password_required" "The password is needed";
    422 ValidationFailed "validation_failed" "The flow has errors that block publishing";
    422 ImportFailed "import_failed" "The text cannot be imported";
    422 IdempotencyKeyReused "idempotency_key_reused" "The key was used for another request";
    429 RateLimited "rate_limited" "Too many requests";
    500 InternalError "internal_error" "Something went wrong on our side";
    503 Unavailable "unavailable" "Not available right now";
}
