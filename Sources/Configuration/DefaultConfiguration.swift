/// The commented default that `egret config default` prints.
package enum DefaultConfiguration {
  package static let text = String(decoding: PackageResources.egret_default_yml, as: UTF8.self)
}
