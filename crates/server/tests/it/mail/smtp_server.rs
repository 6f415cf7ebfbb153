//! A mail server, as far as RFC 5321 asks of one that keeps what it is given.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};

/// How it treats who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// Takes every mail.
    Polite,
    /// Hangs up on the first caller in the middle of the mail.
    HangsUpOnce,
    /// Has no mailbox for anybody.
    KnowsNobody,
}

/// A mail as it arrived.
#[derive(Debug, Default)]
pub struct Received {
    pub from: String,
    pub to: String,
    pub data: String,
}

/// The server. It stops when this is dropped.
pub struct SmtpServer {
    address: SocketAddr,
    received: mpsc::UnboundedReceiver<Received>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl SmtpServer {
    pub async fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("the address that was bound");
        let (give, received) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            let mut hangs_up = manners == Manners::HangsUpOnce;
            while let Ok((stream, _)) = listener.accept().await {
                // A caller who hangs up has taken nothing.
                if let Ok(Some(mail)) = converse(stream, hangs_up, manners == Manners::KnowsNobody).await {
                    give.send(mail).expect("the test waits");
                }
                hangs_up = false;
            }
        });
        Self {
            address,
            received,
            task,
        }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The next mail.
    pub async fn next(&mut self) -> Received {
        let next = timeout(Duration::from_secs(10), self.received.recv()).await;
        next.expect("a mail in ten seconds").expect("the server runs")
    }
}

/// One conversation. The mail that was taken in it, if one was.
async fn converse(stream: TcpStream, hangs_up: bool, knows_nobody: bool) -> std::io::Result<Option<Received>> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut mail = Received::default();
    let mut taken = None;
    write.write_all(b"220 mail.example.com ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let (verb, rest) = line.split_once([' ', ':']).unwrap_or((&line, ""));
        let argument = rest.split_once(':').map_or(rest, |(_, argument)| argument);
        let answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => "250-mail.example.com\r\n250 8BITMIME\r\n",
            "MAIL" => {
                mail.from = argument.split(' ').next().unwrap_or_default().to_owned();
                "250 OK\r\n"
            }
            "RCPT" if knows_nobody => "550 5.1.1 No such mailbox here\r\n",
            "RCPT" => {
                mail.to = argument.to_owned();
                "250 OK\r\n"
            }
            "DATA" => {
                write.write_all(b"354 Go on\r\n").await?;
                if hangs_up {
                    return Ok(None);
                }
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    // RFC 5321 §4.5.2: a dot at the beginning is doubled.
                    mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.data.push('\n');
                }
                taken = Some(std::mem::take(&mut mail));
                "250 Taken\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 Bye\r\n").await?;
                return Ok(taken);
            }
            _ => "500 What?\r\n",
        };
        write.write_all(answer.as_bytes()).await?;
    }
    Ok(taken)
}
