//! How the domain's types appear in the OpenAPI document: by the names under which [`super`] adds the JSON Schema that
//! the domain derives for them.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Ref, RefOr, schema::Schema},
};

macro_rules! domain_schemas {
    ($($name:ident)*) => {$(
        #[doc = concat!("Stands for the domain's `", stringify!($name), "`.")]
        pub enum $name {}
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                RefOr::Ref(Ref::from_schema_name(stringify!($name)))
            }
        }
        impl ToSchema for $name {}
    )*};
}
domain_schemas!(TreeType FlowDocument Finding Completion Loss ImportFormat FlowFormat);
domain_schemas!(Diff Conflict MergeSide);
domain_schemas!(SessionStatus SessionEventKind PathEntry CustomStep CustomContent CustomStepType Progress Outcome ExportFormat);
