use branchbook_db::Error;
use branchbook_server::{
    app::Clock,
    features::identity::one_time::{self, Kind, NewOneTime, OneTime, OneTimeToken, OneTimeTokens},
};
use branchbook_test_support::{TestApp, app_test};
use futures_util::future::join_all;
use jiff::SignedDuration;
use uuid::Uuid;

app_test! {
    async fn fifty_who_show_one_token_at_once_get_as_many_uses_as_were_promised(app: TestApp) {
        let other_node = app.another_node().await;
        for (id, promised) in [(1, 1), (2, 3)] {
            let token = store(app, Kind::PlatformInvite, id, promised).await;
            let tries = (0..50).map(|turn| claim(if turn % 2 == 0 { app } else { &other_node }, &token));
            let taken: Vec<_> = join_all(tries).await.into_iter().flatten().collect();
            assert_eq!(taken.len(), promised as usize);
            assert!(claim(app, &token).await.is_none());
        }
    }

    async fn a_token_is_good_until_its_time_is_over(app: TestApp) {
        let token = store(app, Kind::PasswordReset, 1, 1).await;
        app.clock.advance(SignedDuration::from_mins(60));
        assert!(claim(app, &token).await.is_none());
        let token = store(app, Kind::PasswordReset, 2, 1).await;
        app.clock.advance(SignedDuration::from_mins(59));
        assert_eq!(claim(app, &token).await.map(|taken| (taken.id, taken.uses)), Some((token.id(), 1)));
    }

    async fn a_revoked_token_is_good_no_more(app: TestApp) {
        let token = store(app, Kind::PlatformInvite, 1, 5).await;
        assert!(claim(app, &token).await.is_some());
        let revoke = || async {
            let input = (token.id(), app.clock.now());
            let revoked: Result<_, Error> = app.db.global().write(input, |tx, (id, at)| {
                Box::pin(one_time::revoke(tx, Kind::PlatformInvite, None, *id, *at))
            }).await;
            revoked.unwrap().is_some()
        };
        assert!(revoke().await);
        assert!(!revoke().await);
        assert!(claim(app, &token).await.is_none());
    }

    async fn what_can_be_taken_is_listed(app: TestApp) {
        let first = store(app, Kind::PlatformInvite, 1, 1).await;
        app.clock.advance(SignedDuration::from_secs(1));
        let second = store(app, Kind::PlatformInvite, 2, 2).await;
        let listed = || async {
            let listed: Result<Vec<OneTime>, Error> =
                app.db.global().read(app.clock.now(), |tx, at| Box::pin(one_time::platform_codes(tx, *at))).await;
            listed.unwrap().into_iter().map(|code| (code.id, code.uses)).collect::<Vec<_>>()
        };
        assert_eq!(listed().await, [(second.id(), 0), (first.id(), 0)]);
        claim(app, &first).await;
        claim(app, &second).await;
        assert_eq!(listed().await, [(second.id(), 1)]);
    }

    async fn what_is_long_over_is_forgotten(app: TestApp) {
        for id in 1..=3 {
            store(app, Kind::PasswordReset, id, 1).await;
        }
        app.clock.advance(SignedDuration::from_hours(2));
        store(app, Kind::PasswordReset, 4, 1).await;
        let purge = || async {
            let purged: Result<u64, Error> = app.db.global().write(app.clock.now(), |tx, now| {
                Box::pin(one_time::purge(tx, *now, 2))
            }).await;
            purged.unwrap()
        };
        assert_eq!([purge().await, purge().await, purge().await], [2, 1, 0]);
    }
}

async fn store(app: &TestApp, kind: Kind, id: u128, max_uses: u32) -> OneTimeToken {
    let token = OneTimeTokens::new(&[42; 32]).make(kind, Uuid::from_u128(id));
    let new = NewOneTime {
        max_uses,
        ..NewOneTime::new(token.clone(), app.clock.now())
    };
    let stored: Result<(), Error> = app
        .db
        .global()
        .write(new, |tx, new| Box::pin(one_time::insert(tx, new)))
        .await;
    stored.expect("what the test made");
    token
}

async fn claim(app: &TestApp, token: &OneTimeToken) -> Option<OneTime> {
    let input = (token.clone(), app.clock.now());
    let claimed: Result<_, Error> = app
        .db
        .global()
        .write(input, |tx, (token, at)| Box::pin(one_time::claim(tx, token, *at)))
        .await;
    claimed.expect("what the test made")
}
