//! One mail, and how it looks: the same words as plain text and as HTML of one column that needs no pictures.

use std::{str::FromStr, time::SystemTime};

use jiff::Timestamp;
use lettre::{
    Address, Message,
    message::{Mailbox, MultiPart, SinglePart, header},
};
use uuid::Uuid;

use super::Mail;
use crate::app::{App, PublicUrl};

/// A mail, ready to go.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What files and logs call it.
    pub name: &'static str,
    /// Whom it is for.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// When it was written.
    pub at: Timestamp,
    message_id: String,
    from: Sender,
}

/// Whom mails are from: `Branchbook <runbooks@example.com>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl Sender {
    /// Who mails are from unless the operator says otherwise.
    #[must_use]
    pub fn of(server: &PublicUrl) -> Self {
        let address = format!("no-reply@{}", server.host());
        // Of a server without a name, mails go to files or to the machine itself.
        let address = address
            .parse()
            .unwrap_or_else(|_| Address::new_dangerous("no-reply", "localhost"));
        Self(Mailbox::new(Some("Branchbook".to_owned()), address))
    }
}

impl FromStr for Sender {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sender = text.parse().map(Self);
        sender.map_err(|_| format!("'{text}' is no sender; it is like Branchbook <runbooks@example.com>"))
    }
}

impl Letter {
    /// A mail with the words of its template.
    pub(super) fn new(app: &App, id: Uuid, at: Timestamp, mail: &Mail) -> Self {
        let words = mail.template.words(app);
        let host = app.settings.public_url.origin();
        Self {
            name: mail.template.name(),
            to: mail.to.clone(),
            text: words.to_text(host),
            html: words.to_html(host),
            subject: words.subject,
            at,
            message_id: super::message_id(app, id),
            from: app.settings.mail.from.clone(),
        }
    }

    /// As it goes over the wire.
    ///
    /// # Errors
    /// Why it cannot go at all, such as an address that is none.
    pub fn to_mime(&self) -> Result<Message, String> {
        let address = self.to.parse().map_err(|fault| format!("the address: {fault}"))?;
        let parts = MultiPart::alternative()
            .singlepart(SinglePart::plain(self.text.clone()))
            .singlepart(SinglePart::html(self.html.clone()));
        let message = Message::builder()
            .from(self.from.0.clone())
            .to(Mailbox::new(None, address))
            .subject(self.subject.clone())
            .date(SystemTime::from(self.at))
            .message_id(Some(self.message_id.clone()))
            .header(Automatic)
            .multipart(parts);
        message.map_err(|fault| fault.to_string())
    }
}

/// Asks out-of-office programs not to answer (RFC 3834).
#[derive(Clone)]
struct Automatic;

impl header::Header for Automatic {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// A mail's words in their order.
pub(super) struct Words {
    subject: String,
    parts: Vec<Part>,
}

/// A part of a mail.
pub(super) enum Part {
    Text(String),
    /// A link that stands out.
    Button(&'static str, String),
    /// A link among other things.
    Link(&'static str, String),
    /// Names and values.
    Facts(Vec<(&'static str, String)>),
    /// What only few have to read.
    Small(&'static str),
}

impl Part {
    pub(super) const fn link(words: &'static str, url: String) -> Self {
        Self::Link(words, url)
    }
}

impl Words {
    pub(super) fn new(subject: impl Into<String>) -> Self {
        Self {
            subject: one_line(&subject.into()),
            parts: vec![],
        }
    }

    pub(super) fn part(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    pub(super) fn text(self, text: impl Into<String>) -> Self {
        let text = one_line(&text.into());
        self.part(Part::Text(text))
    }

    pub(super) fn button(self, label: &'static str, url: String) -> Self {
        self.part(Part::Button(label, url))
    }

    pub(super) fn small(self, text: &'static str) -> Self {
        self.part(Part::Small(text))
    }

    fn to_text(&self, server: &str) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(words) => text.push_str(&wrap(words)),
                Part::Small(words) => text.push_str(&wrap(words)),
                // A link alone on its line is not cut by any program.
                Part::Button(label, url) => text.push_str(&format!("{label}:\n{url}")),
                Part::Link(words, url) => text.push_str(&format!("{words}\n{url}")),
                Part::Facts(facts) => {
                    let lines = facts
                        .iter()
                        .map(|(name, value)| format!("  {name}: {}", one_line(value)));
                    text.push_str(&lines.collect::<Vec<_>>().join("\n"));
                }
            }
            text.push_str("\n\n");
        }
        text.push_str(&format!("-- \nBranchbook, {server}\n"));
        text
    }

    fn to_html(&self, server: &str) -> String {
        let mut body = format!(
            "<h1 style=\"margin:0 0 20px;font-size:22px;line-height:1.3\">{}</h1>\n",
            escape(&self.subject)
        );
        for part in &self.parts {
            body.push_str(&match part {
                Part::Text(words) => format!("<p style=\"margin:0 0 16px\">{}</p>\n", escape(words)),
                Part::Small(words) => {
                    format!("<p style=\"margin:24px 0 0;font-size:14px;color:#555\">{}</p>\n", escape(words))
                }
                Part::Button(label, url) => {
                    let url = escape(url);
                    format!(
                        "<p style=\"margin:24px 0 8px\"><a href=\"{url}\" style=\"display:inline-block;padding:12px 20px;\
                         border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:600\">{}</a></p>\n\
                         <p style=\"margin:0 0 16px;font-size:13px;color:#555;word-break:break-all\">{url}</p>\n",
                        escape(label)
                    )
                }
                Part::Link(words, url) => {
                    let url = escape(url);
                    format!(
                        "<p style=\"margin:0 0 16px\">{} <a href=\"{url}\" style=\"color:#1f5fbf\">{url}</a></p>\n",
                        escape(words)
                    )
                }
                Part::Facts(facts) => {
                    let rows = facts.iter().map(|(name, value)| {
                        format!(
                            "<tr><td style=\"padding:2px 16px 2px 0;color:#555\">{}</td><td style=\"padding:2px 0\">{}</td></tr>",
                            escape(name),
                            escape(&one_line(value))
                        )
                    });
                    format!(
                        "<table role=\"presentation\" style=\"margin:0 0 16px;border-collapse:collapse\">{}</table>\n",
                        rows.collect::<String>()
                    )
                }
            });
        }
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n</head>\n\
             <body style=\"margin:0;padding:24px 16px;background:#ffffff;color:#1a1a1a;\
             font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif\">\n\
             <div style=\"max-width:34em;margin:0 auto\">\n{body}\
             <p style=\"margin:32px 0 0;padding-top:12px;border-top:1px solid #ddd;font-size:13px;color:#555\">\
             Branchbook, {}</p>\n</div>\n</body>\n</html>\n",
            escape(&self.subject),
            escape(server)
        )
    }
}

/// What people typed, made fit for a header and a paragraph.
fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// In lines of at most 72 characters, as far as words allow.
fn wrap(text: &str) -> String {
    let mut lines: Vec<String> = vec![];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= 72 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new("Eve\r\nBcc: x@y.z invites you to <b>")
            .text("Hello <script>alert(1)</script> & more, which is a sentence that goes on for longer than one line of a mail.")
            .button("Accept", "https://a.example/?a=1&b=\"2\"".to_owned())
            .part(Part::Facts(vec![("With", "Fire<fox>".to_owned())]))
            .small("Nothing to do.")
    }

    #[test]
    fn what_people_typed_is_neither_a_header_nor_markup() {
        let words = words();
        assert_eq!(words.subject, "Eve Bcc: x@y.z invites you to <b>");
        let html = words.to_html("https://a.example");
        for markup in ["<script", "<b>", "Fire<fox>", "b=\"2\""] {
            assert!(!html.contains(markup), "{html}");
        }
        assert!(
            html.contains("href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\""),
            "{html}"
        );
    }

    #[test]
    fn the_text_says_the_same_in_short_lines_with_links_on_their_own() {
        let text = words().to_text("https://a.example");
        assert!(text.contains("\nhttps://a.example/?a=1&b=\"2\"\n"), "{text}");
        assert!(text.contains("  With: Fire<fox>\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 72), "{text}");
    }

    #[test]
    fn a_letter_has_both_forms_and_one_id() {
        let letter = Letter {
            name: "invite",
            to: "jürgen@example.com".to_owned(),
            subject: "Grüße".to_owned(),
            text: "Text".to_owned(),
            html: "<p>HTML</p>".to_owned(),
            at: "2026-11-21T12:00:00Z".parse().unwrap(),
            message_id: "<1@a.example>".to_owned(),
            from: "Branchbook <runbooks@example.com>".parse().unwrap(),
        };
        let mail = String::from_utf8(letter.to_mime().unwrap().formatted()).unwrap();
        for part in [
            "Message-ID: <1@a.example>",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(mail.contains(part), "{mail}");
        }
        assert!(mail.contains("Date: Sat, 21 Nov 2026 12:00:00"), "{mail}");
        assert!(
            Letter {
                to: "nobody".to_owned(),
                ..letter
            }
            .to_mime()
            .is_err()
        );
    }
}
