//! The browser's refresh token: a cookie that scripts cannot read and other sites cannot make the browser send. Over TLS its name says
//! `__Host-`, with which browsers take it from this very host only: a sister domain cannot put one of its own in its place, and so sign
//! somebody in as somebody else (RFC 6265bis §4.1.3.2).

use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use branchbook_domain::id::UserId;

use super::browsers::Browser;
use crate::{
    app::{App, PublicUrl, Settings},
    error::{ApiError, ApiResult},
};

/// A cookie's name, and its path: over TLS the whole host, as `__Host-` wants it, and else the endpoints of sign-in.
struct Kept {
    secure: &'static str,
    plain: &'static str,
}

const REFRESH: Kept = Kept {
    secure: "__Host-bb_refresh",
    plain: "bb_refresh",
};
/// Opens nothing: see [`super::browsers`].
const BROWSER: Kept = Kept {
    secure: "__Host-bb_browser",
    plain: "bb_browser",
};

impl Kept {
    fn name(&self, settings: &Settings) -> &'static str {
        if settings.public_url.is_https() {
            self.secure
        } else {
            self.plain
        }
    }

    fn read<'j>(&self, jar: &'j CookieJar, settings: &Settings) -> Option<&'j str> {
        jar.get(self.name(settings))
            .map(Cookie::value)
            .filter(|value| !value.is_empty())
    }

    fn with(&self, value: String, settings: &Settings) -> Cookie<'static> {
        let is_https = settings.public_url.is_https();
        Cookie::build((self.name(settings), value))
            .path(if is_https { "/" } else { "/api/v1/auth" })
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(is_https)
            .build()
    }
}

/// The refresh token that the browser keeps, if it keeps one.
pub fn read<'j>(jar: &'j CookieJar, settings: &Settings) -> Option<&'j str> {
    REFRESH.read(jar, settings)
}

/// Gives the browser a refresh token to keep.
pub fn keep(jar: CookieJar, token: String, settings: &Settings) -> CookieJar {
    let mut cookie = REFRESH.with(token, settings);
    cookie.set_max_age(time::Duration::seconds(super::rotation::IDLE.as_secs()));
    jar.add(cookie)
}

/// Makes the browser forget its refresh token.
pub fn forget(jar: CookieJar, settings: &Settings) -> CookieJar {
    let mut cookie = REFRESH.with(String::new(), settings);
    cookie.make_removal();
    jar.add(cookie)
}

/// The browser's proof that a user has signed in with it, if it has one.
pub fn known<'j>(jar: &'j CookieJar, settings: &Settings) -> Option<&'j str> {
    BROWSER.read(jar, settings)
}

/// Gives the browser a proof that this user has signed in with it, unless it has one.
pub fn know(jar: CookieJar, user: UserId, app: &App) -> CookieJar {
    let browsers = &app.identity.browsers;
    let known = known(&jar, &app.settings).and_then(|value| browsers.parse(value));
    if known.is_some_and(|browser| browser.user == user) {
        return jar;
    }
    let id = app.ids.secret();
    let mut cookie = BROWSER.with(browsers.make(Browser { user, id }), &app.settings);
    cookie.set_max_age(time::Duration::days(365));
    jar.add(cookie)
}

/// Refuses what another site's page made the browser send. `SameSite=Strict` keeps the cookie from such requests already;
/// this stands behind it: sister domains count as the same site, and pages of other ports as well.
///
/// Programs send neither header, and no cookie that they were not given.
pub fn refuse_other_sites(headers: &HeaderMap, public_url: &PublicUrl) -> ApiResult<()> {
    let text = |name| {
        headers
            .get(name)
            .map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or_default())
    };
    let refuse = || {
        Err(ApiError::forbidden(
            "This is answered only to pages of this server itself.",
        ))
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return if matches!(site, "same-origin" | "none") {
            Ok(())
        } else {
            refuse()
        };
    }
    let Some(origin) = text(header::ORIGIN) else {
        return Ok(());
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    if origin == public_url.origin() || (host.is_some() && host == text(header::HOST)) {
        Ok(())
    } else {
        refuse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> Settings {
        Settings::new([0; 32], url.parse().unwrap())
    }

    fn allowed(headers: &[(&'static str, &str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), value.parse().unwrap()));
        refuse_other_sites(&headers.collect(), &settings("https://runbooks.example.com").public_url).is_ok()
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        assert!(allowed(&[]));
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(!allowed(&[("sec-fetch-site", "same-site")]));
        assert!(!allowed(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://runbooks.example.com")
        ]));
        assert!(allowed(&[("origin", "https://runbooks.example.com")]));
        assert!(allowed(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!allowed(&[
            ("origin", "https://evil.example.com"),
            ("host", "runbooks.example.com")
        ]));
        assert!(!allowed(&[("origin", "null")]));
    }

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http() {
        let cookie = |url| {
            let jar = keep(CookieJar::new(), "token".to_owned(), &settings(url));
            jar.iter().next().unwrap().to_string()
        };
        let secure = cookie("https://runbooks.example.com");
        for part in ["HttpOnly", "SameSite=Strict", "Path=/;", "Secure", "Max-Age=2592000"] {
            assert!(secure.contains(part), "{secure}");
        }
        assert!(
            secure.starts_with("__Host-bb_refresh=token;") && !secure.contains("Domain"),
            "{secure}"
        );
        let plain = cookie("http://localhost:8080");
        assert!(
            plain.starts_with("bb_refresh=token;") && plain.contains("Path=/api/v1/auth"),
            "{plain}"
        );
        assert!(!plain.contains("Secure"), "{plain}");
    }
}
