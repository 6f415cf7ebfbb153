//! Mails, from the job to the mail server.

mod smtp_server;

use std::sync::Arc;

use branchbook_db::Error;
use branchbook_server::{
    access::OwnWork,
    jobs::{self, State},
    mail::{self, Files, Mail, Smtp, Template},
};
use branchbook_test_support::{TestApp, app_test};
use jiff::SignedDuration;

use self::smtp_server::{Manners, SmtpServer};

app_test! {
    async fn a_mail_arrives_at_a_mail_server(app: TestApp) {
        let mut server = SmtpServer::start(Manners::Polite).await;
        let app = sending_to(app, &server).await;
        queue(&app, "ada@example.com").await;
        jobs::run_due(&app.app).await.unwrap();
        let received = server.next().await;
        assert_eq!((received.from.as_str(), received.to.as_str()), ("<no-reply@runbooks.example.com>", "<ada@example.com>"));
        for part in [
            "From: Branchbook <no-reply@runbooks.example.com>",
            "To: ada@example.com",
            "Subject: You have an account already",
            "Date: Fri, 20 Nov 2026 12:00:00 +0000",
            "@runbooks.example.com>",
            "Content-Type: text/plain",
            "Content-Type: text/html",
            "https://runbooks.example.com/sign-in",
        ] {
            assert!(received.data.contains(part), "{part} is not in {}", received.data);
        }
        assert_eq!(states(&app).await, [State::Done]);
    }

    async fn a_mail_that_is_queued_survives_the_server(app: TestApp) {
        let mut server = SmtpServer::start(Manners::HangsUpOnce).await;
        {
            // Hangs up in the middle, as when this server is killed: nobody has taken the mail over.
            let first = sending_to(app, &server).await;
            queue(&first, "ada@example.com").await;
            jobs::run_due(&first.app).await.unwrap();
            assert_eq!(states(&first).await, [State::Queued]);
        }
        app.clock.advance(SignedDuration::from_mins(1));
        let second = sending_to(app, &server).await;
        jobs::run_due(&second.app).await.unwrap();
        assert_eq!(server.next().await.to, "<ada@example.com>");
        assert_eq!(states(&second).await, [State::Done]);
    }

    async fn a_mail_that_the_server_never_takes_is_given_up(app: TestApp) {
        let server = SmtpServer::start(Manners::KnowsNobody).await;
        let app = sending_to(app, &server).await;
        queue(&app, "ada@example.com").await;
        jobs::run_due(&app.app).await.unwrap();
        let jobs = jobs::list(&OwnWork::on(&app.db), 10).await.unwrap();
        let said = jobs[0].error.clone().unwrap_or_default();
        assert!(jobs[0].state == State::Failed && said.contains("already-registered: ") && said.contains("550"), "{said}");
        // Nothing that is kept of it says to whom it was.
        let kept: Result<String, Error> = app
            .db
            .global()
            .read((), |tx, ()| {
                let sql = "SELECT payload || coalesce(error, '') || coalesce(unique_key, '') FROM jobs";
                Box::pin(async move { tx.one(sql, &[], |row| row.get(0)).await })
            })
            .await;
        let kept = kept.unwrap();
        assert!(!kept.contains("ada@example.com"), "{kept}");
    }

    async fn without_a_mail_server_mails_are_files(app: TestApp) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mail");
        let files = Files::new(&path);
        let app = app.another_node_with(move |settings| settings.mail.carrier = Arc::new(files)).await;
        queue(&app, "ada/../@example.com").await;
        queue(&app, "ada@example.com").await;
        jobs::run_due(&app.app).await.unwrap();
        let names: Vec<_> = std::fs::read_dir(path).unwrap().map(|file| file.unwrap()).collect();
        assert_eq!(names.len(), 1, "an address that is none has no file");
        let name = names[0].file_name().into_string().unwrap();
        assert_eq!(name, "20261120T120000.000000Z-already-registered-ada@example.com.eml");
        let mail = std::fs::read_to_string(names[0].path()).unwrap();
        assert!(mail.contains("Subject: You have an account already"), "{mail}");
    }
}

/// A server that sends its mails there.
async fn sending_to(app: &TestApp, server: &SmtpServer) -> TestApp {
    let smtp = Smtp::new(&server.url(), "runbooks.example.com").expect("a URL");
    app.another_node_with(move |settings| {
        settings.public_url = "https://runbooks.example.com".parse().expect("a URL");
        settings.mail.from = mail::Sender::of(&settings.public_url);
        settings.mail.carrier = Arc::new(smtp);
    })
    .await
}

async fn queue(app: &TestApp, to: &str) {
    let mail = Mail {
        to: to.to_owned(),
        template: Template::AlreadyRegistered,
    };
    let queued: Result<bool, Error> = app
        .db
        .global()
        .write(mail::job(&app.app, &mail), |tx, job| Box::pin(jobs::enqueue(tx, job)))
        .await;
    assert!(queued.expect("a job"));
}

async fn states(app: &TestApp) -> Vec<State> {
    let jobs = jobs::list(&OwnWork::on(&app.db), 10).await.expect("the jobs");
    jobs.into_iter().map(|job| job.state).collect()
}
