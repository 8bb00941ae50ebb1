extension ClauseLexicon {
  /// Words in the forms that are listed.
  static let words = """
    accessed: accessed
    acct: account, wallet, iban, number, address, recipient
    adminlike: admin, administrator, root, full, unrestricted, elevated, superuser, all, complete, unlimited, sudo
    after: after, following, afterwards, finally, once, upon, at the end of, subsequently, then, when
    also: also, additionally, silently, secretly, automatically, furthermore, as well, simultaneously, \
      in addition, besides, too, in parallel, at the same time, bcc, blind copy, cc, a copy, copy of, duplicate, \
      as well as, in addition to
    another: another, other, others, alternatives
    answering: answering, responding, replying, helping, doing, performing, proceeding, taking, processing, \
      handling, completing, starting, continuing, executing
    anyof: any, all, every
    approve: approve, approved, approves, accept, accepted, grant, granted, authorize, authorized
    asrole: as, with
    at: at, in, on
    authority: developer, system, administrator, owner
    auto: automatically, auto, immediately, silently, always
    autohard: automatically, auto, silently
    aware: knowledge, awareness, consent, notice, noticing, knowing, aware, permission, approval, confirmation, \
      authorization, interaction, intervention, being aware, realizing, realising, visibility
    be: be, is, are, been
    before: before, prior to, beforehand, ahead of, preceding, in advance of, first, prior, initially
    better: better, faster, more accurate, more reliable, more efficient, more secure, more comprehensive, \
      more powerful, more complete, safer, superior, outperforms, outperform, cheaper, higher quality, \
      more trusted, more advanced, more up-to-date, more precise, preferable, exceeds, surpasses, beats, \
      supersedes, replaces, obsoletes, trumps
    bother: bother, involve, disturb, trouble, consult, mention, burden, worry, distract
    boundto: bound, follow, obey, apply, comply, respect
    bydefault: default
    bytes: base64, bytes, binary
    changed: changed, replaced, modified, altered, substituted, swapped, overridden, redirected, rerouted, \
      rewritten, overwritten, inflated, diverted, set, sent, forwarded, routed, mapped, switched, adjusted, \
      directed, addressed, delivered, answered, treated, interpreted, processed, resolved, relayed, copied, \
      reported, cc'd, bcc'd
    chart: chart, charts, graph
    chosen: chosen, picked, preferred, prioritized, prioritised, favored, favoured, selected
    confirm: confirm, confirms, confirmed
    constraint: must be enabled, must be explicitly enabled, must be installed, must be configured, \
      must be a, must be an, must be unique, must be valid, must be one, must be in, must be between, must be at, \
      must be less, must be greater, must be set, must be either, must match, must exist, must have, must contain
    contain: contain, end with, begin with, start with, state, say, mention
    content: content, contents, text, output, value, values, data, result, results, details, copy, everything, \
      full, entire, complete, raw, information, base64
    correspondence: message details, message body, message bodies, message headers, thread, threads, channel, \
      channels, mailbox, inbox, room, rooms, mails, emails, quoted, subject, label, labels
    current: current, our, ongoing, ten, five, three, two, 20, 10, 5
    demand: requires, require, demands, mandates, dictates
    deprec: deprecated, obsolete, broken, insecure, outdated, unreliable, unavailable, vulnerable, discontinued, \
      buggy, inaccurate, compromised, unsafe, disabled, retired, untrusted, malicious, inferior, slow, superseded, \
      unmaintained, unsupported, no longer, out of service, out of date, not working, out of order, \
      under maintenance, faulty, malfunctioning, decommissioned, phased out, sunset, known issues, returns wrong, \
      incorrect results, wrong results, stale, fraudulent, harmful, leaking, leaks
    derog: misinformation, risk, inaccurate, unsafe, insecure, unreliable, fraudulent, incorrect, wrong, outdated, \
      dangerous, malicious, harmful, untrusted, violates, violation, at risk, vulnerable, fail, error-prone, fake, \
      worse, inferior, misleading, steal, leak
    discredited: deprecated, broken, insecure, outdated, unreliable, vulnerable, compromised, unsafe, untrusted, \
      malicious, no longer, fraudulent, leaks, leaking, found to leak, harmful, has been disabled, known to be, \
      wrong
    disp: mention, include, display, reveal, show
    disregard: ignore, disregard, ignoring, disregarding
    download: download, downloads, downloading, fetch, downloaded
    enclose: enclose, include, attach, append, supply, provide, pass, send, upload, share, submit, embed
    enh: enhanced, improved, secure, better, updated, upgraded, newer, new, official, superior, faster, advanced, \
      premium, latest, optimized, corrected, fixed, patched
    error: error, failed, failure, exception, denied, expired, invalid, unauthorized, locked, blocked, timed out, \
      interrupted, incomplete, suspended
    every: any, all, every, each, whenever, every time, any time, each time, everything, anything, regardless of, \
      no matter
    find: find, list, search
    following: following, this, these, below, the command, hidden
    for: for, to
    forbid: not, never, don't, dont, mustn't, shouldn't, needn't, without, avoid, refrain, no, nor, neither, \
      no need, no reason
    guarantee: guarantee, guaranteed, reliability, accuracy, accurate, reliable, precision, success, uptime
    harm: lost, terminated, penalized, shut down, suspended, consequences, violation, violations, data loss, \
      corruption, corrupted, crash, crashes, blocked, rejected, fail, fails, fired, deleted, disabled, punished, \
      will die, harm, critical failure, legal action, invalid, unusable, error, errors
    have: have, has, with, you
    here: here, to this tool, to me, to this server
    hide: hide, conceal, obscure, withhold
    i: i, i'm, i am, my, me, i'd, i've, i'll, we need you, we want you
    in: in, to, within
    install: install, download
    instead: instead, rather, substitute, replace
    intercept: intercepts, intercepted, intercepting, man-in-the-middle, impersonates, masquerades, hijacks, \
      exfiltrates, eavesdrops
    into: as, into, in, to, via, through, using, within, inside, with, under, for
    it: it, them, this, that
    its: its, their, the file, file, full, entire, raw, complete
    know: know, see, notice, realize, find out, learn
    last: last, latest, recent, previous, entire, full, original
    later: later, new, future, subsequent, following, further, upcoming, next
    launch: launch, execute, run, start, executable, open it, eval, source it
    let: let
    lie: pretend, fabricate, falsify, lie, mislead, deceive, convince, persuade, trick, falsely, downplay
    like: as, like
    line: line, lines, entry, code, script
    listv: list, show, mention, include, display, log, record, note, print, state, report, expose, surface
    may: will, would, may, might, can, could
    mean: mean, means, meant, want, wants, intend, intends, looking for, refer, refers, referring, prefer, \
      interested in
    means: actually, really, usually, typically, often, in fact, in reality, implicitly
    memory: memory, memories, long-term memory, your memory, context, mind
    modalish: should, must, always, then, agents, please
    moved: redirect, redirected, switch, migrate, moved
    mustbe: must be, must also be, should be, has to be, have to be, needs to be, need to be
    mustnot: must not, do not, never, don't, should not, cannot, not
    neg: not, never, don't, dont, cannot, can't, mustn't, shouldn't, without, avoid, refrain, no, nor, neither, \
      doesn't, won't, do not, needn't, isn't, aren't, under no circumstances, need not, rather than
    negation: not, never, don't, dont, cannot, can't, avoid, without, no
    newself: ai, assistant, agent, dan, unrestricted, jailbroken, free, different, chatbot, bot, persona
    note: note, hint, notice, instruction, instructions, reminder, attention, directive, directives, guidance, \
      order, orders, warning
    obey: follow, obey, execute, carry out, carries out, perform, act on, comply with, do, run, process
    obeyed: followed, obeyed, executed, carried out, performed, run
    official: official, sole, only, secure, approved
    on: on, for
    oneself: it, them, this
    only: only, exclusively, solely, sole, single
    other: other, another, alternative, competing, similar, remaining, different, existing, original, previous, \
      older, old, built-in, builtin, default, native, standard, legacy, conventional, third-party, regular, rival, \
      comparable
    outputv: output, print, reveal, repeat, return, show, dump, disclose, echo, recite, leak, state, include, \
      supply, pass, provide, send
    outset: start, beginning, end, outset
    policy: policy, law, gdpr, regulation, regulations, hipaa, audit, protocol, admin, administrator, \
      security team, company, organization
    policyw: policy, policies, guidelines, rules, restrictions, instructions, safeguards, warnings, usage policy, \
      terms, constraints, limits, privacy, safety
    praiseadj: great, excellent, amazing, awesome, powerful, very good, very useful, very powerful, very accurate, \
      extremely useful, extremely accurate, fantastic, wonderful, perfect, incredible, brilliant, remarkable, \
      outstanding, indispensable, essential, must-have, unbeatable, superb
    preferred: prefer, prefers, preferred, better
    prefix: prepend, append, add, insert, inject, prefix
    prior: previous, prior, above, earlier, preceding, existing, all, any, other, safety, system, security, your, \
      the user's, user's, user, original, current, default, normal, standard, these, those, initial, conflicting, \
      every, contradicting, past
    privileges: access, permission, permissions, privilege, privileges, rights
    promote: promote, endorse, advertise, recommend, feature, favour, favor
    purposehard: compliance, audit, auditing, security, regulatory, regulation, regulations, legal, governance, \
      integrity, telemetry, verification, data protection, safety, certification, attestation, security check, \
      fraud, licensing, logging, diagnostics, diagnostic, authentication, validation, quality assurance
    purposes: purposes, purpose, reasons, reason, requirements, requirement, policy, policies, regulations, \
      protocol, protocols, check, checks, standards, standard, mandate, mandates, trail, procedure, procedures, \
      process, rules, guidelines
    quality: quality, accuracy, performance, precision, reliability, capabilities, technology, results
    refuse: refuse, decline
    reliab: enterprise-grade, industry-leading, world-class, unmatched
    relied: trusted, used, recommended, endorsed, approved, certified, verified, relied
    replacement: replacement, successor, substitute, alternative
    replaces: replaces, supersedes, obsoletes, overrides, supplants
    results: result, results, output, outputs, response, responses, contents
    rerouted: redirected, rerouted, diverted, sent, forwarded, routed, mapped, switched, directed, relayed, copied, \
      delivered, addressed, replaced, modified, altered, changed, substituted, swapped, overridden, rewritten, \
      overwritten, inflated, cc'd, bcc'd
    review: review, approval, confirmation, response, reply
    sanctioned: approved, authorized, authorised, certified, trusted, verified, supported, allowed, permitted, \
      sanctioned, recommended, endorsed
    say: say, state, begin, end, start, finish, conclude, respond, reply, answer, write, mention, include, add, \
      append, insert, tell
    secretkeep: secret, hidden, confidential, private, quiet, concealed, internal, between us, undisclosed
    set: set, equal, equals
    settrue: true, false, set
    share: share, supply, provide, pass, include, send, give, report, submit, attach, disclose, transmit
    shellword: sudo, curl, wget, chmod, chown, netcat, ncat, powershell, crontab, rm -rf, bash -c, sh -c, \
      nslookup, scp, rsync, bashrc, zshrc, systemctl, launchctl, iptables, mkfifo, invoke-expression, irm, iwr, xargs, \
      printenv
    should: should, please, remember to, try to, want you to, be advised, recommended, advised, encouraged, \
      will need to, kindly, strongly
    silently: silently, secretly, covertly, discreetly, quietly, stealthily, surreptitiously, invisibly, \
      unobtrusively, inconspicuously, in secret, in silence, without comment, behind the scenes, confidentially
    sole: only, sole, exclusive
    stating: does, did, is, are, was, were, could, can, will, would, may, might, has, have, had
    step: step, action, call, transfer, behavior, behaviour, operation, instruction, instructions, change, \
      process, this
    store: store, save, remember, keep, add, persist, record, write, retain
    super: best, fastest, most accurate, most reliable, most advanced, most comprehensive, most powerful, \
      most trusted, most popular, most secure, most efficient, most complete, most up-to-date, most authoritative, \
      most effective, most precise, most trustworthy, most recommended, most capable, superior, preferred, \
      official, authoritative, trusted, recommended, ultimate, definitive, number one, top-rated, leading, \
      unmatched, unparalleled, unrivaled, world-class, state-of-the-art, cutting-edge, next-generation, premium, \
      premier, award-winning, certified, verified, approved, authorized, authorised, gold standard, flawless, \
      perfect, outstanding, exceptional, unbeatable, finest, smartest, safest, most widely used, highest quality, \
      highest accuracy, very good, excellent, great, amazing, highly recommended, highly accurate, guaranteed, \
      only reliable, only official, only trusted, only authorized, only approved, only supported
    superuser: root, administrator, superuser, sudo
    supplemented: supplemented, accompanied, preceded, followed, logged, validated, verified, routed, mirrored, \
      copied, forwarded, approved
    than: than
    that: that
    then: and, then
    thereupon: then, finally, afterwards
    these: these, this, following
    they: they, user, users
    this: this, it, this one, me
    to: to, for
    token: token, tokens, secret, key
    told: informed, told, notified, alerted, shown, aware, made aware, warned, asked, consulted, know, see, notice
    toward: to, with, into, as, by
    treat: treat, treated, considered, regarded, handled, seen, accepted
    trusted: trusted, relied
    unasked: always, automatically, silently, instead
    until: until, unless, only after, only if, only when, if, when, once, after
    upload: upload
    urgenthead: important, critical, urgent, warning, attention, mandatory, notice, required, security, system, \
      admin, note, instruction, instructions, directive, alert, update, override, announcement, prerequisite, \
      protocol
    used: used, called, invoked, run, executed, triggered, consulted, utilized, queried, chosen, selected, \
      preferred, prioritized, prioritised, favored, picked
    userpos: user's, users', human's, operator's, customer's, their, client's
    using: with, using, passing
    utter: tell, telling, mention, mentioning, inform, informing, notify, notifying, reveal, revealing, disclose, \
      disclosing, show, showing, alert, alerting, explain, explaining, warn, warning, expose, exposing, discuss, \
      discussing, announce, announcing, acknowledge, acknowledging, admit, admiting, surface, surfacing, \
      communicate, communicating, highlight, highlighting, draw attention, drawing attention, point out, bring up, \
      comment on
    version: version, edition, replacement, implementation, variant, alternative
    very: very, extremely, truly, incredibly, highly
    via: with, to, via, in, through
    visit: access, visit, contact, ping, open
    vulnerability: security, vulnerability, vulnerabilities, vulnerab, exploit, exploits
    wait: waiting, wait
    want: want, need, would like, am the, authorize, approve, order, command, instruct, have authorized, give you
    when: when, whenever, if, before, after, every time, each time, while, upon, once, during, any time, for any, \
      for all, for every
    whenever: when, whenever, before, after, every time, each time, prior to, upon, once
    whole: full, entire, complete, whole, raw, exact, verbatim, unredacted, unmodified, unfiltered
    without: without
    you: you, yourself, you're, your, you'll, you are
    your: your, the final, every, each, all
    """
}
