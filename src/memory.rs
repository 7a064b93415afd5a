//! Scripted host.
