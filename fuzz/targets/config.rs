#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jjak_fuzz::config(input));
