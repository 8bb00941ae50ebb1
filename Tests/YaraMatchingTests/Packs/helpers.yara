import "math"

private rule long_text { condition: filesize > 10 }

rule encoded_block
{
    meta:
        description = "A long run of base64"
        severity = "low"
    strings:
        $run = /[A-Za-z0-9+\/]{80,}={0,2}/
    condition:
        long_text and $run and filename == ""
}
