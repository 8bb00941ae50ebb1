// In the shape that scanners of MCP servers give their rules: several strings, some to be left alone, meta with a severity.
rule prompt_injection_generic
{
    meta:
        author = "Egret developers"
        description = "Text that tells a model to set its instructions aside"
        classification = "harmful"
        threat_type = "PROMPT INJECTION"
        severity = "HIGH"
        mitre_attack = "T1659"
        reference = "https://owasp.org/www-project-mcp-top-10/"

    strings:
        $override = /\b(ignore|disregard|forget)\s+(all\s+)?(previous|prior|above)\s+(instructions|prompts|rules)\b/i
        $conceal = /\b(do\s+not|don't|never)\s+(tell|mention|inform|reveal)\b[^.\n]{0,60}\buser\b/i
        $tag = "<IMPORTANT>" nocase
        $training = "training data" nocase

    condition:
        any of ($override, $conceal, $tag) and not $training
}

rule credential_harvesting : T1552
{
    meta:
        description = "Asks for files that hold credentials"
        score = 85

    strings:
        $key = ".ssh/id_rsa" ascii wide
        $aws = ".aws/credentials"
        $verb = /\b(read|cat|send|upload|include)\b/i

    condition:
        ($key or $aws) and $verb
}
