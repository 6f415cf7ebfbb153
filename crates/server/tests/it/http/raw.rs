//! A connection on which every byte is the test's own.

use branchbook_test_support::TestApp;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An open connection to the server.
pub struct Connection(TcpStream);

impl Connection {
    pub async fn to(app: &TestApp) -> Self {
        Self::to_address(app.url().trim_start_matches("http://")).await
    }

    pub async fn to_address(address: &str) -> Self {
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// Sends a piece of a request. That the server has stopped reading shows when the answer is read.
    pub async fn send(&mut self, text: &str) {
        let _ = self.0.write_all(text.as_bytes()).await;
    }

    /// Everything that comes until the server closes the connection.
    pub async fn rest(mut self) -> String {
        let mut answer = vec![];
        let _ = self.0.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }
}
