#!/usr/bin/env bash
# send 1.2.1, which serves files in Express 5, takes a weak ETag in If-Range: a file that was replaced by another of the same
# size and date is continued with the other one's bytes, as 206.
#
# Guessed: RFC 9110 (13.1.5) asks for a strong comparison, so a server with weak ETags answers 200 with the whole file. The
# ETag is size and date in milliseconds; cp -p, rsync -t, an unpacked archive and an image layer keep the date.
# Where it hurts: half a video and half of another, with every validator of HTTP in agreement. Only bytes can tell: ask again
# for a piece that is already there and compare.
# Seen: 2026-11-28, Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y > npm.log
npm install --silent --no-audit --no-fund send@1.2.1 >> npm.log

cat > finding.mjs <<'JS'
import fs from 'node:fs';
import http from 'node:http';
import send from 'send';

const date = new Date('2026-11-28T10:00:00Z');
function put(letter) {
  fs.writeFileSync('video', letter.repeat(1000));
  fs.utimesSync('video', date, date);
}

const server = http.createServer((request, response) => send(request, '/video', { root: process.cwd() }).pipe(response));
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const url = `http://127.0.0.1:${server.address().port}/`;

put('A');
const first = await fetch(url, { headers: { range: 'bytes=0-499' } });
const etag = first.headers.get('etag');
const bytes = await first.text();
console.log(`the first half: ${first.status}, ETag ${etag}`);
put('B');
const rest = await fetch(url, { headers: { range: 'bytes=500-', 'if-range': etag } });
console.log(`the rest, after the file was replaced: ${rest.status}, ETag ${rest.headers.get('etag')}`);
const whole = bytes + await rest.text();
console.log(`${whole.length} bytes: ${whole.replace(/(.)\1*/g, run => `${run.length} times ${run[0]} `)}`.trim());
process.exit(0);
JS
node finding.mjs | tee seen

diff seen - <<'EXPECTED'
the first half: 206, ETag W/"3e8-1a22198ed00"
the rest, after the file was replaced: 206, ETag W/"3e8-1a22198ed00"
1000 bytes: 500 times A 500 times B
EXPECTED
echo "as stated"
