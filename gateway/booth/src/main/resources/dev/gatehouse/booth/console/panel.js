// The panel: one event stream in, values with their ages out. Ages run on the browser's monotonic
// clock, so that a stream that is cut, a booth that hangs and a wall clock that jumps all show.
const messages = JSON.parse(document.getElementById('messages').textContent);
const language = document.documentElement.lang;
const UNKNOWN = '–';
const BOUND_MS = 3000; // the booth speaks at least once a second
const RECEIPT_BOUND_MS = 60000;
const LOOK_MS = 250;
const RETRY_MS = 10000;

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const utc = (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', '\u00a0'); // ISO 8601, the same in every language

const say = (key) => messages[key] ?? UNKNOWN;
const fill = (key, values) => say(key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
const known = (value) => value !== undefined && value !== null;
const number = (value) => (known(value) ? whole.format(value) : null);
const word = (kind, value) => (known(value) ? (messages[`${kind}.${value}`] ?? value) : null);

// ---- what the booth said last

let state = {};        // sections by name
let told = null;       // times of the last message: now_ms, cycle_ms, wall_ms
let run = null;
let offset = -Infinity; // booth's monotonic clock minus ours; the fastest message knows best

const boothNow = () => performance.now() + offset;
const ofBooth = () => told?.cycle_ms; // what the booth thread decided is as old as its last cycle
const ofBoard = () => told?.now_ms;   // everything else as old as the last look

function take(message) {
  if (message.run !== run || message.whole) {
    if (message.run !== run) offset = -Infinity;
    run = message.run;
    state = {};
  }
  Object.assign(state, message.sections);
  told = message;
  offset = Math.max(offset, message.now_ms - performance.now());
  if (message.sections.lanes) drawLanes();
  if (message.sections.devices) drawDevices();
  show();
}

// ---- text of an age

const UNITS = language === 'fr'
  ? { s: 's', min: 'min', h: 'h', d: 'j' }
  : { s: 's', min: 'min', h: 'h', d: 'd' };

function age(ms) {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 1) return `<\u202f1\u00a0${UNITS.s}`;
  if (seconds < 120) return `${Math.floor(seconds)}\u00a0${UNITS.s}`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}\u00a0${UNITS.min}`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)}\u00a0${UNITS.h}`;
  return `${Math.floor(seconds / 86400)}\u00a0${UNITS.d}`;
}

const ago = (at) => (known(at) ? fill('unit.ago', { age: age(boothNow() - at) }) : null);

// ---- cells: one value each, its source, its age

/** Every value on the page. {element, row, ageElement, value, at, bound, mark} */
let cells = [];

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showCell(cell) {
  const at = cell.at();
  const value = told === null ? null : cell.value();
  const old = known(at) ? boothNow() - at : null;
  const stale = old === null || old > cell.bound() || isCut();
  write(cell.element, value ?? UNKNOWN);
  cell.element.classList.toggle('unknown', value === null);
  cell.row.classList.toggle('stale', stale && told !== null);
  if (cell.ageElement) {
    if (old === null) write(cell.ageElement, UNKNOWN);
    else write(cell.ageElement, stale ? `${say('stale')} ${age(old)}` : age(old));
  }
  if (cell.mark) cell.mark(told === null ? null : stale);
}

/** Nothing was heard for so long that everything may have changed, whatever its own bound. */
const isCut = () => told === null || boothNow() - told.now_ms > BOUND_MS;

function show() {
  cells.forEach(showCell);
  judgeLink();
}

function cell(element, row, ageElement, value, at, bound = () => BOUND_MS, mark = null) {
  const made = { element, row, ageElement, value, at, bound, mark };
  cells.push(made);
  return made;
}

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
}

/** Rows that are part of the one above them. */
const PARTS = new Set(['decisions.checked', 'decisions.not_checked']);

/** A row of a list of values: name, value, age. */
function row(body, name, key, value, at, bound, mark) {
  const line = make('tr');
  const head = make('th', say(key), PARTS.has(key) ? 'part' : undefined);
  head.scope = 'row';
  const data = make('td', UNKNOWN, 'value');
  data.dataset.cell = name;
  const old = make('td', UNKNOWN, 'age');
  line.append(head, data, old);
  document.getElementById(body).append(line);
  cell(data, line, old, value, at, bound, mark);
}

// ---- marks: meaning by shape and word, colour only besides

const MARKS = {
  CHECKED: ['●', 'good'], REFER: ['▲', 'bad'], QUERY_BY_HAND: ['?', 'warn'], IDLE: ['○', 'calm'],
  READY: ['●', 'good'], DEGRADED: ['▲', 'warn'], STARTING: ['○', 'calm'], STOPPED: ['■', 'bad'],
  GREEN: ['●', 'good'], AMBER: ['▲', 'warn'], RED: ['■', 'bad'], ABSENT: ['■', 'bad'], DAMAGED: ['■', 'bad'],
};

function marked(element, key, stale) {
  const [shape, tone] = !stale && MARKS[key] ? MARKS[key] : ['?', 'calm'];
  write(element, shape);
  element.className = `mark ${tone}`;
}

// ---- fixed rows

const from = (section, key) => state[section]?.[key];

row('decisions', 'decisions.passages', 'decisions.passages', () => number(from('decisions', 'passages')), ofBooth);
row('decisions', 'decisions.checked', 'decisions.checked', () => number(from('decisions', 'checked')), ofBooth);
row('decisions', 'decisions.not_checked', 'decisions.not_checked', () => number(from('decisions', 'not_checked')), ofBooth);
row('decisions', 'decisions.passages_open', 'decisions.passages_open', () => number(from('decisions', 'passages_open')), ofBooth);
row('decisions', 'decisions.referrals', 'decisions.referrals', () => number(from('decisions', 'referrals')), ofBooth);
row('decisions', 'decisions.referrals_open', 'decisions.referrals_open', () => number(from('decisions', 'referrals_open')), ofBooth);
row('decisions', 'decisions.released', 'decisions.released', () => number(from('decisions', 'released_without_referral')), ofBooth);
row('decisions', 'decisions.alarms', 'decisions.alarms', () => number(from('decisions', 'alarms')), ofBooth);
row('decisions', 'decisions.waiting', 'decisions.waiting', () => number(from('decisions', 'records_waiting')), ofBooth);
row('decisions', 'decisions.lost', 'decisions.lost', () => number(from('decisions', 'records_lost')), ofBooth);
row('decisions', 'decisions.alert', 'decisions.alert',
  () => (from('decisions', 'alert_ms_p99') > 0 ? `${tenth.format(from('decisions', 'alert_ms_p99'))}\u00a0ms` : null), ofBooth);

row('lists', 'lists.level', 'lists.level', () => {
  const level = from('lists', 'level');
  return known(level) ? `${MARKS[level]?.[0] ?? '?'} ${word('level', level)}` : null;
}, ofBoard);
row('lists', 'lists.generation', 'lists.generation', () => number(from('lists', 'generation')), ofBoard);
row('lists', 'lists.age', 'lists.age', () => {
  const seconds = from('lists', 'age_s');
  return known(seconds) ? age(seconds * 1000 + boothNow() - told.now_ms) : null;
}, ofBoard);
row('lists', 'lists.source', 'lists.source', () => word('source', from('lists', 'source')), ofBoard);

row('clock', 'clock.time', 'clock.time',
  () => (known(told.wall_ms) ? utc(told.wall_ms + boothNow() - told.now_ms) : null), ofBoard);
row('clock', 'clock.quality', 'clock.quality', () => word('quality', from('clock', 'quality')), ofBoard);
row('clock', 'clock.bound', 'clock.bound',
  () => (known(from('clock', 'bound_ms')) ? `${number(from('clock', 'bound_ms'))}\u00a0ms` : null), ofBoard);

row('uplink', 'uplink.stage', 'uplink.stage', () => word('stage', from('uplink', 'stage')), ofBoard);
row('uplink', 'uplink.group', 'uplink.group', () => from('uplink', 'tls_group') ?? null, ofBoard);
row('uplink', 'uplink.last', 'uplink.last', () => ago(from('uplink', 'last_receipt_at_ms')),
  () => from('uplink', 'last_receipt_at_ms') ?? ofBoard(), () => RECEIPT_BOUND_MS);
row('uplink', 'uplink.receipted', 'uplink.receipted', () => number(from('uplink', 'receipted')), ofBoard);
row('uplink', 'uplink.proven', 'uplink.proven', () => number(from('uplink', 'proven')), ofBoard);
row('uplink', 'uplink.backlog', 'uplink.backlog', () => {
  const uplink = state.uplink ?? {};
  return known(uplink.sealed) && known(uplink.receipted) ? number(uplink.sealed - uplink.receipted) : null;
}, ofBoard);
row('uplink', 'uplink.resends', 'uplink.resends', () => number(from('uplink', 'resends')), ofBoard);
row('uplink', 'uplink.refusals', 'uplink.refusals', () => number(from('uplink', 'refusals')), ofBoard);
row('uplink', 'uplink.losses', 'uplink.losses', () => number(from('uplink', 'losses_declared')), ofBoard);

{
  const named = (name) => document.querySelector(`[data-cell="${name}"]`);
  const mark = document.querySelector('[data-mark="booth.condition"]');
  const header = document.querySelector('header .who');
  cell(named('booth.name'), header, null, () => from('booth', 'booth') ?? null, ofBoard);
  cell(named('booth.condition'), header, null, () => word('condition', from('booth', 'condition')), ofBoard,
    () => BOUND_MS, (stale) => marked(mark, from('booth', 'condition'), stale));
  const footer = document.querySelector('footer');
  cell(named('booth.version'), footer, null, () => from('booth', 'version') ?? null, ofBoard);
}

for (const name of ['p0', 'p1', 'p2']) {
  const line = make('tr');
  const head = make('th', say(`journal.${name}`));
  head.scope = 'row';
  line.append(head);
  const old = make('td', UNKNOWN, 'age');
  const column = (key, value, ageElement = null) => {
    const data = make('td', UNKNOWN, 'value');
    data.dataset.cell = `journal.${name}.${key}`;
    line.append(data);
    cell(data, line, ageElement, value, ofBoard);
  };
  const one = (key) => state.journal?.[name]?.[key];
  column('durable', () => number(one('durable')));
  column('receipted', () => number(one('receipted')));
  column('proven', () => number(one('proven')));
  column('waiting', () => (known(one('durable')) && known(one('receipted'))
    ? number(one('durable') - one('receipted')) : null));
  column('segments', () => (known(one('segments'))
    ? `${number(one('segments'))}\u202f/\u202f${number(one('quota_segments'))}` : null));
  column('refusals', () => number(one('full_refusals')), old);
  line.append(old);
  document.getElementById('journal').append(line);
}

const fixedCells = cells;
let laneCells = [];
let referralCells = [];
let deviceCells = [];

/** Runs what draws, and takes the cells it made apart from all others. */
function drawn(draw) {
  cells = [];
  draw();
  return cells;
}

function gather() {
  cells = [...fixedCells, ...laneCells, ...referralCells, ...deviceCells];
}

// ---- lanes

const alertsSpoken = new Map();
let laneNames = '';
let referralNames = '';

/** Lanes come from the configuration; their lists of referrals are drawn anew when one comes or goes. */
function drawLanes() {
  const lanes = state.lanes.lanes;
  const names = JSON.stringify(lanes.map((lane) => lane.lane));
  const referrals = JSON.stringify(lanes.map((lane) => lane.referrals.map((one) => one.id)));
  if (names !== laneNames) {
    laneNames = names;
    referralNames = '';
    laneCells = drawn(() => document.getElementById('lanes')
      .replaceChildren(...lanes.map((lane, index) => drawLane(lane.lane, index))));
  }
  if (referrals !== referralNames) {
    referralNames = referrals;
    referralCells = drawn(() => lanes.forEach((lane, index) => {
      document.getElementById(`referrals-${index}`).replaceChildren(
        drawReferrals(lane.lane, () => state.lanes?.lanes?.[index] ?? {}));
    }));
  }
  gather();
  for (const lane of lanes) {
    const before = alertsSpoken.get(lane.lane);
    alertsSpoken.set(lane.lane, lane.alerts);
    if (before !== undefined && lane.alerts > before) {
      speak(fill('spoken.alerts', { lane: lane.lane, count: whole.format(lane.alerts) }));
    }
  }
}

function figure(card, name, key, value, at, bound, mark, className) {
  const box = make('div', undefined, `figure ${className ?? ''}`);
  const data = make('dd');
  const shape = mark ? make('span', '?', 'mark') : null;
  if (shape) shape.setAttribute('aria-hidden', 'true');
  const text = make('span', UNKNOWN, 'value');
  text.dataset.cell = name;
  const old = make('span', UNKNOWN, 'age');
  if (shape) data.append(shape, ' ');
  data.append(text, old);
  box.append(make('dt', say(key)), data);
  card.append(box);
  cell(text, box, old, value, at, bound, mark ? (stale) => mark(shape, stale) : null);
}

function drawLane(id, index) {
  const lane = () => state.lanes?.lanes?.[index] ?? {};
  const card = make('article', undefined, 'lane');
  const title = make('h3', `${say('lane')} ${id}`);
  title.id = `lane-${index}`;
  card.setAttribute('aria-labelledby', title.id);
  const figures = make('dl', undefined, 'figures');
  figure(figures, `lane.${id}.lamp`, 'lane.lamp', () => word('signal', lane().signal),
    () => lane().pulse_at_ms, () => lane().valid_for_ms ?? BOUND_MS,
    (shape, stale) => marked(shape, lane().signal, stale), 'lamp');
  figure(figures, `lane.${id}.alerts`, 'lane.alerts', () => number(lane().alerts), ofBooth, () => BOUND_MS, null, 'big');
  figure(figures, `lane.${id}.referrals`, 'lane.referrals',
    () => (lane().referrals ? number(lane().referrals.length) : null), ofBooth, () => BOUND_MS, null, 'big');
  figure(figures, `lane.${id}.alarms`, 'lane.alarms', () => number(lane().alarms), ofBooth, () => BOUND_MS, null, 'big');
  const referrals = make('div');
  referrals.id = `referrals-${index}`;
  card.append(title, figures, referrals);
  return card;
}

function drawReferrals(id, lane) {
  const referrals = lane().referrals ?? [];
  if (referrals.length === 0) return make('p', say('lane.none'), 'quiet');
  const scroll = make('div', undefined, 'scroll');
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', `${say('lane')} ${id}: ${say('lane.referrals')}`);
  const table = make('table', undefined, 'matrix');
  const head = make('tr');
  for (const key of ['referral.id', 'referral.grade', 'referral.state', 'referral.age', 'age']) {
    const title = make('th', say(key));
    title.scope = 'col';
    head.append(title);
  }
  const header = make('thead');
  header.append(head);
  const body = make('tbody');
  referrals.forEach((referral, place) => {
    const one = () => lane().referrals?.[place] ?? {};
    const line = make('tr');
    const name = make('th', referral.id, 'id');
    name.scope = 'row';
    line.append(name);
    const old = make('td', UNKNOWN, 'age');
    const column = (key, value, ageElement = null) => {
      const data = make('td', UNKNOWN, ageElement ? 'value' : 'value text');
      data.dataset.cell = `referral.${referral.id}.${key}`;
      line.append(data);
      cell(data, line, ageElement, value, ofBooth);
    };
    column('grade', () => word('grade', one().grade));
    column('state', () => word('referral', one().state));
    column('since', () => (known(one().since_ms) ? ago(one().since_ms) : say('referral.before')), old);
    line.append(old);
    body.append(line);
  });
  table.append(header, body);
  scroll.append(table);
  return scroll;
}

// ---- devices

let deviceNames = '';

function drawDevices() {
  const devices = state.devices.devices;
  const names = JSON.stringify(devices.map((device) => device.id));
  if (names === deviceNames) return;
  deviceNames = names;
  let lines = [];
  deviceCells = drawn(() => { lines = devices.map((device, index) => drawDevice(device, index)); });
  if (lines.length === 0) {
    const line = make('tr');
    const none = make('td', say('device.none'), 'quiet');
    none.colSpan = 11;
    line.append(none);
    lines.push(line);
  }
  document.getElementById('devices').replaceChildren(...lines);
  gather();
}

function drawDevice(device, index) {
  const one = () => state.devices?.devices?.[index] ?? {};
  const line = make('tr');
  const name = make('th', device.id, 'id');
  name.scope = 'row';
  line.append(name, make('td', word('kind', device.kind) ?? UNKNOWN), make('td', device.lane));
  const old = make('td', UNKNOWN, 'age');
  const column = (key, value, ageElement = null) => {
    const data = make('td', UNKNOWN, 'value');
    data.dataset.cell = `device.${device.id}.${key}`;
    line.append(data);
    cell(data, line, ageElement, value, ofBoard);
  };
  column('condition', () => word('condition', one().condition));
  column('frames', () => number(one().frames));
  column('observations', () => number(one().observations));
  column('rejected', () => number(one().rejected));
  column('busy', () => number(one().refused_busy));
  column('lost', () => number(one().lost));
  column('last', () => ago(one().last_frame_at_ms) ?? say('never'), old);
  line.append(old);
  return line;
}

// ---- the stream

let live = null;

function speak(text) {
  write(document.getElementById('spoken'), text);
}

function link(key, className) {
  const element = document.getElementById('link');
  write(element, say(key));
  element.className = `link ${className}`;
}

/** Told once at each change, so that a screen reader hears it once. */
function judgeLink() {
  if (told === null) return;
  const now = !isCut();
  if (now === live) return;
  if (live !== null) speak(say(now ? 'spoken.live' : 'spoken.cut'));
  live = now;
  link(now ? 'link.live' : 'link.cut', now ? 'live' : 'cut');
  document.body.classList.toggle('cut', !now);
}

function open() {
  const stream = new EventSource('/events');
  stream.addEventListener('state', (event) => take(JSON.parse(event.data)));
  stream.addEventListener('error', () => {
    if (stream.readyState === EventSource.CLOSED) refused();
  });
}

/** The booth answered and did not open a stream: is the session over, or the house full? */
async function refused() {
  let status = 0;
  try {
    status = (await fetch('/events', { method: 'HEAD', signal: AbortSignal.timeout(RETRY_MS) })).status;
  } catch {
    // no answer at all: try again below
  }
  if (status === 401) {
    state = {};
    told = null;
    live = null;
    show();
    link('link.ended', 'cut');
    location.replace('/');
    return;
  }
  if (status === 503) link('link.full', 'cut');
  setTimeout(open, RETRY_MS);
}

document.getElementById('logout').addEventListener('click', async () => {
  try {
    await fetch('/logout', {
      method: 'POST',
      body: new URLSearchParams({ csrf: document.body.dataset.csrf }),
      signal: AbortSignal.timeout(RETRY_MS),
    });
  } finally {
    location.replace('/');
  }
});

document.querySelectorAll('nav a').forEach((choice) => {
  if (choice.lang === language) choice.setAttribute('aria-current', 'true');
});

open();
setInterval(show, LOOK_MS);
