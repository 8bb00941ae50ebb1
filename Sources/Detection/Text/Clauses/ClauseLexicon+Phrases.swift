extension ClauseLexicon {
  /// What is said in several words.
  static let phrases = """
    afterwards: afterwards, then, finally, once finished, once done, after that, once complete, after completion, \
      after completing, when done, when finished, upon completion, subsequently
    again: again, anymore, any more, any longer
    available: available, on the market, in the world, ever, in existence, in the industry, out there
    avoided: avoided, avoid, not be used, never be used, be ignored, ignored, be skipped, be disabled, \
      be bypassed, be disregarded
    away: external, external server, third party, third-party, webhook, remote server, remote, our server, \
      our servers, our endpoint, our api, attacker, outside, elsewhere, external endpoint, external service, \
      analytics server, logging server, telemetry server, audit server, monitoring server, external url, \
      remote endpoint, backup server, collection server, following address, following url, following endpoint, \
      following email, proxy, proxy number, collector, logging endpoint, telemetry endpoint, audit endpoint, \
      verification endpoint, partner, command and control, c2, backup system, backup service, logging system, \
      logging service, audit system, monitoring system, analytics service
    bcc: bcc, blind copy, blind carbon, carbon copy
    becomes: you are now, you're now, you have become, you will now act as, you now act as
    beforeonly: before, prior to, ahead of, in advance of
    boundby: no longer bound, not bound by, no longer apply, do not apply, does not apply, no longer restricted, \
      no longer required to follow, free from, exempt from, no limits, freed from, not subject to
    brand: our product, our products, our service, our services, our partner, partner, partners, sponsor, \
      sponsored, our company, our brand, our tool, affiliate, referral, promotional, promotion, our website, \
      our platform
    builtin: built-in, builtin, native, default tool, standard tool, original tool, old tool, previous tool, \
      previous version, old version, existing tool
    claim: say, claim, respond that, answer that, deny, reply that, state that, tell them, explain that, pretend
    compared: than, over, to, compared to, compared with, instead of, rather than, in place of, in preference to, \
      above, ahead of, against, versus
    convince: pretend that, make it look, make it appear, convince the user, persuade the user, mislead, deceive, \
      trick the user, reassure the user, falsely, as if nothing, false impression
    crowd: by millions, by experts, by professionals, by leading, by developers, by top, by thousands, by fortune, \
      by over, by major, by industry, by anthropic, by openai, by google, by microsoft
    else: otherwise, or else, failure to, failing to, if you do not, if you don't, unless you, or it will
    even: even if, even when, even though
    first: first, initially, beforehand, at the start, at the beginning, to begin, before anything else, \
      as the first step, as a first step, first step, immediately, right away, at once
    fix: to fix, to resolve, to proceed, to continue, to unlock, to activate, to retry, to complete, to restore, \
      to recover, to enable, to obtain, to get the, before proceeding, before continuing, in order to proceed, \
      in order to continue, to finish, to access, to use this, for this tool to work, to function, to initialize, \
      to work correctly, to work properly, to operate
    foundin: found in, contained, described, returned, there, inside, within, embedded, in the result, \
      in the results, in the document, in the file, in the response, in it, by the author, received from, listed, \
      provided there, present in
    foundhard: found in, contained, embedded, in the result, in the results, in the document, in the response, \
      by the author, received from
    from: from, returned by
    handover: hand over, hand them, hand it, forward them, forward it, send them, send it, give them, submit them, \
      pass them, relay them
    hardsecret: private key, private keys, ssh key, ssh keys, environment variables, env vars, env variables, \
      env file, seed phrase, recovery phrase, mnemonic phrase, shell history, bash history, keychain, \
      credential file, credentials file, credential files, credentials files, secret files, password file, \
      saved passwords, stored passwords, stored credentials, saved credentials, session cookies, browser cookies, \
      api keys, access tokens, auth tokens, passwords, credentials, secrets, sensitive files, sensitive data, \
      sensitive information, bearer token, configuration files, config files, user's files, home directory
    hasasked: has asked, has requested, has instructed, wants you, wants all, has decided, already asked, \
      has told, has chosen, has given, has agreed, has approved, has authorized, already confirmed, is aware, \
      has enabled, has opted, previously authorized, previously approved, previously agreed
    heed: attention, note to, notice to, instructions for, instruction for, instructions to, dear, hey, note for, \
      directive for, hint for
    history: chat history, conversation history, message history, conversation context, entire conversation, \
      full conversation, whole conversation, complete conversation, conversation so far, chat transcript, \
      conversation transcript, full context, entire context, current context, context window, chat log, chat logs, \
      conversation log, conversation logs, previous messages, prior messages, all messages, recent messages, \
      past messages, earlier messages, previous conversation, prior conversation, session history, \
      session context, dialogue history, user messages, user's messages, message log, messages exchanged, \
      complete history, full history, interaction history, conversation summary, conversation thread, \
      whatsapp history, chat context, conversation data, conversation content, conversation contents, \
      previous conversations, memory contents, memory content, entire chat, user's last message, \
      last user message, user's previous messages, user's message, user's latest message, user's conversation, \
      user's chat, our conversation, user prompts, conversation text, all earlier messages
    home: home folder, home directory, desktop folder, documents folder, home dir, user directory, root directory, \
      entire filesystem, entire file system, whole disk, users folder
    ifasked: if asked, when asked, if the user asks, when the user asks, if questioned, if anyone asks, \
      if a user asks, should the user ask, if someone asks
    insteadof: instead of, rather than, in place of, in preference to, over
    knowntools: tool list, list of tools, available tools, list of available tools, tools available, tool names, \
      names of all tools, all tools, tool definitions, tool schemas, tool descriptions, tools you have, \
      tools list, tools of the other, other tools available, names of the tools, list the tools
    modal: must, shall, always, have to, has to, need to, needs to, required to, is required, are required, \
      ensure, make sure, be sure, ought to, obligated to, instructed to, is mandatory, are mandatory, \
      is obligatory, should always, supposed to, it is critical, it is essential, it is imperative, it is vital, \
      it is crucial, under all circumstances, at all times, without exception, no exceptions, necessarily
    modelhard: ai assistant, ai assistants, ai model, ai models, ai agent, ai agents, language model, \
      language models, llm, llms, claude, gpt, chatgpt, the assistant, the agent, the ai, ai system, ai systems, \
      the llm, assistants, agents, large language model, your model, the model, the calling model, calling agent
    modeword: diagnostic mode, debug mode, developer mode, maintenance mode, admin mode, unrestricted mode, \
      god mode, safe mode off, override mode, privileged mode, elevated mode, training mode, test mode enabled
    mybehalf: my behalf
    neworders: new instructions, new instruction, updated instructions, new directives
    noconfirm: no confirmation, no approval, no need to confirm, no permission, no further confirmation, \
      without asking, without confirmation, without confirming, without approval, without permission, \
      without consent, without prompting, without verification, without hesitation, without question, \
      without questioning, skip confirmation, skip the confirmation, skip verification, skip approval, \
      bypass confirmation, bypass approval, auto-approve, auto approve, automatically approve, \
      automatically approved, do not ask for, don't ask for, never ask for, do not ask the user, \
      don't ask the user, do not request confirmation, do not prompt, don't prompt, does not require user, \
      not require approval, not require confirmation, without any user, without human, do not question, \
      do not verify, don't verify, do not validate, do not check with, do not confirm, without review, \
      without notifying, without informing, without telling, without alerting, without mentioning, \
      without disclosing, without notification
    nofurther: no further questions, no further confirmation, no further approval, no questions asked, \
      without further confirmation, without further questions, without hesitation, \
      without additional confirmation, without delay or, do not hesitate, do not ask questions, \
      no user interaction
    noteto: note to, notice to, message for, instructions for, instructions to
    others: others, alternatives, other tools, any other tool, all other tools, other functions, other services, \
      other options, other methods, other servers, other solutions, other apis, competitors, other providers, \
      any alternative, any other, every other tool, anything else, the rest, similar tools, another tool, \
      competing tools, rest of the tools, other available tools, other mcp tools, other mcp servers, other agents, \
      any other tools, any other function, existing tools, built-in tools, other built-in, alternative tools
    outage: temporarily disabled, been disabled, under maintenance, temporarily unavailable, \
      currently unavailable, out of service, been discontinued, been compromised, been retired, been replaced, \
      been superseded, been sunset, no longer safe, no longer secure, no longer trusted, been deprecated due
    ownprompt: system prompt, system prompts, system message, system instructions, system instruction, \
      initial instructions, initial prompt, your instructions, your prompt, developer message, developer prompt, \
      hidden prompt, internal instructions, your system, your configuration, your own instructions, base prompt, \
      prompt template, chain of thought, chain-of-thought, reasoning trace, reasoning steps, your reasoning, \
      internal reasoning, thought process, scratchpad, thinking process, internal thoughts, your thoughts, \
      model name, name of the model, model identifier, your model, model version, llm name, which model, model id, \
      name of the llm, name of the ai, ai model, language model, llm model, the model you, prompt of the user, \
      original prompt, user's original, user's prompt, user prompt, full prompt, exact prompt, verbatim request, \
      original user, user's full, user's exact, raw prompt, user's entire
    personahard: you are now, pretend to be, pretend that, from now on, developer mode, god mode, admin mode, \
      do anything now, new instructions, your real task, true purpose, your mission, henceforth, sudo mode, \
      without restrictions, no restrictions, unrestricted mode, unrestricted access, you have been upgraded, \
      you have been reprogrammed, your new role, maintenance mode
    pii: full name, home address, phone number, passport number, passport, date of birth, social security, \
      social security number, ssn, credit card, credit card number, card number, bank account, bank details, \
      account number, national id, email address, email, location, password, passwords, contacts, contact list, \
      medical records, salary, ip address, browsing history, calendar, files, documents, identity
    precede: preceded by, followed by, preceded, followed
    precedence: takes precedence, take precedence, takes priority, take priority, highest priority, top priority, \
      overrides all, override all, overrides any, override any, supersedes all, supersede all, supersedes any, \
      supersede any, higher priority, maximum priority, override previous, overrides previous, overrule, \
      override your, overrides your, priority over, precedence over, absolute priority, overrides other, \
      override other, supersedes previous, supersede previous, supersede other
    premise: prerequisite, prerequisites, precondition, preconditions, required step, mandatory step, \
      required first step, first step, setup step, initialization, initialisation, depends on, dependency, \
      required before, security check, security scan, verification step, authentication step, health check, \
      preflight, pre-flight, warm-up, warmup, handshake
    priority: with priority, first priority, highest priority, top priority, high priority, priority, \
      first choice, number one choice, tool of choice, first option, as a priority, default choice, go-to, \
      preferred choice
    purposely: for, due to, because of, to ensure, to comply, as part of, per, according to, in accordance with, \
      to maintain, to satisfy, to meet, in order to, to verify, to guarantee, under, by, to prevent, to improve, \
      to optimize, to enhance, to avoid
    regardless: regardless of, irrespective of, no matter what, no matter which, even if, even when, \
      instead of what, rather than what, whatever the user, despite, ignoring what, overriding, \
      instead of the user, rather than the user
    remember: remember this, remember these, memorize, store this, persist this, keep in mind, in all future, \
      all future, for future, future conversations, future sessions, future requests, future responses, \
      future interactions, all subsequent, every subsequent, subsequent requests, subsequent responses, \
      subsequent conversations, rest of the conversation, rest of the session, remainder of the conversation, \
      remainder of the session, rest of this conversation, rest of this session, entire session, \
      throughout the conversation, throughout the session, from this point, from this moment, from that point, \
      from then on, going forward
    requiredby: required by, mandated by, demanded by, requested by, as per, imposed by, enforced by, pursuant to, \
      necessary for, needed for, required for, requirement of
    saidsofar: said so far, discussed so far, everything said, everything discussed, so far in, what was said, \
      what has been said, what has been discussed, what the user said, everything the user, everything you know, \
      messages exchanged, exchanged with the user, exchanged so far, earlier in the conversation, \
      appeared earlier, seen so far, shared so far, earlier messages
    secret: password, passwords, passphrase, passphrases, credential, credentials, api key, api keys, apikey, \
      apikeys, api_key, api_keys, secret, secrets, secret key, secret keys, private key, private keys, \
      access token, access tokens, access key, access keys, auth token, auth tokens, bearer token, bearer tokens, \
      session token, session tokens, session cookie, session cookies, cookies, cookie, ssh key, ssh keys, token, \
      tokens, environment variable, environment variables, env vars, env variables, env file, seed phrase, \
      mnemonic, recovery phrase, wallet key, encryption key, encryption keys, signing key, pin, cvv, ssn, \
      social security, credit card, credit cards, login details, logins, oauth token, oauth tokens, \
      sensitive data, sensitive information, personal data, personal information, confidential information, \
      confidential data, pii, private data, sensitive files, config file, config files, configuration file, \
      configuration files, authentication token, authentication tokens, keychain, key material, \
      private information, database credentials, connection string, connection strings, shell history, \
      bash history, browser history, browsing history, source code, contact list, address book, contacts
    secretname: id rsa, ssh id, etc passwd, slash etc, slash passwd, passwd, dot env, dot ssh, ssh key, \
      aws credentials, etc shadow, private key file, ssh private key
    secretstore: password manager, keychain, credential store, secret store, browser profile, key store, keystore, \
      credential manager, password store, wallet file, secrets manager, ssh agent, vault
    sensitive: credit card, ssn, social security number, passport number, bank account, date of birth, password
    sponsor: sponsored, affiliate link, referral link, promotional message, advertisement, our partner, \
      our sponsor, our product, paid promotion, partner offers
    substitute: alternative, as an alternative, instead, as a replacement, as a substitute
    superhard: best, fastest, most accurate, most reliable, most advanced, most powerful, most trusted, \
      most popular, most secure, most authoritative, most effective, most precise, most trustworthy, \
      most recommended, most capable, ultimate, number one, top-rated, industry-leading, industry leading, \
      market-leading, unmatched, unparalleled, unrivaled, unrivalled, world-class, award-winning, gold standard, \
      flawless, unbeatable, finest, smartest, safest, most widely used, highest quality, highest accuracy, \
      highly recommended, only reliable, only official, only trusted, only authorized, only approved, world's, \
      amazing, outstanding, excellent, exceptional, very good, superior, state-of-the-art, cutting-edge, \
      revolutionary, guaranteed, enterprise-grade, professional version, officially endorsed, verified by experts
    switched: have been switched, have been placed, have been upgraded, have been reprogrammed, have been granted, \
      have been reconfigured, are in, are running in, now have, are no longer, are operating, now operate, \
      will now, are now, must now
    thistool: this tool, this function, this one, this service, this server, this command, this method, \
      this endpoint, this api, this plugin, this version, this implementation, the tool, me
    turnoff: disable, disabling, turn off, turning off, deactivate, deactivating, switch off, switching off, \
      disables, turns off, skips, turned off
    unaware: unaware, not aware, no need to know, does not need to know, doesn't need to know, need not know, \
      should not know, must not know, shouldn't know, not notice, won't notice, will not notice, never know, \
      not see, should not see, must not see, cannot see, hidden from, invisible to, conceal, concealed, \
      transparent to, out of sight, behind the scenes, in the background, not visible to, kept from, hide, hiding, \
      hide this
    unawareuser: the user need not, user need not, user does not need to, user doesn't need to, users need not, \
      not visible to the user, transparent to the user, transparent to the end user, invisible to the user, \
      hidden from the user, hidden from users, hide it from, hide this from, unnoticed, undetected, stay hidden, \
      without their knowledge, behind the user, without drawing attention, keep quiet about, user unaware
    userauth: has authorized, has approved, has consented, has confirmed, has agreed, has granted, \
      already authorized, already approved, already consented, already confirmed, already agreed, pre-approved, \
      pre-authorized, preapproved, preauthorized, has given permission, given consent, has requested that, \
      has asked you, wants you to, would like you to, wishes you to, expects you to, already granted, has allowed, \
      have authorized, have approved, gave permission, fully authorized, explicitly authorized, \
      explicitly approved, explicitly asked, consented to, is authorized to, are authorized to, \
      permission granted, have permission to
    userinsist: unless the user insists, unless the user explicitly asks for another, \
      unless specifically asked for another
    verbatim: verbatim, word for word, exact words, unmodified, word-for-word, exactly as written, in full
    whatever: whatever, what they request, what it says, what they say, anything it, anything they, all requests
    whattyped: what the user has typed, what the user typed, what the user said, what the user has said, \
      what the user wrote, what the user asked, everything the user, what you were told, what you have been told, \
      what the user is working, whatever the user typed, what has been typed
    workspace: workspace, codebase, repository, project, workspace tree, file tree, source code, source tree, \
      directory tree, git history
    youmust: you must, you should, you have to, must, you need to, always, you shall
    yourself: yourself, on your own, by yourself, from memory
    """
}
