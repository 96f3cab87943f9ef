#!/usr/bin/env bash
# The AI SDK (ai 7.0.173 with @ai-sdk/fal 3.0.41) repeats the request that costs, and not the one that is free: a 504 to the
# submission is posted three times, one 503 to a poll ends generateVideo for good, and the error tells no request id.
#
# Guessed: the other way round. A poll can be repeated as often as one likes; after a 504 nobody knows whether a job runs.
# Where it hurts: a job that goes on and is paid for, without its id; or three of them. maxRetries: 0 helps against the second.
# Seen: 2026-11-28, Node.js 20.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y > npm.log
npm install --silent --no-audit --no-fund ai@7.0.173 @ai-sdk/fal@3.0.41 >> npm.log

cat > finding.mjs <<'JS'
import http from 'node:http';
import { createFal } from '@ai-sdk/fal';
import { experimental_generateVideo as generateVideo } from 'ai';

const IN_PROGRESS = [400, { detail: 'Request is still in progress' }];
const NOT_NOW = [503, { detail: 'not now' }];
const DONE = [200, { video: { url: 'data:video/mp4;base64,AAAA', content_type: 'video/mp4' } }];

async function run(what, submission, ...polls) {
  let posts = 0;
  let asked = 0;
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      let answer;
      if (request.method === 'POST') {
        posts++;
        const address = 'https://queue.fal.run/fal-ai/pika/requests/the-request-id';
        answer = submission ?? [200, { request_id: 'the-request-id', response_url: address, status_url: `${address}/status` }];
      } else {
        answer = polls[Math.min(asked++, polls.length - 1)];
      }
      response.writeHead(answer[0], { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer[1]));
    });
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  const here = `http://127.0.0.1:${server.address().port}`;
  const fal = createFal({ apiKey: 'x', fetch: (url, init) => fetch(String(url).replace('https://queue.fal.run', here), init) });
  let end;
  try {
    await generateVideo({
      model: fal.video('fal-ai/pika/v2.2/text-to-video'),
      prompt: 'a cat',
      providerOptions: { fal: { pollIntervalMs: 20 } },
    });
    end = 'a video';
  } catch (error) {
    const told = error.message + JSON.stringify(error);
    end = `an error, ${told.includes('the-request-id') ? 'with' : 'without'} the request id`;
  }
  server.close();
  console.log(`${what}: ${posts} POST(s), ${asked} poll(s), ${end}`);
}

await run('all is well', null, IN_PROGRESS, DONE);
await run('one 503 to a poll', null, IN_PROGRESS, NOT_NOW, DONE);
await run('504 to the submission', [504, { detail: 'gateway timeout' }], DONE);
process.exit(0);
JS
node finding.mjs 2> /dev/null | tee seen

diff seen - <<'EXPECTED'
all is well: 1 POST(s), 2 poll(s), a video
one 503 to a poll: 1 POST(s), 2 poll(s), an error, without the request id
504 to the submission: 3 POST(s), 0 poll(s), an error, without the request id
EXPECTED
echo "as stated"
