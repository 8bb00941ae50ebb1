extension ClauseRules {
  /// Rules by what a clause that follows one of them shows.
  static let text: [InstructionFeature: String] = [
    .praise: """
    4.1 relied 3 crowd
    3.8 thistool 3 superhard
    3.8 this 3 superhard 3 tool
    3.7 reliab 3 guarantee
    3.6 superhard 3 tool 4 available
    3.2 very 1 praiseadj
    3.0 super 1 sole 3 tool
    2.7 superhard 2 version|quality
    2.3 only 4 tool 3 sanctioned
    2.0 only 1 super 3 tool
    1.7 praiseadj 2 tool
    1.2 superhard 4 tool
    """,
    .authority: """
    4.4 policy|purposehard 2 demand 2 use|send|pass
    4.4 modal 10 purposely 3 purposehard !constraint
    4.3 purposely 3 purposehard 8 modal !constraint
    3.7 requiredby 3 purposehard|policy 6 pass|send|COLON
    3.1 purposely 2 purposehard 2 purposes 6 modal|pass|send|read
    1.3 pass|send 8 purposely 2 purposehard 1 purposes
    """,
    .order: """
    3.2 modal 4 read 6 PATH|URL|SECRETPATH
    2.8 modal 1 first 2 act
    2.5 modal 1 act 6 PATH|SECRETPATH|LITERAL|QUOTE
    2.5 modal 3 first 3 use|read
    1.5 youmust 1 act
    1.5 modal 4 use 3 OTHERNAME
    1.4 modal 2 act 8 beforeonly
    1.3 whenever 10 youmust 2 act
    1.1 whenever 14 modal 2 act
    """,
    .otherTools: """
    4.0 when 2 use 2 other 1 toolword 4 change|send|passhard
    3.9 OTHERNAME 2 toolword 6 modal
    3.8 when 6 toolword 3 used 12 modal
    3.7 when 3 use 3 OTHERNAME 12 modal
    3.5 when 6 OTHERNAME 3 used 12 modal
    3.0 others 2 modal
    3.0 modal 6 precede 6 OTHERNAME
    """,
    .rewrite: """
    5.8 modal 2 prefix 8 toward|into 2 userpos 2 target
    3.4 when 3 user 2 ask 10 change !askchange
    3.2 target 3 modal|should 2 be 3 MAIL|URL|DIGITS
    3.2 modal 4 change 8 target 8 toward|into
    3.2 targethard 5 modal 5 MAIL|URL
    3.2 targethard 5 modal 2 be 2 changed
    3.1 change 6 targethard 6 toward 4 MAIL|URL|QUOTE|NAME
    3.0 user 2 ask 8 change 4 into 6 QUOTE|LITERAL|DIGITS
    3.0 session 8 modal 2 be 1 rerouted 2 into
    3.0 user 6 ask 8 instead
    3.0 user 4 means 4 mean
    2.9 when & user & change & unasked
    2.2 regardless 6 user|userpos
    2.0 target 3 modal|should 2 be 1 changed !settrue
    1.7 set 4 target 2 into 8 when|unasked|every
    1.5 regardless 6 user|userpos|ask
    1.4 change 8 user|userpos 4 target
    1.3 modal 8 be 1 changed 4 into
    1.0 regardless & ask
    """,
    .redirect: """
    3.8 OTHERNAME|OWN 8 outage
    3.3 thistool|OWN 2 replaces 4 builtin|OTHERNAME|others
    3.3 thistool|OWN 2 replaces 2 every|other 2 other 2 toolword
    3.3 other 3 tool 4 deprec
    3.3 deprec 6 use 3 thistool|OWN
    3.2 OTHERNAME|builtin|others 4 deprec 6 avoided
    3.2 others 4 deprec
    3.2 deprec 10 vulnerability
    3.0 thistool 2 outage
    3.0 deprec 8 moved
    0.7 OTHERNAME|builtin 6 discredited
    0.5 use 2 OTHERNAME 4 substitute
    0.3 OTHERNAME 4 deprec
    """,
    .shell: """
    4.3 modal|should 4 use 4 following 3 cmd
    3.7 modal 4 use 6 shellword
    3.0 modal 3 install
    2.5 shellword
    1.9 download 14 launch
    1.9 use 2 following 3 cmd
    1.5 pass|fetchcode 4 following 4 line|file
    0.8 turnoff 2 guards
    0.6 launch 2 it
    """,
    .concealment: """
    4.6 forbid 1 tellhard 5 others|step|accessed
    4.6 forbid 4 tellhard 8 user
    4.6 forbid 4 tellhard 6 this
    4.6 forbid 2 tell 4 userhard|userpos
    4.3 forbid 4 bother 3 user
    4.2 forbid 2 utter 5 this|step
    4.1 forbid 3 user 3 aware
    4.1 without 2 userpos|user 2 aware !mustnot
    3.5 silently 1 use|pass|send|read|take|change
    3.4 use 1 silently
    3.2 user 4 neg 4 told
    3.2 forbid 2 let 3 know
    3.2 unaware 4 user
    3.0 forbid 1 listv 1 oneself
    3.0 unawareuser
    3.0 keep 5 secretkeep 4 user
    3.0 user 4 unaware
    3.0 hide 8 user
    2.8 forbid 2 tellhard|disp 6 reply
    1.9 forbid 2 listv 3 in 3 reply
    """,
    .override: """
    5.8 modal 1 disregard 2 userpos|user
    3.2 priority 4 compared 3 user|userpos
    3.2 boundby 4 rules
    3.1 ignore 4 prior 3 rules
    3.0 you 3 neworders
    3.0 these 2 rules 4 precedence
    2.7 ignore 1 rules
    2.5 ignore 3 policyw
    2.3 neg 3 boundto 4 rules
    1.6 precedence
    0.9 boundby
    """,
    .tokens: """
    4.6 TAG
    3.0 BRACKET 0 HEADING
    2.4 COMMENT
    1.8 SOFTTAG
    """,
    .precondition: """
    3.5 every 1 toolword 4 modal 4 use|after|before
    3.4 thistool 2 modal 3 used 4 before|first|every
    3.3 modal 3 used 3 before|first
    3.3 every 2 session 4 modal 4 use
    3.0 beforeonly 3 use 3 every 3 toolword
    2.9 before 3 answering 4 every|user|session
    2.7 every 4 session 1 modal|should 2 be
    2.5 beforeonly 4 others
    2.3 session 2 modal|should 2 be 1 supplemented
    2.2 beforeonly 2 every 3 session|tool
    1.9 at 3 outset 4 every 3 session
    1.7 modal 6 every 3 session
    1.6 premise 6 every 3 tool|session
    1.5 first 6 every 3 session
    1.4 modal 4 use 2 thistool 4 before|first
    1.0 after 2 every 3 session 10 modal|use
    """,
    .secretPath: """
    4.0 modal 8 SECRETPATH
    3.8 SECRETPATH & read|take|use|passhard|send|modal|fetchcode
    3.8 content 3 SECRETPATH
    3.7 read|take|use|passhard|send 6 SECRETPATH
    3.7 SECRETPATH 8 passhard|send|content
    3.5 content|read 8 secretname
    """,
    .sending: """
    3.9 send 6 secret|hardsecret 8 DOMAIN|URL|MAIL|away
    3.8 modal 3 pass 4 MAIL|DOMAIN|URL|WALLET
    3.5 also 4 send 10 away|URL|MAIL
    3.4 modal 6 send 10 URL|MAIL
    3.4 modal 6 bcc
    3.3 changed 6 also|into 2 DIGITS|MAIL|URL|DOMAIN
    3.2 also & send & LITERAL
    3.2 bcc 2 MAIL
    3.2 bcc 8 MAIL|away
    3.2 send 3 every 3 session 6 away|URL|MAIL|DOMAIN
    3.0 send|pass|use|visit|changed 12 DROPHOST
    3.0 also|modal 4 bcc 8 MAIL|away|LITERAL
    3.0 also 3 changed 3 into 3 MAIL|URL|DIGITS|away
    3.0 modal 8 changed 4 into 3 URL|MAIL|away
    3.0 modal 3 also 3 send
    3.0 away 6 modal 6 send
    2.9 modal 4 use|read 10 URL
    2.8 when 6 use|used 6 also 2 send|pass
    2.6 send|changed 6 acct 2 DIGITS
    2.5 send 10 content|history|secret|whole|file|convo 6 away|URL|MAIL
    2.5 change|send|passhard 2 content|results 2 here
    2.2 changed 3 into 3 URL|MAIL|away
    2.0 send 8 ATTACKERHOST
    2.0 modal|START 3 send 8 away
    """,
    .capture: """
    4.1 passhard|send|take 6 history !correspondence
    3.8 outputv 4 ownprompt
    3.8 userpos 2 last 1 convo
    3.6 modal 4 whole|last|current 4 convo
    3.4 passhard 4 userpos 2 session
    3.4 passhard|modal|take 8 saidsofar
    3.4 modal 10 history !correspondence
    3.3 passhard|take 8 whole|last|current 4 convo !correspondence
    3.2 passhard 6 CONVERSATIONNAME
    3.2 modal 6 CONVERSATIONNAME
    3.2 ownprompt 10 modal
    3.2 passhard|send 6 knowntools 6 PARAMETER|paramword|into|away
    3.0 modal 6 knowntools
    3.0 use 10 whole|current 3 convo !correspondence
    3.0 whattyped
    3.0 whole 3 convo 6 into 3 PARAMETER|paramword
    3.0 modal 6 ownprompt
    2.6 userpos 1 last 1 session
    2.4 passhard|send|take 6 ownprompt
    1.8 read 6 history 8 pass|send
    0.7 verbatim & user|userpos
    """,
    .secretRead: """
    3.8 modal 3 first 4 read 6 file|PATH
    3.4 take 4 hardsecret
    3.3 modal 6 read 4 hardsecret
    3.2 yourself 6 from|bydefault
    3.2 read|take 6 yourself
    3.2 read|take 3 every 2 file 4 home
    3.2 home & take|passhard
    3.0 modal 6 pass|send 6 hardsecret
    3.0 modal|should 6 take 6 file|secret|history|ownprompt
    2.6 passhard|send 4 hardsecret 8 PARAMETER|paramword|NAME|away|URL
    2.5 read 4 userpos 2 secret|file
    1.7 outputv 3 hardsecret
    1.3 hardsecret|secret & also & send|passhard
    1.2 read|take|use 6 secretstore
    1.0 enclose 8 secret|hardsecret
    """,
    .smuggling: """
    4.1 passhard 3 its 2 content 6 into 4 PARAMETER|QUOTE|NAME !bytes
    3.5 passhard|send 6 SECRETPATH
    3.4 read 6 PATH 12 pass 6 PARAMETER|paramword|NAME|into !upload
    3.2 passhard 10 other 2 toolword
    3.2 enclose 4 whole 3 file|workspace !bytes
    3.2 secret|hardsecret 8 handover 6 OTHERNAME|into
    2.7 send 8 hardsecret
    2.3 passhard 6 hardsecret 8 into 5 PARAMETER|paramword|NAME
    1.8 passhard|send 6 content|whole 6 file 8 paramword|PARAMETER|NAME
    0.8 content 4 file|SECRETPATH 6 into 3 PARAMETER|QUOTE|paramword|NAME
    """,
    .personalData: """
    3.2 share 4 userpos 3 pii
    3.2 share 3 userpos 2 pii 6 via
    2.8 modal|passhard|using 8 userpos 3 pii
    2.0 pii & sensitive & modal
    0.5 ask 4 user 4 secret
    """,
    .payee: """
    3.2 WALLET
    """,
    .attackerHost: """
    4.3 ATTACKERHOST
    3.2 DROPHOST
    """,
    .chain: """
    3.3 modalish 6 read 8 then 2 passhard|send 6 into 3 OTHERNAME
    3.3 intercept
    2.8 use 1 OTHERNAME 12 using|set 4 PARAMETER|OTHERNAME|NAME|content 6 toward|set 4 content|token|results
    2.3 afterwards 4 use|send 6 OTHERNAME
    1.3 auto 4 use 4 OTHERNAME
    0.3 pass 5 content|results 8 into 3 OTHERNAME
    """,
    .noApproval: """
    3.2 without 2 wait 3 aware|review
    3.2 nofurther
    3.0 auto 2 approve
    3.0 autohard 1 confirm
    2.1 user|i|they 1 userauth !until
    2.0 noconfirm !until
    0.6 turnoff 4 guards|approval
    0.3 skip 3 approval
    """,
    .preference: """
    3.5 insteadof 2 every|other 2 toolword
    3.5 modal|should 3 choosehard 3 thistool|this|OWN
    3.3 OTHERNAME|others 4 modal|should 3 avoided
    3.3 compared 2 every 2 other 2 toolword
    3.2 enh 2 replacement
    3.2 others 6 deprec
    3.2 use 4 priority
    3.2 neg 2 use 1 OTHERNAME 1 again
    3.2 thistool|this|OWN 4 priority
    3.2 other than 3 this|thistool|OWN
    3.2 refuse 5 use
    3.2 official 1 replacement 4 tool|OTHERNAME
    3.2 ignore 3 others
    3.2 ignore 3 other 2 toolword
    3.0 modal|should 3 use|choose 2 thistool 4 insteadof
    3.0 thistool|OWN|this 3 modal|should 3 chosen 3 first|before|compared|every|when|purposely
    3.0 thistool|OWN|this 3 modal|should 2 be 2 chosen
    3.0 use 1 only 2 thistool|OWN
    2.6 even 2 other|another
    2.1 better 4 compared 4 others|other|OTHERNAME|every !chart
    2.0 choosehard 2 thistool|OWN
    1.9 modal|should 2 choosehard 6 compared
    1.8 neg 2 use|choose 4 other 2 toolword
    1.8 neg 2 use|choose 3 others
    1.4 OTHERNAME|others 6 neg 2 used|trusted
    1.3 neg 3 use 3 others
    1.3 compared 2 others !find
    1.3 only 2 use 2 thistool|OWN
    1.2 use|choose 3 thistool|OWN|this 3 insteadof 4 others|other|OTHERNAME|every
    0.8 choose 3 thistool|this|OWN 3 compared 4 others|other|OTHERNAME
    0.5 enh 2 version
    0.3 neg 1 use 1 OTHERNAME
    """,
    .disparagement: """
    3.6 other|every 2 toolword 8 derog
    3.3 others 8 derog
    3.0 other 2 toolword 3 modal 4 avoided
    1.2 derog & OTHERNAME & this|thistool
    """,
    .promotion: """
    3.9 sponsor
    3.2 userinsist
    2.2 brand & modal|preferred|choose|endorse
    2.0 modal|should 2 promote
    """,
    .address: """
    4.1 noteto 2 model
    3.7 heed 2 model
    3.6 note 1 to 3 model
    3.2 for 2 model 1 only
    3.0 only 2 for 2 modelhard
    2.8 modelhard 2 modal !mustbe !you
    2.7 modelhard 1 should
    1.4 modelhard 2 neg
    """,
    .obedience: """
    4.3 modal 3 obey 4 orders
    3.3 anyof 2 instructionword 4 foundin
    3.3 anyof 2 commandword 4 foundhard
    3.2 obey 2 whatever
    3.2 treat 3 like 3 from 2 user|authority
    3.0 orders 3 foundin 8 obeyed
    2.2 obey 4 instructionword 6 foundin
    2.2 obey 4 commandword 6 foundhard
    """,
    .persona: """
    5.8 becomes 4 newself
    3.5 personahard
    3.4 modeword
    3.1 you 3 switched
    """,
    .persistence: """
    3.2 store 4 rules 4 memory
    1.7 every 2 later 2 session
    0.5 remember
    """,
    .dictation: """
    3.0 modal 3 endorse
    3.0 endorse 4 brand
    3.0 lie
    2.4 modal 4 pass|say 8 your 2 reply
    2.0 pass|say 6 your 1 reply
    1.9 reply 3 modal 2 pass|contain
    1.7 modal 4 tell 2 user
    """,
    .deceit: """
    3.2 ifasked 8 claim
    3.2 tell 2 user 2 that 6 neg|error
    3.0 convince
    """,
    .impersonation: """
    3.3 user 2 hasasked !until
    3.0 i 1 modal
    3.0 on 2 mybehalf
    1.2 i 2 want
    """,
    .privilege: """
    3.0 adminlike 1 privileges 6 modal
    2.2 have 2 adminlike 1 privileges
    1.5 asrole 1 superuser
    1.1 grant 5 adminlike 3 privileges
    """,
    .destruction: """
    0.9 modal|also|first|thereupon 4 destroy 5 every|whole|file
    """,
    .falseError: """
    1.8 error 12 fix 8 modal|use|you
    0.8 fix 4 modal
    0.6 fix 4 you 3 modal
    """,
    .threat: """
    1.8 modal 12 else
    1.7 you 3 may 4 harm
    0.8 else 8 harm
    """,
    .heading: """
    1.6 HEADING 2 COLON
    """,
  ]
}
