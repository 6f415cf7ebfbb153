//! Text in other formats, converted to a flow document with a list of what was lost.
