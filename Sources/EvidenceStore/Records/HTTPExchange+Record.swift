package import TrafficModel

extension HTTPExchange {
  /// Flow and position in it. An HTTP/2 stream may have the number of the HTTP/1 exchange that upgraded to it.
  package var recordID: RecordID { RecordID(.http, flow.id, streamID, version == .http2 ? 2 : 1) }

  /// From the request's last byte to the response's last byte.
  package var durationNanoseconds: Int64? {
    guard let asked = request.extent, let answered = response.extent else { return nil }
    return answered.end - asked.end
  }
}
