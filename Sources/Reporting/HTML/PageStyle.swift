/// The style of the page: light and dark, screen and paper.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#57606a;--line:#d0d7de;--soft:#f3f5f7;--accent:#0b5cad;\
    --bar:#3b7dc4;--bad:#b42318;--crit:#8e1020;--high:#b42318;--med:#8a5a00;--low:#31679e;--info:#57606a;--mark:#fff1c2}
    @media (prefers-color-scheme:dark){:root{--bg:#14181d;--fg:#e6e9ec;--dim:#a3adb8;--line:#39424d;--soft:#1e242b;\
    --accent:#7cb7f2;--bar:#5b9bd8;--bad:#ff8a80;--crit:#ff8fa3;--high:#ff8a80;--med:#f0b94d;--low:#8cbcf0;--info:#a3adb8;\
    --mark:#5a4a12}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:72rem;padding:1.5rem;background:var(--bg);color:var(--fg);\
    font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
    h1{font-size:1.7rem;margin:.2rem 0}h2{font-size:1.3rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line)}
    h3{font-size:1.05rem;margin:1.4rem 0 .3rem}
    p{max-width:60rem}.dim,.cut{color:var(--dim)}a{color:var(--accent)}
    table{border-collapse:collapse;width:100%;margin:.5rem 0;font-size:.92rem}
    th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
    caption{text-align:left}th{font-weight:600;white-space:nowrap}td{min-width:5.5rem}\
    td.n,th.n{text-align:right;white-space:nowrap;min-width:0}
    code,pre{font:13px/1.45 ui-monospace,monospace;background:var(--soft);border-radius:3px}
    code{padding:.05rem .25rem}pre{padding:.6rem;white-space:pre-wrap}
    mark{background:var(--mark);color:inherit;font:12px ui-monospace,monospace}
    nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
    .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;margin:1rem 0}
    .card{border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem}.card b{display:block;font-size:1.5rem}
    .sev{font-weight:700}.critical{color:var(--crit)}.high{color:var(--high)}.medium{color:var(--med)}.low{color:var(--low)}\
    .info{color:var(--info)}
    article{border-left:4px solid var(--line);padding:.1rem 0 .1rem 1rem;margin:1.2rem 0}
    article.b-critical,article.b-high{border-color:var(--high)}article.b-medium{border-color:var(--med)}
    article.b-low{border-color:var(--low)}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.4rem 0}dt{color:var(--dim)}dd{margin:0}
    figure{margin:.6rem 0}svg{width:100%;height:auto;font:12px system-ui,sans-serif}
    svg text{fill:var(--fg)}svg .tick{fill:var(--dim);font-size:11px}svg .middle{text-anchor:middle}svg .end{text-anchor:end}
    svg .axis{stroke:var(--dim)}svg .grid{stroke:var(--line)}svg .bar{fill:var(--bar)}svg .soft{fill:var(--bar);opacity:.55}
    svg .bad{fill:var(--bad)}svg .beat{stroke:var(--bar)}svg .ring{fill:none;stroke:var(--bad);stroke-width:2}
    svg .node{fill:var(--soft);stroke:var(--line)}svg .link{fill:none;stroke:var(--bar);opacity:.7}
    svg .out{fill:none;stroke:var(--bad);opacity:.8}
    svg .sev-critical{fill:var(--crit)}svg .sev-high{fill:var(--high)}svg .sev-medium{fill:var(--med)}\
    svg .sev-low{fill:var(--low)}svg .sev-info{fill:var(--info)}svg .quiet{fill:var(--line)}
    ins,del{text-decoration:none}ins::before{content:"+ "}del::before{content:"− "}
    @media print{body{max-width:none;padding:0;font-size:10pt}nav{display:none}article,figure,tr{break-inside:avoid}\
    h2{break-after:avoid}:root{--bg:#fff;--fg:#000;--dim:#444;--line:#bbb;--soft:#f4f4f4;--bar:#3b7dc4;--accent:#000;\
    --bad:#b42318;--crit:#8e1020;--high:#b42318;--med:#8a5a00;--low:#31679e;--info:#444;--mark:#fff1c2}}
    """
}
