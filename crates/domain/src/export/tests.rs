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
