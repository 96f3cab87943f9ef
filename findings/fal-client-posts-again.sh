#!/usr/bin/env bash
# fal's own JavaScript client, @fal-ai/client 1.10.1, sends a job up to four times when the queue's door answers 429, 502,
# 503 or 504, or closes the connection without an answer. Nothing in the requests ties the four together, and the client's
# own setting, retry: { maxRetries: 0 }, doesn't change it: the queue's setting is laid over the user's.
#
# Guessed: fal.queue.submit() posts once, since a job costs money and fal's queue takes no idempotency key; and if it
# doesn't, then the documented option turns that off. After a 502, a 504 or a lost answer nobody knows whether the job was
# taken.
# Where it hurts: up to four jobs, one id.
# Seen: 2026-11-28, Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y > npm.log
npm install --silent --no-audit --no-fund @fal-ai/client@1.10.1 >> npm.log

cat > finding.mjs <<'JS'
import http from 'node:http';
import { createFalClient } from '@fal-ai/client';

async function posts(status, retry) {
  const bodies = [];
  const keys = new Set();
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', part => { body += part; });
    request.on('end', () => {
      bodies.push(body);
      if (request.headers['idempotency-key']) keys.add(request.headers['idempotency-key']);
      if (!status) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end('{"detail":"not now"}');
    });
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const here = 'http://127.0.0.1:' + server.address().port;
  const fal = createFalClient({
    credentials: 'id:secret',
    ...(retry ? { retry } : {}),
    requestMiddleware: async request => ({ ...request, url: request.url.replace('https://queue.fal.run', here) }),
  });
  await fal.queue.submit('fal-ai/pika/v2.2/text-to-video', { input: { prompt: 'a cat' } }).catch(() => {});
  server.close();
  return `${bodies.length} POST(s), ${new Set(bodies).size} body, ${keys.size} idempotency keys`;
}

for (const status of [408, 429, 500, 502, 503, 504]) console.log(`${status}: ${await posts(status)}`);
console.log(`no answer: ${await posts(null)}`);
console.log(`503 with maxRetries 0: ${await posts(503, { maxRetries: 0 })}`);
process.exit(0);
JS
node finding.mjs | tee seen

diff seen - <<'EXPECTED'
408: 1 POST(s), 1 body, 0 idempotency keys
429: 4 POST(s), 1 body, 0 idempotency keys
500: 1 POST(s), 1 body, 0 idempotency keys
502: 4 POST(s), 1 body, 0 idempotency keys
503: 4 POST(s), 1 body, 0 idempotency keys
504: 4 POST(s), 1 body, 0 idempotency keys
no answer: 4 POST(s), 1 body, 0 idempotency keys
503 with maxRetries 0: 4 POST(s), 1 body, 0 idempotency keys
EXPECTED
echo "as stated"
