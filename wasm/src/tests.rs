//! Tests of the rim under a real JavaScript engine: see `tests/` for those of the built bundle.
