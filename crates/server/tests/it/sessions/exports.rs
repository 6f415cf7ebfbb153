//! Sessions told as reports.

use branchbook_test_support::app_test;
use serde_json::{Value, json};

use super::Run;

app_test! {
    async fn a_session_is_told_in_every_format(app: TestApp) {
        let run = Run::of_switch(&app.engineer().await).await;
        run.does(json!({"type": "answered", "node_id": "start", "option_id": "down", "note": "<b>dark</b>"})).await;
        run.does(json!({"type": "custom_step_inserted", "step": {"type": "action", "content": "Swap the patch panel"}})).await;
        run.completes("escalated").await;
        for (format, content_type, filename) in [
            ("markdown", "text/markdown; charset=utf-8", "switch-port-2026-11-20.md"),
            ("text", "text/plain; charset=utf-8", "switch-port-2026-11-20.txt"),
            ("html", "text/html; charset=utf-8", "switch-port-2026-11-20.html"),
            ("json", "application/json", "switch-port-2026-11-20.json"),
            ("ticket", "text/plain; charset=utf-8", "switch-port-2026-11-20-ticket.txt"),
        ] {
            let told = run.exports(format).await;
            assert_eq!(told.at("/format"), format);
            assert_eq!(told.at("/content_type"), content_type);
            assert_eq!(told.at("/filename"), filename);
            let content = told.text_at("/content");
            assert!(content.contains("Is the switch port up?") && content.contains("Swap the patch panel"), "{content}");
            assert_eq!(content.contains("<b>dark"), format != "html" && format != "markdown", "{content}");
            assert_eq!(run.exports(format).await.body, told.body, "the same session gives the same bytes");
        }
        let story: Value = serde_json::from_str(&run.exports("json").await.text_at("/content")).expect("JSON");
        assert_eq!(story["outcome"], "escalated");
        run.client.post(&format!("{}/export", run.path), json!({"format": "docx"})).await.assert_problem("invalid_body");
    }
}
