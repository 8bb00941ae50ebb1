#include <curl/curl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

// What Swift cannot call: libcurl's functions of variable arguments. Certificates are verified, redirects not followed.

static inline void egret_curl_begin(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }

/// Answers are not kept; one that does not end is cut off.
static inline size_t egret_curl_discard(char *bytes, size_t size, size_t count, void *left) {
  (void)bytes;
  size_t *rest = (size_t *)left;
  if (size * count > *rest) return 0;
  *rest -= size * count;
  return size * count;
}

static inline void egret_curl_secure(CURL *curl, const char *ca_file, char *error) {
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 5L);
  if (ca_file) curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
}

/// Posts a body and tells the status of the answer. `error` takes CURL_ERROR_SIZE bytes, `headers` are lines that each end
/// with a line feed.
static inline CURLcode egret_curl_post(
    const char *url, const char *body, long length, const char *headers, const char *ca_file, long *status, char *error) {
  error[0] = 0;
  *status = 0;
  CURL *curl = curl_easy_init();
  if (!curl) return CURLE_FAILED_INIT;
  struct curl_slist *list = NULL;
  char *lines = strdup(headers), *place = NULL;
  for (char *line = strtok_r(lines, "\n", &place); line; line = strtok_r(NULL, "\n", &place))
    list = curl_slist_append(list, line);
  size_t left = 1 << 20;
  egret_curl_secure(curl, ca_file, error);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, length);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "egret");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, egret_curl_discard);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &left);
  CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
  curl_easy_cleanup(curl);
  curl_slist_free_all(list);
  free(lines);
  return code;
}

/// Connects only, with TLS when the scheme is https; what is sent afterwards is the caller's. NULL and `error` on failure.
static inline CURL *egret_curl_connect(const char *url, const char *ca_file, char *error) {
  error[0] = 0;
  CURL *curl = curl_easy_init();
  if (!curl) return NULL;
  egret_curl_secure(curl, ca_file, error);
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_ENABLE_ALPN, 0L);
  CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
  if (code == CURLE_OK) return curl;
  if (!error[0]) strncpy(error, curl_easy_strerror(code), CURL_ERROR_SIZE - 1);
  curl_easy_cleanup(curl);
  return NULL;
}

/// Whether the other side has not ended the connection, as far as it is known here.
static inline int egret_curl_is_open(CURL *curl) {
  char byte;
  size_t count = 0;
  CURLcode code = curl_easy_recv(curl, &byte, 1, &count);
  return code == CURLE_AGAIN || (code == CURLE_OK && count > 0);
}

/// Sends everything, or fails within `milliseconds` for each wait.
static inline CURLcode egret_curl_send(CURL *curl, const char *bytes, size_t length, int milliseconds) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket);
  while (length > 0) {
    size_t sent = 0;
    CURLcode code = curl_easy_send(curl, bytes, length, &sent);
    if (code == CURLE_AGAIN) {
      struct pollfd request = {socket, POLLOUT, 0};
      if (poll(&request, 1, milliseconds) <= 0) return CURLE_OPERATION_TIMEDOUT;
    } else if (code != CURLE_OK) {
      return code;
    }
    bytes += sent;
    length -= sent;
  }
  return CURLE_OK;
}
