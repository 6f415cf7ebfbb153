//! What a client says it is, in words: `Firefox on Linux`. Good enough to tell one's own devices apart; nothing depends on it
//! being true.

/// A mark in a User-Agent header, and what it stands for. The first that is found counts, so those that also say they are another
/// come before it.
type Mark = (&'static str, &'static str);

const BROWSERS: &[Mark] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("Vivaldi/", "Vivaldi"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("YaBrowser/", "Yandex Browser"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Ddg/", "DuckDuckGo"),
    ("Electron/", "a desktop app"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const PROGRAMS: &[Mark] = &[
    ("curl/", "curl"),
    ("Wget/", "Wget"),
    ("HTTPie/", "HTTPie"),
    ("PostmanRuntime/", "Postman"),
    ("insomnia/", "Insomnia"),
    ("python-requests/", "a Python program"),
    ("python-httpx/", "a Python program"),
    ("aiohttp/", "a Python program"),
    ("Python-urllib/", "a Python program"),
    ("Go-http-client/", "a Go program"),
    ("okhttp/", "a Java program"),
    ("Java/", "a Java program"),
    ("Apache-HttpClient/", "a Java program"),
    ("reqwest/", "a Rust program"),
    ("axios/", "a JavaScript program"),
    ("node-fetch/", "a JavaScript program"),
    ("undici", "a JavaScript program"),
    ("node", "a JavaScript program"),
    ("WindowsPowerShell/", "PowerShell"),
    ("PowerShell/", "PowerShell"),
];

const SYSTEMS: &[Mark] = &[
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Mac OS X", "macOS"),
    ("FreeBSD", "FreeBSD"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
];

/// The client in words.
#[must_use]
pub fn words(user_agent: Option<&str>) -> String {
    let unknown = "Unknown client".to_owned();
    let Some(text) = user_agent.map(str::trim).filter(|text| !text.is_empty()) else {
        return unknown;
    };
    let system = find(SYSTEMS, text);
    // Every browser says that it is Mozilla, and hardly any program does.
    let client = if text.starts_with("Mozilla/") {
        find(BROWSERS, text).or_else(|| find(PROGRAMS, text))
    } else {
        find(PROGRAMS, text)
    };
    match (client, system) {
        (Some(client), Some(system)) => sentence(&format!("{client} on {system}")),
        (Some(client), None) => sentence(client),
        (None, Some(system)) => format!("Unknown client on {system}"),
        (None, None) => named_by_itself(text).unwrap_or(unknown),
    }
}

fn find(marks: &[Mark], text: &str) -> Option<&'static str> {
    marks
        .iter()
        .find(|(mark, _)| text.contains(mark))
        .map(|(_, words)| *words)
}

/// A program of which nothing is known but its name, as in `backup-bot/2.1`.
fn named_by_itself(text: &str) -> Option<String> {
    let name = text.split(['/', ' ', '(']).next()?;
    let plain = name != "Mozilla"
        && (2..=40).contains(&name.len())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    plain.then(|| name.to_owned())
}

fn sentence(words: &str) -> String {
    words
        .strip_prefix("a ")
        .map_or_else(|| words.to_owned(), |rest| format!("A {rest}"))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn clients_are_called_by_what_people_call_them() {
        for (user_agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "Chrome on Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "Safari on macOS",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
                "Chrome on iPad",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
                "Samsung Internet on Android",
            ),
            ("curl/8.5.0", "curl"),
            ("python-requests/2.32", "A Python program"),
            (
                "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1",
                "PowerShell on Windows",
            ),
            ("Mozilla/5.0", "Unknown client"),
            ("backup-bot/2.1 (+https://example.com)", "backup-bot"),
            ("<script>alert(1)</script>", "Unknown client"),
            ("", "Unknown client"),
        ] {
            assert_eq!(words(Some(user_agent)), expected, "{user_agent}");
        }
        assert_eq!(words(None), "Unknown client");
    }
}
