extension ClauseLexicon {
  /// Verbs; their other forms are made of them.
  static let acts = """
    act: read, send, call, execute, run, delete, remove, write, modify, replace, forward, transfer, upload, copy, \
      move, grant, open, download, install, insert, append, change, invoke, redirect, create, access, collect, \
      include, log, transmit, fetch, query
    ask: ask, request, specify, provide, say, want, choose, input, enter, instruct, state, type, mention, intend, \
      query
    askchange: ask to change, ask to switch, ask to replace, ask to modify, ask to convert, ask to translate, \
      ask to update, ask to adjust, ask to rewrite, ask to transform, ask to log out, request to change, \
      request to switch
    change: change, replace, modify, alter, substitute, swap, override, redirect, reroute, convert, rewrite, \
      adjust, overwrite, switch, inflate, increase, decrease, reduce, multiply, double, round up, manipulate, \
      tamper, divert, repoint, map, transform, translate, reinterpret, interpret
    choose: choose, select, pick, prefer, prioritize, prioritise, favor, favour, default to, rely on, route to, \
      opt for, go with, rank
    choosehard: prioritize, prioritise, favor, favour, prefer, select, choose, pick, rank, default to, rely on
    destroy: delete, remove, wipe, erase, destroy, drop, truncate, purge, overwrite, format
    endorse: recommend, promote, endorse, suggest, advertise, praise, push, emphasize, encourage
    fetchcode: install, download, clone, import, update, upgrade, register, add, enable, connect
    grant: grant, give, assign, escalate, elevate, obtain, require, enable, need
    ignore: ignore, disregard, forget, override, bypass, circumvent, supersede, neglect, overrule, nullify, \
      take precedence over, take priority over, trump, set aside
    keep: keep, remain, stay, treat
    pass: pass, include, provide, put, append, insert, attach, embed, supply, add, fill, populate, place, paste, \
      write, set, copy, encode, enter, specify, give, return, send, submit, prepend, inject, input, transfer, \
      store, save, log
    passhard: pass, include, provide, append, insert, attach, embed, supply, fill, populate, paste, send, submit, \
      prepend, encode, put, forward, transmit, upload
    read: read, open, load, access, retrieve, fetch, cat, list, collect, gather, extract, obtain, get, scan, \
      enumerate, grab, find, locate, harvest, dump, search, acquire, look up, examine, view, inspect
    send: send, forward, upload, transmit, post, submit, email, mail, exfiltrate, copy, relay, transfer, deliver, \
      push, stream, sync, leak, share, publish, report, dispatch, export, mirror, replicate, route, beacon, \
      relayed, transmitted
    skip: skip, bypass, omit, suppress, circumvent, avoid, disable, ignore
    take: collect, gather, harvest, enumerate, grab, dump, extract, exfiltrate, steal, scrape, capture, record
    tell: tell, mention, inform, notify, reveal, disclose, show, display, alert, report, explain, warn, expose, \
      discuss, describe, say, announce, acknowledge, admit, indicate, surface, refer to, communicate, advertise, \
      highlight, bring up, let know, present, share, output, print, flag, draw attention, point out, comment on
    tellhard: tell, mention, inform, notify, reveal, disclose, alert, warn, admit, acknowledge, discuss, bring up, \
      bother, surface
    use: use, call, invoke, run, execute, trigger, utilize, employ, consult, query, request, apply, perform
    """
}
