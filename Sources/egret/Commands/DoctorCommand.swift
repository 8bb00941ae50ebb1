import ArgumentParser
import CaptureFiles
import EvidenceStore
import Glibc
import LiveCapture
import Presentation
import TrafficModel

/// `egret doctor`: whether this machine can capture, which limits are too small, what was lost, and what was opaque.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say whether this machine can capture, and what could not be seen so far.",
    discussion: """
      With --ring, also how a running capture fares; with --store, also which encrypted traffic stayed opaque and which
      keys would open it. Ends with 4 when something that was asked about does not work.
      """)

  @Option(help: "Directory of a ring that is being written.", completion: .directory)
  var ring: String?

  @Option(help: "The database of an analysis.", completion: .file())
  var store: String?

  @Flag(name: [.short, .long], help: "Only say what is wrong.")
  var quiet = false

  func run() throws {
    var visit = DoctorVisit()
    if let ring { visit.look(atRing: ring) }
    if let store { try visit.look(atStore: store) }
    if ring == nil, store == nil { visit.lookAtInterfaces() }
    visit.lookAtLimits()
    for line in visit.lines where line.isTrouble || !quiet {
      print("\(line.isTrouble ? "!!" : "ok")  \(line.text)")
    }
    if visit.cannotWork { throw ExitStatus.captureOrPermission }
  }
}
