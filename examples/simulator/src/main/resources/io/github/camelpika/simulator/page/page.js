// Everything that comes from outside gets into the page as text, never as markup.

const PAUSE_MILLIS = 1000;
const MOST_JOBS = 60;
const MOST_REQUESTS = 100;

const $ = id => document.getElementById(id);
const words = constant => constant.toLowerCase().replaceAll('_', ' ');

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

// Faults

let accepted = {};

function fill(select, values) {
  select.replaceChildren(...values.map(value => {
    const option = make('option', '', words(value));
    option.value = value;
    return option;
  }));
}

function offerFaults() {
  fill($('fault'), accepted[$('operation').value] ?? []);
}

function showFaults(faults) {
  if (Object.keys(accepted).length === 0) {
    accepted = Object.fromEntries(Object.entries(faults).map(([operation, of]) => [operation, of.accepted]));
    fill($('operation'), Object.keys(accepted));
    offerFaults();
  }
  const rows = [];
  for (const [operation, of] of Object.entries(faults)) {
    of.next.forEach((fault, i) =>
      rows.push(make('li', '', `${words(operation)}: ${words(fault)}, ${i === 0 ? 'next' : 'then'}`)));
    for (const [fault, rate] of Object.entries(of.rates)) {
      const off = make('button', '', 'Off');
      off.type = 'button';
      off.setAttribute('aria-label', `Switch off ${words(fault)} of ${words(operation)}`);
      off.addEventListener('click', () => script({ operation, fault, rate: 0 }));
      rows.push(make('li', '', `${words(operation)}: ${words(fault)}, ${Math.round(rate * 100)} %`, off));
    }
  }
  $('switches').replaceChildren(...rows);
}

async function script(command) {
  try {
    showFaults(await ask('/admin/faults', { method: 'POST', body: JSON.stringify(command) }));
    setText($('told'), command.rate === 0 ? 'Switched off.' : 'Switched on.');
  } catch (error) {
    setText($('told'), error.message);
  }
}

$('operation').addEventListener('change', offerFaults);
$('fault-form').addEventListener('submit', event => {
  event.preventDefault();
  const [kind, value] = $('extent').value.split(' ');
  script({ operation: $('operation').value, fault: $('fault').value, [kind]: Number(value) });
});
$('clear').addEventListener('click', async () => {
  showFaults(await ask('/admin/faults', { method: 'DELETE' }));
  setText($('told'), 'All switched off.');
});

// Jobs: a card is kept while its job changes, so that a video plays on and the focus stays.

const cards = new Map();

function card(job) {
  const parts = {
    state: make('p', ''),
    prompt: make('p', 'prompt', job.prompt || '(no prompt)'),
    about: make('p', 'quiet', [job.gateway, job.api, job.ratio, job.id].filter(Boolean).join(' · ')),
  };
  parts.element = make('li', '', parts.state, parts.prompt, parts.about);
  cards.set(job.id, parts);
  return parts;
}

function showJob(job) {
  const parts = cards.get(job.id) ?? card(job);
  const ends = { SUCCEEDED: 'good', FAILED: 'bad', CANCELLED: 'bad' };
  parts.state.className = ends[job.state] ?? '';
  setText(parts.state, `${words(job.state)}${job.fault ? ', ' + words(job.fault) : ''}`);
  if (job.videoUrl && !parts.video) {
    parts.video = make('video', '');
    parts.video.controls = true;
    parts.video.preload = 'none';
    parts.video.setAttribute('aria-label', 'Video of ' + (job.prompt || job.id));
    // The path alone: this page may have been opened under another name of this machine.
    parts.video.src = new URL(job.videoUrl).pathname;
    parts.element.append(parts.video);
  }
  return parts.element;
}

function showJobs(jobs) {
  const latestFirst = jobs.reverse();
  const known = new Set(latestFirst.map(job => job.id));
  for (const [id, parts] of cards) {
    if (!known.has(id)) {
      parts.element.remove();
      cards.delete(id);
    }
  }
  latestFirst.map(showJob).forEach((element, i) => {
    const there = $('jobs').children[i];
    if (there !== element) {
      $('jobs').insertBefore(element, there ?? null);
    }
  });
  $('no-jobs').hidden = jobs.length > 0;
  setText($('job-count'), jobs.length < MOST_JOBS ? '' : `(the latest ${MOST_JOBS})`);
}

// Requests

function headerLines(headers) {
  return Object.entries(headers).flatMap(([name, values]) => values.map(value => `${name}: ${value}`)).join('\n');
}

function requestRow(request) {
  const status = request.status === 0 ? 'no answer' : String(request.status);
  const good = request.status >= 200 && request.status < 400;
  const summary = make('summary', '',
    make('span', 'quiet', request.at.slice(11, 19)),
    make('span', good ? 'good' : 'bad', status),
    make('code', '', `${request.method} ${request.path}${request.query ? '?' + request.query : ''}`),
    make('span', 'bad', request.fault ? words(request.fault) : ''));
  const details = make('details', '', summary);
  // Built when it is opened: bodies are long, and seldom looked at.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) {
      details.append(make('pre', '', headerLines(request.headers) + '\n\n' + request.body));
    }
  });
  return make('li', '', details);
}

let seen = '';

function showRequests(requests) {
  const now = JSON.stringify(requests.map(request => [request.at, request.path, request.status]));
  const busy = $('requests').querySelector('details[open]') || $('requests').contains(document.activeElement);
  setText($('held'), busy && now !== seen ? 'There are newer ones; the list waits while one is in use.' : '');
  if (now === seen || $('hold').checked || busy) {
    return;
  }
  seen = now;
  $('requests').replaceChildren(...requests.reverse().map(requestRow));
  $('no-requests').hidden = requests.length > 0;
}

async function show() {
  try {
    showFaultsUnlessUsed(await ask('/admin/faults'));
    showJobs(await ask(`/admin/tasks?last=${MOST_JOBS}`));
    showRequests(await ask(`/admin/requests?last=${MOST_REQUESTS}`));
    setText($('link'), `Listening at ${location.origin}`);
  } catch (error) {
    setText($('link'), `The simulator does not answer (${error.message})`);
  }
  setTimeout(show, PAUSE_MILLIS);
}

// Replaced under the hand, a button would lose the focus.
function showFaultsUnlessUsed(faults) {
  if (!$('switches').contains(document.activeElement)) {
    showFaults(faults);
  }
}

show();
