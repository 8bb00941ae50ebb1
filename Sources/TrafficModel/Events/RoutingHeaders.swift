/// Whether the headers that repeat parts of a request's body since 2026-07-28 say what the body says
/// (basic/transports/streamable-http).
package enum RoutingHeaders: String, Sendable { case agree, missing, differ }
