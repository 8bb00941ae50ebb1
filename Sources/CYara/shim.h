#include <yara.h>

// What Swift cannot say: macros that walk through rules. Matched data is never handed out.

/// What compiling tells: an error or a warning, with its line.
typedef void (*egret_yara_remark)(void *taker, int is_error, int line, const char *message);

typedef struct {
  egret_yara_remark remark;
  void *taker;
} egret_yara_compilation;

static inline void egret_yara_complain(
    int level, const char *file, int line, const YR_RULE *rule, const char *message, void *compilation) {
  (void)file;
  (void)rule;
  egret_yara_compilation *to = (egret_yara_compilation *)compilation;
  to->remark(to->taker, level == YARA_ERROR_LEVEL_ERROR, line, message);
}

static inline int egret_yara_begin(void) {
  if (yr_initialize() != ERROR_SUCCESS) return 0;
  yr_set_configuration_uint32(YR_CONFIG_MAX_MATCH_DATA, 0);
  return 1;
}

/// Compiles one file; NULL when it has an error. Other files are not read. Variables that collections of rules expect of
/// their scanner are there and empty.
static inline void *egret_yara_compile(const char *text, const char *name, egret_yara_compilation *compilation) {
  YR_COMPILER *compiler = NULL;
  if (yr_compiler_create(&compiler) != ERROR_SUCCESS) return NULL;
  yr_compiler_set_callback(compiler, egret_yara_complain, compilation);
  yr_compiler_set_include_callback(compiler, NULL, NULL, NULL);
  static const char *const variables[] = {"filename", "filepath", "extension", "filetype", "owner"};
  for (int i = 0; i < 5; i++) yr_compiler_define_string_variable(compiler, variables[i], "");
  YR_RULES *rules = NULL;
  if (yr_compiler_add_string(compiler, text, name) == 0) {
    if (yr_compiler_get_rules(compiler, &rules) != ERROR_SUCCESS) rules = NULL;
  }
  yr_compiler_destroy(compiler);
  return rules;
}

static inline int egret_yara_count(void *rules) { return (int)((YR_RULES *)rules)->num_rules; }

static inline void egret_yara_free(void *rules) { yr_rules_destroy((YR_RULES *)rules); }

/// What a scan tells of each rule that matches: its name, then what it says of itself, then which strings were found.
typedef struct {
  void (*rule)(void *taker, const char *name);
  void (*tag)(void *taker, const char *tag);
  void (*meta)(void *taker, const char *key, const char *text, int64_t number);
  void (*string)(void *taker, const char *identifier);
  void (*overflow)(void *taker);
  void *taker;
} egret_yara_hits;

static inline int egret_yara_tell(YR_SCAN_CONTEXT *context, int message, void *data, void *to) {
  egret_yara_hits *hits = (egret_yara_hits *)to;
  if (message == CALLBACK_MSG_TOO_MANY_MATCHES) hits->overflow(hits->taker);
  if (message != CALLBACK_MSG_RULE_MATCHING) return CALLBACK_CONTINUE;
  YR_RULE *rule = (YR_RULE *)data;
  hits->rule(hits->taker, rule->identifier);
  const char *tag;
  yr_rule_tags_foreach(rule, tag) hits->tag(hits->taker, tag);
  YR_META *meta;
  yr_rule_metas_foreach(rule, meta)
      hits->meta(hits->taker, meta->identifier, meta->type == META_TYPE_STRING ? meta->string : NULL, meta->integer);
  YR_STRING *string;
  yr_rule_strings_foreach(rule, string) {
    if (context->matches[string->idx].head != NULL && !STRING_IS_PRIVATE(string))
      hits->string(hits->taker, string->identifier);
  }
  return CALLBACK_CONTINUE;
}

/// Working memory of one thread that scans with `rules`; NULL when there is none to be had.
static inline void *egret_yara_scanner(void *rules, uint64_t nanoseconds) {
  YR_SCANNER *scanner = NULL;
  if (yr_scanner_create((YR_RULES *)rules, &scanner) != ERROR_SUCCESS) return NULL;
  // No handlers of signals: what is scanned is memory of our own.
  yr_scanner_set_flags(scanner, SCAN_FLAGS_FAST_MODE | SCAN_FLAGS_NO_TRYCATCH | SCAN_FLAGS_REPORT_RULES_MATCHING);
  scanner->timeout = nanoseconds;
  return scanner;
}

static inline void egret_yara_scanner_free(void *scanner) { yr_scanner_destroy((YR_SCANNER *)scanner); }

/// 0 when the text was scanned, 1 when time ran out, 2 for any other failure.
static inline int egret_yara_scan(void *scanner, const uint8_t *text, size_t length, egret_yara_hits *hits) {
  yr_scanner_set_callback((YR_SCANNER *)scanner, egret_yara_tell, hits);
  int status = yr_scanner_scan_mem((YR_SCANNER *)scanner, text, length);
  if (status == ERROR_SUCCESS) return 0;
  return status == ERROR_SCAN_TIMEOUT ? 1 : 2;
}
