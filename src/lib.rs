#![doc = "x"] pub mod time;
