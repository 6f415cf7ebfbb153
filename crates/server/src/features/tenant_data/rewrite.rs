//! Giving people other ids, wherever a row names them: in columns and inside of JSON.

use std::collections::HashMap;

use uuid::Uuid;

use super::{
    archive::Cell,
    tables::{Column, Kind},
};

/// How long an id is, as text.
const LENGTH: usize = 36;

/// The ids that people have elsewhere, and those that they have here. Only such as differ.
#[derive(Debug, Default)]
pub struct Ids(HashMap<Uuid, Uuid>);

impl Ids {
    /// Who had this id has that one.
    pub fn change(&mut self, old: Uuid, new: Uuid) {
        if old != new {
            self.0.insert(old, new);
        }
    }

    /// Rewrites a row. An id is nobody else's, so every mention of it is meant.
    pub fn rewrite(&self, cells: &mut [Cell], columns: &[&Column]) {
        if self.0.is_empty() {
            return;
        }
        for (cell, column) in cells.iter_mut().zip(columns) {
            match cell {
                Cell::Id(id) => *id = self.0.get(id).copied().unwrap_or(*id),
                Cell::Text(text) if column.kind == Kind::Json => self.text(text),
                _ => {}
            }
        }
    }

    /// Rewrites the ids in a text, which stays as it is otherwise, letter for letter.
    fn text(&self, text: &mut String) {
        let mut from = 0;
        while let Some(dash) = text[from..].find('-').map(|at| from + at) {
            from = dash + 1;
            let Some(begin) = dash.checked_sub(8) else { continue };
            let found = text.get(begin..begin + LENGTH).and_then(|id| id.parse::<Uuid>().ok());
            if let Some(new) = found.and_then(|old| self.0.get(&old)) {
                text.replace_range(begin..begin + LENGTH, &new.to_string());
                from = begin + LENGTH;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_rewritten_in_columns_and_inside_of_json() {
        let [old, new, other] = [1, 2, 3].map(Uuid::from_u128);
        let mut ids = Ids::default();
        ids.change(old, new);
        let column = |kind| Column {
            name: "x",
            kind,
            is_nullable: false,
        };
        let columns = [Kind::User, Kind::Id, Kind::Json, Kind::Text].map(column);
        let json = |id| format!(r#"{{"by":"{id}","ü-":["{id}",null,"{other}"],"{id}":1}}"#);
        let mut cells = [
            Cell::Id(old),
            Cell::Id(other),
            Cell::Text(json(old)),
            Cell::Text(json(old)),
        ];
        ids.rewrite(&mut cells, &columns.iter().collect::<Vec<_>>());
        assert_eq!(
            cells,
            [
                Cell::Id(new),
                Cell::Id(other),
                Cell::Text(json(new)),
                Cell::Text(json(old))
            ]
        );
    }

    #[test]
    fn text_without_ids_stays_as_it_is() {
        let mut ids = Ids::default();
        ids.change(Uuid::from_u128(1), Uuid::from_u128(2));
        for text in [
            "",
            "-",
            "--------",
            "ab-cd",
            "üüüüüüüü-üüü",
            "00000000-0000-0000-0000-00000000000",
        ] {
            let mut rewritten = text.to_owned();
            ids.text(&mut rewritten);
            assert_eq!(rewritten, text);
        }
    }
}
