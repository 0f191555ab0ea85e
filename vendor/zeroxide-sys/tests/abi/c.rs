//! Has the C compiler evaluate expressions against the header.

use std::{
    collections::BTreeMap,
    fmt::Write,
    path::Path,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::text;

/// The value of each expression; `None` where there is no header.
pub fn values(expressions: &[String]) -> Option<BTreeMap<String, i64>> {
    text::header()?;
    let mut source = format!("#define ZMQ_BUILD_DRAFT_API\n#include \"{}\"\n", text::HEADER);
    source.push_str("#define ALIGN(type) offsetof (struct { char c; type t; }, t)\nint main (void)\n{\n");
    for expression in expressions {
        writeln!(source, "    printf (\"%lld\\n\", (long long) ({expression}));").expect("a string takes it");
    }
    source.push_str("    return 0;\n}\n");
    let printed = run(&source);
    let numbers = printed.lines().map(|line| line.trim().parse().expect("the program prints numbers"));
    let map: BTreeMap<String, i64> = expressions.iter().cloned().zip(numbers).collect();
    assert_eq!(map.len(), expressions.len());
    Some(map)
}

/// Compiles and runs a program, which must be for the machine that runs the tests.
fn run(source: &str) -> String {
    static SERIAL: AtomicU32 = AtomicU32::new(0);
    let name = format!("abi-{}-{}", std::process::id(), SERIAL.fetch_add(1, Ordering::Relaxed));
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (file, program) = (dir.join(format!("{name}.c")), dir.join(format!("{name}.exe")));
    std::fs::write(&file, source).expect("the target directory is writable");
    let target = env!("ZEROXIDE_TARGET");
    let compiler = cc::Build::new()
        .cargo_metadata(false)
        .warnings(false)
        .opt_level(0)
        .target(target)
        .host(target)
        .out_dir(dir)
        .get_compiler();
    let mut command = compiler.to_command();
    command.current_dir(dir).arg(&file);
    if compiler.is_like_msvc() {
        command.arg(format!("-Fe{}", program.display()));
    } else {
        command.arg("-o").arg(&program);
    }
    let compiled = command.output().expect("a C compiler");
    assert!(compiled.status.success(), "{}\n{source}", String::from_utf8_lossy(&compiled.stderr));
    let ran = Command::new(&program).output().expect("the program starts");
    assert!(ran.status.success());
    let _ = (std::fs::remove_file(file), std::fs::remove_file(program));
    String::from_utf8(ran.stdout).expect("the program prints ASCII")
}
