// swift-tools-version: 6.2
import PackageDescription

/// Benchmarks are a package of their own, so that an ordinary build never pays for them.
let package = Package(
  name: "egret-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "egret", path: "../.."),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .executableTarget(
      name: "egret-bench",
      dependencies: [
        .product(name: "TrafficForge", package: "egret"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: [.treatAllWarnings(as: .error)])
  ],
  swiftLanguageModes: [.v6]
)
