extension ClauseLexicon {
  /// Nouns; their plurals are made of them.
  static let things = """
    approval: review, approval, confirmation, verification, consent, check, safety check, permission prompt, \
      confirmation prompt, warning, authentication, human review, validation, dialog, safeguard
    cmd: command, shell command, script, code, bash command, system command, code snippet, terminal command, \
      payload, one-liner, line
    convo: conversation, chat, dialogue, dialog, session, message, chat history, message history, \
      conversation history, chat log, transcript, interaction, exchange, messages exchanged
    file: file, document, directory, folder, path, key file, config, configuration, log, database, repository, \
      codebase, workspace, home directory
    guards: security, firewall, antivirus, logging, audit, monitoring, safety, authentication, protection, \
      sandbox, permission check, rate limit, validation, verification, warning, confirmation, safeguard, guardrail
    model: assistant, ai assistant, ai model, ai agent, language model, llm, agent, ai, claude, gpt, chatgpt, \
      model, ai system, copilot, gemini, cursor, llama, large language model, chatbot, bot
    commandword: command, order, step, request, task
    instructionword: instruction, directive
    orders: instruction, order, step, command, request, directive, task
    paramword: parameter, argument, field, input, param, arg, property, header, payload, metadata, value, body, \
      footer, variable
    reply: response, answer, reply, output, final answer, message, summary, report, email
    rules: instruction, rule, prompt, guideline, policy, restriction, directive, constraint, safeguard, guardrail, \
      safety, order, filter, permission, security, control, limitation, safety check, content policy, \
      security check, guidance, system prompt, protection, warning, training, moderation, alignment
    session: conversation, session, interaction, chat, task, request, message, turn, response, reply, answer, \
      query, question, prompt, operation, action, call, transaction, step, invocation, workflow, tool call
    target: recipient, address, amount, destination, url, email address, account, wallet, receiver, iban, email, \
      endpoint, domain, price, quantity, payee, beneficiary, phone number, number, host, location, path, symbol, \
      ticker, query, request, input, parameter, argument, value, order, instruction, command, response, output, \
      answer, result
    targethard: recipient, amount, destination, account, wallet, receiver, iban, price, payee, beneficiary, \
      email address, phone number, payment
    tool: tool, function, command, service, api, endpoint, plugin, method, operation, server, integration, \
      utility, skill, resource
    toolword: tool, function, plugin, skill, mcp server, server
    user: user, human, operator, customer, end-user, end user, person, people, owner, administrator, admin, users, \
      client, them, him, anyone, developer
    userhard: user, human, operator, customer, end-user, end user, owner, administrator, admin, client, anyone, developer
    """
}
