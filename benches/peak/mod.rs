//! How much memory a bench took.

/// Prints the most memory that this process has held, where the system tells it (`VmHWM`, on Linux).
#[allow(clippy::print_stdout)]
pub(crate) fn print_peak_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak memory {}", peak.trim());
    }
}
