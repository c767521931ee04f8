//! Pages a business manager can read: commands and their screens. Each `console` block is run and compared.

/// The README, the page on the plan format, the page for each reader and everything in `tests/cmd/` say what the program really prints.
#[test]
fn every_screen_in_a_page_is_what_the_program_prints() {
    let cases = trycmd::TestCases::new();
    cases
        .default_bin_path(env!("CARGO_BIN_EXE_lscb"))
        .register_bin("lscb", std::path::Path::new(env!("CARGO_BIN_EXE_lscb")))
        .env("COLUMNS", "100")
        .env("LSCB_TODAY", "2008-10-01")
        .env("NO_COLOR", "1")
        .case("README.md")
        .case("plans/README.md")
        .case("examples/guides/*.md")
        .case("tests/cmd/*.md");
    cases.run();
}
