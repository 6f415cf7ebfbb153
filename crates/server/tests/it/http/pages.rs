use branchbook_test_support::app_test;

app_test! {
    async fn every_path_of_the_app_is_its_page(app: TestApp) {
        let home = app.nobody().get("/").await.assert_status(200);
        assert!(home.header("content-type").starts_with("text/html"));
        assert_eq!(app.nobody().get("/sessions/1?tab=path").await.assert_status(200).body, home.body);
    }

    async fn a_file_that_is_not_there_is_no_page(app: TestApp) {
        for path in ["/assets/index-0000.js", "/robots.png", "/../Cargo.toml"] {
            app.nobody().get(path).await.assert_status(404);
        }
    }

    async fn the_openapi_document_is_the_route_tables(app: TestApp) {
        let document = app.nobody().get("/api/openapi.json").await.assert_status(200);
        assert_eq!(document.json(), branchbook_server::openapi::document());
    }

    async fn a_problems_type_leads_to_its_explanation(app: TestApp) {
        let problem = app.nobody().get("auth/me").await.assert_problem("unauthenticated");
        let kind = problem.text_at("/type");
        let (page, anchor) = kind.split_once('#').unwrap();
        let page = app.nobody().get(page).await.assert_status(200);
        assert!(page.body.contains(&format!("id=\"{anchor}\"")), "{}", page.body);
    }
}
