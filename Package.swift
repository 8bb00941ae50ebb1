// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target. Each one turns a habit of ours into a compiler error.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// `ByteParsing` alone holds borrowed memory in types of its own.
let byteParsingSettings: [SwiftSetting] =
  settings + [.strictMemorySafety(), .enableExperimentalFeature("Lifetimes")]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let collections: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")

let package = Package(
  name: "egret",
  products: [
    .executable(name: "egret", targets: ["egret"]),
    .library(name: "FuzzEntries", targets: ["FuzzEntries"]),
    .library(name: "TrafficForge", targets: ["TrafficForge"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
    .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CYara", pkgConfig: "yara", providers: [.apt(["libyara-dev"])]),
    .systemLibrary(name: "CJemalloc", pkgConfig: "jemalloc", providers: [.apt(["libjemalloc-dev"])]),
    .systemLibrary(name: "CHyperscan", pkgConfig: "libhs", providers: [.apt(["libhyperscan-dev"])]),
    // Ours, a header: loops over bytes in C.
    .systemLibrary(name: "CByteScan"),
    .systemLibrary(name: "CLibpcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),

    .target(name: "TrafficModel"),
    .target(name: "Policy", dependencies: ["TrafficModel"]),
    .target(
      name: "TokenVerification",
      dependencies: [
        "ByteParsing", "Policy", "SettingsFiles", "TrafficModel", crypto,
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .target(name: "SettingsFiles", dependencies: [.product(name: "Yams", package: "Yams")]),
    .target(name: "PolicyRendering", dependencies: ["Policy", "TrafficModel"]),
    .target(name: "AuditLogs", dependencies: ["CaptureFiles", "TrafficModel"]),
    .target(name: "HostSockets", dependencies: ["ByteParsing", "Policy", "TrafficModel"]),
    .target(name: "ConfigurationAudit", dependencies: ["SettingsFiles", "TrafficModel"]),
    .target(
      name: "Configuration", dependencies: ["Policy", "SettingsFiles", "TrafficModel"],
      resources: [.embedInCode("egret.default.yml")]),
    .target(name: "ByteParsing", dependencies: ["TrafficModel", "CByteScan"]),
    .target(name: "CaptureFiles", dependencies: ["TrafficModel", "ByteParsing", "CZlib", "CZstd"]),
    .target(
      name: "LiveCapture", dependencies: ["TrafficModel", "ByteParsing", "CaptureFiles", "CLibpcap", crypto]),
    .target(name: "PacketDecoding", dependencies: ["TrafficModel", "ByteParsing"]),
    .target(name: "FlowTracking", dependencies: ["TrafficModel", "ByteParsing", "PacketDecoding"]),
    .target(name: "DNSDissection", dependencies: ["TrafficModel", "ByteParsing"]),
    .target(
      name: "TLSDecryption",
      dependencies: [
        "TrafficModel", "ByteParsing", crypto, .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    .target(
      name: "QUICDissection",
      dependencies: [
        "TrafficModel", "ByteParsing", "TLSDecryption", crypto,
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .target(
      name: "HTTPDissection",
      dependencies: ["TrafficModel", "ByteParsing", "CZlib", "CZstd", "CBrotli", collections]),
    .target(
      name: "MCPDissection", dependencies: ["TrafficModel", "ByteParsing", "CByteScan", "HTTPDissection", crypto]),
    .target(name: "Inflation", dependencies: ["CZlib"]),
    .target(
      name: "Detection", dependencies: ["TrafficModel", "Policy", "PatternMatching", "Inflation", "CByteScan"]),
    .target(
      name: "AnalysisPipeline",
      dependencies: [
        "TrafficModel", "ByteParsing", "PacketDecoding", "FlowTracking", "TLSDecryption", "DNSDissection",
        "QUICDissection", "HTTPDissection", "MCPDissection", crypto,
      ]),
    .target(
      name: "EvidenceStore",
      dependencies: [
        "TrafficModel", "CByteScan", crypto, .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      resources: [.embedInCode("Schema/egret-record.schema.json")]),
    .target(name: "PatternMatching", dependencies: ["CHyperscan"]),
    .target(name: "SignatureMatching", dependencies: ["TrafficModel", "Policy", "Detection", "PatternMatching"]),
    .target(name: "YaraMatching", dependencies: ["CYara", "Detection", "SignatureMatching", "TrafficModel"]),
    .target(
      name: "SignatureLoading",
      dependencies: [
        "PatternMatching", "SettingsFiles", "SignatureMatching", "TrafficModel", "YaraMatching", crypto,
      ]),
    .target(name: "Presentation", dependencies: ["TrafficModel", "EvidenceStore", "Policy"]),
    .target(name: "Reporting", dependencies: ["TrafficModel", "EvidenceStore", "Presentation", crypto]),
    .target(
      name: "OfflineAnalysis",
      dependencies: [
        "TrafficModel", "ByteParsing", "CaptureFiles", "PacketDecoding", "FlowTracking", "MCPDissection",
        "TLSDecryption", "AnalysisPipeline", "Detection", "SignatureMatching", "YaraMatching", "EvidenceStore",
        "Policy",
        crypto, "AuditLogs", "HostSockets",
      ]),
    .target(name: "Alerting", dependencies: ["TrafficModel", "Policy", "EvidenceStore", "CLibcurl"]),
    .target(name: "Scheduling"),
    .target(
      name: "EvidenceBundles",
      dependencies: [
        "TrafficModel", "CaptureFiles", "EvidenceStore", "OfflineAnalysis", crypto,
        .product(name: "SwiftASN1", package: "swift-asn1"),
      ]),
    .executableTarget(
      name: "egret",
      dependencies: [
        "Alerting", "CJemalloc", "EvidenceBundles", "Scheduling", "TrafficModel", "CaptureFiles", "LiveCapture",
        "MCPDissection", "TLSDecryption",
        "OfflineAnalysis", "Detection",
        "EvidenceStore", "SignatureMatching", "SignatureLoading", "YaraMatching", "Presentation", "Reporting",
        "AuditLogs", "HostSockets", "Configuration", "ConfigurationAudit", "Policy", "PolicyRendering", "SettingsFiles",
        "TokenVerification", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Rainbow", package: "Rainbow"),
      ]),

    .executableTarget(
      name: "egret-evaluate", dependencies: ["Detection", "SignatureLoading", "SignatureMatching", "TrafficModel"],
      path: "Tests/Evaluation",
      exclude: ["RESULTS.md"]),
    .target(name: "TrafficForge", dependencies: ["TrafficModel"], path: "Tests/Support/TrafficForge"),
    .target(
      name: "FuzzEntries",
      dependencies: [
        "TrafficModel", "ByteParsing", "CaptureFiles", "PacketDecoding", "FlowTracking", "TLSDecryption",
        "DNSDissection", "QUICDissection", "HTTPDissection", "MCPDissection", "AnalysisPipeline", "AuditLogs",
        "Configuration", "ConfigurationAudit", "Detection", "EvidenceBundles", "EvidenceStore", "HostSockets", "Policy",
        "PolicyRendering", "SettingsFiles", "SignatureLoading", "SignatureMatching", "TokenVerification",
        "YaraMatching",
        crypto, .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      path: "Tests/Support/FuzzEntries"),

    .target(name: "SchemaValidation", path: "Tests/Support/SchemaValidation"),

    .testTarget(name: "PolicyTests", dependencies: ["Policy", "TrafficModel"]),
    .testTarget(name: "SettingsFilesTests", dependencies: ["SettingsFiles"]),
    .testTarget(
      name: "AuditLogsTests",
      dependencies: ["AuditLogs", "CaptureFiles", "Detection", "Policy", "TrafficModel"], exclude: ["Logs"]),
    .testTarget(
      name: "ConfigurationAuditTests", dependencies: ["ConfigurationAudit", "SettingsFiles", "TrafficModel"],
      exclude: ["Examples"]),
    .testTarget(
      name: "PolicyRenderingTests",
      dependencies: ["PolicyRendering", "Configuration", "Policy", "SettingsFiles", "TrafficModel"],
      exclude: ["Trials"]),
    .testTarget(
      name: "ConfigurationTests", dependencies: ["Configuration", "Policy", "SettingsFiles", "TrafficModel"]),
    .testTarget(
      name: "TokenVerificationTests",
      dependencies: [
        "TokenVerification", "Policy", "TrafficModel", crypto, .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .testTarget(name: "TrafficForgeTests", dependencies: ["TrafficForge", "TrafficModel"]),
    .testTarget(name: "ByteParsingTests", dependencies: ["ByteParsing", "TrafficModel"]),
    .testTarget(
      name: "CaptureFilesTests", dependencies: ["CaptureFiles", "ByteParsing", "TrafficModel", "TrafficForge"]),
    .testTarget(name: "HostSocketsTests", dependencies: ["HostSockets", "TrafficModel"]),
    .testTarget(name: "LiveCaptureTests", dependencies: ["LiveCapture", "TrafficModel"]),
    .testTarget(
      name: "PacketDecodingTests", dependencies: ["PacketDecoding", "ByteParsing", "TrafficModel", "TrafficForge"]),
    .testTarget(
      name: "FlowTrackingTests",
      dependencies: ["FlowTracking", "PacketDecoding", "ByteParsing", "TrafficModel", "TrafficForge"]),
    .testTarget(
      name: "TLSDecryptionTests", dependencies: ["TLSDecryption", "ByteParsing", "TrafficModel", crypto],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "QUICDissectionTests",
      dependencies: [
        "QUICDissection", "ByteParsing", "TrafficModel", crypto,
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .testTarget(name: "DNSDissectionTests", dependencies: ["DNSDissection", "ByteParsing", "TrafficModel"]),
    .testTarget(
      name: "HTTPDissectionTests",
      dependencies: ["HTTPDissection", "ByteParsing", "TrafficModel", "TrafficForge", "CZlib", "CZstd"]),
    .testTarget(
      name: "MCPDissectionTests",
      dependencies: ["CByteScan", "MCPDissection", "HTTPDissection", "ByteParsing", "TrafficModel", crypto]),
    .testTarget(
      name: "EvidenceStoreTests",
      dependencies: [
        "CByteScan", "EvidenceStore", "SchemaValidation", "TrafficForge", "TrafficModel",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "DetectionTests",
      dependencies: ["CByteScan", "Detection", "PatternMatching", "Policy", "TrafficForge", "TrafficModel"]),
    .testTarget(
      name: "SignatureMatchingTests",
      dependencies: ["Detection", "PatternMatching", "SignatureMatching", "SignatureLoading", "TrafficModel"],
      exclude: ["sigma_schema.py"]),
    .testTarget(
      name: "YaraMatchingTests",
      dependencies: ["YaraMatching", "SignatureLoading", "Detection", "TrafficModel"], exclude: ["Packs"]),
    .testTarget(name: "ReportingTests", dependencies: ["Reporting", "EvidenceStore", "TrafficModel"]),
    .testTarget(name: "AlertingTests", dependencies: ["Alerting", "EvidenceStore", "Policy", "TrafficModel"]),
    .testTarget(name: "SchedulingTests", dependencies: ["Scheduling"]),
    .testTarget(name: "EvidenceBundlesTests", dependencies: ["EvidenceBundles", "TrafficModel"]),
    .testTarget(
      name: "PresentationTests", dependencies: ["Presentation", "EvidenceStore", "MCPDissection", "TrafficModel"]),
    .testTarget(
      name: "ScenarioTests",
      dependencies: [
        "AnalysisPipeline", "CaptureFiles", "Detection", "EvidenceStore", "FlowTracking", "Policy", "TokenVerification",
        "MCPDissection", "OfflineAnalysis", "TrafficModel",
        "TrafficForge", "FuzzEntries", "ByteParsing", "PacketDecoding", "SchemaValidation", "TLSDecryption", crypto,
        "Configuration", "SettingsFiles", "SignatureLoading", "SignatureMatching",
      ],
      exclude: ["Alerts/receiver.py"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = target.name == "ByteParsing" ? byteParsingSettings : settings
}
