// Whatever comes from outside gets into the page as text. Nothing here makes markup of a text, and the page's policy forbids it.

const PAUSE_MILLIS = 2000;
const SURE_MILLIS = 4000;
const SVG = 'http://www.w3.org/2000/svg';
const TOKEN = 'pika-board-token';

const $ = id => document.getElementById(id);
const STATES = { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed', cancelled: 'cancelled',
  timed_out: 'timed out', unknown: 'fate unknown' };
const PHASES = { intent: 'being submitted', waiting: 'waiting', ready: 'ready for its route', dead: 'dead', unknown: 'fate unknown' };

let token = sessionStorage.getItem(TOKEN) ?? '';
let tag = '';
let view = null;
let ahead = 0; // how many seconds the server's clock is ahead of this one
let heard = 0;

function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

const number = value => Number(value).toLocaleString('en');
const now = () => Date.now() / 1000 + ahead;

function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 100) {
    return `${whole} s`;
  }
  return whole < 3600 ? `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')} min` : roughly(whole);
}

function roughly(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 5400) {
    return whole < 100 ? `${whole} s` : `${Math.round(whole / 60)} min`;
  }
  return whole < 172800 ? `${Math.round(whole / 360) / 10} h` : `${Math.round(whole / 86400)} days`;
}

// Asking the server

async function ask(path, options = {}) {
  const headers = { ...options.headers };
  if (token) {
    headers['X-Pika-Token'] = token;
  }
  return fetch(path, { ...options, headers, cache: 'no-store', credentials: 'same-origin' });
}

async function refusal(response) {
  const type = response.headers.get('Content-Type') ?? '';
  return type.startsWith('text/plain') ? (await response.text()).trim() : `The board answers ${response.status}.`;
}

function wish() {
  const wished = new URLSearchParams();
  for (const name of ['q', 'queue', 'state', 'label']) {
    if ($(name).value) {
      wished.set(name, $(name).value);
    }
  }
  wished.set('page', String(pages.tasks));
  wished.set('ended', String(pages.ended));
  return wished.toString();
}

const pages = { tasks: 0, ended: 0 };
let asking = false;
let again = false;

async function look() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  try {
    const wished = wish();
    const response = await ask(`api/board?${wished}`, { headers: tag ? { 'If-None-Match': tag } : {} });
    if (response.status === 401) {
      askForToken();
    } else if (response.status === 200 || response.status === 304) {
      ahead = Number(response.headers.get('X-Pika-Now')) - Date.now() / 1000;
      heard = Date.now();
      if (response.status === 200 && wished === wish()) {
        tag = response.headers.get('ETag') ?? '';
        view = await response.json();
        show();
      }
      live('on', 'Live');
    } else if (response.status === 503) {
      live('', 'Waiting for a turn…');
    } else {
      live('off', await refusal(response));
    }
  } catch {
    live('off', heard ? `No answer since ${roughly((Date.now() - heard) / 1000)}` : 'No answer yet');
  } finally {
    asking = false;
    if (again) {
      again = false;
      look();
    }
  }
}

function live(state, text) {
  $('live').className = state;
  setText($('live'), text);
}

function lookAnew() {
  tag = '';
  look();
}

setInterval(() => {
  if (!document.hidden && $('token-form').hidden) {
    look();
  }
}, PAUSE_MILLIS);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    look();
  }
});

// The token is kept as long as this tab is open, and goes nowhere but to this server, in a header.

function askForToken() {
  if (token) {
    setText($('token-told'), 'That is not the token that the server has.');
  }
  token = '';
  sessionStorage.removeItem(TOKEN);
  $('board').hidden = true;
  $('token-form').hidden = false;
  live('', 'Locked');
  if (document.activeElement !== $('token')) {
    $('token').focus();
  }
}

$('token-form').addEventListener('submit', event => {
  event.preventDefault();
  token = $('token').value.trim();
  sessionStorage.setItem(TOKEN, token);
  $('token').value = '';
  $('token-form').hidden = true;
  lookAnew();
});

// Lists whose elements stay while they change, so that the focus stays and a video plays on

function keyed(list, items, key, create) {
  const wanted = new Set(items.map(key));
  const there = new Map([...list.children].map(element => [element.dataset.key, element]));
  // first of all, as what comes after one that is gone would be moved otherwise, and lose its focus
  for (const [name, element] of there) {
    if (!wanted.has(name)) {
      element.forget?.();
      element.remove();
    }
  }
  items.forEach((item, i) => {
    const name = key(item);
    let element = there.get(name);
    if (!element) {
      element = create(item);
      element.dataset.key = name;
    }
    element.update?.(item);
    if (list.children[i] !== element) {
      list.insertBefore(element, list.children[i] ?? null);
    }
  });
}

// Times that go on by themselves

const ticking = new Set();

function ticked(element, text) {
  element.tick = () => setText(element, text());
  element.tick();
  ticking.add(element);
  return element;
}

setInterval(() => {
  for (const element of ticking) {
    if (element.isConnected) {
      element.tick();
    } else {
      ticking.delete(element);
    }
  }
}, 1000);

// Acting

function tell(text, bad) {
  $('told').className = bad ? 'bad' : '';
  $('told').hidden = !text;
  setText($('told'), text);
}

async function act(action, task, taskId) {
  try {
    const response = await ask('api/act', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action, component: task.component, id: task.id ?? '', taskId: taskId ?? task.taskId ?? '' }),
    });
    const said = response.ok ? (await response.json()).said : await refusal(response);
    tell(said, !response.ok);
  } catch {
    tell('The board gave no answer, so it is not known whether that was done.', true);
  }
  lookAnew();
}

function button(text, run) {
  const made = make('button', '', text);
  made.type = 'button';
  made.addEventListener('click', run);
  return made;
}

/** What can't be taken back is asked for twice. */
function sureButton(text, question, run) {
  let sure = false;
  const made = button(text, () => {
    if (sure) {
      run();
      return;
    }
    sure = true;
    made.classList.add('sure');
    setText(made, question);
    setTimeout(() => {
      sure = false;
      made.classList.remove('sure');
      setText(made, text);
    }, SURE_MILLIS);
  });
  return made;
}

// What needs a person

const NEEDS = { unknown: 'Fate unknown', dead: 'Dead', key: 'No key', budget: 'Budget spent', more: 'More' };

function need(item) {
  const where = [item.key && `key ${item.key}`, item.queue && `queue ${item.queue}`, item.title,
    item.deliveries && `delivered ${item.deliveries} ${item.deliveries === 1 ? 'time' : 'times'}`].filter(Boolean).join(' · ');
  const element = make('li', '',
    make('div', '', make('span', 'pill warn', NEEDS[item.kind] ?? item.kind), ' ',
      item.since ? ticked(make('span', 'quiet'), () => `for ${roughly(now() - item.since)}`) : null),
    make('p', 'what', item.prompt ?? item.taskId ?? item.text ?? ''),
    where ? make('p', 'meta', where) : null,
    item.prompt && item.text ? make('p', 'said', item.text) : null,
    item.perhaps ? make('p', 'said', 'It may be task ', make('code', '', item.perhaps)) : null,
    make('p', 'todo', item.todo));
  if (view.actions && item.id) {
    element.append(item.kind === 'unknown' ? resolving(item) : make('div', 'acts',
      button('Send again', () => act('again', item)),
      sureButton('Forget', 'Forget it for good?', () => act('forget', item))));
  }
  return element;
}

function resolving(item) {
  const id = make('input');
  id.value = item.perhaps ?? '';
  id.required = true;
  id.maxLength = 200;
  id.autocomplete = 'off';
  const has = make('button', '', 'The gateway has it');
  has.type = 'submit';
  const form = make('form', 'tools', make('label', 'grow', 'Task id in the gateway’s console', id), has,
    sureButton('The gateway doesn’t have it', 'Sure? It may be paid for again', () => act('resolve', item, '')));
  form.addEventListener('submit', event => {
    event.preventDefault();
    act('resolve', item, id.value.trim());
  });
  return form;
}

function showNeeds(needs) {
  $('needs').hidden = needs.length === 0;
  setText($('needs-count'), needs.length > 0 ? String(needs.length) : '');
  keyed($('needs-list'), needs, item => [item.kind, item.id ?? item.component, item.text, view.actions].join(' '), need);
}

// What is on its way

function taskRow(first) {
  const parts = {
    prompt: make('p', 'prompt'), meta: make('p', 'meta'), id: line(''), error: make('p', 'said'), pill: make('span', 'pill'), percent: make('span'),
    bar: make('progress'), age: make('dd'), expected: make('dd'), next: make('dd'),
  };
  parts.bar.max = 1;
  const time = (name, element) => make('div', '', make('dt', '', name), element);
  const element = make('li', '',
    make('div', 'about', parts.prompt, parts.meta, parts.id, parts.error),
    make('div', 'going', make('div', '', parts.pill, parts.percent), parts.bar),
    make('dl', 'times', time('age', parts.age), time('expected in', parts.expected), time('asked in', parts.next)));
  let task = first;
  if (view.actions) {
    element.append(...acts(() => task, first));
  }
  ticked(parts.age, () => span(now() - task.since));
  ticked(parts.expected, () => task.expected ? `~ ${span(task.expected - now())}` : '–');
  ticked(parts.next, () => task.next ? span(task.next - now()) : '–');
  const guessed = () => task.expected ? Math.min(.98, (now() - task.since) / Math.max(1, task.expected - task.since)) : null;
  ticked(parts.percent, () => {
    const share = task.progress !== undefined ? task.progress / 100 : guessed();
    parts.bar.classList.toggle('guess', task.progress === undefined);
    parts.bar.hidden = share === null || task.phase !== 'waiting';
    if (share !== null) {
      parts.bar.value = Math.max(0, share);
    }
    return task.position !== undefined ? `${task.position} before it` : task.progress !== undefined ? `${task.progress} %` : '';
  });
  element.update = newer => {
    task = newer;
    setText(parts.prompt, task.prompt ?? `Task ${task.taskId ?? task.id}`);
    parts.prompt.title = task.prompt ?? '';
    setText(parts.meta, [task.route && `route ${task.route}`, task.queue && `queue ${task.queue}`, task.label, task.title ?? task.gateway,
      task.model && `model ${task.model}`, task.key && `key ${task.key}`].filter(Boolean).join(' · '));
    setText(parts.id, task.taskId ?? task.id);
    parts.id.title = task.taskId ?? task.id;
    setText(parts.error, task.error ?? '');
    parts.error.hidden = !task.error;
    const state = task.phase === 'waiting' ? STATES[task.state] ?? 'waiting' : PHASES[task.phase];
    setText(parts.pill, state + (task.deliveries ? `, try ${task.deliveries}` : ''));
    parts.pill.className = `pill ${{ dead: 'warn', unknown: 'warn', ready: 'good' }[task.phase] ?? ''}`;
    parts.bar.setAttribute('aria-label', `Progress of ${task.prompt ?? task.taskId ?? 'the task'}`);
    [parts.age, parts.expected, parts.next, parts.percent].forEach(each => each.tick());
  };
  return element;
}

function acts(task, first) {
  const all = make('div', 'acts wide');
  if (first.phase === 'waiting') {
    all.append(button('Ask now', () => act('ask', task())), sureButton('Cancel', 'Cancel it at the gateway?', () => act('cancel', task())));
  }
  if (first.phase === 'dead') {
    all.append(button('Send again', () => act('again', task())));
  }
  if (first.id && first.phase !== 'intent' && first.phase !== 'ready') {
    all.append(sureButton('Forget', 'Forget it for good?', () => act('forget', task())));
  }
  if (all.children.length === 0) {
    return [];
  }
  const more = button('⋯', () => {
    all.hidden = !all.hidden;
    more.setAttribute('aria-expanded', String(!all.hidden));
  });
  more.className = 'dots';
  more.setAttribute('aria-expanded', 'false');
  more.setAttribute('aria-label', `What can be done with ${first.prompt ?? first.taskId ?? 'the task'}`);
  all.hidden = true;
  return [more, all];
}

function showPages(nav, name, part) {
  const last = Math.max(0, Math.ceil(part.total / part.pageSize) - 1);
  if (part.page > last) {
    pages[name] = last;
    lookAnew();
    return;
  }
  nav.hidden = last === 0;
  if (nav.children.length === 0) {
    const turn = by => {
      pages[name] = Math.max(0, pages[name] + by);
      lookAnew();
    };
    nav.append(button('Previous', () => turn(-1)), make('span'), button('Next', () => turn(1)));
  }
  const [back, where, on] = nav.children;
  back.disabled = part.page === 0;
  on.disabled = part.page === last;
  setText(where, `Page ${part.page + 1} of ${last + 1}`);
}

function showTasks(part) {
  setText($('tasks-count'), String(part.total));
  const filtered = ['q', 'queue', 'state', 'label'].some(name => $(name).value);
  $('no-tasks').hidden = part.total > 0;
  setText($('no-tasks'), filtered ? 'Nothing that is on its way fits.' : 'Nothing is on its way. What pika:generate submits appears here.');
  keyed($('tasks-list'), part.tasks,
    task => [task.component, task.id ?? task.taskId, task.phase, view.actions].join(' '), taskRow);
  showPages($('tasks-pages'), 'tasks', part);
}

function offer(select, values, all) {
  const kept = select.value;
  const wanted = values.join('\n');
  if (select.dataset.offered === wanted) {
    return;
  }
  select.dataset.offered = wanted;
  select.replaceChildren(...[['', 'All'], ...all, ...values.map(value => [value, value])].map(([value, text]) => {
    const option = make('option', '', text);
    option.value = value;
    return option;
  }));
  select.value = kept;
}

// What has ended

async function fetched(task, artifact) {
  const response = await ask(`media/${task.id}/${artifact}`);
  if (!response.ok) {
    throw new Error(await refusal(response));
  }
  return URL.createObjectURL(await response.blob());
}

// One still after the other, and only those that are looked at
let stills = Promise.resolve();
const seen = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
  seen.unobserve(entry.target);
  stills = stills.then(() => entry.target.isConnected ? entry.target.poster() : null);
}));

function screen(task, urls) {
  const screen = make('div', 'screen');
  if (!task.media.includes('video')) {
    screen.append(make('span', 'blank', task.state === 'succeeded' ? 'The file isn’t there any more' : 'No video'));
    return screen;
  }
  const play = make('button', '', triangle());
  play.type = 'button';
  play.setAttribute('aria-label', `Play the video of ${task.prompt ?? task.taskId}`);
  play.addEventListener('click', async () => {
    play.disabled = true;
    try {
      const video = make('video');
      video.controls = true;
      video.setAttribute('aria-label', `Video of ${task.prompt ?? task.taskId}`);
      video.src = await fetched(task, 'video');
      urls.push(video.src);
      screen.replaceChildren(video);
      video.focus();
      await video.play();
    } catch (error) {
      play.disabled = false;
      tell(error.message, true);
    }
  });
  screen.append(play);
  if (task.media.includes('poster')) {
    screen.poster = async () => {
      try {
        const image = make('img');
        image.alt = '';
        image.src = await fetched(task, 'poster');
        urls.push(image.src);
        if (screen.contains(play)) {
          screen.prepend(image);
        }
      } catch {
        // a still that can't be had leaves the dark screen
      }
    };
    seen.observe(screen);
  }
  return screen;
}

function triangle() {
  const svg = drawn('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  svg.append(drawn('path', { d: 'M6 3.5v17a1 1 0 0 0 1.5.9l14-8.5a1 1 0 0 0 0-1.8l-14-8.5A1 1 0 0 0 6 3.5z' }));
  return svg;
}

/** A name that is cut where there is no room for it, and may be read and copied whole. */
function line(text) {
  const element = make('code', 'line', text);
  element.title = text;
  return element;
}

function cost(task) {
  if (task.cost !== undefined) {
    return `$${task.cost}`;
  }
  if (task.points !== undefined) {
    return `${number(task.points)} points${task.refund ? `, ${number(task.refund)} refunded` : ''}`;
  }
  return task.costState === 'pending' ? 'cost pending' : '';
}

function endedCard(task) {
  const urls = [];
  const good = task.state === 'succeeded';
  const facts = [cost(task), task.took !== undefined ? `took ${span(task.took)}` : '', task.length ? `${task.length} s long` : ''];
  const element = make('li', '', screen(task, urls), make('div', 'card',
    make('div', 'row', make('span', `pill ${good ? 'good' : 'bad'}`, STATES[task.state] ?? task.state),
      ticked(make('span'), () => `${roughly(now() - task.at)} ago`)),
    make('p', 'prompt', task.prompt ?? `Task ${task.taskId}`),
    task.error ? make('p', 'said', task.error) : null,
    make('div', 'row', ...facts.filter(Boolean).map(fact => make('span', '', fact))),
    make('p', 'meta', [task.route && `route ${task.route}`, task.queue && `queue ${task.queue}`, task.label, task.title,
      task.model && `model ${task.model}`].filter(Boolean).join(' · ')),
    task.file && !task.file.startsWith(task.taskId) ? line(task.file) : null, task.taskId ? line(task.taskId) : null));
  element.forget = () => urls.forEach(url => URL.revokeObjectURL(url));
  return element;
}

function showEnded(part) {
  setText($('ended-count'), part.total > 0 ? String(part.total) : '');
  $('no-ended').hidden = part.total > 0;
  setText($('no-ended'), 'Nothing that fits has ended.');
  keyed($('ended-list'), part.tasks, task => `${task.id} ${task.media}`, endedCard);
  showPages($('ended-pages'), 'ended', part);
}

// Gateways, money, durations

function gatewayRow(first) {
  const parts = { pill: make('span', 'pill'), told: make('p', 'meta'), trouble: make('p', 'bad') };
  const element = make('li', '', make('div', 'row', make('strong', '', first.title), parts.pill), parts.told, parts.trouble);
  let gateway = first;
  ticked(parts.told, () => [gateway.host, gateway.contact ? `answered ${roughly(now() - gateway.contact)} ago` : 'not asked yet',
    gateway.accepted && `${gateway.accepted} accepted`, gateway.refused && `${gateway.refused} refused`,
    gateway.polls && `${gateway.polls} polls`, gateway.errors && `${gateway.errors} without an answer`,
    gateway.slowDowns && `asked ${gateway.slowDowns} times to slow down`].filter(Boolean).join(' · '));
  element.update = newer => {
    gateway = newer;
    parts.pill.className = `pill ${gateway.trouble ? 'bad' : gateway.contact ? 'good' : ''}`;
    setText(parts.pill, gateway.trouble ? 'in trouble' : gateway.contact ? 'answers' : 'not asked yet');
    setText(parts.trouble, gateway.trouble ? `It ${gateway.trouble}` : '');
    parts.trouble.hidden = !gateway.trouble;
    parts.told.tick();
  };
  return element;
}

const bare = (value, unit) => unit === 'USD' ? `$${number(value)}` : number(value);
const amount = (value, unit) => unit === 'USD' ? bare(value, unit) : `${number(value)} ${unit}`;

function budgetBar(budget) {
  const bar = make('progress');
  bar.max = Number(budget.most);
  bar.value = Math.min(bar.max, Number(budget.spent) + Number(budget.reserved));
  bar.setAttribute('aria-label', `Of ${budget.option}, spent and reserved`);
  return make('div', 'spent', make('div', '', make('strong', '', 'Today'),
    make('span', '', `${bare(budget.spent, budget.unit)} of ${amount(budget.most, budget.unit)}`)), bar,
  make('div', 'quiet', make('span', '', `${amount(budget.reserved, budget.unit)} reserved`),
    make('span', '', `${amount(budget.left, budget.unit)} left`)));
}

function dayTable(days) {
  const cell = (text, className) => make('td', className, text);
  const head = make('tr', '', ...['Day', 'Label', 'Tasks', 'Spent'].map((text, i) => {
    const th = make('th', i > 1 ? 'number' : '', text);
    th.scope = 'col';
    return th;
  }));
  return make('div', 'scroll', make('table', '', make('thead', '', head), make('tbody', '', ...days.map(day => make('tr', '',
    cell(day.day, 'day'), cell(day.label ?? '–', ''), cell(number(day.tasks), 'number'),
    cell(day.spent === undefined ? 'not told' : amount(day.spent, day.unit), 'number'))))));
}

function showMoney(money) {
  $('money').hidden = money.length === 0;
  const many = money.length > 1;
  keyed($('money-list'), money, each => JSON.stringify(each), each => make('div', '',
    many ? make('h3', '', each.component) : null, ...each.budgets.map(budgetBar), each.days.length ? dayTable(each.days) : null));
}

function drawn(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

function curve(learned) {
  const width = 320;
  const height = 100;
  const low = 96;
  const longest = Math.max(1, learned.points.at(-1)[0]);
  const x = seconds => 8 + seconds / longest * (width - 16);
  const y = share => low - share * 84;
  const line = [[0, 0], ...learned.points].map(([seconds, share]) => `${x(seconds).toFixed(1)},${y(share).toFixed(1)}`).join(' ');
  const svg = drawn('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img',
    'aria-label': `Half are done after ${span(learned.median)}, nine in ten after ${span(learned.ninth)}` });
  svg.append(drawn('line', { class: 'axis', x1: 8, x2: width - 8, y1: low, y2: low }),
    drawn('polygon', { class: 'fill', points: `${line} ${x(longest)},${low} ${x(0)},${low}` }),
    drawn('polyline', { class: 'line', points: line }));
  for (const [name, seconds, share] of [['half', learned.median, .5], ['nine in ten', learned.ninth, .9]]) {
    svg.append(drawn('line', { class: 'mark', x1: x(seconds), x2: x(seconds), y1: y(share), y2: low }));
    // to the left, above the curve, or else in what it covers
    const left = x(seconds) > 130;
    svg.append(drawn('text', { x: x(seconds) + (left ? -8 : 8), y: y(share) + (left ? 0 : 16), 'text-anchor': left ? 'end' : 'start' },
      `${name} ${span(seconds)}`));
  }
  return svg;
}

function learnedRow(learned) {
  return make('li', '',
    make('p', '', make('strong', '', learned.title), ' ',
      make('span', 'quiet', [learned.model ? `model ${learned.model}` : learned.input ? 'its own model' : 'all tasks', learned.input,
        `${learned.samples} seen`].filter(Boolean).join(' · '))),
    curve(learned));
}

// All of it

function figure(name, value, className, small) {
  const dd = make('dd', '', value, small ? make('small', '', ` ${small}`) : null);
  return make('div', className, make('dt', '', name), dd);
}

function showFigures() {
  const trouble = view.gateways.filter(gateway => gateway.trouble).length;
  const figures = [
    figure('on their way', view.underWay ? String(view.underWay.total) : '?', ''),
    figure('need you', view.needs ? String(view.needs.length) : '?', view.needs?.length ? 'warn' : ''),
    figure('ended', String(view.ended.total), ''),
    figure(trouble ? 'gateways in trouble' : 'gateways answer', trouble ? String(trouble)
      : String(view.gateways.filter(gateway => gateway.contact).length), trouble ? 'bad' : '', `of ${view.gateways.length}`),
    ...(view.money ?? []).flatMap(each => each.budgets.map(budget => figure(
      `${budget.unit === 'USD' ? '' : `${budget.unit} `}spent today, ${each.component}`, bare(budget.spent, budget.unit),
      Number(budget.left) === 0 ? 'bad' : '', `of ${bare(budget.most, budget.unit)}`))),
  ];
  const text = figures.map(each => each.textContent).join();
  if ($('figures').textContent !== figures.map(each => each.textContent).join('') || !text) {
    $('figures').replaceChildren(...figures);
  }
}

function show() {
  $('board').hidden = false;
  if (view.troubles.length > 0) {
    tell(view.troubles.join(' '), true);
  }
  offer($('queue'), view.queues, [['-', 'Without a queue']]);
  offer($('label'), view.labels ?? [], []);
  $('label-of').hidden = !view.labels?.length;
  showFigures();
  showNeeds(view.needs ?? []);
  if (view.underWay) {
    showTasks(view.underWay);
  }
  showEnded(view.ended);
  $('no-gateways').hidden = view.gateways.length > 0;
  keyed($('gateways-list'), view.gateways, gateway => `${gateway.component} ${gateway.gateway} ${gateway.host}`, gatewayRow);
  showMoney(view.money ?? []);
  $('no-learned').hidden = view.learned.length > 0;
  keyed($('learned-list'), view.learned,
    learned => [learned.component, learned.gateway, learned.model, learned.input, learned.samples].join(' '), learnedRow);
}

let typing;
$('filter').addEventListener('submit', event => event.preventDefault());
$('filter').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    pages.tasks = 0;
    pages.ended = 0;
    lookAnew();
  }, 250);
});

look();
