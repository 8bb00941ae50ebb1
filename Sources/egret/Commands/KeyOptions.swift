import ArgumentParser
import Glibc
import OfflineAnalysis
import TLSDecryption

/// What opens TLS.
struct KeyOptions: ParsableArguments {
  @Option(
    name: .customLong("keylog"), parsing: .singleValue,
    help: "Key log (NSS format), folder of key logs, or RSA private key; repeatable. SSLKEYLOGFILE is read, too.",
    completion: .file())
  var keyLogs: [String] = []

  /// The same options for another command.
  var words: [String] { keyLogs.flatMap { ["--keylog", $0] } }

  /// - Parameter isGrowing: secrets may still be written while packets are read; TLS waits for them within limits.
  func secrets(isGrowing: Bool, isQuiet: Bool) throws -> (secrets: SecretStore, files: KeyLogFiles) {
    // A key log that the environment names may not exist yet; one that the user names must.
    let environment = getenv("SSLKEYLOGFILE").map { String(cString: $0) } ?? ""
    let files = KeyLogFiles(keyLogs, expected: environment.isEmpty ? [] : [environment])
    let secrets = SecretStore(isComplete: files.isEmpty || !isGrowing)
    do throws(KeyLogFailure) {
      for remark in try files.load(into: secrets, isWhole: !isGrowing) where !isQuiet { Terminal.complain(remark) }
      return (secrets, files)
    } catch {
      Terminal.complain("cannot use the key log \(error.path): \(error.cause); \(error.advice)")
      throw ExitStatus.usage
    }
  }
}
