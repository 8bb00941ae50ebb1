internal import TrafficModel

/// What the analysis hands to the writer.
enum WriterTask: Sendable {
  case events([TrafficEvent])
  case commit(Checkpoint?)
  case reopen
  case finish
}
