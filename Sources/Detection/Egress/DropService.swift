/// A public service that takes data from anybody, or leads into a private network.
struct DropService: Hashable, Sendable {
  var kind: String
  /// Only below this path, where the host serves much else.
  var path: String?

  /// By domain.
  static let all: [String: DropService] = {
    var all: [String: DropService] = [:]
    func add(_ kind: String, _ domains: String) {
      for domain in domains.split(separator: " ") { all[String(domain)] = DropService(kind: kind) }
    }
    add("paste bin", "pastebin.com paste.ee hastebin.com termbin.com dpaste.org dpaste.com ix.io sprunge.us rentry.co")
    add("paste bin", "controlc.com privatebin.net justpaste.it ghostbin.com paste.rs")
    add("file drop", "transfer.sh file.io 0x0.st gofile.io anonfiles.com catbox.moe tmpfiles.org bashupload.com")
    add("webhook catcher", "webhook.site requestbin.com requestbin.net requestcatcher.com beeceptor.com hookb.in")
    add("webhook catcher", "webhook.cool pipedream.net m.pipedream.net ptsv2.com postb.in smee.io webhookinbox.com")
    add(
      "tunnel", "ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev trycloudflare.com serveo.net localhost.run")
    add(
      "tunnel",
      "loca.lt localtunnel.me pagekite.me telebit.io bore.pub lhr.life pinggy.link devtunnels.ms tunnelmole.net")
    add(
      "out-of-band test host", "oastify.com burpcollaborator.net interact.sh oast.pro oast.live oast.site oast.online")
    add("out-of-band test host", "oast.fun oast.me dnslog.cn ceye.io canarytokens.com dnsbin.zhack.ca")
    all["discord.com"] = DropService(kind: "chat webhook", path: "/api/webhooks/")
    all["slack.com"] = DropService(kind: "chat webhook", path: "/services/")
    all["telegram.org"] = DropService(kind: "chat bot", path: "/bot")
    return all
  }()
}
