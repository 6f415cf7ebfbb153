//! Where the author has put the nodes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::fields::{Path, node_id, object};
use crate::flow::{
    document::{Canvas, NodeId, Point},
    fault::Faults,
};

pub(super) fn read_canvas(value: Value, at: Path<'_>, faults: &mut Faults) -> Option<Canvas> {
    let mut fields = object(value, "the canvas", at, faults)?;
    let zoom = fields.number(&["zoom"], faults);
    let pan = fields
        .take(&["pan"])
        .and_then(|(name, pan)| read_position(pan, at.field(name), faults));
    let mut positions = BTreeMap::new();
    if let Some((name, value)) = fields.take(&["positions"]) {
        let here = at.field(name);
        match value {
            Value::Object(map) => {
                for (id, point) in map {
                    let there = here.field(&id);
                    let key: Option<NodeId> = node_id(Value::String(id.clone()), false, &there, faults);
                    let point = read_position(point, there, faults);
                    positions.extend(key.zip(point));
                }
            }
            other => fields.wrong_type(name, "an object from node ids to points", &other, faults),
        }
    }
    Some(Canvas {
        zoom,
        pan,
        positions,
        extra: fields.rest(&[], faults),
    })
}

/// Reads a point of the canvas.
pub(crate) fn read_position(value: Value, at: Path<'_>, faults: &mut Faults) -> Option<Point> {
    let mut fields = object(value, "a point", at, faults)?;
    let mut coordinate = |name: &'static [&'static str]| {
        if !fields.says(name) {
            at.field(name[0]).fault(faults, "a point has numbers x and y");
        }
        fields.number(name, faults)
    };
    let (x, y) = (coordinate(&["x"]), coordinate(&["y"]));
    let extra = fields.rest(&[], faults);
    Some(Point { x: x?, y: y?, extra })
}
