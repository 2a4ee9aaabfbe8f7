// How the report looks: on screens light and dark, wide and narrow, and on paper.

const light =
  "--ground:#fff;--panel:#f6f8fa;--text:#1b2430;--muted:#566271;--line:#d9dfe6;--accent:#0b6bb5;--good:#1a8056;--error:#b3261e;--warning:#9a5b00;--note:#0b6bb5;--heat:11,107,181";
const dark =
  "--ground:#12171e;--panel:#1a212b;--text:#e8edf3;--muted:#9aa7b5;--line:#2f3945;--accent:#5cb3f5;--good:#4ccf97;--error:#ff8f85;--warning:#f5b455;--note:#5cb3f5;--heat:92,179,245";

export const reportStyle = `
:root{color-scheme:light dark;${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI","Liberation Sans",sans-serif}
main{max-width:1000px;margin:0 auto;padding:40px 20px 64px}
header p{margin:.2em 0 0;color:var(--muted)}
h1{font-size:2rem;line-height:1.2;margin:0;letter-spacing:-.01em}
h2{font-size:1.25rem;margin:2.4em 0 .7em;padding-bottom:.3em;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.4em 0 .4em}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:24px 0 0;padding:0;list-style:none}
.tiles li{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:14px 16px}
.tiles b{display:block;font-size:1.6rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
.tiles span{color:var(--muted);font-size:.86rem}
figure{margin:0}
figure svg{display:block;width:100%;height:auto;border-radius:8px}
figure.narrow{max-width:480px}
.scroll{overflow-x:auto}
.scroll table{min-width:min(100%,32rem)}
.scroll table.confusion{min-width:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
@media screen and (max-width:700px){.wide{overflow-x:auto}.wide svg{min-width:680px}}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.94rem;max-width:100%}
caption{text-align:left;color:var(--muted);padding:0 0 8px;font-size:.9rem}
th,td{padding:6px 12px;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;white-space:nowrap}
th:first-child,td:first-child{text-align:left}
thead th{color:var(--muted);font-weight:600;border-bottom-width:2px}
tbody th{font-weight:600}
.confusion td{text-align:center;min-width:3.2em;border:2px solid var(--ground);border-radius:4px}
.confusion th{border:0}
.confusion thead th{text-align:center;white-space:nowrap}
.finding{border:1px solid var(--line);border-left:5px solid var(--colour);background:var(--panel);border-radius:8px;padding:12px 18px;margin:12px 0;break-inside:avoid}
.finding h3{margin:0;color:var(--colour)}
.finding p{margin:.4em 0 0}
.finding .remedy::before{content:"→ ";color:var(--colour);font-weight:700}
.error{--colour:var(--error)}.warning{--colour:var(--warning)}.note{--colour:var(--note)}.good{--colour:var(--good)}
pre{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:12px 16px;overflow-x:auto;font:14px/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
code{font:.94em ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
details{margin-top:12px}
summary{cursor:pointer;color:var(--accent)}
td.text,th.text{text-align:left;white-space:normal;overflow-wrap:anywhere}
@page{margin:16mm}
@media print{body{font-size:10pt}main{max-width:none;padding:0}details{display:none}h2,h3,caption{break-after:avoid}h2{margin-top:1.6em}figure,tr,.tiles,.confusion{break-inside:avoid}th,td{padding:3px 12px}.tiles li,.finding,pre,.confusion td{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
