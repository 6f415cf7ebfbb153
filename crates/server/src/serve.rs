//! Takes connections and ends them well. Not `axum::serve`: it gives a connection that never sends a request all the time in
//! the world, and waits for ever for one that never ends.

use std::{io, net::SocketAddr, pin::pin, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tower::Service;

use crate::{app::App, router};

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every request was answered.
    InOrder,
    /// Some took longer than the settings' `shutdown_timeout` and were cut off.
    TimedOut,
}

/// Serves until `stop`, then lets the requests under way end: new connections are refused, kept ones closed after their
/// answer, and `/readyz` says no.
pub async fn serve(listener: TcpListener, app: App, stop: impl Future<Output = ()>) -> Ended {
    let service = router(app.clone());
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, address)) => {
                drop(
                    app.lifecycle
                        .spawn(connection(stream, address, service.clone(), app.clone())),
                )
            }
            Err(error) => cannot_accept(&error).await,
        }
    }
    drop(listener);
    app.lifecycle.stop();
    match tokio::time::timeout(app.settings.http.shutdown_timeout, app.lifecycle.all_ended()).await {
        Ok(()) => Ended::InOrder,
        Err(_) => Ended::TimedOut,
    }
}

/// Serves one connection to its end.
async fn connection(stream: TcpStream, address: SocketAddr, service: Router, app: App) {
    // Answers are small and written whole: waiting to fill a packet (Nagle) only makes them late.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        service.clone().call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(app.settings.http.head_timeout)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let stopping = app.lifecycle.stopping();
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended early");
    }
}

/// A connection that was gone before it was taken is nothing. Else the process has run out of something, most likely of file
/// descriptors: those who have one may give it back in a moment.
async fn cannot_accept(error: &io::Error) {
    use io::ErrorKind as E;
    if !matches!(
        error.kind(),
        E::ConnectionAborted | E::ConnectionReset | E::ConnectionRefused
    ) {
        tracing::error!(%error, "cannot take connections");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
