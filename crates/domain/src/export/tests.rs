use std::collections::BTreeMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

/// A session with a bit of everything, told by two people.
struct Fixture {
    document: FlowDocument,
    events: Vec<Event>,
    people: BTreeMap<UserId, String>,
    tree_name: String,
    ticket_number: String,
    client_name: String,
}

fn user(number: u128) -> UserId {
    UserId::from_uuid(Uuid::from_u128(number))
}

impl Fixture {
    fn new(document: Value, events: &[(u128, u32, Value)]) -> Self {
        let mut at: jiff::Timestamp = "2026-11-04T09:12:00Z".parse().unwrap();
        let mut log = vec![];
        for (index, (actor, seconds, kind)) in events.iter().enumerate() {
            at += jiff::SignedDuration::from_secs(i64::from(*seconds));
            log.push(Event {
                seq: u32::try_from(index).unwrap() + 1,
                at,
                actor: user(*actor),
                seconds: *seconds,
                kind: serde_json::from_value(kind.clone()).unwrap(),
            });
        }
        Self {
            document: serde_json::from_value(document).unwrap(),
            events: log,
            people: BTreeMap::from([(user(1), "Ada Lovelace".to_owned()), (user(2), "Ben".to_owned())]),
            tree_name: "Switch port down".into(),
            ticket_number: "INC-42".into(),
            client_name: "ACME".into(),
        }
    }

    fn render(&self, format: Format) -> String {
        render(&self.report(), format)
    }

    fn report(&self) -> Report<'_> {
        Report {
            session_id: SessionId::from_uuid(Uuid::from_u128(7)),
            tree_name: &self.tree_name,
            tree_version: 3,
            document: &self.document,
            events: &self.events,
            people: &self.people,
            ticket_number: &self.ticket_number,
            client_name: &self.client_name,
        }
    }
}

fn port() -> Fixture {
    Fixture::new(
        json!({"kind": "troubleshooting", "root": "start",
            "intake": [{"name": "port", "deferred": true, "required": true}],
            "nodes": [
                {"id": "start", "type": "decision", "title": "Is {{port}} up?",
                    "commands": [{"label": "State", "command": "show interface {{port}}", "command_type": "cisco"}],
                    "options": [{"id": "up", "label": "Yes", "to": "vlan"}, {"id": "down", "label": "No", "to": "reseat"}]},
                {"id": "reseat", "type": "action", "title": "Reseat the cable", "next": "start"},
                {"id": "vlan", "type": "solution", "title": "Fix the VLAN"}]}),
        &[
            (1, 0, json!({"type": "started"})),
            (
                1,
                5,
                json!({"type": "variable_set", "name": "port", "value": "Gi1/0/1"}),
            ),
            (
                1,
                40,
                json!({"type": "answered", "node_id": "start", "option_id": "up", "note": "LED is green"}),
            ),
            (1, 20, json!({"type": "went_back"})),
            (
                1,
                10,
                json!({"type": "answered", "node_id": "start", "option_id": "down"}),
            ),
            (
                1,
                15,
                json!({"type": "noted", "note": "Cable was loose\nlogged in with password=hunter2"}),
            ),
            (
                1,
                30,
                json!({"type": "custom_step_inserted", "step": {"type": "action", "content": "Label the cable"}}),
            ),
            (1, 5, json!({"type": "custom_step_done", "custom_step_id": "custom-7"})),
            (1, 0, json!({"type": "handed_over", "to_user_id": user(2)})),
            (
                2,
                60,
                json!({"type": "completed_step", "node_id": "reseat", "result": "done"}),
            ),
            (2, 5, json!({"type": "answered", "node_id": "start", "option_id": "up"})),
            (
                2,
                30,
                json!({"type": "completed", "outcome": "resolved", "outcome_notes": "Works again.", "next_steps": "Order a new cable"}),
            ),
        ],
    )
}

#[test]
fn a_ticket_holds_path_notes_commands_and_times() {
    let expected = "\
Switch port down (version 3): resolved
Ticket INC-42 · Client ACME · By Ada Lovelace, Ben
2026-11-04 09:12–09:15 UTC (3 min 40 s)

Outcome:
Works again.

Steps taken:
-  Is Gi1/0/1 up? → Yes (went back)
   Note: LED is green
-  Fix the VLAN (went back)
1. Is Gi1/0/1 up? → No
   State:
   $ show interface Gi1/0/1
2. Reseat the cable → done
   Note by Ada Lovelace: Cable was loose
     logged in with password=••••••
   + Added action: Label the cable → done
-  Handed over to Ben
3. Is Gi1/0/1 up? → Yes
   State:
   $ show interface Gi1/0/1
4. Fix the VLAN

Next steps:
Order a new cable
";
    assert_eq!(port().render(Format::Ticket), expected);
}

#[test]
fn a_space_stands_after_the_number_of_the_tenth_step_too() {
    let mut events = vec![
        (1, 0, json!({"type": "started"})),
        (1, 5, json!({"type": "variable_set", "name": "port", "value": "Gi1"})),
    ];
    for _ in 0..5 {
        events.push((
            1,
            5,
            json!({"type": "answered", "node_id": "start", "option_id": "down"}),
        ));
        events.push((
            1,
            5,
            json!({"type": "completed_step", "node_id": "reseat", "result": "done"}),
        ));
    }
    let Fixture { document, .. } = port();
    let run = Fixture::new(serde_json::to_value(document).unwrap(), &events);
    for format in [Format::Ticket, Format::Text] {
        let text = run.render(format);
        assert!(text.contains("\n9. Is Gi1 up?"), "{text}");
        assert!(text.contains("\n10. Reseat the cable"), "{text}");
    }
}

#[test]
fn markdown_has_facts_path_and_variables() {
    let expected = "\
# Switch port down

- **Outcome:** Resolved
- **Flow:** Switch port down, version 3 (troubleshooting)
- **Ticket:** INC-42
- **Client:** ACME
- **By:** Ada Lovelace, Ben
- **Time:** 2026-11-04 09:12–09:15 UTC (3 min 40 s)
- **Session:** 00000000-0000-0000-0000-000000000007

## Outcome

Works again.

## Next steps

Order a new cable

## Path

- **Is Gi1/0/1 up?** → Yes (went back) (45 s)

  > **Note:** LED is green

  State

  ```cisco
  show interface Gi1/0/1
  ```

- **Fix the VLAN** (went back) (20 s)

- 09:13:05 *Went back to “Is Gi1/0/1 up?”* by Ada Lovelace

1. **Is Gi1/0/1 up?** → No (10 s)

   State

   ```cisco
   show interface Gi1/0/1
   ```

2. **Reseat the cable** → done (1 min 50 s)

   > **Note by Ada Lovelace:** Cable was loose\\
   > logged in with password=••••••

   - **Added action:** Label the cable → done

- 09:14:05 *Handed over to Ben* by Ada Lovelace

3. **Is Gi1/0/1 up?** → Yes (5 s)

   State

   ```cisco
   show interface Gi1/0/1
   ```

4. **Fix the VLAN** (30 s)

- 09:15:40 *Completed as resolved* by Ben

## Variables

- port: Gi1/0/1
";
    assert_eq!(port().render(Format::Markdown), expected);
}

/// A checklist that is still running, done by one person, with everything that has no place on the path.
fn patch_night() -> Fixture {
    let mut fixture = Fixture::new(
        json!({"kind": "maintenance",
            "intake": [{"name": "admin_password"}, {"name": "host"}, {"name": "pin", "type": "secret"}],
            "nodes": [
                {"id": "h", "type": "section_header", "title": "Before"},
                {"id": "backup", "type": "procedure_step", "title": "Back up {{host}}",
                    "commands": [{"command": "backup --pin {{pin}} \\\n  --as {{admin_password}}"}]},
                {"id": "drain", "type": "procedure_step", "title": "Drain", "commands": [{"command": "drain"}]},
                {"id": "h2", "type": "section_header", "title": "During"},
                {"id": "patch", "type": "procedure_step", "title": "Patch"},
                {"id": "check", "type": "procedure_step", "title": "Check"}]}),
        &[
            (
                1,
                0,
                json!({"type": "started", "variables": {"admin_password": "correct horse", "host": "web-1"}}),
            ),
            (
                1,
                3_600,
                json!({"type": "completed_step", "node_id": "backup", "result": "failed", "note": "Disk full"}),
            ),
            (
                1,
                60,
                json!({"type": "completed_step", "node_id": "drain", "result": "skipped"}),
            ),
            (1, 0, json!({"type": "paused"})),
            (1, 9_000, json!({"type": "resumed"})),
            (
                1,
                5,
                json!({"type": "noted", "note": "Look at this later", "node_id": "check"}),
            ),
            (
                1,
                5,
                json!({"type": "custom_step_inserted", "inserted_after_node_id": "check",
                "step": {"type": "decision", "title": "Is it up?", "content": "Open the page", "notes": "Yes"}}),
            ),
        ],
    );
    fixture.ticket_number.clear();
    fixture.client_name.clear();
    fixture.tree_name = "Patch night".into();
    fixture
}

#[test]
fn text_shows_sections_and_what_has_no_place_on_the_path() {
    let expected = "\
Patch night
===========
Outcome:  In progress
Flow:     Patch night, version 3 (maintenance)
By:       Ada Lovelace
Time:     since 2026-11-04 09:12 UTC (3 h 31 min so far, 1 h 1 min of work)
Progress: 2 of 4 steps
Session:  00000000-0000-0000-0000-000000000007

Path
----
[Before]
1. Back up web-1 → failed [1 h]
   Note: Disk full
   $ backup --pin {{pin}} \\
       --as ••••••
2. Drain → skipped [1 min]
[During]
3. Patch [10 s]
*  10:13:00 Paused
*  12:43:00 Resumed

Notes
-----
Note on “Check”: Look at this later

Added steps
-----------
+ Added decision: Is it up?
  Open the page
  Note: Yes

Variables
---------
admin_password = ••••••
host = web-1
";
    assert_eq!(patch_night().render(Format::Text), expected);
}

#[test]
fn a_value_under_a_secret_name_is_in_no_format() {
    for format in Format::ALL {
        assert!(!patch_night().render(format).contains("correct horse"), "{format:?}");
    }
}

#[test]
fn html_is_one_document_without_anything_active() {
    let mut fixture = port();
    fixture.tree_name = "<script>alert('x')</script> & \"co\"".into();
    let html = fixture.render(Format::Html);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">\n") && html.ends_with("</body>\n</html>\n"));
    assert!(html.contains("<h1>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;</h1>"));
    assert!(html.contains("default-src 'none'"));
    for active in ["<script", "src=", "href=", "url(", "onload"] {
        assert!(!html.contains(active), "{active}");
    }
    assert!(html.contains("<li class=\"back\"><span class=\"n\">–</span><b>Is Gi1/0/1 up?</b>"));
}

#[test]
fn json_keeps_its_fields_and_its_times_to_the_microsecond() {
    let json: Value = serde_json::from_str(&port().render(Format::Json)).unwrap();
    let fields: Vec<_> = json.as_object().unwrap().keys().collect();
    let expected = [
        "format",
        "format_version",
        "session_id",
        "flow",
        "ticket_number",
        "client_name",
        "people",
        "status",
        "outcome",
        "outcome_notes",
        "next_steps",
        "started_at",
        "completed_at",
        "last_event_at",
        "elapsed_seconds",
        "active_seconds",
        "progress",
        "trail",
        "notes",
        "custom_steps",
        "variables",
    ];
    assert_eq!(fields, expected);
    assert_eq!(json["started_at"], "2026-11-04T09:12:00.000000Z");
    assert_eq!(json["trail"][0]["went_back"], true);
    assert_eq!(json["trail"][3]["answer"], "No");
}

#[test]
fn a_session_without_events_is_a_report_too() {
    let mut fixture = port();
    fixture.events.clear();
    assert_eq!(
        fixture.render(Format::Ticket),
        "Switch port down (version 3): not started\nTicket INC-42 · Client ACME\n"
    );
    assert_eq!(filename(&fixture.report(), Format::Json), "switch-port-down.json");
}

#[test]
fn a_file_name_is_the_flow_and_the_day() {
    let mut fixture = port();
    assert_eq!(
        filename(&fixture.report(), Format::Markdown),
        "switch-port-down-2026-11-04.md"
    );
    assert_eq!(
        filename(&fixture.report(), Format::Ticket),
        "switch-port-down-2026-11-04-ticket.txt"
    );
    fixture.tree_name = "../../etc/passwd".into();
    assert_eq!(filename(&fixture.report(), Format::Text), "etc-passwd-2026-11-04.txt");
    fixture.tree_name = "日本".into();
    assert_eq!(filename(&fixture.report(), Format::Html), "session-2026-11-04.html");
}

#[test]
fn everyone_in_the_log_is_named() {
    assert_eq!(people_in(&port().events), BTreeSet::from([user(1), user(2)]));
    let mut fixture = port();
    fixture.people.clear();
    assert!(fixture.render(Format::Ticket).contains("By unknown\n"));
}
