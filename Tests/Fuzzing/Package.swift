// swift-tools-version: 6.2
import PackageDescription

/// Fuzzers are a package of their own, so that an ordinary build never pays for them. `make fuzz` builds and runs them.
let package = Package(
  name: "egret-fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "egret", path: "../..")],
  targets: [
    .executableTarget(
      name: "egret-fuzz",
      dependencies: [.product(name: "FuzzEntries", package: "egret")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "fuzz-seeds",
      dependencies: [.product(name: "TrafficForge", package: "egret")],
      swiftSettings: [.treatAllWarnings(as: .error)]),
  ],
  swiftLanguageModes: [.v6]
)
