/// Which of the two messages of an exchange.
package enum MessageSide: UInt8, Sendable { case request, response }
