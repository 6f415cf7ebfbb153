use branchbook_server::Ended;
use branchbook_test_support::app_test;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

use super::raw::Connection;

app_test! {
    async fn requests_under_way_are_answered_before_the_server_ends(app: TestApp) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(branchbook_server::serve(listener, app.app.clone(), async { stopped.await.unwrap() }));

        let (body, rest) = r#"{"email":"ada@example.com","password":"not hers"}"#.split_at(10);
        let mut slow = Connection::to_address(&address).await;
        let length = body.len() + rest.len();
        slow.send(&format!(
            "POST /api/v1/auth/login/json HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}",
        ))
        .await;
        // It is under way when the server counts it.
        while !app.nobody().get("/metrics").await.body.contains("requests_in_flight 2") {}

        stop.send(()).unwrap();
        while TcpStream::connect(&address).await.is_ok() {}

        slow.send(rest).await;
        let answer = slow.rest().await;
        assert!(answer.starts_with("HTTP/1.1 401 ") && answer.contains("connection: close"), "{answer}");
        assert_eq!(server.await.unwrap(), Ended::InOrder);
    }
}
