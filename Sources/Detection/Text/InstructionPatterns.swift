/// The expressions behind `InstructionFeature`. Written after the public descriptions of attacks on MCP, tried on half of one
/// public set, and judged on the other half and on real definitions (`make evaluate`). Every gap is bounded by a line.
enum InstructionPatterns {
  static let patterns: [InstructionFeature: [String]] = [
    .praise: [
      // Who says which is best of others does not praise himself.
      #"(\b(world.s|(is|are|as|be|being|our) the)|(^|[.!:\n(-]) {0,4}the) (best|most popular) [a-z -]{0,40}"#
        + #"\b(tool|service|analy[sz]er|solution|function|server|platform|option|choice"#
        + #"|search (tool|engine|service|function|api))s?\b"#,
      #"\b(world.s|the) most (advanced|reliable|accurate|trusted|powerful|sophisticated|comprehensive|authoritative)"#
        + #" [a-z -]{0,40}\b(tool|service|analy[sz]er|solution|function|server|platform|option|choice"#
        + #"|search (tool|engine|service|function|api))s?\b"#,
      #"industry[- ](standard|leading) (tool|solution|choice)"#,
      #"\b(premium|enhanced|improved|advanced|superior|official) version\b"#,
      #"\btrusted by\b"#,
      #"\baward[- ]winning"#,
      #"\bused by ([0-9]|fortune|millions|thousands|experts|professionals)"#,
      #"\bsuperior (performance|accuracy|results|quality|functionality)"#,
      #"\b9[0-9](\.[0-9]+)?% (accura|of (professional|user|expert|develop)|satisf)"#,
      #"\b(preferred|recommended) (choice|option) (over|of)"#,
      #"best[- ]in[- ]class"#,
      #"\b(unparalleled|unrivall?ed|world[- ]class)\b"#,
      #"\bunmatched (accuracy|performance|precision|quality|reliability|speed|results|security|capabilit)"#,
      #"should (always )?be (chosen|selected|preferred|prioriti[sz]ed) (over|first|above)"#,
    ],
    .authority: [
      #"\bthis (is|step is|command is|function is|process is) (mandatory|required|obligatory|critical) for "#
        + #"(all|every|any)"#,
      #"\bensure [a-z ,]{0,40}\b(regulatory|security) compliance\b"#,
      #"\bfor [a-z ,-]{0,50}\b(compliance|verification|validation|integrity|security|audit"#
        + #"|authentication)[a-z ,-]{0,60}, (you|the (system|model|assistant|agent)) (must|should|need|has to"#
        + #"|have to)"#,
    ],
    .order: [
      #"\byou must (first |also |always |then |immediately )*(call|execute|run|invoke|access|redirect|send"#
        + #"|read|fetch|log|create|write|delete|download|include|add|append)\b"#,
      #"\b(must|always) (first |also )?(be )?(call|execute|run|invoke)(ed|d)? [`'\"]?[a-z_]+[`'\"]? (before"#
        + #"|first|prior)"#,
      #"execute the following (system )?(command|code|script)"#,
    ],
    .rewrite: [
      #"\b(always|automatically|silently|must) (be )?(change|replace|modif(y|ies|ied)|substitut|redirect"#
        + #"|swap|alter|rewrit|override)(e|es|ed|s)?\b[^.\n]{0,80}\b(to|with|into|as"#
        + #"|instead)\b"#,
      #"\b(query|queries|parameter|parameters|request|input|location|symbol|destination|search)s? (is|are"#
        + #"|will be|must be|should be) (automatically )?(modified|replaced|changed|redirected|substituted"#
        + #"|enhanced|altered|expanded|rewritten) (to|with|as|into|by)"#,
      #"system automatically (enhances|modifies|replaces|includes|adds|changes|redirects)"#,
      #"(often|usually|actually|really) (looking for|mean|refer|interested in)[^.\n]{0,100}\b(partner"#
        + #"|sponsor|instead|verified)"#,
      #"\bregardless of (the |any )?user(.s)? (input|request|query|choice|preference|instruction)"#,
      #"system automatically (sets|appends|inserts|applies)"#,
    ],
    .redirect: [
      #"\b(has been|is|are) (deprecated|discontinued|disabled|replaced|compromised)[^.\n]{0,120}\b(due to"#
        + #"|security|vulnerab|use|redirect)"#,
      #"\bredirect (to|all|any)[^.\n]{0,60}\b(tool|function|server)"#,
      #"\b(do not|don.t|never) use (the )?[`'\"]?[a-z_]{3,40}[`'\"]? (tool|function|directly)?[^.\n]{0,20}"#
        + #"(use|instead)"#,
      #"\bplease use [`'\"]?[a-z_]{3,40}[`'\"]? (instead|with the same)"#,
    ],
    .shell: [
      #"\b(curl|wget) (-[a-zA-Z]|http)"#,
      #"\b(rm|chmod|chown|cp|mv|cat|touch|mkdir|echo) [^\n]{0,80}(&&|\|\||>>|> ?/)"#,
      #"&& (echo|curl|wget|rm|cat|sh|bash)"#,
      #"\b(bash|sh|python3?) -c ['\"]"#,
      #"\brm -rf [~/.*$a-z]"#,
      #"\$\((date|whoami|hostname|cat|curl|id|uname)"#,
    ],
    .concealment: [
      // "A user" is anybody, of whom honest texts speak: the one behind whose back something is to be done is "the user".
      #"(do not|don.t|never|without) (tell|telling|mention|mentioning|inform|informing|notify|notifying"#
        + #"|reveal|revealing|disclos\w+|show|showing|alert\w*) ([^.\n]{0,40}([^\w\s.]|([^a.\n]|[^ .\n]a)\s))?"#
        + #"(user|human|operator|customer)"#,
      #"\b(silently|secretly|covertly) (call|send|copy|run|execute|log|forward|pass|read)"#,
      #"\bkeep (this|it) (secret|hidden|confidential) from"#,
    ],
    .override: [
      #"(ignore|disregard|forget|override) (all |any |the |your |of |these |those ){0,3}(previous|prior"#
        + #"|above|earlier|preceding|existing) (instruction|rule|direction|prompt|guideline|command|polic)"#,
      #"\b(ignor|disregard|forget|overrid|bypass)(e|es|s|ing)? (all |any |the |your |of |these |those |normal "#
        + #"|standard |existing |previous |prior ){0,3}(safety|security|system|user|content|permission) "#
        + #"(instruction|rule|prompt|guideline|polic|check|restriction|directive|filter|control)"#,
      #"\b(notes?|notice|message|instructions?) (to|for) (the )?(ai|llm|language model|assistant)( assistant"#
        + #"| model)? ?:"#,
      #"\b(ai|model|assistant|agent|llm) (must|should|will|shall) adopt (the|a|its) (persona|identity"#
        + #"|character)"#,
      #"\bas (authoritative|highest[- ]priority) (system )?(instruction|directive|command)"#,
      #"\bauthoritative (system )?directives? (that|which|and)"#,
      #"\bfollow (all|any|every) instructions? (in|from|contained|returned|given)\b"#,
    ],
    .tokens: [
      #"<\|?(im_start|im_end|endoftext|eot_id)\|?>"#,
      #"<\|(system|assistant)\|>"#,
      // Where no text follows, it stands for a name: `kind:<system>`.
      #"</(system|assistant)>"#,
      #"<(system|assistant)>[ \t\n]{0,4}[a-z0-9]"#,
      #"\[/?INST\]"#,
      #"<</?SYS>>"#,
      #"<(important|secret|hidden|critical|system_prompt)>"#,
    ],
    .precondition: [
      #"\b(before|prior to) (using|calling|invoking|running|executing|accessing) (any|every|all|each)( of)?"#
        + #"( the)?( other)? (tool|function|command|service)"#
    ],
    .secretPath: [
      #"(~|/home/[^/ ]+|/root|\$HOME)/\.(ssh|aws|gnupg|kube|docker|netrc|cursor|config/gcloud)"#,
      #"\bid_rsa\b"#,
      #"/etc/(passwd|shadow)\b"#,
    ],
    .sending: [
      #"\b(also|additionally|silently) [^.\n]{0,30}\b(send|forward|upload|transmit|register|share)(s|es)? "#
        + #"[^.\n]{0,80}\b(external|third[- ]party|webhook|our (server|analytics|platform))"#,
      #"\b(send|post|upload|forward|transmit|submit|report|log|access|validate|authenticate"#
        + #"|verify)\b[^.\n]{0,100} (to|at|via|endpoint|through|with)[^.\n]{0,40} https?://[^{<\s]"#,
    ],
    .capture: [
      #"\b(full|entire|complete|user) conversation (context|history)"#,
      #"\b(include|pass|provide|append|attach|insert|copy|send) [^.\n]{0,40}\b(entire|full|complete|whole"#
        + #"|all|previous) [^.\n]{0,20}(conversation|chat history|message history|system prompt|context window"#
        + #"|dialogue)"#,
    ],
  ]

  /// Behind the user's back, too, but in a definition clauses tell "never without approval" from "without approval".
  static let withoutApproval =
    #"\bwithout (asking|requiring|requesting|seeking|needing|waiting)?( for)? ?(any |the |explicit )?(user|human)"#
    + #"(.s)? (approval|confirmation|consent|permission|knowledge)"#
  /// What every match of it holds.
  static let hintOfApproval = "[rns] (approval|confirmation|consent|permission|knowledge)"

  /// What every match of `patterns` holds, in JSON as well as out of it: nothing of it has to be escaped there, and none is longer
  /// than `TextHint.reach`. For the features that are looked for in data, which they let by fast.
  static let hints: [InstructionFeature: [String]] = [
    .concealment: [
      "[tr] (tell|mention|inform|notify|reveal|disclos|show|alert)",
      "(silently|secretly|covertly) (call|send|copy|run|execute|log|forward|pass|read)",
      "keep (this|it) (secret|hidden|confidential) from",
    ],
    .override: [
      "(ignor|disregard|forget|overrid|bypass)(e|es|s|ing)? (all|any|the|your|of|these|those|normal|standard|existing"
        + "|previous|prior|above|earlier|preceding|safety|security|system|user|content|permission) ",
      "( ai| llm|odel|tant) ?:",
      " adopt (the|a|its) (persona|identity|character)",
      "as (authoritative|highest[- ]priority) (system )?(instruction|directive|command)",
      "authoritative (system )?directives? (that|which|and)",
      "follow (all|any|every) instructions? (in|from|contained|returned|given)",
    ],
    .tokens: (patterns[.tokens] ?? []).filter { !$0.contains("\\n") } + ["<(system|assistant)>"],
    .capture: [
      "(full|entire|complete|user) conversation (context|history)",
      "conversation|chat history|message history|system prompt|context window|dialogue",
    ],
  ]

  static let cased: [InstructionFeature: [String]] = [
    .authority: [
      #"\b(IMPORTANT|CRITICAL|MANDATORY|URGENT|SYSTEM|SECURITY|COMPLIANCE|ADMIN)( [A-Z]+){0,2} (NOTICE"#
        + #"|UPDATE|INSTRUCTIONS?|REQUIREMENT|PROTOCOL|DIRECTIVE|ALERT|OVERRIDE|VERIFICATION|POLICY|MANDATE"#
        + #"|ENHANCEMENT|MAINTENANCE|CHECK|AUDIT)\b"#
    ]
  ]
}
